"""What bounds a search on every database, and the letters that are one to it."""

from __future__ import annotations

# A question of more words than these is about its first ones.
MAX_TERMS = 24
MAX_CHARACTERS = 64
# How many rows a question may go through, rarest terms first: its time must not grow with the archive. A term
# that stands in more articles is counted no further, and of those that hold it the newest are read.
MAX_ROWS = 20_000
# Of a long text, what is read to rank it.
READ_CHARACTERS = 4_000
# A match in the title is worth several in the text (measured, docs/quality.md).
TITLE_WEIGHT = 4.0

# Letters that Unicode doesn't take apart, and neither does FTS5's tokeniser. FTS5's index has them folded by
# the view of migration 0003, which holds the same list; so must be what is asked.
FOLDED = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "\u0131": "i", "ß": "ss", "ẞ": "SS",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
}  # fmt: skip
_FOLDING = str.maketrans(FOLDED)


def folded(words: str) -> str:
    """The words as they stand in the index: "Łódź" as "Lódź", whose accents are the tokeniser's affair."""
    return words.translate(_FOLDING)


def searchable(spelling: str) -> bool:
    """Whether there is anything in it that an index holds."""
    return any(character.isalnum() for character in spelling)
