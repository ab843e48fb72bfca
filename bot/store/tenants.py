"""Whose rows: a statement names its tenant, or says by name why it looks at everybody's.

docs/explanation/tenancy.md says how tenants are kept apart.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from sqlalchemy import Column, Table
from sqlalchemy.exc import DontWrapMixin

from bot.store.columns import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping
    from sqlalchemy.engine.default import DefaultExecutionContext

COLUMN: Final = "tenant"
_OPTION: Final = "dateline_tenant"
_ALONE: Final = "dateline_alone"


class Across(Enum):
    """Why a transaction is nobody's and sees the rows of all. There is no other reason."""

    WORK = "finding who has something to do"
    FORGETTING = "what is old is forgotten, whosever it is"
    MOVING = "a whole store moves to another database"
    WATCHING = "how much there is of everything is counted, for who runs Dateline"


Whose: TypeAlias = str | Across
"""A tenant, or why it is all of them."""


class TenantError(DontWrapMixin, Exception):
    """A programmer's mistake: a statement that would touch rows without saying whose."""


def tenant_column() -> Column[str]:
    """The first column, and the key's, where rows are a tenant's: a new one is its transaction's."""
    return Column(COLUMN, Words, primary_key=True, default=_of_transaction)


def owned(db: Connection, whose: Whose, *, alone: bool = False) -> Connection:
    """The connection, told whose rows it is about; `alone`: it changes none that others share."""
    if alone and isinstance(whose, Across):
        raise TenantError(f"a transaction for {whose.name} waits in no tenant's queue")
    return db.execution_options(**{_OPTION: whose, _ALONE: alone})


def whose(options: Mapping[str, Any]) -> Whose:
    """Whose rows a connection or a statement is about, by its execution options."""
    if (found := options.get(_OPTION)) is None:
        raise TenantError("a connection that was not opened by Store.read or Store.write has no tenant")
    return found


def is_alone(options: Mapping[str, Any]) -> bool:
    """Whether a connection is to change no row that others share, by its execution options."""
    return bool(options.get(_ALONE))


def mine(db: Connection, table: FromClause) -> ColumnElement[bool]:
    """The criterion that every statement on a tenant's table has: of the transaction's tenant alone."""
    tenant = _tenant(db.get_execution_options())
    # An alias is another one with each call: kept, it is never asked for again, and holds all its columns.
    return _its(cast("Table", table), tenant) if isinstance(table, Table) else table.c[COLUMN] == tenant


def own(row: RowMapping) -> dict[str, Any]:
    """A row without the tenant, who is the transaction's."""
    values: dict[str, Any] = dict(row)  # pyright: ignore[reportArgumentType] - its keys are names
    del values[COLUMN]
    return values


@lru_cache(maxsize=1_000)  # to make one takes longer than all the rest here
def _its(table: Table, tenant: str) -> ColumnElement[bool]:
    return table.c[COLUMN] == tenant


def _of_transaction(context: DefaultExecutionContext) -> str:
    return _tenant(context.execution_options)


def _tenant(options: Mapping[str, Any]) -> str:
    found = whose(options)
    if isinstance(found, Across):
        raise TenantError(f"a transaction for {found.name} is nobody's: it has no rows of its own")
    return found
