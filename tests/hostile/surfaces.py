"""Every surface, filled with one text in every field, for the corpora and the fuzzer."""

from __future__ import annotations

from filled import One
from test_any_rendering import MESSAGES, VIEWS, check

SURFACES = [*MESSAGES, *VIEWS]
LONGEST = 5_000


def any_text(surface: str, text: str) -> None:
    """AssertionError where Slack would refuse what is drawn, or read something of the text as markup."""
    check(surface, One(text[:LONGEST]))
