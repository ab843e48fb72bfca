"""A wire of many feeds for benchmarks/performance_collect.py, on as many hosts as 127.0.0.0/8 has.

    python benchmarks/performance_collect_wire.py

It prints its port, and ends when its input ends. Host 127.1.A.B serves feed 250 A + B - 1 at /feed.rss:
ten entries with a teaser of two sentences, each with a page of 25. What is asked for again with its ETag is
not modified. The texts are put together from invented sentences: nobody wrote them.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

from growth import Invention

ENTRIES = 10
POOL, TEASER, PAGE = 2_000, 2, 25
ON_A_HOST = 250  # feeds for each third byte of an address
_BEGUN = datetime.now(UTC)


def address(number: int, port: int) -> str:
    """Where a feed is."""
    return f"http://127.1.{number // ON_A_HOST}.{1 + number % ON_A_HOST}:{port}/feed.rss"


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    _, _, third, fourth = map(int, writer.get_extra_info("sockname")[0].split("."))
    number, port = third * ON_A_HOST + fourth - 1, writer.get_extra_info("sockname")[1]
    with suppress(OSError, asyncio.IncompleteReadError):
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode()
            writer.write(answer(number, port, path, conditional=b"if-none-match" in head.lower()))
            await writer.drain()
    writer.close()


def answer(number: int, port: int, path: str, *, conditional: bool) -> bytes:
    if path == "/feed.rss" and conditional:
        return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    if path == "/feed.rss":
        return _whole(feed(number, port), "application/rss+xml")
    return _whole(page(number, int(path.rpartition("/")[2])), "text/html; charset=utf-8")


def _whole(body: str, kind: str) -> bytes:
    content = body.encode()
    head = f'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n'
    return head.encode() + content


def feed(number: int, port: int) -> str:
    host = address(number, port).removesuffix("/feed.rss")
    items = (
        f"<item><title>{title(number, one)}</title><link>{host}/article/{one}</link>"
        f'<guid isPermaLink="false">{number}-{one}</guid><pubDate>{_dated(number, one)}</pubDate>'
        f"<description>{' '.join(_sentences(number, one, TEASER))}</description></item>"
        for one in range(ENTRIES)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour {number}</title>'
        f"<link>{host}/</link><description>Ships</description>{''.join(items)}</channel></rss>"
    )


def page(number: int, one: int) -> str:
    told = _sentences(number, one, PAGE)
    paragraphs = "".join(f"<p>{' '.join(told[at : at + 3])}</p>" for at in range(0, PAGE, 3))
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("world", "ships", "weather"))
    return (
        f'<!doctype html><html lang="en"><head><title>{title(number, one)}</title></head><body>'
        f"<nav><ul>{menu}</ul></nav><article><h1>{title(number, one)}</h1>{paragraphs}</article>"
        "<footer>All rights reserved.</footer></body></html>"
    )


def title(number: int, one: int) -> str:
    return pool()[(number * 7919 + one * 104_729) % POOL].rstrip(".")


def _sentences(number: int, one: int, count: int) -> list[str]:
    """Ten feeds in a row tell of the same, each in another order."""
    start = (number // 10 * 611_953 + one * 15_485_863) % POOL
    return [pool()[(start + (at * 7 + number) % PAGE) % POOL] for at in range(count)]


@cache
def pool() -> list[str]:
    return Invention().sentences(POOL)


def _dated(number: int, one: int) -> str:
    return format_datetime(_BEGUN - timedelta(minutes=(number * 31 + one * 97) % 1_440))


async def main() -> None:
    pool()
    server = await asyncio.start_server(serve, "0.0.0.0", 0, backlog=1_024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
