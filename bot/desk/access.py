"""Who may change a channel's digests. Anybody may read, ask and follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.errors import NotAllowedError

if TYPE_CHECKING:
    from bot.model import Reader

_OWN = "A digest of your own you can set up on my Home tab."


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """config.yaml's `access`. Guests of the workspace manage no channel's digests, whatever it says."""

    manage_digests: Literal["members", "admins"] = "members"

    @staticmethod
    def check_feeds(who: Reader) -> None:
        """Raise NotAllowedError where this person may not look after the feeds and all channels' digests."""
        if not who.admin:
            unsure = "" if who.asked else " (Slack did not tell me whether you are one.)"
            raise NotAllowedError(
                "That is for the admins and owners of this workspace: please ask one of them to do it."
                f"{unsure} Any reader can follow, mute and have a digest of their own here."
            )

    def check_digests(self, who: Reader, channel: str) -> None:
        """Raise NotAllowedError where this person may not change the digests of that channel.

        In a direct message everybody is at home. Where Slack never told who somebody is, they count as a
        member, not as an admin.
        """
        if channel.startswith("D") or who.admin:
            return
        if who.guest:
            raise NotAllowedError(
                "Guests can't change a channel's digests; any full member of the channel can."
                f" You can read and ask as you like. {_OWN}"
            )
        if self.manage_digests == "admins":
            unsure = "" if who.asked else " (Slack did not tell me whether you are one; please try again.)"
            raise NotAllowedError(
                f"In this workspace admins alone change a channel's digests.{unsure}"
                f" Please ask one of them to do it. {_OWN}"
            )
