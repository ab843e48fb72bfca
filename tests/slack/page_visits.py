"""A browser without a script, on the page of a whole house: it follows links and sends forms."""

from __future__ import annotations

import http.client
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from page_read import Element, read
from whole import Whole, joined, whole

from bot.demo.page import Page
from bot.demo.page.gate import FORM
from bot.slack.manifest import manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_REDIRECTS = 5
MOST_CHANGES = 20


class Visitor:
    """What is shown is `here`; `clicks` and `sends` go on from there, as a person does."""

    def __init__(self, page: Page, there: Whole | None = None) -> None:
        self.page = page
        self._there = there
        self.cookies: dict[str, str] = {}
        self.url = page.url
        self.here = Element("", {})

    @property
    def there(self) -> Whole:
        """The house behind the page, where it is one of the tests' own."""
        assert self._there is not None
        return self._there

    def ask(self, method: str, url: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """One request: status, headers, body. Headers are named as in HTTP, with _ for -; empty: left out."""
        where = urlsplit(urljoin(self.url, url))
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            sent |= {"Origin": self.page.url, "Content-Type": FORM}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.page.gate.port, timeout=30)
        target = f"{where.path or '/'}?{where.query}" if where.query else where.path or "/"
        kept = {name: value for name, value in sent.items() if value}
        connection.request(method, target, body or None, kept)
        answer = connection.getresponse()
        told = (answer.status, dict(answer.getheaders()), answer.read().decode())
        connection.close()
        for name, value in answer.getheaders():
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return told

    def goes(self, url: str) -> Element:
        return self._follow(*self.ask("GET", url), url)

    def _follow(self, status: int, headers: dict[str, str], body: str, url: str) -> Element:
        for _ in range(MOST_REDIRECTS):
            self.url = urljoin(self.url, url)
            if status != http.HTTPStatus.SEE_OTHER:
                break
            url = headers["Location"]
            status, headers, body = self.ask("GET", url)
        assert status == http.HTTPStatus.OK, (status, body)
        self.here = read(body.removeprefix("<!doctype html>"))
        return self.here

    def clicks(self, words: str) -> Element:
        """Follow the link that says so."""
        links = [one for one in self.here.all("a") if one.text == words]
        assert len(links) == 1, [one.text for one in self.here.all("a")]
        return self.goes(links[0].attributes["href"])

    def presses(self, button: Element, **typed: str) -> Element:
        """Send the button's form; `typed` goes into the fields of those labels."""
        form = button.form()
        pairs = form.sends(button)
        for label, value in typed.items():
            field = labelled(form, label.replace("_", " "))
            pairs = [(name, old) for name, old in pairs if name != field] + [(field, value)]
        to = button.attributes.get("formaction") or form.attributes["action"]
        if form.attributes["method"] == "get":
            return self.goes(f"{to}?{urlencode(pairs)}")
        return self._follow(*self.ask("POST", to, urlencode(pairs)), to)

    def says(self, words: str) -> Element:
        """Type it where one writes, and send it."""
        line = self.here.one("input", id="reply" if self.here.all("input", id="reply") else "compose")
        button = next(one for one in line.form().all("button") if one.text == "Send")
        line.attributes["value"] = words
        return self.presses(button)

    def waits_for(self, *words: str) -> Element:
        """The page, once it says all of that: it is loaded again after each change."""
        parts = self.here.one("main").attributes["data-parts"]
        seen = ""
        for _ in range(MOST_CHANGES):
            status, _, told = self.ask("GET", f"{parts}&seen={seen}")
            assert status == http.HTTPStatus.OK, f"nothing came that says {words}: {self.here.text}"
            seen = json.loads(told)["seen"]
            page = self.goes(self.url)
            if all(one in page.text for one in words):
                return page
        raise AssertionError(f"nothing says {words}: {self.here.text}")

    def button(self, words: str, within: Element | None = None) -> Element:
        """The one button that says so, or is called so."""
        found = [
            one
            for one in (within or self.here).all("button")
            if words in (one.text, one.attributes.get("aria-label"))
        ]
        assert len(found) == 1, f"{len(found)} buttons say {words}"
        return found[0]

    def modal(self) -> Element:
        return self.here.one("dialog")


def labelled(form: Element, words: str) -> str:
    """The name of the field whose label says so."""
    label = next(one for one in form.all("label") if one.text.removesuffix(" (optional)") == words)
    return form.one(id=label.attributes["for"]).attributes["name"]


@contextmanager
def visited(folder: Path) -> Iterator[Visitor]:
    """A visitor who has opened the printed address, and sees the channel."""
    with whole(folder) as built, joined(built, "dispatch") as there:
        there.slack.workspace.add_user("mira", admin=True)
        with Page(there.slack, manifest(there.house.config), about="A test.") as page:
            visitor = Visitor(page, there)
            visitor.goes(page.address)
            yield visitor
