"""The Bolt app: everything that Slack tells us comes in here, over Socket Mode, HTTP or App.dispatch."""

from __future__ import annotations

import logging
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from slack_bolt import App, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot import tenancy
from bot.metrics import UNMEASURED
from bot.slack import blocks
from bot.slack.acknowledging import Acknowledging
from bot.slack.discreet import bolt_news, discreet
from bot.slack.listeners.actions import ActionListeners
from bot.slack.listeners.agent import AgentListeners
from bot.slack.listeners.backstage import BackstageListeners
from bot.slack.listeners.commands import CommandListeners
from bot.slack.listeners.home import HomeListeners
from bot.slack.listeners.menu import MenuListeners
from bot.slack.listeners.messages import MessageListeners
from bot.slack.listeners.personal import PersonalListeners
from bot.slack.listeners.proofs import ProofListeners
from bot.slack.listeners.room import part
from bot.slack.listeners.shortcuts import ShortcutListeners
from bot.slack.listeners.views import FormListeners
from bot.slack.oauth.authorize import NOT_HERE, TENANT, TenantAuthorize
from bot.slack.oauth.leaving import hear
from bot.slack.replies import privately
from bot.slack.work import FAILED, anonymous

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from slack_bolt import BoltContext, BoltRequest
    from slack_sdk import WebClient

    from bot.metrics import Meter
    from bot.slack.blocks import Json
    from bot.slack.listeners.room import Room
    from bot.slack.oauth.flow import Flow
    from bot.slack.oauth.ports import Tenants

log = logging.getLogger("dateline.slack")

LISTENERS = 32
"""Threads for listeners: each only acknowledges and hands over, but Bolt's own five can starve."""

LISTEN = (
    CommandListeners,
    MessageListeners,
    AgentListeners,
    ActionListeners,
    MenuListeners,
    HomeListeners,
    PersonalListeners,
    BackstageListeners,
    ProofListeners,
    FormListeners,
    ShortcutListeners,
)


def build(
    room: Room,
    *,
    client: WebClient,
    executor: Executor,
    signing_secret: str | None = None,
    verify_token: bool = False,
    installing: tuple[Flow, Tenants] | None = None,
    meter: Meter = UNMEASURED,
) -> App:
    """An app that is ready to be dispatched to or connected.

    With `verify_token` the bot asks Slack who it is here and now; else its first request waits for that, and
    no call is made here.

    `client` (posting.web_client) says which Slack it is; `executor` runs listeners (LISTENERS threads): who
    built it and the room's pool closes them. Without a `signing_secret` no request over HTTP is accepted;
    Socket Mode needs none. With `installing` it serves every workspace that installed it, each with its own
    token; `client` has none then.
    """
    flow, tenants = installing or (None, None)
    app = _App(
        name="dateline",
        logger=discreet("bolt", bolt_news),
        client=client,
        signing_secret=signing_secret or "",
        token_verification_enabled=verify_token,
        process_before_response=False,
        raise_error_for_unhandled_request=True,
        listener_executor=executor,
        oauth_flow=flow,
        authorize=cast("Any", TenantAuthorize(tenants) if tenants else None),
        user_facing_authorize_error_message=NOT_HERE,
    )
    app.acknowledging = Acknowledging(meter)
    if tenants:
        cast("Any", app).use(_whose)
        hear(app, tenants)
    app.error(partial(_failed, client))
    for listeners in LISTEN:
        for kind, what, listener in listeners(room).listeners():
            getattr(app, kind)(what)(listener)
    return app


class _App(App):
    """Whose request it was is forgotten behind it: the thread's next one may be another's."""

    acknowledging = Acknowledging(UNMEASURED)

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        return copy_context().run(self.acknowledging.of, req, super().dispatch)


def _whose(context: BoltContext, next: Callable[[], object]) -> None:  # noqa: A002 - Bolt's name
    """What is done for a request is done for whose it is: in this thread, and in those it hands on to."""
    tenancy.enter(cast("dict[str, str]", context).get(TENANT, tenancy.ONLY))
    next()


def _failed(client: WebClient, error: Exception, body: Json) -> BoltResponse | None:
    """Log what nobody foresaw without what people wrote, and tell who waits. Unknown requests are taken."""
    if isinstance(error, BoltUnhandledRequestError):
        kind = part(body, "event", "type") or part(body, "type") or "command"
        log.info("nothing to do for a request of the kind %s", kind)
        return BoltResponse(status=200, body="")
    log.error("a listener failed: %s", anonymous(error))
    if url := part(body, "response_url"):
        privately(client, url)(blocks.problem(FAILED))
    return None
