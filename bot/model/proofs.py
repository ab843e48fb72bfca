"""Where shown sentences come from, and what their pages say now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when it stores)
from enum import StrEnum

from summaries import Sentence, Source  # noqa: TC001  (as above)


class PageState(StrEnum):
    """What became of a page that was asked for again."""

    READ = "read"
    UNCHANGED = "unchanged"  # its publisher says that nothing changed since it was last read
    GONE = "gone"  # 404, 410, a file that is not there
    CLOSED = "closed"  # behind a login or a subscription, or its publisher asks not to be quoted
    UNREAD = "unread"  # it could not be read, for a reason that may pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNow:
    """An article's page as it is now.

    `text` is the article's, `whole` all that can be read on the page, both as found; empty unless READ. `why`
    says in a few words what stood in the way. `teaser`: the page calls itself a paid article's beginning.
    """

    state: PageState
    text: str = ""
    whole: str = ""
    why: str = ""
    etag: str = ""
    last_modified: str = ""
    teaser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """What is remembered of an article's page, from the last time that it was looked at again.

    `text` is the article as it stood there, settled; empty where it said what is stored, or was never read.
    `failures` counts the looks since the page was last read.
    """

    article_id: str
    checked: datetime
    text: str = ""
    etag: str = ""
    last_modified: str = ""
    failures: int = 0


class Standing(StrEnum):
    """How a sentence stands on its article's page."""

    STANDS = "stands"
    CHANGED = "changed"  # another sentence stands in its place
    ABSENT = "absent"  # the article is there, and the sentence is not
    REWRITTEN = "rewritten"  # another text stands at that address
    PART = "part"  # only the article's beginning is shown, and the sentence is not in it
    GONE = "gone"
    CLOSED = "closed"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found of a sentence at its page, and when.

    `now` is what stands in its place, verbatim, where it CHANGED; `why` a few words on what stood in the way.
    `sure`: an ABSENT one was taken out, as far as can be told, and a publisher did that.
    """

    standing: Standing
    at: datetime
    now: str = ""
    why: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A sentence that was shown, and what it rests on.

    `holds`: the stored text at the span is the sentence, compared when this was made. `characters` is how
    long that text is, `sha256` its hash in UTF-8. `look` is what its page said when it was last read again.
    """

    sentence: Sentence
    source: Source
    holds: bool
    characters: int
    sha256: str
    collected: datetime
    look: Look | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The sentences that a story was shown with: in that edition, or, without one, in answers now.

    `checked`: the pages were asked for this very verification. `missing` counts the shown sentences whose
    article is not stored any more.
    """

    story_id: str
    edition_id: str
    headline: str
    proofs: tuple[Proof, ...]
    now: datetime
    checked: bool = False
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A sentence that was posted, changed by its publisher to `now`; to nothing where it was taken out."""

    sentence: Sentence
    source: Source
    now: str
    at: datetime
