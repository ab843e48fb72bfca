"""What happens is counted where it happens, by what came of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.errors import SlackApiError

from bot.clock import SystemClock
from bot.collect.http import Response
from bot.collect.measured import MeasuredClient as MeasuredFetching
from bot.deliver.counting import ended
from bot.errors import (
    AddressRefusedError,
    FetchError,
    SlackBusyError,
    SlackError,
    SlackNotSentError,
    SlackUnsureError,
    TokenSealedError,
)
from bot.metrics import table as t
from bot.model import NOTICE, CollectionRow, Delivery, DeliveryState, FeedOutcome
from bot.newsroom.counted import Counted
from bot.slack import blocks
from bot.slack.acknowledging import Acknowledging
from bot.slack.measured import MeasuredClient as MeasuredCalling
from bot.slack.posting import Reply, SlackUnreachableError
from bot.slack.work import WorkPool
from bot.web.refusals import Refusals, unsigned
from bot.work.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.metrics import Metric

DUE = datetime(2026, 11, 23, 8, tzinfo=UTC)
URL = "https://news.example/feed"


class Noting:
    """A meter that keeps what it was told; as strict with labels as the real one."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, ...], int] = {}
        self.durations: list[tuple[str, ...]] = []
        self.seconds: list[float] = []

    def count(self, metric: Metric, *labels: str, by: int = 1) -> None:
        key = (metric.name, *metric.held(labels))
        self.counts[key] = self.counts.get(key, 0) + by

    def took(self, metric: Metric, seconds: float, *labels: str) -> None:
        self.durations.append((metric.name, *metric.held(labels)))
        self.seconds.append(seconds)


def raising(error: Exception | None, answer: Any = None) -> Callable[..., Any]:
    def do(*_: object, **__: object) -> Any:
        if error:
            raise error
        return answer

    return do


class Stub:
    """Does one thing under each of the names that these clients have."""

    per_host = 2

    def __init__(self, does: Callable[..., Any]) -> None:
        self.call = self.get = does


@pytest.mark.parametrize(
    ("error", "result", "limited"),
    [
        (None, "ok", 0),
        (SlackBusyError(30), "busy", 1),
        (SlackUnreachableError(), "unreachable", 0),
        (SlackUnsureError("http_502", "502"), "unsure", 0),
        (SlackError("not_in_channel", "no"), "refused", 0),
        (SlackNotSentError(), "not_sent", 0),
        (TokenSealedError(), "refused", 0),
    ],
)
def test_each_call_of_slack_is_counted_and_errors_pass(
    error: Exception | None, result: str, limited: int
) -> None:
    meter = Noting()
    client = MeasuredCalling(Stub(raising(error, Reply(body={}, scopes=()))), meter, SystemClock())
    if error:
        with pytest.raises(type(error)):
            client.call("chat.postMessage", json={})
    else:
        client.call("chat.postMessage", json={})
    assert meter.durations == [(t.SLACK_CALL.name, "chat.postMessage", result)]
    assert meter.counts.get((t.RATE_LIMITED.name, "posting"), 0) == limited


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (None, "ok"),
        (FetchError(URL, "404", status=404), "client_error"),
        (FetchError(URL, "410", status=410, gone=True), "gone"),
        (FetchError(URL, "429", status=429, passing=True), "rate_limited"),
        (FetchError(URL, "503", status=503, passing=True), "server_error"),
        (FetchError(URL, "timed out", passing=True), "no_answer"),
        (FetchError(URL, "too large"), "unusable"),
        (AddressRefusedError(URL, "no"), "address_refused"),
    ],
)
def test_each_fetch_is_counted_and_errors_pass(error: Exception | None, result: str) -> None:
    meter = Noting()
    found = Response(url=URL, status=200, headers={}, body=b"")
    client = MeasuredFetching(Stub(raising(error, found)), meter, SystemClock())
    if error:
        with pytest.raises(type(error)):
            client.get(URL)
    else:
        assert client.get(URL) is found
    assert meter.durations == [(t.FETCHED.name, result)]


def test_what_is_taken_in_is_counted_row_by_row() -> None:
    meter = Noting()
    rows = [
        CollectionRow(source="a", publisher="", outcome=FeedOutcome.READ, new=3, known=4, copies=1),
        CollectionRow(source="b", publisher="", outcome=FeedOutcome.FAILED, failed=2),
    ]

    class Taking:
        take = staticmethod(lambda _: iter(rows))

    assert list(Counted(Taking(), meter).take([])) == rows
    counts = {key[1]: number for key, number in meter.counts.items()}
    assert counts == {"new": 3, "known": 4, "copy": 1, "failed": 2}


def row(state: DeliveryState, about: str = "order", **rest: Any) -> Delivery:
    return Delivery(
        id="d",
        subscription_id=about,
        channel="C1",
        local_date=date(2026, 11, 23),
        slot="08:00",
        due=DUE,
        state=state,
        **rest,
    )


def test_a_delivery_is_counted_when_it_ends() -> None:
    """With how late it came, where it is a digest that came by itself."""
    meter, now = Noting(), DUE + timedelta(seconds=42)
    ended(row(DeliveryState.SENDING), now, meter)
    assert (meter.counts, meter.durations) == ({}, [])
    ended(row(DeliveryState.SENT), now, meter)
    ended(row(DeliveryState.SENT, until=now), now, meter)  # somebody ordered it by hand
    ended(row(DeliveryState.SENT, NOTICE), now, meter)
    ended(row(DeliveryState.MISSED), now, meter)
    name = t.DELIVERIES_ENDED.name
    assert meter.counts == {
        (name, "digest", "sent"): 2,
        (name, "notice", "sent"): 1,
        (name, "digest", "missed"): 1,
    }
    assert (meter.durations, meter.seconds) == ([(t.LATENESS.name,)], [42.0])


def test_every_end_of_a_delivery_has_its_label() -> None:
    """A state that is new is under way, or an end that is counted: else it would be "other"."""
    assert set(t.ENDS) | set(t.OPEN) == {state.value for state in DeliveryState}


def api_error(code: str) -> SlackApiError:
    return SlackApiError("no", {"ok": False, "error": code})


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (None, "said"),
        (api_error("ratelimited"), "rate_limited"),
        (api_error("no_permission"), "refused"),
        (429, "rate_limited"),
        (404, "refused"),
        (200, "said"),
        (ValueError("unforeseen"), "failed"),
    ],
)
def test_each_answer_is_counted(error: Exception | int | None, result: str) -> None:
    """By Slack's error, or the status that a response_url answered with."""
    meter = Noting()
    pool = WorkPool(workers=1, meter=meter, pause=lambda _: None)
    says = raising(None, error) if isinstance(error, int) else raising(error)
    pool.run(says, lambda: blocks.remark("So."))
    assert pool.finish(10)
    pool.close()
    assert meter.durations == [(t.ANSWERED.name, result)]
    # Slack asked to wait, and did so again.
    assert meter.counts == ({(t.RATE_LIMITED.name, "answering"): 2} if result == "rate_limited" else {})


def test_who_is_turned_away_is_counted() -> None:
    meter, gate = Noting(), Event()
    pool = WorkPool(workers=1, waiting=0, meter=meter)
    pool.run(lambda _: None, lambda: gate.wait(10) and None)
    pool.run(lambda _: None, lambda: None)
    gate.set()
    assert pool.finish(10)
    pool.close()
    assert meter.durations == [(t.ANSWERED.name, "busy"), (t.ANSWERED.name, "said")]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"command": "/news", "text": "sudan"}, "command"),
        ({"type": "event_callback"}, "event"),
        ({"type": "block_actions"}, "action"),
        ({"type": "view_submission"}, "view"),
        ({"type": "message_action"}, "shortcut"),
        ({"type": "what Slack invents next year"}, "other"),
    ],
)
def test_each_acknowledgement_is_timed(body: dict[str, Any], kind: str) -> None:
    meter = Noting()
    request = BoltRequest(body=body, mode="socket_mode")
    for status in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
        Acknowledging(meter).of(request, raising(None, BoltResponse(status=status, body="")))
    with pytest.raises(ValueError, match="unforeseen"):
        Acknowledging(meter).of(request, raising(ValueError("unforeseen")))
    assert meter.durations == [(t.ACKNOWLEDGED.name, kind, result) for result in ("ok", "failed", "failed")]


def test_a_task_s_runs_and_faults_are_counted() -> None:
    """A fault ends its step alone, and is counted once."""
    meter = Noting()
    steps = [raising(ValueError("unforeseen")), raising(None)]
    Task("alerts", timedelta(seconds=1), lambda _: steps).counted(meter).run(Event())
    assert meter.counts == {(t.TASK_FAILED.name, "alerts"): 1}
    assert meter.durations == [(t.TASK.name, "alerts")]


def test_a_request_that_is_refused_is_counted_each_time() -> None:
    """The log has one line in a minute; the figures have all."""
    meter = Noting()
    refusals = Refusals(SystemClock(), meter)
    for _ in range(3):
        refusals.tell(unsigned("no signature"), "192.0.2.1")
    assert meter.counts == {(t.WEB_REFUSED.name, "401"): 3}
