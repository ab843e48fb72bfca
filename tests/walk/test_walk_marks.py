"""No command of the documents is printed untried: each is walked, or says in the page's source why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from masks import first_missing
from walk_pages import ROOT, Block, MarkError, blocks, documents, walked

if TYPE_CHECKING:
    from pathlib import Path

BY_CI = set(re.findall(r"readme_command (\w+)", (ROOT / ".ci" / "run").read_text("utf-8")))
FENCE = re.compile(r"^ *```([\w-]*)$", re.MULTILINE)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tried(path: Path, block: Block) -> bool:
    """Whether somebody runs it, or the page says why nobody does."""
    return path in walked() or block.command in BY_CI or bool(block.not_walked)


@pytest.mark.parametrize("path", documents(), ids=name_of)
def test_every_command_is_walked_or_says_why_not(path: Path) -> None:
    """Each block of commands on any page; a reason is more than a word."""
    found = blocks(path.read_text("utf-8"))
    assert [one.typed for one in found if not tried(path, one)] == []
    assert [one.not_walked for one in found if one.not_walked and len(one.not_walked) < len("needs X")] == []


@pytest.mark.parametrize("path", walked(), ids=name_of)
def test_every_block_of_a_walked_page_says_what_it_is(path: Path) -> None:
    """Commands can't hide in a block without a word for its kind, and none is overlooked."""
    text = path.read_text("utf-8")
    kinds = FENCE.findall(text)[::2]
    assert [
        kind for kind in kinds if kind not in {"sh", "slack", "text", "yaml", "nginx", "crontab", "ini"}
    ] == []
    assert len(blocks(text)) == sum(kind in {"sh", "slack"} for kind in kinds)


def test_the_tutorial_and_each_recipe_are_walked() -> None:
    """No page of either folder has nothing but excuses, except where nothing of it can run in a test."""
    idle = {
        name_of(path)
        for path in walked()
        if not any(not one.not_walked for one in blocks(path.read_text("utf-8")))
    }
    assert idle <= {
        "docs/how-to/http.md",  # a proxy and Slack's own requests
        "docs/how-to/keep-running.md",  # Docker, systemd
        "docs/how-to/workspaces.md",  # an app that others install
    }


def test_a_page_is_read_as_it_stands() -> None:
    """Notes belong to the block below them, what is shown to the one above it."""
    page = """
<!-- not walked: needs a real Slack -->
```sh
one
```

1. In a list:

   <!-- walk: status 1 -->
   ```sh
   two
     three
   ```

   ```text
   seen
   ```

<!-- walk: 14:32 is soon -->
```slack
/digest add 14:32
```

<!-- walk: arrives -->
```text
later
```
"""
    one, two, three = blocks(page)
    assert (one.typed, one.not_walked) == (("one",), "needs a real Slack")
    assert (two.typed, two.status, two.shown) == (("two", "  three"), 1, "seen")
    assert (three.kind, three.soon, three.shown, three.arrives) == ("slack", "14:32", "", "later")


def test_a_mark_that_nobody_understands_is_refused() -> None:
    """A slip of the pen in a comment does not leave a command unwalked."""
    with pytest.raises(MarkError, match="perhaps"):
        blocks("<!-- walk: perhaps -->\n```sh\none\n```\n")


@pytest.mark.parametrize(
    ("shown", "came", "missing"),
    [
        ("at 08:00\nlast", "at 17:31\nmore\nlast", ""),
        ("a … c", "a b c", ""),
        ("…\n/srv/x/y.db.20261130T165622Z", "kept as\n /opt/a/y.db.20261130T165623Z", ""),
        ("Monday 30 November 2026", "Tuesday 1 December 2026", ""),
        ("7 stories", "8 stories", "7 stories"),
        ("one\ntwo", "two\none", "two"),
        ("a … c", "a b d", "a … c"),
    ],
)
def test_what_is_shown_is_held_against_what_came(shown: str, came: str, missing: str) -> None:
    """Times, dates and folders are as good as any other; words and figures are not, nor their order."""
    assert first_missing(shown, came) == missing
