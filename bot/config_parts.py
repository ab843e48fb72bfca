"""The parts of config.yaml, and what each setting may be. bot.config puts them together."""

import hashlib
from datetime import time
from typing import Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)

from bot.config_values import (
    At,
    Channel,
    Command,
    Days,
    EncryptionKey,
    Folder,
    Kept,
    Network,
    OneLine,
    Proxy,
    Quiet,
    RedirectUrl,
    Told,
    WebAddress,
    Word,
    Words,
    Zone,
)
from bot.model import WEEKDAYS, QuietHours
from bot.when import Expected

SLACK_API_URL = "https://slack.com/api/"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class FeedConfig(Part):
    url: WebAddress = Field(examples=["https://…"])
    publisher: OneLine = ""
    section: OneLine = ""


class FolderConfig(Part):
    path: Folder = Field(examples=["inbox"])
    publisher: OneLine = ""
    section: OneLine = ""


class CollectConfig(Part):
    every_minutes: int = Field(default=30, ge=1, le=1440)
    workers: int = Field(default=8, ge=1, le=64)
    per_host: int = Field(default=2, ge=1, le=16)
    timeout_seconds: float = Field(default=20, ge=1, le=300)
    max_bytes: int = Field(default=5_000_000, ge=10_000, le=100_000_000)
    first_entries: int = Field(default=50, ge=1, le=500)
    pause_seconds: float = Field(default=0.2, ge=0, le=60)
    proxy: Proxy = ""
    allow_networks: tuple[Network, ...] = ()
    folders: tuple[FolderConfig, ...] = ()
    contact: OneLine = ""


class SummariesConfig(Part):
    """The ceilings of rights can only be lowered: 120 words, and a quarter of an article."""

    method: Literal["dateline", "lexrank", "textrank", "lsa", "luhn", "sumbasic"] = "dateline"
    sentences: int = Field(default=3, ge=1, le=5)
    max_words: int = Field(default=120, ge=10, le=120)
    max_share: float = Field(default=0.25, gt=0, le=0.25)


class AskConfig(Part):
    window_days: int = Field(default=30, ge=1, le=365)
    stories: int = Field(default=3, ge=1, le=10)


class DigestConfig(Part):
    stories: int = Field(default=7, ge=1, le=12)
    sentences: int = Field(default=2, ge=1, le=3)
    window_hours: int = Field(default=24, ge=1, le=168)
    catch_up_hours: int = Field(default=3, ge=0, le=24)
    max_per_publisher: int = Field(default=3, ge=1, le=12)
    max_per_region: int = Field(default=3, ge=1, le=12)


class CommandsConfig(Part):
    news: Command = "/news"
    digest: Command = "/digest"

    @model_validator(mode="after")
    def _differ(self) -> Self:
        if self.news == self.digest:
            raise Expected("two different commands", f"both are {self.news}", ("digest",))
        return self


class SubscriptionConfig(Part):
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


class AccessConfig(Part):
    manage_digests: Literal["members", "admins"] = "members"


class AlertsConfig(Part):
    """Without quiet hours alerts come at any time."""

    most_a_day: int = Field(default=3, ge=1, le=24)
    quiet: Quiet = QuietHours(begin=time(22), end=time(7))
    breaking_publishers: int = Field(default=5, ge=2, le=50)
    breaking_minutes: int = Field(default=120, ge=10, le=1440)


class CorrectionsConfig(Part):
    hours: int = Field(default=48, ge=0, le=168)


class HealthConfig(Part):
    """Whom to tell of feeds that rot, and after how long; with `tell` empty, the log and the doctor alone."""

    tell: Told = ""
    hours: int = Field(default=6, ge=1, le=168)


class RetentionConfig(Part):
    """How old, and how much, the store's news may grow; 0: for ever, without bounds."""

    days: Kept = 0
    gigabytes: float = Field(default=0, ge=0, le=100_000)


class WebConfig(Part):
    """`dateline web`: where it listens, whom it believes, how large a request may be, how it ends."""

    host: Word = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65_535)
    proxies: tuple[Network, ...] = ()
    max_bytes: int = Field(default=1_000_000, ge=10_000, le=10_000_000)
    drain_seconds: float = Field(default=2, ge=0, le=60)
    metrics: bool = False


class MetricsConfig(Part):
    """Where Prometheus may fetch what is measured: nowhere with port 0."""

    host: Word = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65_535)


class WorkspacesConfig(Part):
    """For an app that many workspaces install (SLACK_CLIENT_ID)."""

    redirect_url: RedirectUrl = ""
    keep_hours: int = Field(default=24, ge=0, le=720)


class LogConfig(Part):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "human", "json"] = "auto"


class Slack(Part):
    """From the environment alone."""

    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    client_id: str = ""
    client_secret: SecretStr | None = None
    encryption_keys: tuple[EncryptionKey, ...] = ()
    api_url: WebAddress = SLACK_API_URL

    @property
    def installable(self) -> bool:
        """Whether workspaces install Dateline by themselves, each with a token of its own."""
        return bool(self.client_id)

    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        held = (
            self.bot_token,
            self.app_token,
            self.signing_secret,
            self.client_secret,
            *self.encryption_keys,
        )
        return tuple(secret.get_secret_value() for secret in held if secret is not None)
