"""How orders and notices are named in the log."""

from __future__ import annotations

from bot.deliver.wording import logged


def test_a_notice_is_logged_by_its_kind() -> None:
    """An alert's key holds the ID of who is written to, which stays out of the log."""
    assert logged("notice/alert/U0123/story/7") == "notice/alert"
    assert logged("config-0a1b2c") == "config-0a1b2c"
