"""Which language a text is in."""

from __future__ import annotations

from typing import cast

# Enough for a sure guess, and quick.
CHARACTERS = 2_000
FEWEST = 40


def language_of(named: str, text: str) -> str:
    """The ISO 639-1 code: the text's own, and for a text too short to tell, the one that was named.

    Pages often name their template's language and not the article's, so the text is asked first.
    """
    if len(text) >= FEWEST:
        import py3langid  # noqa: PLC0415  (late: its model takes 0.3 s)

        code, _ = cast("tuple[str, float]", py3langid.classify(text[:CHARACTERS]))  # pyright: ignore[reportUnknownMemberType]  (untyped)
        return code
    return named.replace("_", "-").partition("-")[0].strip().lower() or "en"
