"""`dateline web`: Slack over HTTP, by any number of processes on one database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house
from bot.cli.render import Screen
from bot.cli.running import end, reach_slack, told_to_stop
from bot.cli.watching import MetricsPort, watched

if TYPE_CHECKING:
    from bot.config_parts import Slack
    from bot.wiring import House
    from bot.wiring.front import Front

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("web")

NO_TOKENS = """\
Dateline needs the Slack app's signing secret and bot token in the environment, and has not got {missing}.
1. At https://api.slack.com/apps: “Create New App”, “From a manifest”, paste what `dateline manifest --url \
https://YOUR.HOST/slack/events` prints.
2. Under “Basic Information”: the signing secret: export it as SLACK_SIGNING_SECRET.
3. Under “Install App”: install it: export the bot token as SLACK_BOT_TOKEN.
4. Start `dateline web` again. Without a public address, `dateline run` connects by Socket Mode."""

NO_LIBRARIES = (
    "`dateline web` needs libraries that are not installed; run: pip install -c constraints.txt '.[web]'"
)


def web(
    *,
    host: Annotated[str, typer.Option(metavar="HOST", help="Where to listen; default: web.host.")] = "",
    port: Annotated[
        int | None, typer.Option(metavar="PORT", min=0, max=65_535, help="The port; default: web.port.")
    ] = None,
    metrics_port: MetricsPort = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Answer Slack's signed requests over HTTP until it is told to stop; it neither collects nor posts."""
    with house(config) as built, watched(built, metrics_port):
        if missing := _missing(built.config.slack):
            Screen().error(NO_TOKENS.format(missing=" and ".join(missing)))
            raise typer.Exit(2)
        front = _front(built, host, port)
        stop = told_to_stop()
        front.start(stop.set)
        _log.info("web.listening", port=front.server.port)
        if reach_slack(built, front.take, stop):
            _log.info("web.ready")
            stop.wait()
        if front.server.ended.is_set():
            _log.error("web.broke")
            raise typer.Exit(1)
        if not front.drain():
            _log.warning("web.unfinished")
    _log.info("web.stopped")
    end()


def _missing(slack: Slack) -> list[str]:
    tokens = {"SLACK_SIGNING_SECRET": slack.signing_secret}
    if not slack.installable:
        tokens["SLACK_BOT_TOKEN"] = slack.bot_token
    return [name for name, value in tokens.items() if value is None]


def _front(built: House, host: str, port: int | None) -> Front:
    try:
        from bot.wiring.front import Front  # noqa: PLC0415  (late: the extra `web` may not be there)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"starlette", "uvicorn"}:
            raise
        Screen().error(NO_LIBRARIES)
        raise typer.Exit(2) from None
    return Front(built, host, port)
