"""Whose work is done just now: the workspace (or organisation) that a request or a task belongs to.

A tenant is Slack's ID of a workspace, or that of the organisation where Dateline was installed for all of it.
"" is the only workspace of those who run Dateline for themselves, with its tokens in the environment.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from concurrent.futures import Future

P = ParamSpec("P")
T = TypeVar("T")

ONLY = ""
"""The tenant where nobody names another."""

_current: ContextVar[str] = ContextVar("tenant", default=ONLY)


def current() -> str:
    return _current.get()


@contextmanager
def of(tenant: str) -> Generator[None]:
    """What is done within the block is that tenant's."""
    token = _current.set(tenant)
    try:
        yield
    finally:
        _current.reset(token)


def enter(tenant: str) -> None:
    """From here on, what this context does is that tenant's: for who learns midway whose request it has."""
    _current.set(tenant)


class Pool(ThreadPoolExecutor):
    """Threads that do what they are handed for the tenant of who handed it over, and log it as that work."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        context: Any = copy_context()
        return super().submit(context.run, fn, *args, **kwargs)
