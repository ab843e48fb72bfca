"""docs/reference/summaries.md shows the library in examples: each is run, and prints what the page says."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "summaries.md"


def test_every_example_prints_what_the_page_says() -> None:
    """The page's examples, one after the other, as a reader types them."""
    parser = doctest.DocTestParser()
    shown = parser.get_doctest(PAGE.read_text("utf-8"), {}, PAGE.name, str(PAGE), 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(shown, out=said.append)
    assert result.attempted >= 12
    assert "".join(said) == ""
