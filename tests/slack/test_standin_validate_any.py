"""The validator against whatever may come: any JSON, any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.slack.validate import message_problems, weight

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "fields", "accessory", "options", "block_id"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
KINDS = st.sampled_from(
    ["section", "header", "actions", "context", "rich_text", "input", "container", "table", "text"]
)


@pytest.mark.exhaustive
@given(
    blocks=st.lists(
        JSON
        | st.builds(
            lambda kind, rest: {**rest, "type": kind},
            KINDS,
            st.dictionaries(
                st.sampled_from(
                    ["text", "elements", "fields", "accessory", "element", "child_blocks", "rows"]
                ),
                JSON,
            ),
        )
    )
)
def test_nonsense_never_breaks_the_validator(blocks: list[Any]) -> None:
    """Whatever JSON comes, the validator answers with problems, and never breaks."""
    assert all(problem.path.startswith("/blocks") for problem in message_problems(blocks))
    weight(blocks)


@given(words=st.text(min_size=1, max_size=200))
def test_any_text_is_taken_as_text(words: str) -> None:
    """Text within its limits is never a problem, whatever its characters."""
    section = {"type": "section", "text": {"type": "plain_text", "text": words}}
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    rich = {"type": "rich_text", "elements": [line]}
    assert message_problems([section, rich]) == []
