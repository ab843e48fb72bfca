"""Documents that burn whoever reads them. Made here, not kept: most are megabytes of one idea."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GIVEN_UP = (
    r"takes (?:more than|longer)|needs more memory|break down|more text than is taken|could not be read"
)
READ = ""  # it is read after all, within the limits
BROKEN = r"cut short or broken|no entry|not a feed|no article text|web page|is JSON"
ANY = rf"{GIVEN_UP}|{BROKEN}|is made to take long"
_ITEM = "<item><guid>{n}</guid><title>T{n}</title><description>D{n}</description></item>"


def rss(inner: str, head: str = "") -> bytes:
    return f'{head}<rss version="2.0"><channel><title>x</title>{inner}</channel></rss>'.encode()


def laughs(levels: int = 9) -> bytes:
    """An entity of ten entities of ten entities ..."""
    named = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels + 1))
    head = f'<!DOCTYPE rss [<!ENTITY e0 "news">{named}]>'
    return rss(f"<item><title>&e{levels};</title></item>", head)


def quadratic() -> bytes:
    """One long entity, used over and over."""
    return rss(
        f"<item><title>{'&a;' * 50_000}</title></item>", f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'
    )


FEEDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "comments that never end, in a title": (
        lambda: rss(f"<item><title>{'&lt;!--' * 700_000}</title></item>"),
        ANY,
    ),
    "50,000 items": (lambda: rss("".join(_ITEM.format(n=n) for n in range(50_000))), GIVEN_UP),
    "a billion laughs": (laughs, ANY),
    "a quadratic entity": (quadratic, ANY),
    "an entity of a file": (
        lambda: rss(
            "<item><title>&f;x</title></item>", '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        ),
        ANY,
    ),
    "a million open tags": (lambda: rss("<a>" * 1_000_000), ANY),
    "HTML a million deep": (lambda: rss(f"<item><title>{'&lt;div&gt;' * 400_000}</title></item>"), ANY),
    "a million attributes": (
        lambda: rss("<item " + "".join(f'a{n}="" ' for n in range(300_000)) + "/>"),
        ANY,
    ),
    "a million namespaces": (
        lambda: rss("<item " + "".join(f'xmlns:n{n}="u{n}" ' for n in range(150_000)) + "/>"),
        ANY,
    ),
    "JSON a million deep": (
        lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 2_000_000,
        ANY,
    ),
    "a number of a million figures": (
        lambda: b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 4_000_000 + b"}]}",
        ANY,
    ),
}
PAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a million open paragraphs": (lambda: b"<html><body>" + b"<p>" * 1_500_000, ANY),
    "a million open tags": (lambda: b"<html><body>" + b"<div>" * 900_000, ANY),
    "a million links": (lambda: b"<html><body>" + b'<a href="/a">a</a> ' * 240_000, ANY),
    "a table within a table": (lambda: b"<html><body>" + b"<table><tr><td>" * 300_000, ANY),
    "a million comments": (lambda: b"<html><body>" + b"<!--a-->" * 600_000, ANY),
    "an attribute of megabytes": (lambda: b'<html><body class="' + b"cookie " * 690_000 + b'">', ANY),
}


def ten_gigabytes() -> Iterator[bytes]:
    """A gzip of 10 GB of zeros, in some 10 MB: one packed megabyte over and over, each whole by itself."""
    machine = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = machine.compress(bytes(1_000_000)) + machine.flush(zlib.Z_FULL_FLUSH)
    yield b"\x1f\x8b\x08" + bytes(7)
    for _ in range(100):
        yield block * 100
    yield machine.flush() + bytes(8)  # the sum at the end is wrong: nobody should come so far
