"""Why a digest is not posted, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Day
from bot.text import plural

if TYPE_CHECKING:
    from bot.model import PlannedEdition


def nothing_to_post(edition: PlannedEdition) -> str:
    """Why there is nothing to post; empty where there are stories."""
    if edition.edition.stories:
        return ""
    feeds, failing = edition.coverage.feeds, len(edition.coverage.failing)
    if edition.day is Day.BROKEN:
        return f"broken: nothing could be collected since {edition.since:%Y-%m-%d %H:%M} UTC"
    if failing:
        return f"quiet day: {failing} of {feeds} feeds are failing, and nothing new passed in the others"
    unread = edition.coverage.unread
    if unread == feeds:
        return "quiet day: nothing new was handed in" + (", and no feed has been read yet" if feeds else "")
    others = f", {unread} not yet" if unread else ""
    return f"quiet day: {plural(feeds - unread, 'feed')} read well{others}, nothing new passed"


def logged(subscription_id: str) -> str:
    """An order's id for the log; of a notice its kind alone, since a reader's ID may follow."""
    return "/".join(subscription_id.split("/")[:2])
