"""What servers do wrong: bombs, lies about lengths, endless headers, and slowness. Each with its verdict.

`ANSWERS` are bytes, or functions that write to a connection until it breaks. The client's limits are scaled
down (see test_servers.py): 100,000 bytes, 3 seconds, 2,000 bytes a second after a third of a second.
"""

from __future__ import annotations

import gzip
import threading
import zlib
from typing import TYPE_CHECKING

from collect_server import answer

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable

    Answer = bytes | Callable[[socket.socket], None]

CAP = 100_000
OK = "ok"
LARGE = rf"larger than {CAP} bytes"
ANY_LARGE = r"larger than"
NOT_HTTP, DROPPED = r"its answer is not HTTP", r"connection dropped"
BROKEN, OFF = r"its compression is broken", r"its compression breaks off"
CUT = r"body cut short"
SLOW, LATE = r"too slow: fewer than 2000 bytes a second", r"timed out after 3 s"
HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BEAT = threading.Event()  # never set: something to wait on between two drops


def zeros(megabytes: int) -> bytes:
    return bytes(megabytes * 1_000_000)


def packed(body: bytes, encoding: str) -> bytes:
    return answer(body, "200 OK", f"Content-Encoding: {encoding}")


def raw_deflate(data: bytes, level: int = 9) -> bytes:
    machine = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    return machine.compress(data) + machine.flush()


def endless(start: bytes, again: bytes) -> Answer:
    return sent([start, *[again * 100] * 100_000])


def sent(parts: Iterable[bytes], pause: float = 0.0) -> Answer:
    """Write the parts, one after the other, until the other side has had enough."""

    def write(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)
            if pause:
                BEAT.wait(pause)

    return write


def dripped(start: bytes, rest: bytes) -> Answer:
    """A drop of one byte every twentieth of a second."""
    return sent([start, *(bytes([byte]) for byte in rest)], 0.05)


def stalled(start: bytes) -> Answer:
    """Write that, and then nothing until the other side hangs up."""

    def write(connection: socket.socket) -> None:
        connection.sendall(start)
        connection.recv(1)

    return write


def gzip_head(flags: int) -> bytes:
    return b"\x1f\x8b\x08" + bytes([flags]) + bytes(6)


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


BOMB = gzip.compress(zeros(50))
NAMELESS = gzip_head(8) + b"a" * 50_000
MEMBERS = gzip.compress(bytes(99)) * 1_500
FLUSHES = gzip_head(0) + b"\x00\x00\x00\xff\xff" * 19_000

ANSWERS: dict[str, tuple[Answer, str]] = {
    # ---- bombs ----
    "gzip": (packed(BOMB, "gzip"), LARGE),
    "x-gzip": (packed(BOMB, "x-gzip"), LARGE),
    "GZIP": (packed(BOMB, "GZIP"), LARGE),
    "deflate": (packed(zlib.compress(zeros(50)), "deflate"), LARGE),
    "raw deflate": (packed(raw_deflate(zeros(50)), "deflate"), LARGE),
    "stored blocks": (packed(raw_deflate(bytes(99_000), 0), "deflate"), OK),
    "gzip in gzip, told once": (packed(gzip.compress(BOMB), "gzip"), OK),
    "gzip in gzip": (packed(gzip.compress(BOMB), "gzip, gzip"), r"is packed 2 times over"),
    "gzip in deflate": (packed(zlib.compress(BOMB), "gzip, deflate"), r"is packed 2 times over"),
    "gzip told twice": (
        answer(gzip.compress(BOMB), "200 OK", "Content-Encoding: gzip", "Content-Encoding: gzip"),
        r"is packed 2 times over",
    ),
    "a thousand layers": (packed(b"x", ",".join(["gzip"] * 1_000)), r"is packed 1000 times over"),
    "brotli": (packed(b"\x1b", "br"), r"\(br\) was not asked for"),
    "zstd": (packed(b"\x28\xb5\x2f\xfd", "zstd"), r"\(zstd\) was not asked for"),
    "an invented packing": (packed(b"x", "pkzip"), r"\(pkzip\) was not asked for"),
    "many members": (packed(MEMBERS, "gzip"), LARGE),
    "empty members": (packed(gzip.compress(b"") * 4_000, "gzip"), OK),
    "a name without end": (packed(NAMELESS, "gzip"), OFF),
    "flushes that bring nothing": (packed(FLUSHES, "gzip"), OFF),
    "cut off": (packed(gzip.compress(b"news" * 99)[:-3], "gzip"), OFF),
    "a wrong sum": (packed(gzip.compress(b"news" * 99)[:-8] + bytes(8), "gzip"), BROKEN),
    "no gzip at all": (packed(b"<rss></rss>", "gzip"), BROKEN),
    "no deflate at all": (packed(b"\xff" * 99, "deflate"), BROKEN),
    "a bomb in chunks": (
        sent(
            [HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", *map(chunk, [BOMB] * 99)]
        ),
        LARGE,
    ),
    # ---- lengths ----
    "a claim of 10 GB": (HEAD + b"Content-Length: 10000000000\r\n\r\n", LARGE),
    "a claim beyond numbers": (HEAD + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n", rf"{LARGE}|{NOT_HTTP}"),
    "a negative length": (HEAD + b"Content-Length: -5\r\n\r\nhello", NOT_HTTP),
    "a length in words": (HEAD + b"Content-Length: five\r\n\r\nhello", NOT_HTTP),
    "two lengths": (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", NOT_HTTP),
    "one length twice": (HEAD + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", OK),
    "a length and chunks": (
        CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n") + b"0\r\n\r\n",
        OK,
    ),
    "more than was said": (HEAD + b"Content-Length: 5\r\n\r\nhello and more", OK),
    "less than was said": (HEAD + b"Content-Length: 500\r\n\r\nhello", rf"{CUT}: 5 of 500 bytes"),
    "nothing of what was said": (HEAD + b"Content-Length: 500\r\n\r\n", rf"{CUT}: 0 of 500 bytes"),
    "no length and no end": (endless(HEAD + b"\r\n", b"news " * 100), LARGE),
    "as much as may be": (answer(bytes(CAP)), OK),
    "a byte more": (answer(bytes(CAP + 1)), LARGE),
    # ---- chunks ----
    "chunks without end": (endless(CHUNKED, chunk(b"x" * 500)), LARGE),
    "chunks of one byte": (endless(CHUNKED, chunk(b"x")), ANY_LARGE),
    "a chunk of 16 EB": (sent([CHUNKED + b"ffffffffffffffff\r\n", *[bytes(9_000)] * 99]), LARGE),
    "a chunk of forty digits": (CHUNKED + b"f" * 40 + b"\r\nhello", NOT_HTTP),
    "a chunk of no number": (CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n", NOT_HTTP),
    "a negative chunk": (CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n", NOT_HTTP),
    "a chunk that lies": (CHUNKED + b"3\r\nhello\r\n0\r\n\r\n", NOT_HTTP),
    "an extension without end": (endless(CHUNKED + b"5;", b"a=b;" * 99), NOT_HTTP),
    "chunks that break off": (CHUNKED + chunk(b"hello"), CUT),
    "a trailer without end": (endless(CHUNKED + b"0\r\n", b"X-A: b\r\n" * 99), NOT_HTTP),
    "an unknown transfer": (HEAD + b"Transfer-Encoding: gzip\r\n\r\n" + BOMB[:99], NOT_HTTP),
    # ---- heads ----
    "headers without end": (endless(HEAD, b"X-Filler: " + b"a" * 99 + b"\r\n"), NOT_HTTP),
    "a header without end": (endless(HEAD + b"X-Filler: ", b"a" * 999), NOT_HTTP),
    "ten thousand headers": (HEAD + b"X-A: b\r\n" * 10_000 + b"Content-Length: 0\r\n\r\n", OK),
    "a header without a colon": (HEAD + b"nonsense\r\n\r\n", NOT_HTTP),
    "a NUL in a header": (HEAD + b"X-A: \x00\r\nContent-Length: 0\r\n\r\n", NOT_HTTP),
    "hints without end": (endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), ANY_LARGE),
    "continue without end": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), ANY_LARGE),
    "a status line without end": (endless(b"HTTP/1.1 200 ", b"O" * 999), NOT_HTTP),
    "a status beyond numbers": (b"HTTP/1.1 99999 OK\r\n\r\n", NOT_HTTP),
    "another protocol": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", r"101 |not HTTP"),
    "HTTP/0.9": (b"<rss></rss>\n", DROPPED),
    "HTTP/2": (b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18), NOT_HTTP),
    "a banner": (b"220 mail.example ESMTP\r\n\r\n", NOT_HTTP),
    "a banner alone": (b"220 mail.example ESMTP\r\n", DROPPED),
    "a part nobody asked for": (answer(b"x", "206 Partial Content", "Content-Range: bytes 0-0/9"), r"206 "),
    "not modified, to nobody": (b"HTTP/1.1 304 Not Modified\r\n\r\n", r"304 "),
    # ---- slowness ----
    "silence": (stalled(b""), LATE),
    "a status line in drops": (dripped(b"", b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 99), SLOW),
    "headers in drops": (dripped(HEAD, b"X-A: b\r\n" * 99), SLOW),
    "a body in drops": (dripped(HEAD + b"Content-Length: 500\r\n\r\n", b"x" * 500), SLOW),
    "chunks in drops": (dripped(CHUNKED, chunk(b"x") * 99), SLOW),
    "gzip in drops": (
        dripped(HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(range(256)))),
        SLOW,
    ),
    "silence after the head": (stalled(HEAD + b"Content-Length: 500\r\n\r\n"), SLOW),
    "silence within the head": (stalled(HEAD), SLOW),
    "silence within the body": (stalled(HEAD + b"Content-Length: 500\r\n\r\nhello"), SLOW),
    "silence before the last chunk": (stalled(CHUNKED + chunk(b"hello")), SLOW),
    "steady enough": (sent([HEAD + b"\r\n", *[b"x" * 900] * 8], 0.02), OK),
    "hanging up": (lambda connection: connection.close(), r"connection (?:dropped|reset)|reset"),
    # ---- redirects ----
    "a redirect to itself": (answer(b"", "302 Found", "Location: ?"), r"more than 5 redirects"),
    "a redirect with a bomb": (
        endless(b"HTTP/1.1 302 Found\r\nLocation: ftp://a/\r\n\r\n", b"x" * 999),
        r"redirects to no web address",
    ),
    "a redirect without end": (
        answer(b"", "302 Found", f"Location: /{'a' * 90_000}"),
        r"404|not HTTP|more than 5 redirects|usable",
    ),
    "a redirect to nowhere": (answer(b"", "301 Moved"), r"redirects to no web address"),
}
