"""Who is let into the page: whoever has the key, by this machine's own name, from a page of ours."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from bot.demo.page.gate import FORM, HEADERS, MOST_BYTES, Gate

GATE = Gate(key="right", port=8924)
GOOD = {
    "Host": "127.0.0.1:8924",
    "Cookie": "other=1; dateline-8924=right",
    "Origin": "http://127.0.0.1:8924",
    "Content-Type": FORM,
    "Content-Length": "10",
}


def test_a_page_of_ours_may_look_and_act() -> None:
    """With the key, by the address or as localhost."""
    assert GATE.refuses("GET", GOOD) is None
    assert GATE.refuses("POST", GOOD) is None
    local = {**GOOD, "Host": "localhost:8924", "Origin": "http://localhost:8924"}
    assert GATE.refuses("POST", local) is None


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Host": "evil.example"}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Host": "127.0.0.1:8925"}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Host": ""}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Cookie": ""}, HTTPStatus.FORBIDDEN),
        ({"Cookie": "dateline-8924=wrong"}, HTTPStatus.FORBIDDEN),
        ({"Cookie": "dateline-8924=r\N{LATIN SMALL LETTER I WITH ACUTE}ght"}, HTTPStatus.FORBIDDEN),
        ({"Cookie": "dateline-8925=right"}, HTTPStatus.FORBIDDEN),
        ({"Cookie": '=;;"broken'}, HTTPStatus.FORBIDDEN),
    ],
)
def test_nobody_else_may_even_look(change: dict[str, str], status: HTTPStatus) -> None:
    """Not by another name (which may have been bound to this machine since), nor without the key."""
    assert GATE.refuses("GET", {**GOOD, **change}) == status
    assert GATE.refuses("POST", {**GOOD, **change}) == status


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Origin": "http://evil.example"}, HTTPStatus.FORBIDDEN),
        ({"Origin": "http://127.0.0.1:8925"}, HTTPStatus.FORBIDDEN),
        ({"Origin": "https://127.0.0.1:8924"}, HTTPStatus.FORBIDDEN),
        ({"Origin": "null"}, HTTPStatus.FORBIDDEN),
        ({"Origin": ""}, HTTPStatus.FORBIDDEN),
        ({"Content-Type": "text/plain"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content-Length": ""}, HTTPStatus.LENGTH_REQUIRED),
        ({"Content-Length": "-1"}, HTTPStatus.LENGTH_REQUIRED),
        ({"Content-Length": str(MOST_BYTES + 1)}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        ({"Content-Length": "9" * 5_000}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_another_page_in_the_same_browser_can_t_act(change: dict[str, str], status: HTTPStatus) -> None:
    """The browser would send the cookie along; where a request comes from decides, and what it sends."""
    assert GATE.refuses("POST", {**GOOD, **change}) == status


def test_the_page_loads_nothing_from_elsewhere() -> None:
    """Its policy names itself alone, allows no script in the page, and no frame around it."""
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy.pop("default-src") == "'none'"
    assert {policy.pop(name) for name in ("base-uri", "frame-ancestors")} == {"'none'"}
    assert set(policy.values()) == {"'self'"}
