"""What is a tenant's says so, in its key; beneath, PostgreSQL shows a transaction its tenant's rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Words
from bot.store.migrations.kinds import on

revision = "0011"
down_revision = "0010"

_SLOT = ("subscription_id", "local_date", "slot")
# Table -> its key beside the tenant.
_KEYS = {
    "subscriptions": ("id",),
    "editions": ("id",),
    "deliveries": ("id",),
    "events": ("event_id",),
    "readers": ("id",),
    "preferences": ("owner", "wish", "subject", "value"),
    "shown": ("reader", "article_id", "start"),
    "conversations": ("channel", "thread", "reader"),
}
_UNIQUE = {"editions": _SLOT, "deliveries": _SLOT}
_INDEXES = {
    "subscriptions": {"channel": ("tenant", "channel")},
    "deliveries": {
        "date": ("tenant", "subscription_id", "local_date"),
        "sweep": ("sweep", "tenant"),
        "state": ("state", "tenant"),
        "channel": ("tenant", "channel"),
        "parent": ("tenant", "parent"),
    },
    "preferences": {"thing": ("tenant", "subject", "value")},
    # By time alone: they serve what forgets the old rows of all.
    "events": {"taken": ("taken",)},
    "shown": {"at": ("at",)},
    "conversations": {"at": ("at",)},
}
# A setting that was once made in a session is "" after its transaction, and "" is the only workspace: so the
# value has a sign before it, and no sign is no tenant.
_OF_TENANT = "tenant = (SELECT substr(nullif(current_setting('dateline.tenant', true), ''), 2))"
_OF_EVERY_TENANT = "(SELECT current_setting('dateline.every_tenant', true)) = 'on'"


def upgrade() -> None:
    postgresql = on("postgresql")
    for name in _KEYS:
        for index in _INDEXES.get(name, {}):
            op.drop_index(f"{name}_{index}", name)
        if postgresql:
            _add(name)
        else:
            _make_anew(name)
        for index, columns in _INDEXES.get(name, {}).items():
            op.create_index(f"{name}_{index}", name, list(columns), unique=index == "date")
        if postgresql:
            _guard(name)


def _add(name: str) -> None:
    found = sa.inspect(op.get_bind())
    op.add_column(name, sa.Column("tenant", Words, nullable=False, server_default=""))
    op.alter_column(name, "tenant", server_default=None)
    for old in (found.get_pk_constraint(name), *found.get_unique_constraints(name)):
        op.drop_constraint(str(old["name"]), name)
    op.create_primary_key(f"{name}_pkey", name, ["tenant", *_KEYS[name]])
    if unique := _UNIQUE.get(name):
        op.create_unique_constraint(f"{name}_slot_key", name, ["tenant", *unique])


def _make_anew(name: str) -> None:
    """SQLite changes no key of a table that is there."""
    bind = op.get_bind()
    old = sa.Table(name, sa.MetaData(), autoload_with=bind)
    kept = [
        sa.Column(
            column.name,
            column.type,
            primary_key=column.name in _KEYS[name],
            nullable=column.nullable,
            server_default=column.server_default,
        )
        for column in old.columns
    ]
    tenant = sa.Column("tenant", Words, primary_key=True)
    unique = [sa.UniqueConstraint("tenant", *_UNIQUE[name])] if name in _UNIQUE else []
    new = sa.Table(f"{name}_of_tenants", sa.MetaData(), tenant, *kept, *unique)
    new.create(bind)
    rows = sa.select(sa.literal(""), *old.columns)
    bind.execute(new.insert().from_select(["tenant", *(column.name for column in kept)], rows))
    op.drop_table(name)
    op.rename_table(new.name, name)


def _guard(name: str) -> None:
    """FORCE: the tables' owner, whom Dateline runs as, is held to it as well. A superuser never is."""
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY of_tenant ON {name} USING ({_OF_TENANT})")
    op.execute(f"CREATE POLICY of_every_tenant ON {name} USING ({_OF_EVERY_TENANT})")
