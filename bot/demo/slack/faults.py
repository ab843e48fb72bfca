"""Faults on demand: what the stand-in shall do wrong the next time that a method is called."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING, Literal, cast, get_args

if TYPE_CHECKING:
    from bot.demo.slack.shapes import Json

FaultKind = Literal[
    "429",
    "500",
    "503",
    "drop",  # the connection is closed before anything is done
    "accept_then_drop",  # it is done, and the connection is closed without an answer
    "accept_then_500",
    "accept_then_503",
    "accept_then_slow",  # it is done at once, and the answer comes after `seconds`
    "slow",  # it is done after `seconds`, even where the caller has given up
    "drip",  # it is done at once, and the answer comes byte by byte over `seconds`
    "error",  # "error:CODE": refused with Slack's code
    "without",  # "without:FIELD": done as if that argument had not been given
    "instead",  # nothing is done, and `answer` is the answer
    "late",  # messages that are younger than `seconds` are not in the answer yet
    "limited",  # a call within `seconds` of the last one that was served meets a 429
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of trouble with one method ("*": with any; "response_url": with those), `times` times over."""

    method: str
    kind: FaultKind
    times: int = 1
    retry_after: int = 1
    seconds: float = 1.0
    detail: str = ""
    answer: Json = field(default_factory=dict[str, object])

    @property
    def accepts(self) -> bool:
        """Whether what was asked for is done all the same."""
        return self.kind not in ("429", "500", "503", "drop", "error", "instead")


class Faults:
    """Those still to come, first in, first out for each method."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._coming: list[Fault] = []
        self._served: dict[str, float] = {}

    def add(
        self, method: str, kind: str, *, times: int, retry_after: int, seconds: float, answer: Json
    ) -> None:
        """`kind` is one of FaultKind, some with a detail after a colon. Raises ValueError for any other."""
        name, _, detail = kind.partition(":")
        if name not in get_args(FaultKind) or (name in ("error", "without")) != bool(detail):
            raise ValueError(f"no such fault: {kind} (there are {', '.join(get_args(FaultKind))})")
        fault = Fault(
            method=method,
            kind=cast("FaultKind", name),
            times=times,
            retry_after=retry_after,
            seconds=seconds,
            detail=detail,
            answer=answer,
        )
        with self._lock:
            self._coming.append(fault)

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        with self._lock:
            for place, fault in enumerate(self._coming):
                if fault.method in (method, "*"):
                    if fault.times > 1:
                        self._coming[place] = replace(fault, times=fault.times - 1)
                    else:
                        del self._coming[place]
                    return fault
        return None

    def limit(self, method: str, fault: Fault, now: float) -> Fault | None:
        """The 429 of a limited call that comes too soon; `now` in seconds, by a clock that never leaps."""
        with self._lock:
            wait = self._served.get(method, -fault.seconds) + fault.seconds - now
            if wait > 0:
                return replace(fault, kind="429", retry_after=ceil(wait))
            self._served[method] = now
        return None

    def clear(self) -> None:
        with self._lock:
            self._coming.clear()
