"""Pages and texts that somebody pointed at, in their own sentences; and the modal "Brief me"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import PlainTextInputElement

from bot.slack.blocks import forms, modals, parts
from bot.slack.blocks.message import Message, fallback, fit
from bot.slack.blocks.story import credited, find_source, first_headlines, sayable, story, title
from bot.text import ago, clip, one_line, plural, web_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Briefing, PageBrief
    from bot.slack.blocks.message import Json
    from summaries import Brief

QUESTION = "brief_me_question"
ASK = "brief_me_ask"
"""The callback id of the modal, whose one field has the block id QUESTION."""

_ADDRESS_LONGEST = 100


def briefing(found: Briefing) -> Message:
    """Each page with its sentences; what could not be read is named with the reason and a way out."""
    read = [page for page in found.pages if page.brief]
    kept = [len(sayable(page.brief)) for page in read if page.brief]

    def draw(counts: Sequence[int]) -> Message:
        shown = dict(zip([page.url for page in read], counts, strict=False))
        blocks: list[Json] = []
        for page in found.pages:
            if page.brief is None:
                blocks.append(_unread(page))
            elif page.url in shown:
                blocks += _page(page, page.brief, shown[page.url], found)
        if found.left:
            more = plural(found.left, "more link")
            blocks.append(parts.context(f"{more} in that message: I read {len(found.pages)} at a time."))
        return Message(text=_told(read), blocks=blocks)

    return fit(draw, kept)


def text_briefing(brief: Brief) -> Message:
    """A message in its own sentences: it is on the screen already, so there is nothing to link to."""
    kept = sayable(brief)

    def draw(counts: Sequence[int]) -> Message:
        said = [parts.line(parts.words(sentence.text)) for sentence in kept[: sum(counts)]]
        head = parts.rich(parts.line(parts.words("This message in brief", bold=True)))
        told = [parts.rich(parts.bullets(said))] if said else []
        foot = parts.context("Its own sentences, word for word. For your eyes only.")
        return Message(text="This message in brief, in its own sentences.", blocks=[head, *told, foot])

    return fit(draw, [1] * len(kept))


def brief_me(blocks: Sequence[Json]) -> Json:
    """The modal "Brief me": a field for a question, and below it an answer (first now's top stories)."""
    field = forms.field(
        QUESTION,
        "What do you want to know?",
        PlainTextInputElement(
            action_id=QUESTION,
            placeholder=forms.plain("sudan, or: who has recognised the Taliban?", 150),
            max_length=300,
        ),
        "A topic or a question. Empty: now's top stories.",
        optional=True,
    )
    return forms.modal(
        "Brief me",
        [field, parts.divider(), *modals.still(blocks)],
        callback_id=ASK,
        submit="Brief me",
        close="Close",
    )


def _page(page: PageBrief, brief: Brief, sentences: int, found: Briefing) -> list[Json]:
    dated = next((source.published for source in brief.sources if source.published), None)
    when = f"{ago(dated, found.now)} · " if dated else ""
    if page.story_id:
        return story(brief, story_id=page.story_id, facts=f"{when}{_tellers(page)}", sentences=sentences)
    cited = [
        credited(sentence, source)
        for sentence in sayable(brief)[:sentences]
        if (source := find_source(brief.sources, sentence.article_id))
    ]
    told = parts.rich(parts.line(title(brief)), *([parts.bullets(cited)] if cited else []))
    return [told, parts.context(f"{when}read just now for you alone; nothing of it is kept")]


def _tellers(page: PageBrief) -> str:
    if page.publishers < 2:  # noqa: PLR2004 - it alone
        return "nobody else that I read tells this story"
    return f"{page.publishers} publishers tell this story"


def _unread(page: PageBrief) -> Json:
    address = clip(one_line(page.url), _ADDRESS_LONGEST) or "A page"
    said = f" could not be read: {one_line(page.why)}. You can paste its text into a message and brief that."
    return parts.rich(parts.line(parts.link(web_url(page.url), address), parts.words(said)))


def _told(read: Sequence[PageBrief]) -> str:
    if not read:
        return "The linked pages could not be read."
    return fallback(f"In brief: {first_headlines(page.brief for page in read if page.brief)}")
