"""What a search finds, and the statement's end that both databases share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import RowMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that holds some of the terms. `score` orders the hits of one search: higher is better."""

    article_id: str
    story_id: str
    score: float
    title: str
    text: str
    url: str
    publisher: str
    when: datetime


def hit(row: RowMapping) -> Hit:
    return Hit(
        article_id=row["id"],
        story_id=row["story_id"],
        score=row["score"],
        title=row["title"],
        text=row["text"],
        url=row["url"],
        publisher=row["publisher"],
        when=datetime.fromisoformat(row["moment"]),
    )
