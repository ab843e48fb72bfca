"""A tour of the demonstration's page in headless Chromium; as a program it takes the pictures for docs/.

    .venv/bin/python scripts/picture/tour.py

Needs Chromium as `chromium` on the path, and the font Lato, as the other pictures do.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from browser import Page

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1180, 820
PHONE = (390, 780)
PATIENCE_MS = 15_000
TRIES = 20

# Errors of scripts, and whatever the page's policy stopped, are kept where a tour can ask for them.
WITNESS = """
window.trouble = [];
addEventListener("error", (e) => trouble.push(String(e.message)));
addEventListener("unhandledrejection", (e) => trouble.push(String(e.reason)));
addEventListener("securitypolicyviolation", (e) => trouble.push(e.violatedDirective + " " + e.blockedURI));
"""

WAIT = """
new Promise((done, fail) => {
  const there = () => document.readyState === "complete";
  const look = () => { try { return there() && Boolean(%s) } catch { return false } };
  if (look()) return done(true);
  const late = setTimeout(() => { watch.disconnect(); fail(new Error("it never came")) }, %d);
  const again = () => { if (look()) { clearTimeout(late); watch.disconnect(); done(true) } };
  const watch = new MutationObserver(again);
  document.addEventListener("readystatechange", again);
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})
"""

KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "Space": 32}


class Tour:
    """What a person does with eyes, mouse and keys; each step waits for what it needs."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        page.call("Page.addScriptToEvaluateOnNewDocument", source=WITNESS)
        self.sees(WIDTH, HEIGHT)
        page.open(address)

    def sees(self, width: int, height: int, *, dark: bool = False) -> None:
        """The window's size, and what the system prefers."""
        self._page.sized(width, height)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self._page.call("Emulation.setEmulatedMedia", features=[scheme, still])

    def asks(self, expression: str) -> Any:
        return self._page.ask(expression)

    def waits(self, expression: str) -> None:
        """Until it is true of a page that is all there; one that is left meanwhile is asked anew."""
        for _ in range(TRIES):
            try:
                self._page.ask(WAIT % (expression, PATIENCE_MS))
            except RuntimeError as error:
                if "never came" in str(error):
                    raise
            else:
                return
        raise RuntimeError(f"the page never stood still: {expression}")

    def reads(self, words: str, within: str = "body") -> None:
        """Until that is to be read there."""
        self.waits(f"document.querySelector({json.dumps(within)}).innerText.includes({json.dumps(words)})")

    def clicks(self, selector: str, words: str = "") -> None:
        """On the last element there is of that kind that says so."""
        found = f"[...document.querySelectorAll({json.dumps(selector)})]"
        found += f".filter((one) => (one.ariaLabel || one.textContent).includes({json.dumps(words)})).pop()"
        self.waits(found)
        self._page.ask(
            f"(() => {{ const one = {found}; one.scrollIntoView({{block: 'nearest'}}); one.focus() }})()"
        )
        where = self._page.ask(
            f"(() => {{ const b = {found}.getBoundingClientRect();"
            " return { x: b.x + b.width / 2, y: b.y + b.height / 2 } })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._page.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **where)

    def types(self, words: str) -> None:
        """Into what has the focus."""
        self._page.call("Input.insertText", text=words)

    def goes_to(self, label: str) -> None:
        """Into the field of a form that is called so."""
        labels = "[...document.querySelectorAll('dialog label')]"
        self._page.ask(f"{labels}.find((one) => one.textContent.startsWith({json.dumps(label)})).click()")

    def presses(self, key: str) -> None:
        named = {"key": " " if key == "Space" else key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        text = {"Enter": "\r", "Space": " "}.get(key)
        self._page.call("Input.dispatchKeyEvent", type="keyDown", **named, **({"text": text} if text else {}))
        self._page.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def says(self, words: str, line: str = "compose") -> None:
        self.waits(f"document.getElementById({json.dumps(line)})")
        self._page.ask(f"document.getElementById({json.dumps(line)}).focus()")
        self.types(words)
        self.presses("Enter")

    def is_somebody(self, name: str) -> None:
        """Another reader looks."""
        self._page.ask(
            "(() => { const s = document.getElementById('as');"
            f" s.value = [...s.options].find((one) => one.text.startsWith({json.dumps(name)})).value;"
            " s.dispatchEvent(new Event('change', { bubbles: true })) })()"
        )
        self.waits(f"document.getElementById('as').selectedOptions[0].text.startsWith({json.dumps(name)})")

    def picture(self) -> bytes:
        """What is to be seen now, as a PNG."""
        self._page.ask("document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(done)))")
        return base64.b64decode(self._page.call("Page.captureScreenshot", format="png")["data"])


def main() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from browser import browser, program  # noqa: PLC0415 - it stands with the benchmarks, which drive it too

    from bot.cli.render import Screen  # noqa: PLC0415
    from bot.demo.show import Show  # noqa: PLC0415

    path = program()
    if path is None:
        raise SystemExit("There is no Chromium on the path.")
    with (
        tempfile.TemporaryDirectory() as folder,
        Show(Screen(io.StringIO(), terminal=False), runs=True) as show,
        browser(path, Path(folder)) as page,
    ):
        show.collect()
        show.posted()
        with show.page(0) as site:
            take(Tour(page, site.address))


def take(tour: Tour) -> None:
    """The pictures, one after the other."""

    def keep(name: str) -> None:
        (PICTURES / f"{name}.png").write_bytes(tour.picture())

    tour.reads("more stories in the thread", "#log")
    keep("page")
    tour.sees(*PHONE)
    keep("page-phone")
    tour.sees(WIDTH, HEIGHT)
    tour.says("/digest new")
    tour.waits("document.querySelector('dialog .finder')")
    tour.goes_to("Topics")
    tour.types("sudan, the")
    tour.clicks("dialog .foot .primary")
    tour.waits("document.querySelector('dialog .error')")
    keep("page-form")
    tour.presses("Escape")
    tour.waits("!document.querySelector('dialog')")
    tour.sees(WIDTH, HEIGHT, dark=True)
    tour.clicks(".side a", "Dateline")
    tour.reads("Hello", "#log")
    tour.waits("document.querySelector('#prompts button')")
    tour.says("What started the fire on the ferry?")
    tour.reads("battery", "#log")
    tour.clicks("#log .beside summary")
    tour.waits("document.querySelector('.menu.up .item')")
    keep("page-dark")
    tour.clicks(".side a", "Home")
    tour.reads("My topics", "#log")
    keep("page-home")


if __name__ == "__main__":
    main()
