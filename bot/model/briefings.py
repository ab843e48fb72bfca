"""What is said of pages that a reader points at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (as in the other models)

from summaries import Brief  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBrief:
    """A page in its own sentences, or `why` there are none (then `brief` is None).

    `story_id` is of the story that it belongs to, where the page was stored already, and `publishers` how
    many tell that; empty and 0 where it was read for this alone.
    """

    url: str
    brief: Brief | None = None
    story_id: str = ""
    publishers: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """The pages in the order in which they were named; `left` were named beside them, and not read."""

    pages: tuple[PageBrief, ...]
    left: int
    now: datetime
