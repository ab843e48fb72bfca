"""Articles from files and folders, as newsrooms and archives hand them in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.collect import files
from bot.model import EntryFailure, Incoming

if TYPE_CHECKING:
    from pathlib import Path

STORED = "World\n\nWho has recognised the Taliban?\n\nRussia has.\n\n  Others   talk to them.  \n"


def articles(path: Path, **defaults: str) -> list[Incoming]:
    found = list(files.read(path, **defaults))
    assert all(isinstance(item, Incoming) for item in found), found
    return [item for item in found if isinstance(item, Incoming)]


def failures(path: Path) -> list[EntryFailure]:
    return [item for item in files.read(path) if isinstance(item, EntryFailure)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_newsrooms_export_is_section_headline_and_paragraphs(tmp_path: Path, encoding: str) -> None:
    """First line the section, second the headline, then paragraphs, in each of the usual encodings."""
    path = tmp_path / "story.txt"
    path.write_bytes(STORED.replace("Others", "Süd’s").encode(encoding))
    (found,) = articles(path)
    assert (found.section, found.title) == ("World", "Who has recognised the Taliban?")
    assert found.text == "Russia has.\nSüd’s   talk to them."
    assert (found.source, found.url, found.publisher) == (path.as_uri(), path.as_uri(), "Local file")
    assert found.published is None


@pytest.mark.parametrize(
    "first",
    [
        "Floods drive thousands from their homes in the south.",
        "Floods drive thousands from their homes in the south",
        "It is over.",
    ],
)
def test_without_a_section_the_first_line_is_the_headline(tmp_path: Path, first: str) -> None:
    """A first line that is long, or ends like a sentence, is the headline itself."""
    path = tmp_path / "story.txt"
    path.write_text(f"{first}\nThe river rose by two metres in the night.\nIt falls now.\n", encoding="utf-8")
    (found,) = articles(path, section="Weather", publisher="The Desk")
    assert (found.title, found.section, found.publisher) == (first, "Weather", "The Desk")
    assert found.text.startswith("The river")


def test_markdown_gives_its_front_matter_and_plain_text(tmp_path: Path) -> None:
    """Front matter names the article; markup, links and code don't reach the text."""
    path = tmp_path / "story.md"
    path.write_text(
        "---\ntitle: Floods\nsection: World\ndate: 2026-03-01\npublisher: Example\nlanguage: en\n"
        "url: https://news.example/1?utm_source=x\n---\n# Floods\n\nThe *river* [rose](http://x.example)\n"
        "by **two** metres &amp; fell.\n\n- One\n- Two\n\n```\ncode()\n```\n<script>x()</script>\n",
        encoding="utf-8",
    )
    (found,) = articles(path)
    assert (found.title, found.section, found.publisher, found.language) == (
        "Floods",
        "World",
        "Example",
        "en",
    )
    assert found.text == "The river rose by two metres & fell.\nOne\nTwo"
    assert found.published == datetime(2026, 3, 1, tzinfo=UTC)
    assert found.url == found.key == "https://news.example/1"


def test_markdown_without_front_matter_takes_its_first_heading(tmp_path: Path) -> None:
    """The first top heading is the title."""
    path = tmp_path / "story.md"
    path.write_text("# Floods in the south\n\nThe river rose.\n", encoding="utf-8")
    (found,) = articles(path)
    assert (found.title, found.text) == ("Floods in the south", "The river rose.")


def test_broken_front_matter_is_named_with_its_line(tmp_path: Path) -> None:
    """YAML that can't be read fails that file, and says where."""
    path = tmp_path / "story.md"
    path.write_text("---\ntitle: [a\n---\n# T\n\nText.\n", encoding="utf-8")
    assert "front matter is not YAML (line" in failures(path)[0].why


def test_json_lines_give_an_article_each_and_name_the_bad_ones(tmp_path: Path) -> None:
    """A bad line fails with file, line and cause; the others go on."""
    path = tmp_path / "wire.jsonl"
    good = {"title": "A", "text": "One.", "url": "https://n.example/a", "published": "2026-03-01T08:00:00Z"}
    more = {"publisher": "Example", "section": "World", "language": "de", "extra": 1}
    lines = [
        json.dumps({**good, **more}),
        "",
        "{broken",
        '{"title": "no text"}',
        "[1]",
        '{"title":"B","text":"2"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(files.read(path))
    first, last = [item for item in found if isinstance(item, Incoming)]
    assert (first.url, first.publisher, first.section) == ("https://n.example/a", "Example", "World")
    assert first.published == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert (last.url, last.publisher, last.published) == (f"{path.as_uri()}#L6", "Local file", None)
    assert last.source == path.as_uri()
    bad = [(item.key, item.why) for item in found if isinstance(item, EntryFailure)]
    assert [key for key, _ in bad] == ["wire.jsonl:3", "wire.jsonl:4", "wire.jsonl:5"]
    assert ["JSON at column" in bad[0][1], bad[1][1], bad[2][1]] == [
        True,
        "has no text",
        "is not a JSON object",
    ]


def test_the_same_text_has_the_same_key_wherever_it_lies(tmp_path: Path) -> None:
    """Without a URL, an article is known by its title and text."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORED, encoding="utf-8")
    first, second = articles(tmp_path)
    assert first.key == second.key
    assert first.source != second.source


def test_folders_are_read_all_the_way_down_without_hidden_files(tmp_path: Path) -> None:
    """Every readable file below counts, in order; hidden and other kinds are passed over."""
    for name in ("b/c/2.txt", "a/1.txt", ".git/3.txt", "b/.draft.txt", "b/photo.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORED, encoding="utf-8")
    assert [item.source[-7:] for item in articles(tmp_path)] == ["a/1.txt", "c/2.txt"]


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("photo.jpg", b"x", "is no .txt"),
        ("gone.txt", None, "no such file"),
        ("gone.jpg", None, "is not there"),
        ("empty.txt", b"", "holds no headline"),
        ("page.html", b"<p>Log in</p>", "no article text"),
        ("title.md", b"# Only a title\n", "holds no title with text"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, body: bytes | None, why: str) -> None:
    """A file that is missing, empty or of another kind is one failure, and no error."""
    if body is not None:
        (tmp_path / name).write_bytes(body)
    assert why in failures(tmp_path / name)[0].why


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the cap, a file is refused by its size."""
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    (tmp_path / "a.txt").write_text(STORED, encoding="utf-8")
    assert "larger than" in failures(tmp_path / "a.txt")[0].why


def test_a_saved_page_is_an_article(tmp_path: Path) -> None:
    """HTML goes the way of pages; its publisher is named by the page."""
    text = (
        "The river rose by two metres in the night, and 4,000 people left their homes before the dawn came."
    )
    head = '<title>Floods</title><meta property="og:site_name" content="Example">'
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body><p>{text}</p></body></html>", "utf-8")
    (found,) = articles(tmp_path / "a.html")
    assert (found.title, found.text, found.publisher) == ("Floods", text, "Example")
    assert found.url == (tmp_path / "a.html").as_uri()
