"""A house that is watched tells what it did, over the wire that Prometheus reads."""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sited import sited
from whole import whole

from bot.errors import ConfigError
from bot.metrics import OTHER
from bot.metrics import table as t
from bot.operate.metrics.listener import Listener
from bot.wiring.watched import Watch
from summaries import RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # servers on loopback

ABSENT = {t.CONNECTED.name, t.QUEUE.name, t.QUEUE_AGE.name}
"""Of a socket, and of workers' queues: this house has neither."""


@contextmanager
def serving(listening: Listener) -> Iterator[httpx2.Client]:
    listening.start()
    with httpx2.Client(base_url=f"http://127.0.0.1:{listening.port}", trust_env=False) as client:
        try:
            yield client
        finally:
            listening.stop()


def told(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_watched_house_tells_of_a_digest_and_an_answer(tmp_path: Path) -> None:
    """Every metric of the table is there, no other one, and what was done is in them."""
    with whole(tmp_path) as there:
        there.house.measured = True
        with serving(Watch(there.house).listener(0)) as client:
            there.slack.attach(there.house.app)
            there.slack.command("/news", "chad")
            there.heard()
            there.clock.advance(timedelta(seconds=10))
            there.house.delivering.tick()
            assert there.house.finish_answers(10)
            page = client.get("/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
    names = set(re.findall(r"^# TYPE (dateline_\w+)", page.text, re.MULTILINE))
    assert names == {metric.name for metric in t.TABLE} - ABSENT
    found = told(page.text)
    assert found["dateline_deliveries_ended_total", ("digest", "sent")] == 1
    assert found["dateline_digest_lateness_seconds_sum", ()] == 10
    assert found["dateline_slack_call_seconds_count", ("chat.postMessage", "ok")] >= 1
    assert found["dateline_slack_ack_seconds_count", ("command", "ok")] == 1
    assert found["dateline_answer_seconds_count", ("said",)] == 1
    assert (found["dateline_articles", ()], found["dateline_database_up", ()]) == (2, 1)
    assert found["dateline_subscriptions", ("running",)] == 1
    assert next(values[0] for name, values in found if name == t.BUILD.name) == RULES_VERSION
    assert not any(OTHER in values for _, values in found)
    assert "chad" not in page.text.lower()


def test_a_socket_s_state_is_told(tmp_path: Path) -> None:
    with whole(tmp_path) as there:
        there.house.measured = True
        with there.house.connected():
            assert told(there.house.figures().decode())["dateline_socket_connected", ()] == 1
        assert told(there.house.figures().decode())["dateline_socket_connected", ()] == 0


def test_a_house_that_nobody_watches_counts_nothing(tmp_path: Path) -> None:
    """And loads nothing for it."""
    with whole(tmp_path) as there:
        there.house.delivering.tick()
        assert "registry" not in vars(there.house)


def test_the_listener_answers_three_addresses_and_no_other() -> None:
    word = ["ready"]
    with serving(Listener("127.0.0.1", 0, text=lambda: b"figures", ready=lambda: word[0])) as client:
        assert client.get("/metrics").content == b"figures"
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").status_code == 200
        word[0] = "database"
        away = client.get("/readyz")
        assert (away.status_code, away.json()) == (503, {"status": "database"})
        for path in ("/", "/metrics/", "/metrics%00", "//metrics", "/../etc/passwd"):
            assert client.get(path).status_code == 404, path
        assert client.post("/metrics").status_code == 501


def test_a_port_that_is_taken_is_told_with_the_way_out() -> None:
    with serving(Listener("127.0.0.1", 0, text=bytes, ready=str)) as client:
        port = client.base_url.port
        assert port
        with pytest.raises(ConfigError, match="--metrics-port"):
            Listener("127.0.0.1", port, text=bytes, ready=str)


def test_who_is_silent_takes_no_place_for_good_and_many_are_not_served_at_once() -> None:
    """Connections beyond the places are closed at once; when the others have gone, all is as before."""
    import socket  # noqa: PLC0415 - for this alone

    with serving(Listener("127.0.0.1", 0, text=lambda: b"figures", ready=str)) as client:
        port = client.base_url.port or 0
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(16)]
        with closing(socket.create_connection(("127.0.0.1", port))) as late:
            assert late.recv(1) == b""
        for one in held:
            one.close()
        retrying = httpx2.HTTPTransport(retries=0)
        with httpx2.Client(transport=retrying, base_url=client.base_url, trust_env=False) as other:
            for _ in range(1_000):
                try:
                    assert other.get("/metrics").content == b"figures"
                    break
                except httpx2.TransportError:  # a place is not free yet
                    continue
            else:
                pytest.fail("no place became free")


def test_the_site_answers_metrics_where_it_is_told_to() -> None:
    """Beside /healthz; where it is not, the address is unknown like any other."""
    with sited(metrics=lambda: b"figures") as there:
        answer = there.got("/metrics")
        assert (answer.status_code, answer.content) == (200, b"figures")
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    with sited() as there:
        assert there.got("/metrics").status_code == 404
