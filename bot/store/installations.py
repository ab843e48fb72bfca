"""Workspaces that installed Dateline. Whoever changes tokens names the generation that the change is of."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, null, or_, select, update

from bot.model.installations import Installation
from bot.store import databases
from bot.store.inserting import insert
from bot.store.schema import installations

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, RowMapping

_C = installations.c
_FIELDS: Final = tuple(field.name for field in fields(Installation) if field.name != "tenant")


def save(db: Connection, new: Installation) -> None:
    """Store an installation; one that was there takes the new tokens, and is neither stuck nor gone now."""
    values = {name: getattr(new, name) for name in _FIELDS}
    values |= {"id": new.tenant, "scopes": ",".join(new.scopes)}
    kept = {**values, "generation": _C.generation + 1, "lease_until": null()}
    statement = insert(db, installations).values(values)
    db.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept))


def get(db: Connection, tenant: str) -> Installation | None:
    row = db.execute(select(installations).where(_C.id == tenant)).mappings().first()
    return _installation(row) if row else None


def every(db: Connection) -> tuple[Installation, ...]:
    """All of them, gone ones too, by their tenant."""
    return tuple(_installation(row) for row in db.execute(select(installations).order_by(_C.id)).mappings())


def due(db: Connection, now: datetime, most: int) -> tuple[str, ...]:
    """Those tenants that Slack is to be asked about, the longest due first."""
    query = select(_C.id).where(_C.gone.is_(None), _C.look <= now).order_by(_C.look, _C.id)
    return tuple(db.execute(query.limit(most)).scalars())


def claim(db: Connection, row: Installation, *, now: datetime, lease: timedelta) -> bool:
    """Be the one that asks Slack for new tokens in place of the row's; False where another is."""
    clock, until = (databases.of(db).clock(now, plus) for plus in (timedelta(), lease))
    free = or_(_C.lease_until.is_(None), _C.lease_until <= clock)
    return _changed(db, _these(row) & free, lease_until=until)


def renew(
    db: Connection,
    row: Installation,
    *,
    token: str,
    refresh_token: str,
    expires: datetime | None,
    look: datetime,
) -> bool:
    """Put new tokens (sealed) in place of the row's; False where others have been put there meanwhile."""
    tokens = {"token": token, "refresh_token": refresh_token, "expires": expires, "look": look}
    done = {"generation": _C.generation + 1, "lease_until": null(), "stuck": null(), "why": ""}
    return _changed(db, _these(row), **tokens, **done)


def reseal(db: Connection, row: Installation, *, token: str, refresh_token: str) -> bool:
    """The same tokens, sealed otherwise; False where there are others meanwhile."""
    return _changed(db, _these(row), token=token, refresh_token=refresh_token)


def stick(db: Connection, row: Installation, *, now: datetime, why: str, look: datetime) -> bool:
    """Note that Slack gives nothing for the row's refresh token; False where there is another meanwhile."""
    return _changed(db, _these(row) & _C.stuck.is_(None), stuck=now, why=why, look=look)


def look_again(db: Connection, row: Installation, when: datetime, *, doubted: bool = False) -> None:
    """Ask Slack about it then; `doubted`: and about nothing else but whether it is still there."""
    _changed(db, _these(row), look=when, doubted=doubted)


def leave(db: Connection, tenant: str, *, now: datetime, why: str, forget: datetime) -> bool:
    """From now on nothing is posted there, and the tokens are no more; False where it had left already."""
    here = (_C.id == tenant) & _C.gone.is_(None)
    tokens = {"token": "", "refresh_token": "", "expires": null(), "generation": _C.generation + 1}
    return _changed(db, here, gone=now, why=why, forget=forget, **tokens)


def stuck_since(db: Connection, moment: datetime) -> tuple[str, ...]:
    """Those here that have been stuck since then, or longer."""
    query = select(_C.id).where(_C.gone.is_(None), _C.stuck <= moment).order_by(_C.id)
    return tuple(db.execute(query).scalars())


def to_forget(db: Connection, now: datetime) -> tuple[str, ...]:
    """Those whose data goes by now."""
    query = select(_C.id).where(_C.gone.is_not(None), _C.forget <= now).order_by(_C.id)
    return tuple(db.execute(query).scalars())


def remove(db: Connection, tenant: str, now: datetime) -> bool:
    """Remove one whose data goes by now; False where it was installed again."""
    leaving = (_C.id == tenant) & _C.gone.is_not(None) & (_C.forget <= now)
    return db.execute(delete(installations).where(leaving)).rowcount == 1


def _these(row: Installation) -> ColumnElement[bool]:
    """The row, as long as its tokens are those that were read; who leaves has others: none."""
    return (_C.id == row.tenant) & (_C.generation == row.generation)


def _changed(db: Connection, where: ColumnElement[bool], **values: object) -> bool:
    return db.execute(update(installations).where(where).values(values)).rowcount == 1


def _installation(row: RowMapping) -> Installation:
    kept: dict[str, Any] = {name: row[name] for name in _FIELDS}
    kept["scopes"] = tuple(scope for scope in row["scopes"].split(",") if scope)
    return Installation(tenant=row["id"], **kept)
