"""While the worst that strangers can send is being read, who asks is still answered."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from worst import besieged

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.exhaustive
@pytest.mark.parametrize("transport", ["dispatch", "socket"])
def test_the_worst_feeds_hold_up_neither_news_nor_each_other(tmp_path: Path, transport: str) -> None:
    """While poison, bombs and slow servers are read, /news is answered again and again; the feed that is well
    comes in, and every other one has its line. How soon is measured: benchmarks/siege.py.
    """
    with besieged(tmp_path, transport) as (heard, hosts):
        asked = 1
        rounds = heard.house.rounds
        collecting = threading.Thread(target=rounds.collect, args=(threading.Event(),))
        collecting.start()
        while collecting.is_alive():
            assert heard.slack.command("/news", "sudan").ack().ok
            asked += 1
            heard.heard(asked)
            collecting.join(0.2)
        states = heard.house.memory.states()
        said = {name: states[f"{host.url}/feed"] for name, host in hosts.items()}
    assert all(state.checked for state in said.values())
    assert {name: state.error for name, state in said.items() if "no reader starts" in state.error} == {}
    assert said["well"].error == ""
    assert said["bomb"].error == "larger than 5000000 bytes"
    assert said["hang"].error == "timed out after 20 s"
    assert said["drip"].error == "too slow: fewer than 500 bytes a second"
    assert asked > 5
