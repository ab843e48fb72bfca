"""An article of the demonstration's newsrooms, as a collector would hand it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Incoming

if TYPE_CHECKING:
    from bot.demo.sample_files import Sample


def incoming(one: Sample) -> Incoming:
    return Incoming(
        source=one.publisher.slug,
        key=one.guid,
        url=f"https://{one.publisher.slug}.example{one.path}",
        title=one.title,
        text="\n".join(one.paragraphs),
        published=one.published,
        publisher=one.publisher.name,
        section=one.section,
    )
