"""What programs that share a database may count on, and what is the same on every one."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from databases import set_clock
from sqlalchemy import event, text
from stored import HOUR, NOW, article

from bot import tenancy
from bot.clock import FixedClock
from bot.errors import StoreError
from bot.model import DeliveryState, Subscription
from bot.store import articles, deliveries, events, search, subscriptions
from bot.store.databases import Queue
from bot.store.databases.tsvector import TsVector
from bot.store.deliveries import DeliveryRows
from bot.store.schema import metadata
from bot.store.store import Store
from bot.store.time import StoreClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from databases import Server

    from bot.model import Delivery

LEASE = timedelta(minutes=1)
ORDER = Subscription(id="one", channel="C1", at=time(8), zone="UTC")


@pytest.fixture
def pg(postgresql: str) -> Iterator[Store]:
    store = Store(postgresql)
    yield store
    store.close()


def rendered(store: Store) -> Delivery:
    rows = DeliveryRows(store)
    row = rows.open(subscription_id="one", channel="C1", local_date=date(2026, 11, 23), slot="08:00", due=NOW)
    assert rows.save(replace(row, state=DeliveryState.RENDERED, edition_id="e1"), row.attempt)
    return row


def in_thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


@pytest.mark.parametrize("queue", [Queue.HOUSE, Queue.TENANT])
def test_what_a_writer_has_checked_still_holds_when_it_writes(store: Store, queue: Queue) -> None:
    """Each of several writers looks whether there is a row and makes one only then: there is one."""
    start = threading.Barrier(4)

    def check_then_write(number: int) -> None:
        start.wait()
        with store.write(queue) as db:
            if not subscriptions.every(db):
                subscriptions.add(db, replace(ORDER, id=str(number)), NOW)

    threads = [in_thread(lambda number=number: check_then_write(number)) for number in range(4)]
    for thread in threads:
        thread.join()
    with store.read() as db:
        assert len(subscriptions.every(db)) == 1


@pytest.mark.exhaustive
def test_programs_that_start_at_once_on_an_empty_server_make_the_tables_once(server: Server) -> None:
    code = "import sys; from bot.store.database import open_database; open_database(sys.argv[1])"
    with server.database("template0") as url:
        started = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(3)]
        assert [process.wait(120) for process in started] == [0, 0, 0]


def test_nobody_but_another_intake_waits_for_an_intake(pg: Store) -> None:
    """On PostgreSQL, amid a long write of news, a claim is had and a reader's wish is kept."""
    row = rendered(pg)
    with pg.write(Queue.NEWS) as news:
        articles.add(news, [article(1)])
        assert DeliveryRows(pg).claim(row, NOW, LEASE)
        with pg.write() as db:
            subscriptions.remove(db, "one")
        other = pg.engine.connect()
        free = other.execute(text("SELECT pg_try_advisory_xact_lock(:ours, 2)"), {"ours": 0x0DA7E}).scalar()
        other.close()
        assert free is False


def test_a_workspace_waits_for_no_other_and_each_for_the_house(pg: Store) -> None:
    """Amid a plan of one workspace another's is kept; neither begins beside what changes what both share."""

    def begins(queue: Queue, tenant: str) -> bool:
        with tenancy.of(tenant):
            try:
                with impatient.write(queue):
                    return True
            except StoreError as error:
                if "has been writing" not in str(error):
                    raise
                return False

    impatient = Store(pg.engine.url.render_as_string(hide_password=False))
    event.listen(impatient.engine, "before_cursor_execute", _impatient, retval=True)
    held = {
        Queue.TENANT: [(Queue.TENANT, "T1", False), (Queue.TENANT, "T2", True), (Queue.HOUSE, "T2", False)],
        Queue.HOUSE: [(Queue.TENANT, "T1", False), (Queue.TENANT, "T2", False), (Queue.NEWS, "T2", True)],
    }
    for queue, others in held.items():
        with tenancy.of("T1"), pg.write(queue):
            for other, tenant, free in others:
                assert begins(other, tenant) is free
    impatient.close()


def _impatient(_db: object, _cursor: object, statement: str, given: object, *_: object) -> tuple[str, object]:
    """Who waits 30 s for its turn waits a twentieth of one here."""
    return statement.replace("'30s'", "'50ms'"), given


def test_a_claim_passes_over_a_row_that_another_program_is_writing(pg: Store) -> None:
    """It waits for nobody: the row will be looked at again."""
    row = rendered(pg)
    with pg.write(Queue.ROWS) as db:
        deliveries.mark_told(db, [row.id])
        assert DeliveryRows(pg).claim(row, NOW, LEASE) is None
    assert DeliveryRows(pg).claim(row, NOW, LEASE)


def test_claims_go_by_the_databases_clock_and_not_by_the_programs(pg: Store) -> None:
    """Who is an hour fast gets no row whose lease runs, and who is slow keeps none too long."""
    set_clock(pg.engine, NOW)
    right, fast, slow = (DeliveryRows(pg) for _ in range(3))
    row = right.claim(rendered(pg), NOW, LEASE)
    assert row
    assert row.lease_until == NOW + LEASE
    assert fast.claim(row, NOW + HOUR, LEASE) is None
    set_clock(pg.engine, NOW + LEASE)
    late = slow.claim(row, NOW - HOUR, LEASE)
    assert late
    assert (late.state, late.lease_until) == (DeliveryState.SETTLING, NOW + 2 * LEASE)


def test_what_is_due_goes_by_the_databases_clock_too(store: Store) -> None:
    """A program that is a day fast posts nothing early; SQLite's programs share their machine's clock."""
    set_clock(store.engine, NOW)
    fast = StoreClock(store, FixedClock(NOW + timedelta(days=1)))
    assert fast.now() == NOW + (timedelta() if store.kind.keeps_time else timedelta(days=1))


def test_a_reader_may_not_write(pg: Store) -> None:
    with pytest.raises(StoreError, match="read-only transaction"), pg.read() as db:
        subscriptions.remove(db, "one")


def test_all_text_is_ordered_by_its_bytes(pg: Store) -> None:
    """As SQLite orders it: by a server's own locale, what is equal but for its id would come otherwise."""
    query = text(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"
    )
    with pg.read() as db:
        assert [row for row in db.execute(query) if row[0] in metadata.tables] == []


def test_titles_and_addresses_may_be_of_any_length(store: Store) -> None:
    """What a hostile feed calls its articles stops no intake."""
    alphabet = [chr(0x4E00 + number) for number in range(20_000)]
    long = article(1, " ".join(alphabet), title="".join(alphabet))
    with store.write(Queue.NEWS) as db:
        articles.add(db, [long])
    with store.read() as db:
        assert articles.get(db, ["a1"]) == {"a1": long}
        assert [one.article.id for one in articles.titled(db, "Fjord Times", long.article.title)] == ["a1"]
        assert search.frequencies(db, [(alphabet[7],)]) == [1]


@pytest.mark.parametrize("most", [1, 2, 100])
def test_what_is_known_of_words_is_what_counting_would_say(pg: Store, most: int) -> None:
    """Of one spelling or several, of one word or a phrase, of words that are nowhere, or none at all."""
    terms = [
        ("labour", "labor"),
        ("rain",),
        ("u s", "us"),
        ("snow", "tromso"),
        ("nowhere",),
        ("new york",),
        ("",),
    ]
    index = pg.kind.index
    assert isinstance(index, TsVector)
    with pg.write(Queue.NEWS) as db:
        articles.add(db, [article(1, "Labour and labor: rain in New York, in the U.S., and rain in York.")])
        articles.add(
            db, [article(2, "Snow fell on the labour of Tromsø."), article(3, "Tromsø has new rain.")]
        )
    with pg.read() as db:
        assert index.counts(db, terms, most) == index._holding(db, terms, most)


def test_what_is_deleted_leaves_the_index_and_its_words(pg: Store) -> None:
    with pg.write(Queue.NEWS) as db:
        articles.add(db, [article(1), article(2, "Snow fell in Tromsø.")])
        articles.add(db, [article(1)])
    with pg.write() as db:
        db.execute(text("DELETE FROM articles WHERE id = 'a2'"))
        assert search.known(db, "snowy") == {}
        assert search.known(db, "rains") == {"rain": 1}
        assert search.frequencies(db, [("tromso",), ("rain",)]) == [0, 1]


def test_an_event_is_taken_up_by_one_of_many(store: Store) -> None:
    """Slack sends it to two connections at once: one program answers."""
    start = threading.Barrier(4)
    first: list[bool] = []

    def take() -> None:
        start.wait()
        first.append(events.Seen(store, FixedClock(NOW)).first("Ev1"))

    threads = [in_thread(take) for _ in range(4)]
    for thread in threads:
        thread.join()
    assert sorted(first) == [False, False, False, True]
