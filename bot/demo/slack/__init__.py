"""A stand-in for Slack on loopback: it behaves, refuses and fails as Slack does, and holds a workspace."""

from __future__ import annotations

from bot.demo.slack.standin import DEFAULT_SCOPES, SlackStandIn
from bot.demo.slack.workspace import WorkspaceError

__all__ = ["DEFAULT_SCOPES", "SlackStandIn", "WorkspaceError"]
