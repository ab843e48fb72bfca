"""A Slack for benchmarks/at_nine.py: it takes posts, keeps Slack's limits, and tells at its end what it took.

    python benchmarks/at_nine_slack.py [--a-minute 300] [--milliseconds 100]

A channel takes one message a second, a workspace (a token) so many in any minute; what is more meets a 429
with Retry-After, and is not posted. Every answer takes so many milliseconds. It prints its port, and when its
input ends, one line of JSON: what it posted (token, channel, nonce, whether in a thread, when), and how many
it refused. bot/demo/slack is the one that behaves like Slack in all else; this one takes thousands a second.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import defaultdict, deque
from contextlib import suppress
from itertools import count
from math import ceil
from typing import Any
from urllib.parse import parse_qsl

A_MINUTE, A_SECOND = 60.0, 1.0


class Slack:
    def __init__(self, a_minute: int, seconds: float) -> None:
        self._a_minute = a_minute
        self._seconds = seconds
        self._numbers = count(1)
        self._last: dict[tuple[str, str], float] = {}
        self._lately: dict[str, deque[float]] = defaultdict(deque)
        self._held: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self.posts: list[tuple[str, str, str, bool, float]] = []
        self.refused = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *named = head.decode().split("\r\n")
                headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in named)}
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                status, answer, more = self.answer(first.split(" ")[1], headers, body)
                await asyncio.sleep(self._seconds)
                data = json.dumps(answer).encode()
                start = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}"
                writer.write(f"{start}Content-Length: {len(data)}\r\n\r\n".encode() + data)
                await writer.drain()
        writer.close()

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[str, dict[str, Any], str]:
        method, token = path.rpartition("/")[2], headers.get("authorization", "").removeprefix("Bearer ")
        json_ = "json" in headers.get("content-type", "")
        asked = json.loads(body) if json_ else dict(parse_qsl(body.decode()))
        if method == "chat.postMessage":
            return self.post(token, asked, time.time())
        if method in ("conversations.history", "conversations.replies"):
            return "200 OK", {"ok": True, "messages": self._held[token, asked["channel"]][::-1][:200]}, ""
        return "200 OK", {"ok": True, "team": token, "user": "dateline", "url": "http://127.0.0.1/"}, ""

    def post(self, token: str, asked: dict[str, Any], now: float) -> tuple[str, dict[str, Any], str]:
        channel, lately = asked["channel"], self._lately[token]
        while lately and lately[0] <= now - A_MINUTE:
            lately.popleft()
        wait = self._last.get((token, channel), 0.0) + A_SECOND - now
        if len(lately) >= self._a_minute:
            wait = max(wait, lately[0] + A_MINUTE - now)
        if wait > 0:
            self.refused += 1
            return (
                "429 Too Many Requests",
                {"ok": False, "error": "ratelimited"},
                f"Retry-After: {ceil(wait)}\r\n",
            )
        self._last[token, channel] = now
        lately.append(now)
        nonce = asked["metadata"]["event_payload"]["nonce"]
        ts = f"{int(now)}.{next(self._numbers):06}"
        self._held[token, channel].append({"ts": ts, "metadata": asked["metadata"]})
        self.posts.append((token, channel, nonce, bool(asked.get("thread_ts")), now))
        return "200 OK", {"ok": True, "channel": channel, "ts": ts}, ""


async def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--a-minute", type=int, default=300)
    options.add_argument("--milliseconds", type=float, default=100)
    asked = options.parse_args()
    slack = Slack(asked.a_minute, asked.milliseconds / 1000)
    server = await asyncio.start_server(slack.serve, "127.0.0.1", 0, backlog=1_024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    print(json.dumps({"posts": slack.posts, "refused": slack.refused}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
