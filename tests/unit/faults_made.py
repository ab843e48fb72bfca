"""Every fault that the doctor knows, each as the facts in which it stands."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from doctor_world import APP, BOT, NEEDED, NOW, Who
from facts_made import (
    APP_OF_MANY,
    FEEDS,
    ORDER,
    answering,
    around,
    broken,
    facts,
    faring,
    fetch,
    held,
    many,
    missing,
    on,
    on_machine,
    ordered,
    redirected,
    refused,
    said,
    store,
    watched,
)

from bot.config import Surroundings
from bot.errors import AddressRefusedError, SlackBusyError, SlackError, UnreadableError
from bot.model import DeliveryState, FeedStanding
from bot.operate.examining.facts import Machine

if TYPE_CHECKING:
    from bot.operate.examining.facts import Facts

# The code of each finding: a world with the fault, and the same world with it cured (None: all is well).
FAULTS: Final[dict[str, tuple[Facts, Facts | None]]] = {
    "nothing-to-collect": (facts({"feeds": []}, asked=()), None),
    "config-writable": (around(writable=(Path("config.yaml"),)), None),
    "secret-readable": (around(readable=(Path("/srv/secrets/slack_bot_token"),)), None),
    "variable-unknown": (around(unknown={"SLACK_BOT_TOKN": "SLACK_BOT_TOKEN"}), None),
    "proxy-ignored": (
        around(proxies=("HTTPS_PROXY",)),
        facts(
            {"collect": {"proxy": "http://p.example:3128"}},
            surroundings=Surroundings(proxies=("HTTPS_PROXY",)),
        ),
    ),
    "networks-wide": (
        facts({"collect": {"allow_networks": ["0.0.0.0/1"]}}),
        facts({"collect": {"allow_networks": ["10.0.0.0/8", "fc00::/7"]}}),
    ),
    "networks-metadata": (
        facts({"collect": {"allow_networks": ["169.254.0.0/16"]}}),
        facts({"collect": {"allow_networks": ["127.0.0.0/8"]}}),
    ),
    "proxies-wide": (
        facts({"web": {"proxies": ["0.0.0.0/0"]}}),
        facts({"web": {"proxies": ["10.0.0.5/32"]}}),
    ),
    "command-reserved": (facts({"commands": {"news": "/search"}}), facts({"commands": {"news": "/briefs"}})),
    "redirect-path": (
        redirected("https://bot.example/oauth"),
        redirected("https://bot.example/slack/oauth_redirect"),
    ),
    "redirect-local": (
        redirected("http://127.0.0.1:3000/slack/oauth_redirect"),
        redirected("https://bot.example/slack/oauth_redirect"),
    ),
    "database-folder-missing": (broken("the folder /data is not there; make it"), None),
    "database-driver-missing": (broken("PostgreSQL, whose driver is not installed"), None),
    "database-newer": (broken("was made by a newer Dateline (schema 99)"), None),
    "database-older": (facts(store=store(schema="6")), None),
    "database-locked": (broken("database is locked"), None),
    "database-not-one": (broken("file is not a database"), None),
    "database-no-space": (broken("database or disk is full"), None),
    "database-read-only": (held(read_only=True), None),
    "database-no-server": (broken("connection refused"), None),
    "database-password": (broken('password authentication failed for user "dateline"'), None),
    "database-absent": (broken('database "dateline" does not exist'), None),
    "database-not-utf8": (broken("the database is not in UTF-8; make it with ENCODING 'UTF8'"), None),
    "database-rights": (broken("permission denied for schema public"), None),
    "database-ill": (broken("disk I/O error"), None),
    "database-no-wal": (held(journal="delete"), None),
    "database-on-network": (on("nfs4"), on("xfs")),
    "database-passing": (on("tmpfs"), on("btrfs")),
    "database-in-memory": (facts({"database": "sqlite://"}), None),
    "database-superuser": (held(journal="", superuser=True), held(journal="")),
    "database-careless": (held(durable=False), None),
    "database-clock": (held(ahead=timedelta(minutes=-7)), held(ahead=timedelta(seconds=9))),
    "disk-low": (on("ext4", 900_000_000), None),
    "disk-full": (on("ext4", 5_000_000), None),
    "memory-low": (on_machine(memory=256_000_000), on_machine(memory=512_000_000)),
    "handles-low": (on_machine(handles=64), on_machine(handles=256)),
    "library-missing": (
        facts({"database": "postgresql://u@h/d"}, machine=Machine(missing=("psycopg",))),
        facts({"database": "postgresql://u@h/d"}),
    ),
    "parser-unsafe": (on_machine(unsafe_parser="libexpat 2.4.1 is unsafe"), None),
    "clock-wrong": (facts(now=datetime(1970, 1, 1, tzinfo=UTC)), None),
    "clock-off": (facts(slack=said(ahead=timedelta(minutes=6))), None),
    "zone-unknown": (ordered(zone="Mars/Olympus"), ordered(zone="Asia/Tokyo")),
    "folder-missing": (watched(FileNotFoundError(2, "No such file")), watched(None)),
    "folder-is-file": (watched(NotADirectoryError(20, "Not a directory")), watched(None)),
    "folder-unreadable": (watched(PermissionError(13, "Permission denied")), watched(None)),
    "tokens-none": (facts(tokens={}), None),
    "token-missing": (facts(tokens={"bot_token": BOT}), None),
    "signing-secret-missing": (
        facts(
            {"subscriptions": []}, {key: APP_OF_MANY[key] for key in APP_OF_MANY if key != "signing_secret"}
        ),
        many(),
    ),
    "token-swapped": (facts(tokens={"bot_token": APP, "app_token": BOT}), None),
    "token-misshapen": (facts(tokens={"bot_token": "Bearer", "app_token": APP}), None),
    "token-rotates": (facts(tokens={"bot_token": f"xoxe.{BOT}", "app_token": APP}), None),
    "slack-stand-in": (
        facts(tokens={"bot_token": BOT, "app_token": APP, "api_url": "http://127.0.0.1:9/api/"}),
        None,
    ),
    "bot-token-refused": (refused("invalid_auth"), None),
    "bot-token-revoked": (refused("account_inactive"), None),
    "bot-token-expired": (refused("token_expired"), None),
    "bot-token-kind": (refused("not_allowed_token_type"), None),
    "slack-away": (facts(slack=said(identity=SlackBusyError(3))), None),
    "slack-refuses": (refused("ekm_access_denied"), None),
    "scopes-missing": (facts(slack=said(identity=Who(scopes=("chat:write",)))), None),
    "scopes-fewer": (facts(slack=said(identity=Who(scopes=NEEDED))), None),
    "socket-refused": (facts(slack=said(socket=SlackError("invalid_auth", "No"))), None),
    "socket-scope": (facts(slack=said(socket=SlackError("missing_scope", "No"))), None),
    "tokens-of-two-apps": (facts(slack=said(app="A0987654321")), facts(slack=said(app=""))),
    "workspace-sealed": (many(sealed=("T1",)), many()),
    "workspace-stuck": (many(stuck=("T1",)), many()),
    "web-unreachable": (many(public="https://bot.example/slack/events: timed out"), many(public="")),
    "order-twice": (
        ordered(channel="C1", at=time(8), topics=("sudan",), days=("mon",)),
        ordered(channel="C1", at=time(8, 30), topics=("sudan",)),
    ),
    "section-unknown": (ordered(sections=("Wrold",)), ordered(sections=("world", "Africa"))),
    "source-unknown": (ordered(sources=("Rueters",)), ordered(sources=("reuters", "Alpha"))),
    "order-paused": (ordered(paused=True, paused_why="I am not in that channel."), ordered(paused=True)),
    "channel-by-name": (facts({"subscriptions": [{**ORDER, "channel": "#world"}]}), None),
    "not-in-channel": (facts(slack=said(channels={"C1": "not_in_channel"})), None),
    "channel-unknown": (facts(slack=said(channels={"C1": "channel_not_found"})), None),
    "channel-archived": (facts(slack=said(channels={"C1": "is_archived"})), None),
    "message-failed": (missing(DeliveryState.FAILED), None),
    "message-missed": (missing(DeliveryState.MISSED), None),
    "digest-withheld": (missing(DeliveryState.WITHHELD), None),
    "message-uncertain": (missing(DeliveryState.UNCERTAIN), None),
    "feed-ill": (faring(FeedStanding.GONE), faring(FeedStanding.WELL)),
    "feeds-ill": (faring(FeedStanding.GONE), faring(FeedStanding.WELL)),
    "feeds-outage": (
        faring(FeedStanding.FAILING, outage=NOW - timedelta(hours=2)),
        faring(FeedStanding.WELL),
    ),
    "feeds-all-failing": (
        answering(fetch("no such host", passing=True), fetch("timed out", passing=True)),
        answering(fetch("503 unavailable", passing=True, status=503), fetch("timed out", passing=True)),
    ),
    "feed-twice": (
        facts({"feeds": [*FEEDS, {"url": "http://www.a.example/f/"}]}),
        facts({"feeds": [*FEEDS, {"url": "https://a.example/g"}]}),
    ),
    "feed-not-public": (answering(AddressRefusedError("u", "10.0.0.1 is refused")), None),
    "feed-unreadable": (answering(UnreadableError("u", "is no feed but a web page")), None),
    "feed-no-host": (answering(fetch("no such host", passing=True)), None),
    "feed-gone": (answering(fetch("410 gone", gone=True, status=410)), None),
    "feed-busy": (answering(fetch("503 unavailable", passing=True, status=503)), None),
    "feed-fails": (answering(fetch("404 not found", status=404)), None),
    "feed-empty": (answering(0), None),
}
