"""What shown sentences rest on, one after the other, and what their pages say now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.model import Standing
from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fits
from bot.slack.blocks.story import SENTENCE_LONGEST, publisher_name
from bot.text import ago, clip, escape, listed, one_line, plural, sentence_url, visible, web_url

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
    Standing.STANDS: "still holds this sentence, word for word.",
    Standing.CHANGED: "holds this in its place:",
    Standing.ABSENT: "does not hold this sentence any more. The rest of the article is there.",
    Standing.REWRITTEN: (
        "holds another text. Either it was rewritten, or this sentence came with the publisher's feed alone."
    ),
    Standing.PART: "shows only the beginning of the article, and this sentence is not in it.",
    Standing.GONE: "is gone",
    Standing.CLOSED: "is closed to us",
    Standing.UNREAD: "could not be read",
}
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
            parts.words(one.sha256, code=True),
        )
        for one in list(articles.values())[:20]
    ]
    told = "The fingerprints (SHA-256, of the text in UTF-8) of the stored articles:"
    blocks = [parts.rich(parts.line(parts.words(told)), *([parts.bullets(lines)] if lines else []))]
    return Message(text=escape(f"Fingerprints: {_headline(found)}"), blocks=blocks)


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
    blocks += [_proof(one, found) for one in proofs[:shown]]
    if left := len(proofs) - shown:
        blocks.append(parts.context(f"{plural(left, 'more sentence')} did not fit."))
    if proofs and not checking:
        blocks.append(parts.actions(*_buttons(found)))
    return Message(text=escape(f"{_headline(found)}: {summary}"), blocks=blocks)


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
    return f"All {count} sentences stand, character for character, in their stored articles.{gone}"


def _pages(found: Verification, proofs: Sequence[Proof]) -> str:
    """What a check came to, in a line; nothing where the pages were not asked for now."""
    if not found.checked:
        return ""
    counted = Counter(one.look.standing for one in proofs if one.look)
    told = [f"{counted[one]} {words}" for one, words in _COUNTED.items() if counted[one]]
    return f"On their pages now: {listed(told, most=len(told))}." if told else ""


def _proof(proof: Proof, found: Verification) -> Json:
    elements = [parts.quote(parts.words(proof.sentence.text)), _where(proof), _stored(proof)]
    if proof.look:
        elements += _page(proof, proof.look, found)
    return parts.rich(*elements)


def _where(proof: Proof) -> RichTextSectionElement:
    """The publisher, linked to the sentence, and the title, linked to the article."""
    source = proof.source
    return parts.line(
        parts.link(sentence_url(source.url, proof.sentence.text), publisher_name(source.publisher)),
        parts.words(": "),
        parts.link(web_url(source.url), _title(proof)),
    )


def _stored(proof: Proof) -> RichTextSectionElement:
    """Where it stands in the stored text, when that came in, and the text's fingerprint."""
    sentence = proof.sentence
    span = f"Characters {sentence.start:,} to {sentence.end:,} of {proof.characters:,}"
    if not proof.holds:
        span += ", where the stored text says something else"
    return parts.line(
        parts.words(f"{span} · collected "),
        parts.moment(proof.collected),
        parts.words(" · fingerprint "),
        parts.words(proof.sha256[:SHORT], code=True),
    )


def _page(
    proof: Proof, look: Look, found: Verification
) -> list[RichTextSectionElement | RichTextQuoteElement]:
    """What the page said when it was read last."""
    read = parts.words(f"The page, read {ago(look.at, found.now)}, ", bold=True)
    if look.standing is Standing.CHANGED and not showable(look.now):
        return [parts.line(read, parts.words("holds another sentence in its place."))]
    why = f" ({one_line(look.why)})." if look.why else "." * (look.standing not in _WHOLE)
    said = parts.line(read, parts.words(f"{_SAYS[look.standing]}{why}"))
    if look.standing is not Standing.CHANGED:
        return [said]
    opened = sentence_url(proof.source.url, look.now)
    return [said, parts.quote(parts.words(look.now), parts.words(" — "), parts.link(opened, "open"))]


_WHOLE = frozenset(Standing) - {Standing.GONE, Standing.CLOSED, Standing.UNREAD}
"""Those whose words are a sentence by themselves."""


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
