"""What is stored about one reader is shown and erased whole, and nothing of anybody else's with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from readers_world import HOLD, NOBODY, furnish, standing
from sqlalchemy import LargeBinary, String
from stored import NOW
from tenants_world import rows_of

from bot import tenancy
from bot.errors import BadRequestError, NotFoundError
from bot.model import Notice
from bot.operate.one_reader import erase, export
from bot.store import about, feed_changes, installations, readers
from bot.store.deliveries import DeliveryRows, open_notice
from bot.store.schema import metadata

if TYPE_CHECKING:
    from bot.store.store import Store

pytestmark = pytest.mark.exhaustive  # each fills three workspaces, on both databases

ANN, ANNS = "U0ANN", "D0ANN"
BOB, BOBS = "U0BOB", "D0BOB"
HERE, THERE = "T1", "T2"


@pytest.fixture
def peopled(store: Store) -> Store:
    """Ann and Bob in two workspaces, and in one of those who have but one."""
    for tenant in (HERE, THERE, tenancy.ONLY):
        with tenancy.of(tenant):
            furnish(store, BOB, BOBS)
            furnish(store, ANN, ANNS)
    return store


def test_every_column_that_could_hold_a_reader_s_id_is_known(peopled: Store) -> None:
    """A new column of text or bytes has its place in readers_world.py; what is said to hold an ID does."""
    all_of_them = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, String | LargeBinary)
    }
    nobodys = {f"{table}.{column}" for table, columns in NOBODY.items() for column in columns.split()}
    assert all_of_them == HOLD | nobodys
    assert {column for column, _ in standing(peopled, ANN, ANNS)} == HOLD


@pytest.mark.parametrize("tenant", [HERE, tenancy.ONLY])
def test_all_that_is_erased_is_shown_before(peopled: Store, tenant: str) -> None:
    """The export is JSON, holds every place where the reader stands, and says of each what it is."""
    with tenancy.of(tenant):
        shown = json.loads(json.dumps(export(peopled, ANN)))
        gone = erase(peopled, ANN)
    assert (shown["workspace"], shown["reader"]) == (tenant, ANN)
    parts: list[dict[str, Any]] = shown["stored"]
    assert [len(part["rows"]) for part in parts] == [one.rows for one in gone if one.rows]
    assert all(part["what"] for part in parts)
    names = {
        f"{part['table']}.{name}"
        for part in parts
        for row in part["rows"]
        for name, value in row.items()
        if ANN in str(value) or ANNS in str(value)
    }
    elsewhere = {"feed_changes.by"} if tenant else {"installations.installed_by"}
    assert names == HOLD - elsewhere
    assert BOB not in str(shown)


@pytest.mark.parametrize("tenant", [HERE, tenancy.ONLY])
def test_nothing_is_left_of_who_is_erased_and_all_of_others(peopled: Store, tenant: str) -> None:
    """No column of any table holds the ID or the direct message; all else stands as it stood."""
    others = [one for one in (HERE, THERE, tenancy.ONLY) if one != tenant]
    before = [rows_of(peopled, one) for one in others]
    bobs = sorted(standing(peopled, BOB, BOBS))
    anns = [
        (column, whose) for column, whose in standing(peopled, ANN, ANNS) if _is_of(column, whose, others)
    ]
    with tenancy.of(tenant):
        erase(peopled, ANN)
    assert sorted(standing(peopled, ANN, ANNS)) == sorted(anns)
    assert [rows_of(peopled, one) for one in others] == before
    assert sorted(standing(peopled, BOB, BOBS)) == bobs


def _is_of(column: str, whose: str, tenants: list[str]) -> bool:
    """Changes to feeds are of those who have but one workspace."""
    return (tenancy.ONLY if column.startswith("feed_changes.") else whose) in tenants


def test_what_is_a_channel_s_or_the_operator_s_stays_without_the_id(peopled: Store) -> None:
    """A wish for a channel, a digest that was moved to one, a feed that was dropped, an installation."""
    for tenant in (HERE, tenancy.ONLY):
        with tenancy.of(tenant):
            erase(peopled, ANN)
            with peopled.read() as db:
                made = {one.value: one.by for one in readers.wishes_of(db, "C1")}
            assert made == {"d0ann": "", "d0bob": BOB}
            last = DeliveryRows(peopled).last("moved-d0ann")
            assert last
            assert last.channel == "C1"
    with peopled.read() as db:
        assert [change.by for change in feed_changes.every(db).values()] == [BOB, ""]
        assert [one.installed_by for one in installations.every(db)] == ["", ANN]


def test_erasing_again_finds_nothing(peopled: Store) -> None:
    with tenancy.of(HERE):
        assert all(one.rows for one in erase(peopled, ANN))
        assert not any(one.rows for one in erase(peopled, ANN))
        assert export(peopled, ANN)["stored"] == []


def test_an_erasure_that_breaks_off_has_erased_nothing(
    peopled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it is one transaction."""
    before, erased = sorted(standing(peopled, ANN, ANNS)), about.erase

    def full(db: Any, part: about.About) -> int:
        if part.table.name == "events":
            raise OSError("disk full")
        return erased(db, part)

    monkeypatch.setattr(about, "erase", full)
    with tenancy.of(HERE), pytest.raises(OSError, match="disk full"):
        erase(peopled, ANN)
    assert sorted(standing(peopled, ANN, ANNS)) == before


def test_what_is_no_person_s_id_is_refused(store: Store) -> None:
    for user in ("", "ann", "C0ANN", "U0ANN%", "<@U0ANN>", "D0ANN"):
        for ask in (export, erase):
            with pytest.raises(BadRequestError, match="Copy member ID"):
                ask(store, user)


def test_what_was_for_who_is_erased_is_not_begun_again(peopled: Store) -> None:
    """Who read the orders before opens no day of them after; nor a correction below what was posted."""
    rows = DeliveryRows(peopled)
    with tenancy.of(HERE):
        own = rows.last("own-d0ann")
        assert own
        erase(peopled, ANN)
        with pytest.raises(NotFoundError):
            rows.open(
                subscription_id=own.subscription_id,
                channel=own.channel,
                local_date=own.local_date,
                slot=own.slot,
                due=own.due,
            )
        below = Notice(
            key=f"correction/{own.id}/a1/0/2",
            channel=ANNS,
            text="",
            blocks=[],
            due=NOW,
            until=NOW,
            parent=own.id,
        )
        with peopled.write() as db:
            assert not open_notice(db, below)
    assert not [where for where, whose in standing(peopled, ANN, ANNS) if whose == HERE]
