"""The synthetic wire of benchmarks/workers.py: any number of feeds, on as many hosts as 127.0.0.0/8 has.

    python benchmarks/workers_wire.py

It prints its port, and ends when its input ends. Of /feed/N the last two figures say what it is: of a
hundred, 80 are not modified once they were read, 12 bring a new entry each time, 5 fail, 2 answer after two
seconds and one hangs.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from email.utils import formatdate

NEW, FAILS, SLOW, HANGS = range(80, 92), range(92, 97), (97, 98), 99
SLOWNESS = 2.0
_SHIPS = ("Aurora", "Beagle", "Cutty", "Dagmar", "Esperanza", "Fram", "Galatea", "Hector", "Iris", "Juno")
_counts: dict[int, int] = {}


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, asyncio.IncompleteReadError):
        while head := await reader.readuntil(b"\r\n\r\n"):
            number = int(head.split(b" ", 2)[1].rpartition(b"/")[2])
            if (kind := number % 100) == HANGS:
                await asyncio.sleep(3_600)
            if kind in SLOW:
                await asyncio.sleep(SLOWNESS)
            writer.write(answer(number, kind, conditional=b"if-none-match" in head.lower()))
            await writer.drain()
    writer.close()


def answer(number: int, kind: int, *, conditional: bool) -> bytes:
    if kind in FAILS:
        return whole("500 Internal Server Error", b"")
    if conditional and kind not in NEW:
        return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    _counts[number] = count = _counts.get(number, 0) + 1
    return whole("200 OK", feed(number, count))


def whole(status: str, body: bytes) -> bytes:
    head = f'HTTP/1.1 {status}\r\nETag: "{len(body)}"\r\nContent-Type: application/rss+xml\r\n'
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def feed(number: int, count: int) -> bytes:
    ship = f"{_SHIPS[number % 10]} {number * 7919 % 100_003}"
    told = (
        f"The {ship} berthed at quay {number % 89} with {number * 31 % 977} containers on voyage {count}. "
        f"Its master said that the storm off cape {number * 17 % 613} had cost the {ship} {count + 1} days."
    )
    return (
        f'<rss version="2.0"><channel><title>Harbour {number}</title><item>'
        f'<guid isPermaLink="false">{number}-{count}</guid><pubDate>{formatdate()}</pubDate>'
        f"<title>The {ship} berths for the {count}. time</title><description>{told}</description>"
        "</item></channel></rss>"
    ).encode()


async def main() -> None:
    server = await asyncio.start_server(serve, "0.0.0.0", 0, backlog=1_024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
