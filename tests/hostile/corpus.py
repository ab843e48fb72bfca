"""Feeds of every kind, made by us: well-formed, broken, mis-encoded, malicious, each with its verdict.

A case says how many entries must be found (None: the table of verdicts alone says it) and what must be said
of a feed that is refused.
"""

from __future__ import annotations

import json
import tarfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from payloads import KINDS, NEWS, all_texts
from written import VERSION, Case, atom, dated, entry, item, json_feed, rss, well_formed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHORT: Final = 400  # characters of a text that goes into every place of a feed


def cases() -> list[Case]:
    return [*well_formed(), *dated(), *mis_encoded(), *broken(), *not_feeds(), *bombs(), *filled()]


LABELS: Final = (
    "",
    "utf-8",
    "iso-8859-1",
    "windows-1252",
    "utf-16",
    "koi8-r",
    "shift_jis",
    "us-ascii",
    "no-such-code",
)
REAL: Final = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32")


def mis_encoded() -> Iterator[Case]:
    """Every label over every real encoding; most lie. An entry is found, or the feed is refused."""
    for real in REAL:
        for label in LABELS:
            said = f' encoding="{label}"' if label else ""
            text = rss(item(title="Côte d\u2019Ivoire vote")).replace(
                'version="1.0"?', f'version="1.0"{said}?'
            )
            body = text.encode(real, "xmlcharrefreplace")
            header = {"content-type": f"application/rss+xml; charset={label}"} if label else {}
            yield Case(name=f"coded-{real}-as-{label or 'nothing'}", body=body)
            yield Case(name=f"coded-{real}-by-header-{label or 'nothing'}", body=body, headers=header)


def broken() -> Iterator[Case]:
    """Cut off at every twentieth part, with bytes flipped, tags left open, ampersands bare."""
    whole = rss(*(item(f"n{at}", summary=line) for at, line in enumerate(NEWS * 2))).encode()
    for part in range(1, 20):
        yield Case(name=f"cut-at-{5 * part}", body=whole[: len(whole) * part // 20])
    for at in range(0, len(whole) - 300, 150):
        yield Case(
            name=f"flipped-{at}",
            body=whole[:at] + bytes(255 - b for b in whole[at : at + 3]) + whole[at + 3 :],
        )
    slips = {
        "bare-ampersands": ("The ", "A & B "),
        "open-tags": ("</title>", ""),
        "bad-quotes": ('"', "\u201d"),
    }
    slips |= {
        "two-roots": ("</rss>", "</rss><rss><channel/></rss>"),
        "junk-before": ("<?xml", "\n\n junk <?xml"),
    }
    slips |= {"nul-bytes": ("Floods", "Fl\x00oods"), "controls": ("Floods", "Fl\x01\x0b\x1foods")}
    for name, (found, put) in slips.items():
        yield Case(name=f"slip-{name}", body=whole.decode().replace(found, put).encode())


def not_feeds() -> Iterator[Case]:
    """What answers in a feed's place."""
    page = "<!doctype html><html><head><title>Log in</title></head><body><form>Log in</form></body></html>"
    others: dict[str, tuple[bytes, str]] = {
        "nothing": (b"", "is not a feed"),
        "blank": (b" \n\t ", "is not a feed"),
        "login": (page.encode(), "is a web page"),
        "consent": (page.replace("Log in", "We value your privacy").encode(), "is a web page"),
        "xhtml-page": (
            b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
            "is a web page",
        ),
        "json-error": (b'{"error": "gone"}', "is JSON, but not a feed"),
        "json-list": (b"[]", "is not a feed"),
        "cut-json": (b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": ', "is cut short"),
        "sitemap": (
            b'<?xml version="1.0"?><urlset><url><loc>https://x.example/</loc></url></urlset>',
            "is cut short",
        ),
        "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is not a feed"),
        "gzip": (b"\x1f\x8b\x08" + bytes(64), "is not a feed"),
        "path": (b"/etc/passwd", "is not a feed"),
        "address": (b"http://127.0.0.1/feed", "is not a feed"),
        "plain": (NEWS[0].encode(), "is not a feed"),
    }
    for name, (body, said) in others.items():
        yield Case(name=f"other-{name}", body=body, entries=0, said=said)


def bombs() -> Iterator[Case]:
    """What is made to burn time or memory, or to reach files and networks."""
    blown = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    laughs = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{blown}]>'
    quadratic = f'<!DOCTYPE rss [<!ENTITY q "{"q" * 60_000}">]>'
    for name, declared, used in (
        ("laughs", laughs, "&e11;"),
        ("quadratic", quadratic, "&q;" * 2_000),
        ("file", '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>', "&f;"),
        ("network", '<!DOCTYPE rss [<!ENTITY f SYSTEM "http://127.0.0.1:9/x">]>', "&f;"),
        ("parameter", '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>', "x"),
        ("dtd", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">', "x"),
        ("loop", '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
    ):
        body = rss(item(title=used)).replace("?>", f"?>{declared}", 1)
        yield Case(name=f"bomb-{name}", body=body.encode())
    for name, text, times in (
        ("comments", "&lt;!--", 60_000),
        ("tags", "&lt;a &lt;b ", 40_000),
        ("ampersands", "&amp;", 80_000),
        ("deep-html", "&lt;div&gt;", 40_000),
        ("brackets", "&lt;![CDATA[", 30_000),
        ("attributes", "&lt;p a='" + "x" * 1_000 + "'&gt;", 200),
        ("one-word", "a", 400_000),
        ("entities", "&amp;nbsp;", 60_000),
    ):
        yield Case(name=f"bomb-{name}", body=rss(item(summary=text * times)).encode(), entries=1)
        yield Case(name=f"bomb-title-{name}", body=rss(item(title=text * times)).encode(), entries=1)
    deep = rss(item(more="<x>" * 20_000 + "</x>" * 20_000))
    yield Case(name="bomb-deep-xml", body=deep.encode())
    yield Case(name="bomb-attribute", body=rss(item(more=f'<x a="{"y" * 500_000}"/>')).encode(), entries=1)
    attributes = " ".join(f"a{n}='1'" for n in range(20_000))
    yield Case(
        name="bomb-many-attributes",
        body=rss(item(more=f"<x {attributes}/>")).encode(),
        said="made to take long",
    )
    yield Case(
        name="bomb-many-spaces",
        body=rss(item(more="".join(f'<x xmlns:n{n}="u{n}"/>' for n in range(5_000)))).encode(),
        entries=1,
    )
    yield Case(
        name="bomb-deep-json",
        body=(f'{{"version": "{VERSION}", "items": ' + "[" * 50_000).encode(),
        said="is cut short",
    )
    yield Case(name="bomb-long-key", body=rss(item(name="k" * 100_000)).encode(), entries=1)


def filled() -> Iterator[Case]:
    """Every text of payloads.py in every place of an entry."""
    places: dict[str, Callable[[str], str]] = {
        "rss-title": lambda text: rss(item(title=text)),
        "rss-summary": lambda text: rss(item(summary=text)),
        "atom-title": lambda text: atom(entry(title=text)),
        "rss-link": lambda text: rss(f"<title>Floods</title><guid>urn:1</guid><link>{text}</link>"),
    }
    for kind, texts in KINDS.items():
        for at, text in enumerate(texts):
            for place, made in places.items():
                body = made(escape(text[:SHORT])).encode("utf-8", "replace")
                yield Case(name=f"{kind}-{at}-in-{place}", body=body)
            odd = json_feed(
                {"id": text[:SHORT], "title": text[:SHORT], "content_html": text[:SHORT], "url": text[:SHORT]}
            )
            yield Case(name=f"{kind}-{at}-in-json", body=odd.encode())


# ---- for the fuzzer ----


def seeds(target: str, data: str) -> list[bytes]:
    """What a fuzzer begins with; `data` is the folder of public corpora, "" where there is none."""
    if target != "feed":
        own = [text.encode("utf-8", "replace") for _, text in all_texts()]
        known = Path(data, "naughty-strings.json") if data else None
        own += [one.encode() for one in json.loads(known.read_text("utf-8"))] if known else []
        return [bytes([at % 40]) + one for at, one in enumerate(own)] if target == "blocks" else own
    own = [case.body for case in cases() if len(case.body) < 20_000]
    return own + [body for _, body in public(Path(data))] if data else own


def public(data: Path) -> Iterator[tuple[str, bytes]]:
    """The public feeds that lie beside the evaluation data, by name."""
    with tarfile.open(data / "hostile-feeds.tar.gz") as packed:
        for member in packed.getmembers():
            held = packed.extractfile(member)
            if held is not None:
                yield member.name, held.read()
    for path in sorted((data / "feeds").iterdir()):
        yield f"feeds/{path.name}", path.read_bytes()
