"""What a reader's Home tab tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)

from bot.model.answers import Answer  # noqa: TC001  (as above)
from bot.model.digests import Delivery, Subscription  # noqa: TC001  (as above)
from bot.model.health import Backstage  # noqa: TC001  (as above)
from bot.model.readers import Preference, Reader  # noqa: TC001  (as above)
from summaries import Brief  # noqa: TC001  (as above)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A story that was saved, and its brief as it stands now; None where the story is gone."""

    wish: Preference
    brief: Brief | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTab:
    """All of one reader's own, and what an administrator looks after: `behind` is None for everybody else.

    `top` is None where it could not be had. `wishes` are without the saved stories, newest first as these
    are. `due` says when the personal digest comes next, `missing` its last one where that went missing.
    """

    reader: Reader
    now: datetime
    top: Answer | None = None
    wishes: tuple[Preference, ...] = ()
    saved: tuple[Saved, ...] = ()
    digest: Subscription | None = None
    due: datetime | None = None
    missing: Delivery | None = None
    behind: Backstage | None = None
