"""`dateline run` is watched over the wire, from its start to its end."""

from __future__ import annotations

import json
import signal
import socket
from typing import TYPE_CHECKING

import httpx2
import pytest

if TYPE_CHECKING:
    from processes import Newsroom

pytestmark = pytest.mark.exhaustive  # whole processes


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def test_run_tells_prometheus_how_it_fares(newsroom: Newsroom) -> None:
    """Where --metrics-port says so: a command's acknowledgement is counted, and SIGTERM ends it as ever."""
    port = free_port()
    process = newsroom.start("run", "--metrics-port", str(port))
    newsroom.slack.wait_for(lambda: newsroom.slack.socket.connections, timeout=60)
    newsroom.slack.command("/news", "volcano")
    newsroom.slack.wait_for(newsroom.slack.bot_messages, timeout=60)
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
        page = client.get("/metrics").text
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").json() == {"status": "ready"}
    assert 'dateline_slack_ack_seconds_count{kind="command",result="ok"} 1.0' in page
    assert "dateline_socket_connected 1.0" in page
    assert "dateline_database_up 1.0" in page
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0, said
    lines = [json.loads(line) for line in said.splitlines()]  # no terminal: each is JSON
    assert {"event": "metrics.listening", "port": port}.items() <= next(
        line for line in lines if line["event"] == "metrics.listening"
    ).items()


def test_a_port_that_is_taken_is_told_before_anything_begins(newsroom: Newsroom) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = newsroom.run("run", "--metrics-port", str(taken.getsockname()[1]), status=2)
    assert "--metrics-port" in said
    assert not newsroom.slack.socket.connections
