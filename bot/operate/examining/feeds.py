"""The feeds: how they have fared, as every other surface says it, and how they answer just now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.errors import AddressRefusedError, FetchError, UnreadableError
from bot.model import ILL
from bot.model.telling_feeds import feed_name, feed_words, health_line
from bot.operate.checks import failure, warning, well
from bot.text import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.errors import DatelineError
    from bot.model import Feed
    from bot.operate.checks import Check, Finding
    from bot.operate.examining.facts import Facts

ILL_FEED = warning(
    "feed-ill",
    cause="A feed has been failing, moved, silent, empty or behind a wall for a while.",
    cure="as the line says (docs/reference/feeds.md, how a feed fares)",
)
ILL_FEEDS = warning(
    "feeds-ill", cause="Some feeds are not well.", cure="see each of them below, or dateline feeds"
)
OUTAGE = warning(
    "feeds-outage",
    cause="No feed could be reached for a while: the network is down here, not the feeds.",
    cure="see whether this machine reaches the internet and resolves names",
)
ALL_FAILING = failure(
    "feeds-all-failing",
    cause="None of the feeds can be reached just now: no way out, no names, a firewall, or a proxy "
    "that is needed.",
    cure="see that this machine resolves names and reaches https:// addresses; where only a proxy "
    "may, set collect.proxy",
)
TWICE = warning(
    "feed-twice",
    cause="Two entries are one feed (http and https, a slash at the end, or moved to the other's address).",
    cure="remove one of them from config.yaml",
)
NOT_PUBLIC = failure(
    "feed-not-public",
    cause="A feed's host is in a private network, or at another port than 80 and 443.",
    cure="if it is meant to be reached, name its network at collect.allow_networks in config.yaml",
)
NO_FEED = failure(
    "feed-unreadable",
    cause="What stands at a feed's address is no feed: a page, mostly.",
    cure="look at the address in a browser: it may have become a page; find its feed by dateline "
    "feeds find ADDRESS",
)
NO_HOST = warning(
    "feed-no-host",
    cause="A feed's host has no address: a slip of the pen, or it is gone, or this machine resolves no "
    "names.",
    cure="check the address in config.yaml; if all feeds fail so, this machine can't reach the internet",
)
GONE = failure(
    "feed-gone",
    cause="A feed's server says that it is gone for good.",
    cure="it is gone for good: remove it from config.yaml",
)
PASSES = warning(
    "feed-busy", cause="A feed's server is slow, busy or broken just now.", cure="try again later"
)
FAILS = failure(
    "feed-fails",
    cause="A feed's server refuses, or knows no such address.",
    cure="look at the address in a browser, and correct or remove it in config.yaml",
)
EMPTY = warning(
    "feed-empty",
    cause="A feed can be read and holds nothing.",
    cure="look at it in a browser; if it stays empty, remove it from config.yaml",
)
_FEW: Final = 2


def health(facts: Facts) -> Iterator[Check]:
    """All in a line, each that is ill with its cure, and whether anybody is told of them."""
    found = facts.store.health
    if found is None or not facts.config.feeds:
        return
    ill = [] if found.outage else [one for one in found.feeds if one.standing in ILL]
    # A warning at most: the container's health check asks too, and no restart mends a feed or the network.
    line = health_line(found, facts.now)
    if found.outage or ill:
        yield (OUTAGE if found.outage else ILL_FEEDS).at("feeds", line)
    else:
        yield well("feeds", line)
    for one in ill:
        yield ILL_FEED.at(f"health {feed_name(one)}", feed_words(one), cure=one.cure)
    told = facts.config.health.tell
    yield well(
        "feeds that rot",
        f"told: {told}" if told else "nobody is told: health.tell in config.yaml names nobody",
    )


def twice(facts: Facts) -> Iterator[Check]:
    """Of feeds that are one, whatever their addresses look like."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for feed in followed(facts):
        by_place[_place(feed.address)].append(feed.url)
    for urls in by_place.values():
        if len(urls) > 1:
            yield TWICE.at(f"feed twice {urls[0]}", f"the same as {listed(urls[1:])}")


def _place(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def followed(facts: Facts) -> tuple[Feed, ...]:
    """The feeds as they were mended from Slack; without a database, those of config.yaml."""
    return facts.config.feed_list() if facts.store.feeds is None else facts.store.feeds


def asked(facts: Facts) -> Iterator[Check]:
    """Feeds as they answer now, in config.yaml's order, after those that are not read."""
    if facts.asked is None:
        return
    read = {feed.url for feed in followed(facts)}
    for feed in facts.config.feed_list():
        if feed.url not in read:
            what = f"{feed.url}: left out in Slack, on an admin's Home tab; it can be brought back there"
            yield well(f"feed {feed.publisher or feed.url}", what)
    unreached = [said for _, said in facts.asked if _is_unreached(said)]
    if len(unreached) == len(facts.asked) >= _FEW:
        through = f" through the proxy {facts.config.collect.proxy}" if facts.config.collect.proxy else ""
        yield ALL_FAILING.at("all feeds", f"none of {plural(len(unreached), 'feed')} can be reached{through}")
    yield from (_feed(feed, said) for feed, said in facts.asked)


def _is_unreached(said: int | DatelineError) -> bool:
    return isinstance(said, FetchError) and not said.status and not isinstance(said, AddressRefusedError)


def _feed(feed: Feed, said: int | DatelineError) -> Check:
    name = f"feed {feed.publisher or feed.url}"
    if isinstance(said, (FetchError, UnreadableError)):
        return _of_error(said).at(name, f"{_where(feed)}: {said.why}")
    if said == 0:
        return EMPTY.at(name, f"{_where(feed)}: no entries")
    return well(name, f"{_where(feed)}: {said:,} {'entry' if said == 1 else 'entries'}")


def _where(feed: Feed) -> str:
    """Its address, and that it is another one than config.yaml's where it was moved from Slack."""
    return f"{feed.address} (moved in Slack from {feed.url})" if feed.moved_to else feed.url


def _of_error(error: FetchError | UnreadableError) -> Finding:
    if isinstance(error, AddressRefusedError):
        return NOT_PUBLIC
    if isinstance(error, UnreadableError):
        return NO_FEED
    if error.why == "no such host":
        return NO_HOST
    if error.gone:
        return GONE
    return PASSES if error.passing else FAILS
