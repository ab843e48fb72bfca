"""The page of `dateline demo --web` in a browser without a script: all is done by links and forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from page_visits import Visitor, visited
from whole import FLOOD, STRIKE

from bot.demo.page.gate import HEADERS
from bot.slack.blocks.why import ALWAYS_SAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # each starts three servers


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Visitor]:
    with visited(tmp_path) as visitor:
        yield visitor


def test_a_command_is_answered_where_it_was_typed_for_who_typed_it(here: Visitor) -> None:
    """Verbatim sentences, links into the article, only for this reader; another sees nothing of it."""
    here.says("/news chad")
    page = here.waits_for("Only visible to you", "Sarh")
    (message,) = page.one("div", id="log").all("article")
    assert any(sentence in message.text for sentence in FLOOD)
    links = [one.attributes for one in message.all("a")]
    assert any(one["href"].startswith("https://1.example/article#:~:text=") for one in links)
    assert all(one["rel"] == "noopener noreferrer" and one["target"] == "_blank" for one in links)
    switch = here.button("Switch")
    mira = next(one for one in here.here.one("select", id="as").all("option") if "Mira" in one.text)
    here.presses(switch, You_are=mira.attributes["value"])
    assert here.here.one("div", id="log").all("article") == []


def test_a_direct_message_greets_suggests_and_answers(here: Visitor) -> None:
    """Who opens it for the first time is greeted; a suggestion that is pressed is asked."""
    here.clicks("Dateline")
    page = here.waits_for("Hello", "top stories")
    suggestion = page.one("form", id="prompts").all("button")[0]
    page = here.presses(suggestion)
    asked = here.waits_for(suggestion.attributes["value"], STRIKE[0])
    assert [one.one("h2").text for one in asked.one("div", id="log").all("article")][-2:] == [
        "Alex",
        "Dateline",
    ]


def test_a_menu_of_a_story_is_pressed_and_its_answer_dismissed(here: Visitor) -> None:
    """Why a story is there comes beside the answer, for these eyes alone, and goes when it is dismissed."""
    here.says("/news chad")
    page = here.waits_for("Sarh")
    here.presses(here.button("Why is it here?", page.one("article").one("form", class_="surface")))
    page = here.waits_for(ALWAYS_SAME)
    assert len(page.one("div", id="log").all("article")) == 2
    last = page.one("div", id="log").all("article")[-1]
    page = here.presses(here.button("Dismiss message", last))
    assert len(page.one("div", id="log").all("article")) == 1


def test_a_form_tells_each_mistake_at_its_field_and_keeps_what_was_typed(here: Visitor) -> None:
    """The app's own errors; then, mended, the digest is ordered."""
    here.says("/digest new")
    page = here.waits_for("Leave out")
    create = here.button("Create", page.one("dialog"))
    here.presses(create, Topics="sudan, the", Time="09:15", Leave_out="football")
    here.waits_for("Leave out")
    wrong = here.modal().all(class_="wrong")
    assert [one.one("label").text for one in wrong] == ["Topics (optional)"]
    assert wrong[0].one("p", class_="error").text
    assert wrong[0].one("input").attributes["value"] == "sudan, the"
    values = {one.attributes.get("value") for one in here.modal().all("input")}
    assert {"09:15", "football"} <= values
    here.presses(here.button("Create", here.modal()), Topics="sudan")
    here.waits_for("Created for")
    orders = here.there.house.orders.list(here.there.slack.channel)
    assert [(one.slot, one.topics) for one in orders if one.origin == "slack"] == [("09:15", ("sudan",))]
    page = here.presses(here.button("Close", here.modal().one(class_="foot")))
    assert page.all("dialog") == []


def test_what_asks_first_is_done_only_after_the_answer(here: Visitor) -> None:
    """A red button unfolds its question; the button within does it, and keeping is no request at all."""
    here.says("/digest add 09:30 UTC")
    here.waits_for("09:30")
    here.says("/digest list")
    page = here.waits_for("2 digests in this channel")
    sure = page.one("div", id="log").all("details", class_="sure")[-1]
    assert sure.one("summary").text == "Remove"
    keep, remove = sure.one(class_="bubble").all("button")
    assert (keep.attributes["type"], keep.attributes.get("name")) == ("button", None)
    orders = here.there.house.orders
    assert [one.slot for one in orders.list(here.there.slack.channel) if one.origin == "slack"] == ["09:30"]
    here.presses(remove)
    here.there.slack.wait_for(
        lambda: not [one for one in orders.list(here.there.slack.channel) if one.origin == "slack"]
    )


def test_a_field_that_must_be_filled_in_is_told_before_anything_is_sent(here: Visitor) -> None:
    """As Slack's own client does: the app hears nothing of it."""
    here.says("/digest new")
    here.waits_for("Leave out")
    here.presses(here.button("Create", here.modal()), Time="")
    wrong = here.modal().all(class_="wrong")
    assert [one.one("p", class_="error").text for one in wrong] == ["Please complete this required field."]


def test_options_that_the_app_gives_are_found_and_chosen(here: Visitor) -> None:
    """A zone is looked for by its city; what was found can be chosen, and the rest of the form is kept."""
    here.says("/digest new")
    here.waits_for("Leave out")
    form = here.modal()
    zone = next(one for one in form.all("fieldset") if one.one("legend").text == "Time zone")
    zone.one("input", type="search").attributes["value"] = "nairobi"
    here.presses(here.button("Find", zone), Topics="chad")
    zone = next(one for one in here.modal().all("fieldset") if one.one("legend").text == "Time zone")
    found = [one for one in zone.all("input", type="radio") if "Nairobi" in one.attributes["value"]]
    assert len(found) == 1
    for one in zone.all("input", type="radio"):
        one.attributes.pop("checked", None)
    found[0].attributes["checked"] = ""
    here.presses(here.button("Create", here.modal()))
    here.waits_for("Created for", "Africa/Nairobi")
    made = here.there.house.orders.list(here.there.slack.channel)
    assert [(one.zone, one.topics) for one in made if one.origin == "slack"] == [
        ("Africa/Nairobi", ("chad",))
    ]


def test_the_home_tab_is_each_reader_s_own_and_its_forms_work(here: Visitor) -> None:
    """A topic is followed by the tab's form, and stands on the tab after that."""
    here.clicks("Home")
    page = here.waits_for("Top stories")
    here.presses(here.button("Follow a topic", page.one("form", class_="home")))
    page = here.waits_for("Follow a topic")
    here.presses(here.button("Follow", here.modal()), Topic="sudan")
    here.waits_for("sudan")
    assert not here.here.all("dialog")


def test_a_message_can_be_briefed_and_its_thread_opened(here: Visitor) -> None:
    """The shortcut of the message's menu, and an answer in a thread by a mention."""
    here.says("Is the dock strike in Callao over?")
    (message,) = here.here.one("div", id="log").all("article")
    here.presses(here.button("Brief this", message))
    here.waits_for("Only visible to you", "Callao")
    here.presses(here.button("Dismiss message", here.here.one("div", id="log").all("article")[-1]))
    here.clicks("Reply in thread")
    here.says("@Dateline chad")
    page = here.waits_for(FLOOD[0])
    assert FLOOD[0] in page.one("div", id="thread").text
    assert [one.text for one in page.all("a", class_="replies")] == ["2 replies"]


def test_a_channel_without_the_bot_says_so_and_lets_it_in(here: Visitor) -> None:
    """A mention there is refused as Slack refuses it; /invite brings the bot in."""
    here.clicks("# elsewhere")
    assert "Dateline is not in this channel" in here.here.text
    page = here.says("@Dateline chad")
    assert "the bot is not in #elsewhere" in page.one("div", id="notice").text
    page = here.says("/invite @dateline")
    assert "Dateline is in this channel" in page.text
    assert page.one("div", id="notice").text == ""
    page = here.says("/weather")
    assert "/weather is not a valid command" in page.one("div", id="notice").text


def test_the_key_opens_the_page_and_nothing_else_does(here: Visitor) -> None:
    """Without its cookie, by another name or from another origin nothing is shown or done."""
    key = dict(here.cookies)
    posts = len(here.there.slack.messages())
    place = here.here.one("main").attributes["data-parts"].replace("/parts/", "/say/")
    assert here.ask("GET", "/", Host="evil.example")[0] == 421
    assert here.ask("GET", here.page.address, Host="evil.example")[0] == 421
    assert here.ask("POST", place, "text=hello", Origin="http://evil.example")[0] == 403
    assert here.ask("POST", place, "text=hello", Origin="")[0] == 403
    here.cookies.clear()
    for path in ("/", "/at/", "/page.css", place, place.replace("/say/", "/parts/"), "/?key=wrong"):
        assert here.ask("GET", path)[0] == 403
    assert here.ask("POST", place, "text=hello")[0] == 403
    assert len(here.there.slack.messages()) == posts
    here.cookies |= key
    status, headers, _ = here.ask("GET", here.url)
    assert status == 200
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_whatever_is_asked_for_the_server_stays(here: Visitor) -> None:
    """Odd places, people, threads, verbs and forms are refused or led elsewhere; the next page comes."""
    place = here.there.slack.channel
    for path in (
        "/nothing",
        "/at/../../etc/passwd",
        "/at/C999?as=U999",
        "/at/home?as=U0DATELINE&thread=1",
        "/%00",
    ):
        assert here.ask("GET", path)[0] in {200, 303, 404}
    bodies = (
        "",
        "of=1",
        "of=V1&press=1",
        "press=%5B%22a%22%2C%22b%22%2Cnull%5D",
        "%FF=%FF",
        "a&b&c",
        "callback=x",
    )
    for verb in ("say", "press", "submit", "close", "shortcut", "dismiss", "theme", "nothing"):
        for body in bodies:
            assert here.ask("POST", f"/{verb}/{place}", body, X_Page="1")[0] in {204, 303, 404}, (verb, body)
    assert "#general" in here.goes(f"/at/{place}").one("h1").text


def test_a_script_hears_of_what_changes(here: Visitor) -> None:
    """The parts come at once where they are others than those that were seen, and when something is said."""
    parts = here.here.one("main").attributes["data-parts"]
    first = json.loads(here.ask("GET", f"{parts}&seen=")[2])
    assert here.ask("POST", parts.replace("/parts/", "/say/"), "text=%2Fnews+chad", X_Page="1")[0] == 204
    second = json.loads(here.ask("GET", f"{parts}&seen={first['seen']}")[2])
    assert second["seen"] != first["seen"]
    here.waits_for("Sarh")


def test_the_colours_are_kept(here: Visitor) -> None:
    """A press on Dark is remembered by a cookie; anything else is the system's choice."""
    assert here.here.one("html").attributes["data-theme"] == "system"
    page = here.presses(here.button("Dark"))
    assert page.one("html").attributes["data-theme"] == "dark"
    here.cookies["theme"] = '"><script>'
    assert here.goes(here.url).one("html").attributes["data-theme"] == "system"
