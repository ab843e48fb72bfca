"""Proofs that behave like the real ones, on a desk's fixed stories."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Look, Proof, Standing, Verification

if TYPE_CHECKING:
    from datetime import datetime

    from bot.slack.ports import Desk


class FakeProofs:
    """Proves the desk's stories; on their pages each sentence stands."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self._desk = desk
        self._now = now

    def verification(self, story_id: str, edition_id: str = "") -> Verification:
        brief = self._desk.detail(story_id).view.brief
        proofs = tuple(
            Proof(
                sentence=said,
                source=brief.source(said.article_id),
                holds=True,
                characters=len(said.text),
                sha256=hashlib.sha256(said.text.encode()).hexdigest(),
                collected=self._now,
            )
            for said in brief.sentences
        )
        return Verification(
            story_id=story_id, edition_id=edition_id, headline=brief.headline, proofs=proofs, now=self._now
        )

    def check(self, story_id: str, edition_id: str = "") -> Verification:
        found = self.verification(story_id, edition_id)
        look = Look(standing=Standing.STANDS, at=self._now)
        proofs = tuple(replace(one, look=look) for one in found.proofs)
        return replace(found, proofs=proofs, checked=True)
