"""Which language a text is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from bot.lately import Meanwhile

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Enough for a sure guess, and quick.
CHARACTERS = 2_000
FEWEST = 40
# Seconds without a text after which the model goes: it holds 75 MB, and takes 0.3 s to be read again.
REST = 30.0


def _read() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (late: only intake needs it)

    return LanguageIdentifier.from_model_file(MODEL_FILE)  # pyright: ignore[reportUnknownMemberType]  (untyped)


_model: Final = Meanwhile(_read, REST)


def language_of(named: str, text: str) -> str:
    """The ISO 639-1 code: the text's own, and for a text too short to tell, the one that was named.

    Pages often name their template's language and not the article's, so the text is asked first.
    """
    if len(text) >= FEWEST:
        code, _ = cast("tuple[str, float]", _model().classify(text[:CHARACTERS]))  # pyright: ignore[reportUnknownMemberType]  (untyped)
        return code
    return named.replace("_", "-").partition("-")[0].strip().lower() or "en"
