"""Frozen dataclasses to JSON and back, for columns that are read whole."""

from __future__ import annotations

import zlib
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def encode(value: object) -> str:
    return _adapter(type(value)).dump_json(value).decode()


def pack(value: object) -> bytes:
    """The same, compressed: for what is long and seldom read."""
    return zlib.compress(_adapter(type(value)).dump_json(value))


def unpack(kind: type[T], packed: bytes) -> T:
    return _adapter(kind).validate_json(zlib.decompress(packed))


def decode(kind: type[T], text: str) -> T:
    return _adapter(kind).validate_json(text)
