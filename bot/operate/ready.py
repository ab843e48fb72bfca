"""Whether what all processes share is fit to be used, for a balancer that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import SQLAlchemyError

from bot.store.database import newest_schema, schema_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.store import Store

READY: Final = "ready"


def readiness(store: Store) -> Callable[[], str]:
    """A look at the database: "ready", "database" where it does not answer, "schema" where it is not ours."""
    ours = newest_schema()

    def look() -> str:
        try:
            return READY if schema_version(store.engine) == ours else "schema"
        except SQLAlchemyError:
            return "database"

    return look
