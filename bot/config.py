"""The only reader of config.yaml, of the environment and of secrets.

Pydantic checks; bot.yaml_lines keeps scalars as written and knows their lines; bot.mistakes words
what is wrong.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from pydantic import (
    AfterValidator,
    Field,
    ValidationError,
)

from bot import config_secrets, mistakes, yaml_lines
from bot.config_parts import (
    AccessConfig,
    AlertsConfig,
    AskConfig,
    CollectConfig,
    CommandsConfig,
    CorrectionsConfig,
    DigestConfig,
    FeedConfig,
    HealthConfig,
    LogConfig,
    MetricsConfig,
    Part,
    RetentionConfig,
    Slack,
    SubscriptionConfig,
    SummariesConfig,
    WebConfig,
    WorkspacesConfig,
)
from bot.config_secrets import Surroundings
from bot.config_values import DatabaseUrl, Word
from bot.mistakes import Mistake
from bot.model import Feed, Subscription
from bot.when import Expected

_DATABASE_PASSWORD = "DATELINE_DATABASE_PASSWORD"  # noqa: S105  (its name)
_KEYS = "DATELINE_ENCRYPTION_KEYS"
_SECRETS = "DATELINE_SECRETS"  # the folder of secrets
_API_URL = "SLACK_API_URL"

_ENVIRONMENT = {
    "bot_token": "SLACK_BOT_TOKEN",
    "app_token": "SLACK_APP_TOKEN",
    "signing_secret": "SLACK_SIGNING_SECRET",
    "client_id": "SLACK_CLIENT_ID",
    "client_secret": "SLACK_CLIENT_SECRET",
    "api_url": _API_URL,
}
_SECRET_NAMES = (
    *(name for part, name in _ENVIRONMENT.items() if part != "api_url"),
    _DATABASE_PASSWORD,
    _KEYS,
)


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


class Config(Part):
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
    health: HealthConfig = HealthConfig()
    retention: RetentionConfig = RetentionConfig()
    web: WebConfig = WebConfig()
    workspaces: WorkspacesConfig = WorkspacesConfig()
    metrics: MetricsConfig = MetricsConfig()
    log: LogConfig = LogConfig()
    slack: Slack = Slack()

    def secrets(self) -> tuple[str, ...]:
        """What no log may show: Slack's tokens, and the database's password as it is and as in a URL."""
        written = urlsplit(self.database).password or ""
        return (*self.slack.secrets(), *{written, unquote(written)} - {""})

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
    """The configuration in the file and the environment, with the secrets that it names files of.

    Raises ConfigError with all mistakes, one on each line: file:line, the key, what was found and expected,
    the way out. No secret is ever in it.
    """
    environ = os.environ if environ is None else environ
    secrets = config_secrets.given(environ, _SECRET_NAMES, _SECRETS, many={_KEYS})
    text, found = yaml_lines.read_text(path), secrets.mistakes
    slack = _slack({**secrets.values, _API_URL: environ.get(_API_URL, "")}, found)
    found.extend(mistakes.in_text(text))
    config = _config(text, slack, path.absolute().parent, found)
    mistakes.raise_all(str(path), found, secrets.values.values())
    assert config is not None
    database = _with_password(config.database, secrets.values.get(_DATABASE_PASSWORD, ""))
    return config.model_copy(update={"database": database})


def surroundings(path: Path, environ: Mapping[str, str] | None = None) -> Surroundings:
    """What an operator may have overlooked around the configuration in that file."""
    environ = os.environ if environ is None else environ
    known = [*_SECRET_NAMES, *(f"{name}_FILE" for name in _SECRET_NAMES), _API_URL, _SECRETS]
    files = config_secrets.given(environ, _SECRET_NAMES, _SECRETS, many={_KEYS}).files
    return config_secrets.surroundings(path, environ, known=known, files=files)


def _with_password(url: str, password: str) -> str:
    """The URL of a server with its password; a file has none, and one that stands there already stays."""
    parts = urlsplit(url)
    if not password or not url.startswith("postgresql") or parts.password is not None:
        return url
    user, at, host = parts.netloc.rpartition("@")
    netloc = f"{user}:{quote(password, safe='')}@{host if at else parts.netloc}"
    return urlunsplit(parts._replace(netloc=netloc))


def _slack(given: Mapping[str, str], found: list[Mistake]) -> Slack:
    values = {part: given.get(name, "").strip() for part, name in _ENVIRONMENT.items()}
    present = {part: value for part, value in values.items() if value}
    if "api_url" in present:
        present["api_url"] = f"{present['api_url'].rstrip('/')}/"
    keys = tuple(given.get(_KEYS, "").replace(",", " ").split())
    try:
        slack = Slack.model_validate({**present, "encryption_keys": keys})
    except ValidationError as error:
        document = yaml_lines.Document(root=dict(present))
        found.extend(
            Mistake(0, _ENVIRONMENT.get(mistake.key, _KEYS), mistake.what)
            for mistake in mistakes.in_model(error, document, Slack)
        )
        return Slack()
    if not found:  # what can't be read is missing too: that is said already
        found.extend(Mistake(0, name, what) for name, what in _one_or_many(slack))
    return slack


def _one_or_many(slack: Slack) -> Iterator[tuple[str, str]]:
    """One workspace with its token, or an app that many install."""
    if slack.installable != (slack.client_secret is not None):
        yield "SLACK_CLIENT_ID", "goes together with SLACK_CLIENT_SECRET; set both, or none of them"
    if slack.installable and slack.bot_token is not None:
        fix = "unset it to serve all that install the app, or SLACK_CLIENT_ID to serve one workspace"
        yield (
            "SLACK_BOT_TOKEN",
            f"is of one workspace, and SLACK_CLIENT_ID of an app that many install; {fix}",
        )
    if slack.installable and not slack.encryption_keys:
        yield _KEYS, "is missing, and tokens are kept sealed; `dateline workspaces --new-key` makes a key"


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
        config = Config.model_validate(settings, context={"folder": folder})
    except ValidationError as error:
        found.extend(mistakes.in_model(error, document, Config))
        return None
    found.extend(_of_no_workspace(config, document))
    return config


def _of_no_workspace(config: Config, document: yaml_lines.Document) -> Iterator[Mistake]:
    """A channel in the file is in no workspace in particular, where many install the app."""
    named = {("subscriptions",): config.subscriptions, ("health", "tell"): config.health.tell}
    for key, channels in named.items() if config.slack.installable else ():
        way = "leave it out: workspaces order with /digest, and the log and `dateline feeds` tell of feeds"
        what = f"names a channel of no workspace, and SLACK_CLIENT_ID is of an app that many install; {way}"
        if channels:
            yield Mistake(document.line(key), ".".join(key), what)
