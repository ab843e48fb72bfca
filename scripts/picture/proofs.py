"""A verified story and a correction, from the demonstration's newsrooms, one of which corrects itself."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from threading import Event
from typing import Any

from pydantic import SecretStr

from bot.config import Config
from bot.config_parts import CollectConfig, FeedConfig, Slack, SubscriptionConfig
from bot.demo.show import WIRE_PORT, Morning
from bot.demo.slack import SlackStandIn
from bot.demo.wire import Wire
from bot.slack import blocks
from bot.store import deliveries
from bot.wiring import House

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
LATER = timedelta(hours=2)
"""After the digest its pages are read again."""
BEFORE, AFTER = "120 patients", "150 patients"


def messages() -> dict[str, list[dict[str, Any]]]:
    """The blocks of "verify" (after "Check now") and of "correction"."""
    clock = Morning(MORNING)
    with (
        tempfile.TemporaryDirectory() as folder,
        Wire(MORNING, port=WIRE_PORT) as wire,
        SlackStandIn() as slack,
        House(_config(wire, slack, Path(folder)), clock) as house,
    ):
        list(house.intake.take(house.everything()))
        house.delivering.tick()
        edition = house.edition_desk.planned(house.edition_desk.latest()[0].id)
        story = next(one for one in edition.edition.stories if BEFORE in str(one.brief.sentences))
        said = next(one for one in story.brief.sentences if BEFORE in one.text)
        address = story.brief.source(said.article_id).url
        wire.reprint(address, said.text, said.text.replace(BEFORE, AFTER))
        checked = house.proofs.check(story.story_id, edition.id)
        clock.pass_by(LATER)
        house.corrections.look_again(Event())
        with house.store.read() as db:
            ((_, correction),) = deliveries.notices(db, "correction/", MORNING)
    return {"verify": blocks.verification(checked).blocks, "correction": correction.blocks}


def _config(wire: Wire, slack: SlackStandIn, folder: Path) -> Config:
    return Config(
        database=f"sqlite:///{folder / 'proofs.db'}",
        feeds=tuple(FeedConfig(url=f.url, publisher=f.publisher, section=f.section) for f in wire.feeds),
        collect=CollectConfig(allow_networks=(ip_network("127.0.0.0/8"),)),
        subscriptions=(SubscriptionConfig(channel=slack.channel, at=MORNING.time(), zone="UTC"),),
        slack=Slack(bot_token=SecretStr(slack.bot_token), api_url=slack.api_url),
    )
