"""The only reader of config.yaml, of the environment and of secrets.

Pydantic checks; bot.yaml_lines keeps scalars as written and knows their lines; bot.mistakes words
what is wrong.
"""

import hashlib
import os
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from bot import mistakes, yaml_lines
from bot.config_values import (
    At,
    Channel,
    Command,
    DatabaseUrl,
    Days,
    Folder,
    Network,
    OneLine,
    Quiet,
    WebAddress,
    Word,
    Words,
    Zone,
)
from bot.mistakes import Mistake
from bot.model import WEEKDAYS, Feed, QuietHours, Subscription
from bot.when import Expected

SLACK_API_URL = "https://slack.com/api/"

_ENVIRONMENT = {
    "bot_token": "SLACK_BOT_TOKEN",
    "app_token": "SLACK_APP_TOKEN",
    "signing_secret": "SLACK_SIGNING_SECRET",
    "api_url": "SLACK_API_URL",
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class FeedConfig(_Part):
    url: WebAddress = Field(examples=["https://…"])
    publisher: OneLine = ""
    section: OneLine = ""


class FolderConfig(_Part):
    path: Folder = Field(examples=["inbox"])
    publisher: OneLine = ""
    section: OneLine = ""


class CollectConfig(_Part):
    every_minutes: int = Field(default=30, ge=1, le=1440)
    workers: int = Field(default=8, ge=1, le=64)
    per_host: int = Field(default=2, ge=1, le=16)
    timeout_seconds: float = Field(default=20, ge=1, le=300)
    max_bytes: int = Field(default=5_000_000, ge=10_000, le=100_000_000)
    first_entries: int = Field(default=50, ge=1, le=500)
    allow_networks: tuple[Network, ...] = ()
    folders: tuple[FolderConfig, ...] = ()
    contact: OneLine = ""


class SummariesConfig(_Part):
    """The ceilings of rights can only be lowered: 120 words, and a quarter of an article."""

    method: Literal["dateline", "lexrank", "textrank", "lsa", "luhn", "sumbasic"] = "dateline"
    sentences: int = Field(default=3, ge=1, le=5)
    max_words: int = Field(default=120, ge=10, le=120)
    max_share: float = Field(default=0.25, gt=0, le=0.25)


class AskConfig(_Part):
    window_days: int = Field(default=30, ge=1, le=365)
    stories: int = Field(default=3, ge=1, le=10)


class DigestConfig(_Part):
    stories: int = Field(default=7, ge=1, le=12)
    sentences: int = Field(default=2, ge=1, le=3)
    window_hours: int = Field(default=24, ge=1, le=168)
    catch_up_hours: int = Field(default=3, ge=0, le=24)
    max_per_publisher: int = Field(default=3, ge=1, le=12)
    max_per_region: int = Field(default=3, ge=1, le=12)


class CommandsConfig(_Part):
    news: Command = "/news"
    digest: Command = "/digest"

    @model_validator(mode="after")
    def _differ(self) -> Self:
        if self.news == self.digest:
            raise Expected("two different commands", f"both are {self.news}", ("digest",))
        return self


class SubscriptionConfig(_Part):
    channel: Channel = Field(examples=['"#world-news" (in quotes: a bare # begins a comment)'])
    at: At = Field(examples=['"08:00"'])
    days: Days = WEEKDAYS
    zone: Zone = "UTC"
    stories: int | None = Field(default=None, ge=1, le=12)
    sections: Words = ()
    topics: Words = ()
    without: Words = ()
    sources: Words = ()

    @property
    def id(self) -> str:
        """Stable as long as the order is the same order; days, stories, what is left out may change."""
        order = (self.channel, self.at.strftime("%H:%M"), self.zone, self.topics, self.sections)
        return f"config-{hashlib.sha256(repr(order).encode()).hexdigest()[:12]}"


class AccessConfig(_Part):
    manage_digests: Literal["members", "admins"] = "members"


class AlertsConfig(_Part):
    """Without quiet hours alerts come at any time."""

    most_a_day: int = Field(default=3, ge=1, le=24)
    quiet: Quiet = QuietHours(begin=time(22), end=time(7))
    breaking_publishers: int = Field(default=5, ge=2, le=50)
    breaking_minutes: int = Field(default=120, ge=10, le=1440)


class CorrectionsConfig(_Part):
    hours: int = Field(default=48, ge=0, le=168)


class LogConfig(_Part):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["human", "json"] = "human"


class Slack(_Part):
    """From the environment alone."""

    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    api_url: WebAddress = SLACK_API_URL

    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        held = (self.bot_token, self.app_token, self.signing_secret)
        return tuple(secret.get_secret_value() for secret in held if secret is not None)


def _once_each(feeds: tuple[FeedConfig, ...]) -> tuple[FeedConfig, ...]:
    first: dict[str, int] = {}
    for place, feed in enumerate(feeds):
        if first.setdefault(feed.url, place) != place:
            raise Expected(
                "each feed once", f"it is feeds[{first[feed.url]}] already; remove one", (place, "url")
            )
    return feeds


def _orders(orders: tuple[SubscriptionConfig, ...]) -> tuple[SubscriptionConfig, ...]:
    first: dict[str, int] = {}
    for place, order in enumerate(orders):
        if first.setdefault(order.id, place) != place:
            fix = f"subscriptions[{first[order.id]}] has the same channel, time and topics; remove one"
            raise Expected("each subscription once", fix, (place, "at"))
    return orders


class Config(_Part):
    """All settings. The database's URL is kept out of the repr: it may hold a password."""

    name: Annotated[Word, Field(max_length=35)] = "Dateline"
    database: DatabaseUrl = Field(default="sqlite:///dateline.db", validate_default=True, repr=False)
    feeds: Annotated[tuple[FeedConfig, ...], AfterValidator(_once_each)] = ()
    collect: CollectConfig = CollectConfig()
    summaries: SummariesConfig = SummariesConfig()
    ask: AskConfig = AskConfig()
    digest: DigestConfig = DigestConfig()
    commands: CommandsConfig = CommandsConfig()
    subscriptions: Annotated[tuple[SubscriptionConfig, ...], AfterValidator(_orders)] = ()
    access: AccessConfig = AccessConfig()
    alerts: AlertsConfig = AlertsConfig()
    corrections: CorrectionsConfig = CorrectionsConfig()
    log: LogConfig = LogConfig()
    slack: Slack = Slack()

    def feed_list(self) -> tuple[Feed, ...]:
        """The feeds of config.yaml, in its order."""
        return tuple(Feed(url=f.url, publisher=f.publisher, section=f.section) for f in self.feeds)

    def subscription_list(self) -> tuple[Subscription, ...]:
        """The standing orders of config.yaml, with ids that stay the same from start to start."""
        return tuple(
            Subscription(
                id=order.id,
                channel=order.channel,
                at=order.at,
                zone=order.zone,
                days=order.days,
                stories=order.stories or self.digest.stories,
                sections=order.sections,
                topics=order.topics,
                without=order.without,
                sources=order.sources,
                origin="config",
            )
            for order in self.subscriptions
        )


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """The configuration in the file and the environment.

    Raises ConfigError with all mistakes, one on each line: file:line, the key, what was found and expected,
    the way out. No secret is ever in it.
    """
    environ = os.environ if environ is None else environ
    secrets = [environ[name] for part, name in _ENVIRONMENT.items() if part != "api_url" and name in environ]
    text = yaml_lines.read_text(path)
    found = list(mistakes.in_text(text))
    slack = _slack(environ, found)
    config = _config(text, slack, path.absolute().parent, found)
    mistakes.raise_all(str(path), found, secrets)
    assert config is not None
    return config


def _slack(environ: Mapping[str, str], found: list[Mistake]) -> Slack:
    values = {part: environ.get(name, "").strip() for part, name in _ENVIRONMENT.items()}
    present = {part: value for part, value in values.items() if value}
    if "api_url" in present:
        present["api_url"] = f"{present['api_url'].rstrip('/')}/"
    try:
        return Slack.model_validate(present)
    except ValidationError as error:
        document = yaml_lines.Document(root=dict(present))
        found.extend(
            Mistake(0, _ENVIRONMENT[mistake.key], mistake.what)
            for mistake in mistakes.in_model(error, document, Slack)
        )
        return Slack()


def _config(text: str, slack: Slack, folder: Path, found: list[Mistake]) -> Config | None:
    """The model, or None with the mistakes added to `found`."""
    try:
        document = yaml_lines.parse(text)
    except yaml_lines.Unreadable as error:
        found.append(Mistake(error.line, "", error.why))
        return None
    found.extend(mistakes.in_document(document))
    settings: object = document.root
    if isinstance(document.root, dict) or document.root is None:
        settings = {**(document.root or {}), "slack": slack}
    try:
        return Config.model_validate(settings, context={"folder": folder})
    except ValidationError as error:
        found.extend(mistakes.in_model(error, document, Config))
        return None
