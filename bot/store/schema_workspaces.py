"""The tables of workspaces that installed Dateline. They are the program's own, shared by all tenants."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table

from bot.store.columns import Moment, Words, metadata

# One row a tenant: an organisation where it is installed org-wide, else a workspace.
installations = Table(
    "installations",
    metadata,
    Column("id", Words, primary_key=True),  # Slack's, of the workspace or the organisation
    *(Column(name, Words, nullable=False) for name in ("team", "enterprise", "name", "app", "bot_user")),
    Column("scopes", Words, nullable=False),  # separated by commas, as Slack gives them
    Column("token", Words, nullable=False),  # sealed; empty where it has left
    Column("refresh_token", Words, nullable=False),  # sealed; empty where tokens don't rotate
    Column("expires", Moment),  # NULL: never
    Column("installed", Moment, nullable=False),
    Column("installed_by", Words, nullable=False),
    Column("generation", Integer, nullable=False),  # of the tokens: grows with each change of them
    Column("lease_until", Moment),  # until then one process asks Slack for new tokens
    Column("look", Moment, nullable=False),  # when to ask Slack next: for new tokens, or whether it is there
    Column("doubted", Boolean, nullable=False),  # Slack said it left, but maybe of an earlier installation
    Column("stuck", Moment),  # since when Slack gives no new tokens
    Column("gone", Moment),  # since when it is uninstalled or revoked
    Column("why", Words, nullable=False),  # it is stuck or gone
    Column("forget", Moment),  # when its data goes
    Index("installations_look", "look"),
)

# Who has been sent to Slack to install, by the SHA-256 of a random state: each comes back once.
oauth_states = Table(
    "oauth_states",
    metadata,
    Column("state", Words, primary_key=True),
    Column("until", Moment, nullable=False),
    Index("oauth_states_until", "until"),
)
