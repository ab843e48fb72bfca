"""Workspaces that installed Dateline: their tokens, and the address at which others install it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.operate.checks import failure, warning, well
from bot.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.operate.checks import Check
    from bot.operate.examining.facts import Facts

SEALED = failure(
    "workspace-sealed",
    cause="No encryption key opens the stored tokens of a workspace: the key was changed or lost.",
    cure="put the key that sealed them back into DATELINE_ENCRYPTION_KEYS, or let it install Dateline again",
)
STUCK = failure(
    "workspace-stuck",
    cause="Slack gives no new token for a workspace: its refresh token was used up or revoked.",
    cure="install Dateline there again; its data stays",
)
PUBLIC = warning(
    "web-unreachable",
    cause="The public address of `dateline web` does not answer from here: it is down, or its proxy "
    "leads elsewhere.",
    cure="see that dateline web runs and that its proxy passes /slack/ on (docs/how-to/http.md)",
)


def workspaces(facts: Facts) -> Iterator[Check]:
    if not facts.config.slack.installable:
        return
    found = facts.workspaces
    if found.sealed:
        yield SEALED.at("workspaces' tokens", f"no key opens those of {listed(list(found.sealed))}")
    if found.stuck:
        yield STUCK.at("workspaces' renewal", f"no new token for {listed(list(found.stuck))}")
    if found.public:
        yield PUBLIC.at("public address", found.public)
    elif found.public is not None:
        yield well("public address", "answers")
