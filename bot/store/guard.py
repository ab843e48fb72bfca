"""Refuses every statement that touches a tenant's table without naming whose rows it means.

How a statement is built is looked at once, when SQLAlchemy compiles it; with whose tenant it is sent, each
time. What it can't see through (SQL as text) may not name these tables at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, Column, Delete, Insert, Select, Table, TextClause, Update
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList
from sqlalchemy.sql.operators import and_, eq
from sqlalchemy.sql.selectable import Alias, Join, SelectBase
from sqlalchemy.sql.visitors import iterate

from bot.store.schema import metadata
from bot.store.tenants import COLUMN, Across, TenantError, is_alone, whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine, FromClause
    from sqlalchemy.engine.default import DefaultDialect, DefaultExecutionContext
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.sql.visitors import ExternallyTraversible

# What is shared and changed by who has the turn of one tenant alone: in an order, and to the same by all.
_COMMUTING = frozenset({"cited"})
TENANTS_TABLES = frozenset(name for name, table in metadata.tables.items() if COLUMN in table.c)
_NAMED = re.compile(rf"\b(?:{'|'.join(sorted(TENANTS_TABLES))})\b", re.IGNORECASE)
_VALUE = re.compile(rf"{COLUMN}(?:_m\d+)?")  # what SQLAlchemy calls the values of that column in an INSERT


@dataclass(frozen=True, slots=True)
class _Found:
    """Tables that stand in a statement without their tenant, and the names of the values that must be it.

    `shared`: the shared table that it changes, or none.
    """

    loose: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    shared: str = ""


_known: WeakKeyDictionary[SQLCompiler, _Found | None] = WeakKeyDictionary()


def watch(engine: Engine) -> None:
    """Look at all that is sent over this engine from now on; TenantError where it does not say whose.

    As a part of the execution itself: SQLAlchemy's events would slow down every connection.
    """
    dialect = cast("DefaultDialect", engine.dialect)
    dialect.execution_ctx_cls = _watched(cast("type[DefaultExecutionContext]", dialect.execution_ctx_cls))


def _watched(kind: type[DefaultExecutionContext]) -> type[DefaultExecutionContext]:
    class Watched(kind):
        def pre_exec(self) -> None:
            super().pre_exec()
            _check(self)

    return Watched


def _check(sent: DefaultExecutionContext) -> None:
    compiled = cast("SQLCompiler | None", sent.compiled)
    found = _in_text(sent.statement or "") if compiled is None else None if sent.isddl else _in(compiled)
    if found is None or isinstance(asked := whose(sent.execution_options), Across):
        return
    if found.loose:
        raise TenantError(f"a statement names no tenant for {', '.join(found.loose)}; see bot.store.tenants")
    if any(row[name] != asked for row in sent.compiled_parameters for name in found.values):
        raise TenantError("a statement names another tenant than its transaction's")
    if found.shared and is_alone(sent.execution_options):
        raise TenantError(f"{found.shared} is shared: who changes it waits in Queue.HOUSE")


def _in(compiled: SQLCompiler) -> _Found | None:
    """None where the statement touches no tenant's table, and changes no shared one."""
    if compiled not in _known:
        _known[compiled] = _looked_at(compiled)
    return _known[compiled]


def _looked_at(compiled: SQLCompiler) -> _Found | None:
    found = [one for part in iterate(compiled.statement) for one in _touched(part, compiled)]
    loose = tuple(table for table, value in found if not value)
    shared = _changed(compiled.statement)
    if not found and not shared:
        return None
    return _Found(loose, tuple(value for _, value in found if value), shared)


def _changed(statement: object) -> str:
    """The shared table that a statement changes."""
    if not isinstance(statement, Insert | Update | Delete) or _is_tenants(statement.table):
        return ""
    name = statement.table.description
    return "" if name in _COMMUTING else name


def _touched(part: object, compiled: SQLCompiler) -> Iterator[tuple[str, str]]:
    """Each tenant's table that a part of a statement touches by itself, and the name of its tenant's value.

    No name where there is no tenant.
    """
    if isinstance(part, TextClause):
        yield from ((name, "") for name in _NAMED.findall(part.text))
    elif isinstance(part, Insert | Update) and _is_tenants(part.table):
        given = [name for name in compiled.bind_names.values() if _VALUE.fullmatch(name)]
        if isinstance(part, Insert):
            yield from ((part.table.description, name) for name in given or [""])
        elif given:  # it would give rows away
            yield part.table.description, ""
    if isinstance(part, Select | Update | Delete):
        for table, criteria in _sources(cast("_Reading", part)):
            values = (compiled.bind_names.get(one, "") for one in _tenants_of(table, criteria))
            yield table.description, next(values, "")


@lru_cache(maxsize=500)
def _in_text(sql: str) -> _Found | None:
    loose = tuple(_NAMED.findall(sql))
    return _Found(loose) if loose else None


_Criteria: TypeAlias = tuple[object, ...]
_Reading: TypeAlias = Select[Any] | Update | Delete


def _sources(part: _Reading) -> Iterator[tuple[FromClause, _Criteria]]:
    """Each tenant's table that a statement reads or changes by itself, with the criteria that hold for it."""
    where: _Criteria = () if part.whereclause is None else (part.whereclause,)
    if isinstance(part, Select):
        named = [one for source in part.get_final_froms() for one in _joined(source, where)]
    else:
        others = {table for criterion in where for table in _tables_in(criterion)}
        named = [(table, where) for table in {part.table, *others}]
    yield from ((table, criteria) for table, criteria in named if _is_tenants(table))


def _joined(source: FromClause, criteria: _Criteria) -> Iterator[tuple[FromClause, _Criteria]]:
    """The sources of a join; the ON of an outer one holds for nothing on the side that is kept whole."""
    if not isinstance(source, Join):
        yield source, criteria
        return
    on = (*criteria, source.onclause)
    yield from _joined(source.left, criteria if source.isouter or source.full else on)
    yield from _joined(source.right, criteria if source.full else on)


def _tables_in(part: object) -> Iterator[FromClause]:
    """Of the columns that a criterion names, outside of what it selects by itself."""
    if isinstance(part, Column):
        yield part.table
    elif not isinstance(part, SelectBase):
        for child in cast("ExternallyTraversible", part).get_children():
            yield from _tables_in(child)


def _tenants_of(table: FromClause, criteria: _Criteria) -> Iterator[BindParameter[Any]]:
    """The values that a table's tenant must be for any row to be met: joined by AND alone."""
    for one in criteria:
        if isinstance(one, BooleanClauseList) and one.operator is and_:
            yield from _tenants_of(table, tuple(one.clauses))
        elif isinstance(one, BinaryExpression) and one.operator is eq:
            left, right = one.left, one.right
            is_its = isinstance(left, Column) and left.name == COLUMN and left.table is table
            if is_its and isinstance(right, BindParameter):
                yield right


def _is_tenants(table: object) -> bool:
    named: object = cast("Any", table).element if isinstance(table, Alias) else table
    return isinstance(named, Table) and named.name in TENANTS_TABLES
