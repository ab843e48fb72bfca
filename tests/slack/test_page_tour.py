"""The page of `dateline demo --web` in headless Chromium: mouse, keys, screen reader, colours, widths."""

from __future__ import annotations

import importlib
import io
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from page_visits import visited
from whole import FLOOD

from bot.cli.render import Screen
from bot.demo.show import Show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from page_visits import Visitor

pytestmark = pytest.mark.exhaustive  # each starts a browser

ROOT = Path(__file__).resolve().parents[2]
NAMED_ROLES = {
    *("button", "link", "textbox", "combobox", "checkbox", "radio", "searchbox", "dialog", "log"),
    "region",
    *("navigation", "DisclosureTriangle", "listbox", "spinbutton", "complementary"),
}
# WCAG 2.2, 1.4.3: each text against what is painted behind it; large text (24 px, 18.7 px bold) may have 3.
PALE = """
(() => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, under) =>
    top.slice(0, 3).map((c, i) => c * top[3] / 255 + under[i] * (1 - top[3] / 255));
  const behind = (one) => {
    if (!one) return [255, 255, 255];
    const own = rgba(getComputedStyle(one).backgroundColor);
    return own[3] === 255 ? own : over(own, behind(one.parentElement));
  };
  const light = (c) => {
    const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const top = document.querySelector("dialog") || document.body;
  const walk = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement, style = getComputedStyle(one);
    if (!walk.currentNode.data.trim() || !one.checkVisibility()) continue;
    if (one.closest(".unseen, .skip, option, script")) continue;
    const under = behind(one), ink = over(rgba(style.color), under);
    const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)}: ${walk.currentNode.data}`);
  }
  return found;
})()
"""
FOREIGN = """
performance.getEntriesByType("resource").map((one) => one.name)
  .filter((one) => !one.startsWith(location.origin))
"""
WIDE = """
[...document.querySelectorAll(".log, dialog .body")].filter((one) => one.scrollWidth > one.clientWidth + 1)
  .flatMap((one) => [...one.querySelectorAll("*")].filter((inner) =>
    inner.getBoundingClientRect().right > one.getBoundingClientRect().left + one.clientWidth + 1))
  .map((one) => `${one.nodeName} ${one.className}, ${Math.round(one.getBoundingClientRect().right)}`)
"""


@pytest.fixture
def touring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Any]:
    """Opens a tour of the page at an address; skips where there is no Chromium."""
    for folder in ("benchmarks", "scripts/picture"):
        monkeypatch.syspath_prepend(str(ROOT / folder))
    chromium: Any = importlib.import_module("browser")
    path = chromium.program()
    if path is None:
        pytest.skip("needs Chromium on the path")

    @contextmanager
    def opened(address: str) -> Iterator[Any]:
        with chromium.browser(path, tmp_path / "profile") as page:
            tour = importlib.import_module("tour").Tour(page, address)
            tour.page = page
            yield tour
            assert tour.asks("window.trouble") == []
            assert tour.asks(FOREIGN) == []

    return opened


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Visitor]:
    with visited(tmp_path) as visitor:
        yield visitor


def surfaces(tour: Any) -> Iterator[str]:
    """A channel with an answer and its menu open, the direct message, a thread, a form with errors, Home."""
    tour.says("/news chad")
    tour.reads("Sarh", "#log")
    tour.clicks("#log .beside summary")
    yield "channel"
    tour.clicks(".side a", "Dateline")
    tour.reads("Hello", "#log")
    yield "direct message"
    tour.clicks("#log .tools summary")
    tour.clicks("#log .tools a", "Reply in thread")
    tour.waits("document.getElementById('reply')")
    yield "thread"
    tour.clicks(".thread .cross")
    tour.waits("!document.getElementById('reply') && document.querySelector('main')")
    tour.says("/digest new")
    tour.waits("document.querySelector('dialog .finder')")
    tour.asks("document.querySelector('dialog input[type=time]').value = ''")
    tour.clicks("dialog .foot .primary")
    tour.asks("document.querySelector('dialog form').noValidate = true")
    tour.clicks("dialog .foot .primary")
    tour.waits("document.querySelector('dialog .error')")
    yield "form"
    tour.presses("Escape")
    tour.waits("!document.querySelector('dialog')")
    tour.clicks(".side a", "Home")
    tour.reads("My topics", "#log")
    yield "Home"


def test_the_tour(touring: Callable[[str], Any], logging_left_as_it_was: None) -> None:
    """The demonstration's digest, a command, a menu, a question, a form with a mistake, mended, and Home."""
    del logging_left_as_it_was
    with Show(Screen(io.StringIO(), terminal=False), runs=True) as show:
        show.collect()
        show.posted()
        with show.page(0) as page, touring(page.address) as tour:
            tour.reads("more stories in the thread", "#log")
            assert not tour.asks("document.body.innerText.includes('a block of the type')")
            tour.says("/news sudan")
            tour.reads("Only visible to you", "#log")
            tour.clicks("#log .beside summary")
            tour.clicks("#log details[open] .item", "More on this story")
            tour.reads("Sources", "#log")
            tour.clicks(".replies")
            tour.reads("Oceania", "#thread")
            tour.clicks(".side a", "Dateline")
            tour.says("What started the fire on the ferry?")
            tour.reads("On “What started the fire on the ferry?”", "#log")
            tour.waits("document.getElementById('said').textContent.includes('Dateline:')")
            tour.clicks(".side a", "general")
            tour.reads("more stories in the thread", "#log")
            tour.says("/digest new")
            tour.waits("document.querySelector('dialog .finder')")
            tour.goes_to("Topics")
            tour.types("the")
            tour.clicks("dialog .foot .primary")
            tour.reads("is no topic", "dialog .error")
            assert tour.asks("document.activeElement.value") == "the"
            tour.types(" sudan")
            tour.clicks("dialog .foot .primary")
            tour.reads("Created for", "dialog")
            tour.clicks("dialog .foot .button", "Close")
            tour.waits("!document.querySelector('dialog')")
            tour.is_somebody("Mira")
            tour.clicks(".side a", "Home")
            tour.reads("feeds", "#log")
            assert tour.picture().startswith(b"\x89PNG")


def test_by_keys_alone(touring: Callable[[str], Any], here: Visitor) -> None:
    """A question, a menu and a form without a mouse; focus goes into the form, stays there and comes back."""
    with touring(here.page.address) as tour:
        tour.waits("document.documentElement.classList.contains('scripted')")
        tour.presses("Tab")
        assert tour.asks("document.activeElement.textContent") == "Skip to the conversation"
        tour.presses("Enter")
        tour.says("/news chad")
        tour.reads("Sarh", "#log")
        assert tour.asks("document.activeElement.id") == "compose"
        tour.asks("document.querySelector('#log .beside summary').focus()")
        tour.presses("Enter")
        tour.waits("document.querySelector('#log .beside details').open")
        tour.presses("ArrowDown")
        tour.presses("ArrowDown")
        assert tour.asks("document.activeElement.textContent") == "Follow this story"
        tour.presses("Escape")
        tour.waits("!document.querySelector('#log .beside details').open")
        assert tour.asks("document.activeElement.nodeName") == "SUMMARY"
        tour.says("/digest new")
        tour.waits("document.querySelector('dialog .finder')")
        tour.waits("document.activeElement.closest('dialog .field')")
        for _ in range(40):  # more than there are fields
            tour.presses("Tab")
            assert tour.asks(
                "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
            )
        tour.presses("Escape")
        tour.waits("!document.querySelector('dialog')")
        tour.waits("document.activeElement.id === 'compose'")


def test_what_is_being_done_stays_while_news_come(touring: Callable[[str], Any], here: Visitor) -> None:
    """Words that are typed, the focus, an open menu and an unfolded part stay when a message comes in."""
    with touring(here.page.address) as tour:
        tour.says("/news chad")
        tour.reads("Sarh", "#log")
        tour.asks("document.querySelector('#log .tools details').open = true")
        tour.asks("document.getElementById('compose').focus()")
        tour.types("half a quest")
        here.says("Has anybody read this?")
        tour.reads("Has anybody read this?", "#log")
        kept = "[document.activeElement.id, document.activeElement.value,"
        kept += " document.querySelector('#log .tools details').open]"
        assert tour.asks(kept) == ["compose", "half a quest", True]
        assert tour.asks("document.getElementById('said').textContent") == "Alex: Has anybody read this?"
        tour.types("ion")
        tour.says("")
        tour.reads("half a question", "#log")


def test_a_page_whose_server_has_ended_says_so(touring: Callable[[str], Any], tmp_path: Path) -> None:
    """Who looks on is told, and nothing else on the page is lost."""
    with visited(tmp_path) as here, ExitStack() as looking:
        tour = looking.enter_context(touring(here.page.address))
        tour.says("/news chad")
        tour.reads("Sarh", "#log")
        here.page.stop()
        tour.reads("Dateline does not answer", "#notice")
        assert tour.asks("document.querySelector('h1').textContent") == "#general"


def test_options_are_found_while_typing(touring: Callable[[str], Any], here: Visitor) -> None:
    """A city that is typed brings its zone; the words stay in the field, the choice is sent."""
    with touring(here.page.address) as tour:
        tour.says("/digest new")
        tour.waits("document.querySelector('dialog .finder')")
        tour.asks("document.querySelector('dialog [type=search]').focus()")
        tour.types("nairobi")
        tour.waits("document.querySelectorAll('dialog [type=radio]').length > 1")
        assert tour.asks("document.activeElement.value") == "nairobi"
        tour.clicks("dialog .tick label", "Nairobi")
        tour.clicks("dialog .foot .primary")
        tour.reads("Created for", "dialog")
    (made,) = [one for one in here.there.house.orders.list(here.there.slack.channel) if one.origin == "slack"]
    assert made.zone == "Africa/Nairobi"


def test_everything_has_a_name_for_who_listens(touring: Callable[[str], Any], here: Visitor) -> None:
    """In Chromium's own accessibility tree each control and landmark is named, on every surface."""
    with touring(here.page.address) as tour:
        for surface in surfaces(tour):
            nodes = tour.page.call("Accessibility.getFullAXTree")["nodes"]
            nameless = [
                node
                for node in nodes
                if node.get("role", {}).get("value") in NAMED_ROLES
                and not node.get("ignored")
                and not node.get("name", {}).get("value", "").strip()
            ]
            assert nameless == [], surface
            mains = [one for one in nodes if one.get("role", {}).get("value") == "main"]
            assert len(mains) == (0 if surface == "form" else 1), surface


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_can_be_read(touring: Callable[[str], Any], here: Visitor, dark: bool) -> None:  # noqa: FBT001
    """Contrast as WCAG's level AA wants it, in both colours, by the system's wish and by the switch."""
    with touring(here.page.address) as tour:
        tour.clicks(".themes button", "Dark" if dark else "Light")
        tour.waits(f"document.documentElement.dataset.theme === '{'dark' if dark else 'light'}'")
        for surface in surfaces(tour):
            assert tour.asks(PALE) == [], surface


@pytest.mark.parametrize("width", [320, 390, 901])
def test_nothing_runs_out_of_a_narrow_window(
    touring: Callable[[str], Any], here: Visitor, width: int
) -> None:
    """On a phone (WCAG 1.4.10: 320 px) no surface must be scrolled sideways."""
    with touring(here.page.address) as tour:
        tour.sees(width, 800)
        for surface in surfaces(tour):
            assert tour.asks("document.documentElement.scrollWidth <= innerWidth"), surface
            assert tour.asks(WIDE) == [], surface


def test_an_answer_is_the_articles_own_sentence(touring: Callable[[str], Any], here: Visitor) -> None:
    """What a person reads on the screen is, character for character, what the article says."""
    with touring(here.page.address) as tour:
        tour.says("/news chad")
        tour.reads(FLOOD[0], "#log")
