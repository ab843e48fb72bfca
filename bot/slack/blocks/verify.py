"""What shown sentences rest on, one after the other, and what their pages say now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.model import Standing
from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fallback, fits
from bot.slack.blocks.story import SENTENCE_LONGEST, publisher_name
from bot.text import ago, clip, listed, one_line, plural, sentence_url, visible, web_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import ButtonElement, RichTextQuoteElement, RichTextSectionElement

    from bot.model import Look, Proof, Verification
    from bot.slack.blocks.message import Json

VERIFY_CHECK = "verify_check"
"""The action id of the button that reads the pages again; its value is STORY or STORY|EDITION."""

VERIFY_HASHES = "verify_hashes"
"""The action id of the button that shows the fingerprints whole; the same value."""

TITLE_LONGEST = 160
SHORT = 12
"""Of a fingerprint's 64 figures, how many are shown beside a sentence."""

_SAYS = {
    Standing.STANDS: ("Still there", "The page, read {ago}, holds this sentence word for word."),
    Standing.CHANGED: ("Changed", "The page, read {ago}, says in its place:"),
    Standing.ABSENT: ("Taken out", "The page, read {ago}, holds the rest of the article."),
    Standing.REWRITTEN: (
        "Not on the page",
        "Read {ago}, it holds another text: rewritten, or never the one that the feed brought.",
    ),
    Standing.PART: ("Not shown", "The page, read {ago}, shows only the beginning of the article."),
    Standing.GONE: ("Page gone", "It was not there {ago}{why}."),
    Standing.CLOSED: ("Page closed", "It could not be read {ago} without a login or leave{why}."),
    Standing.UNREAD: ("Not checked", "The page could not be read {ago}{why}."),
}
_NOT_FOUND = "Not found"
"""Instead of "Taken out" where the page may only have been read in part."""

_COUNTED = {
    Standing.STANDS: "still there",
    Standing.CHANGED: "changed",
    Standing.ABSENT: "taken out",
    Standing.REWRITTEN: "on a page with another text",
    Standing.PART: "beyond what the page shows",
    Standing.GONE: "on a page that is gone",
    Standing.CLOSED: "on a closed page",
    Standing.UNREAD: "on a page that could not be read",
}


def verification(found: Verification, *, checking: bool = False) -> Message:
    """Each sentence with its article, span, fingerprint and time, and what its page said last.

    `checking`: the pages are being read; the button to do so is away. Sentences that don't fit are counted.
    """
    proofs = [one for one in found.proofs if showable(one.sentence.text)]
    shown = len(proofs)
    message = _draw(found, proofs, shown, checking=checking)
    while shown and not fits(message):
        shown -= 1
        message = _draw(found, proofs, shown, checking=checking)
    return message


def fingerprints(found: Verification) -> Message:
    """The SHA-256 of every article that the sentences are of, whole."""
    articles = {one.sentence.article_id: one for one in found.proofs}
    lines = [
        parts.line(
            parts.words(f"{publisher_name(one.source.publisher)}, {_title(one)}: "),
            parts.words(one.sha256 or "unknown", code=True),
        )
        for one in list(articles.values())[:20]
    ]
    told = "The fingerprints (SHA-256, of the text in UTF-8) of the stored articles:"
    blocks = [parts.rich(parts.line(parts.words(told)), *([parts.bullets(lines)] if lines else []))]
    return Message(text=fallback(f"Fingerprints: {_headline(found)}"), blocks=blocks)


def showable(text: str) -> bool:
    """Whether Slack can hold it whole, and there is anything to see in it."""
    return len(text) <= SENTENCE_LONGEST and visible(text)


def _draw(found: Verification, proofs: Sequence[Proof], shown: int, *, checking: bool) -> Message:
    summary = _summary(found, proofs)
    blocks = [parts.rich(parts.line(parts.words(_headline(found), bold=True))), parts.context(summary)]
    if checking:
        blocks.append(parts.context("I am reading the pages now; this takes a few seconds."))
    elif pages := _pages(found, proofs):
        blocks.append(parts.context(pages))
    blocks += [block for one in proofs[:shown] for block in _proof(one, found)]
    if left := len(proofs) - shown:
        blocks.append(parts.context(f"{plural(left, 'more sentence')} did not fit."))
    if proofs and not checking:
        blocks.append(parts.actions(*_buttons(found)))
    return Message(text=fallback(f"{_headline(found)}: {summary}"), blocks=blocks)


def _headline(found: Verification) -> str:
    named = one_line(found.headline)
    return clip(named, TITLE_LONGEST) if visible(named) else "A story"


def _summary(found: Verification, proofs: Sequence[Proof]) -> str:
    """Whether the sentences are those of the stored texts, as it was just compared."""
    count = len(proofs)
    wrong = sum(not one.holds for one in proofs)
    gone = f" {plural(found.missing, 'sentence')} more: the article is not stored any more." * bool(
        found.missing
    )
    if not count:
        return f"No sentence of this story was shown here.{gone}"
    if wrong:
        differ = "differs" if wrong == 1 else "differ"
        return f"{wrong} of {plural(count, 'sentence')} {differ} from the stored text.{gone}"
    if count == 1:
        return f"The sentence stands, character for character, in its stored article.{gone}"
    every = "Both" if count == 2 else f"All {count}"  # noqa: PLR2004 - of two
    return f"{every} sentences stand, character for character, in their stored articles.{gone}"


def _pages(found: Verification, proofs: Sequence[Proof]) -> str:
    """What a check came to, in a line; nothing where the pages were not asked for now."""
    if not found.checked or not proofs:
        return ""
    counted = Counter(one.look.standing for one in proofs if one.look)
    if counted[Standing.STANDS] == len(proofs):
        return "Read again now: everything still stands on its page."
    told = [f"{counted[one]} {words}" for one, words in _COUNTED.items() if counted[one]]
    return f"Read again now: {listed(told, most=len(told))}." if told else ""


def _proof(proof: Proof, found: Verification) -> list[Json]:
    page = _page(proof, proof.look, found) if proof.look else []
    return [
        parts.rich(parts.quote(parts.words(proof.sentence.text)), _where(proof), *page),
        _stored(proof),
    ]


def _where(proof: Proof) -> RichTextSectionElement:
    """The publisher, linked to the sentence, the title, linked to the article, and when that came in."""
    source = proof.source
    return parts.line(
        parts.link(sentence_url(source.url, proof.sentence.text), publisher_name(source.publisher)),
        parts.words(": "),
        parts.link(web_url(source.url), _title(proof)),
        parts.words(", collected "),
        parts.moment(proof.collected),
    )


def _stored(proof: Proof) -> Json:
    """Where it stands in the stored text, and the text's fingerprint."""
    sentence = proof.sentence
    span = f"Characters {sentence.start:,} to {sentence.end:,} of {proof.characters:,}"
    if not proof.holds:
        span += ", where the stored text says something else"
    return parts.context(f"{span} · fingerprint {proof.sha256[:SHORT]}")


def _page(
    proof: Proof, look: Look, found: Verification
) -> list[RichTextSectionElement | RichTextQuoteElement]:
    """What the page said when it was read last."""
    short, long = _SAYS[look.standing]
    if not look.sure and look.standing is Standing.ABSENT:
        short = _NOT_FOUND
    why = f" ({one_line(look.why)})" if look.why else ""
    said = long.format(ago=ago(look.at, found.now), why=why)
    line = parts.line(parts.words(f"{short}. ", bold=True), parts.words(said))
    if look.standing is not Standing.CHANGED:
        return [line]
    opened = parts.link(sentence_url(proof.source.url, look.now), "Open it there")
    if not showable(look.now):
        return [line, parts.line(parts.words("a sentence too long to show here. "), opened)]
    return [line, parts.quote(parts.words(look.now)), parts.line(opened)]


def _title(proof: Proof) -> str:
    named = one_line(proof.source.title)
    return clip(named, TITLE_LONGEST) if visible(named) else "untitled"


def _buttons(found: Verification) -> tuple[ButtonElement, ...]:
    value = f"{found.story_id}|{found.edition_id}" if found.edition_id else found.story_id
    label = "Check again" if found.checked else "Check now"
    return (
        parts.button(label, action=VERIFY_CHECK, value=value, reads="Read the articles' pages again now"),
        parts.button(
            "Full fingerprints", action=VERIFY_HASHES, value=value, reads="Show the fingerprints in full"
        ),
    )
