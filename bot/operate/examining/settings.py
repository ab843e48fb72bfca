"""config.yaml and the environment: whether they can be read, and what they name that does harm or nothing."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.errors import ConfigError
from bot.operate.checks import failure, warning, well
from bot.text import listed, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.config import Config
    from bot.operate.checks import Check
    from bot.operate.examining.facts import Facts

NAME = "configuration"
# Networks of private addresses have 24 bits for hosts at most (10.0.0.0/8), those of IPv6 121 (fc00::/7).
_WIDEST: Final = {4: 24, 6: 121}
_METADATA: Final = tuple(ip_address(one) for one in ("169.254.169.254", "168.63.129.16", "fd00:ec2::254"))
# Slack's own (slack.com/help, "Slash commands in Slack"); an app can't have them.
_RESERVED: Final = frozenset(
    {
        *("/active", "/archive", "/away", "/call", "/collapse", "/dm", "/dnd", "/expand", "/feed", "/huddle"),
        *("/invite", "/join", "/leave", "/me", "/msg", "/mute", "/open", "/remind", "/remove", "/rename"),
        *("/search", "/shortcuts", "/shrug", "/star", "/status", "/topic", "/who"),
    }
)

UNREADABLE = failure(
    "config-wrong",
    cause="config.yaml or the environment holds a mistake: an unknown key, a value that can't be, a "
    "feed twice.",
    cure="correct it, then run dateline doctor again",
)
NOTHING = warning(
    "nothing-to-collect",
    cause="config.yaml names neither a feed nor a folder.",
    cure="name feeds in config.yaml (the one that ships with Dateline does), or collect.folders",
)
CONFIG_WRITABLE = warning(
    "config-writable",
    cause="Every user of the machine may change config.yaml, and so what is posted and fetched.",
    cure="chmod o-w '{path}'",
)
SECRET_READABLE = warning(
    "secret-readable",
    cause="Every user of the machine may read the file of a secret.",
    cure="chmod o-rwx '{path}'",
)
VARIABLE_UNKNOWN = warning(
    "variable-unknown",
    cause="The environment holds a variable that looks like one of Dateline's, but is none.",
    cure="rename it to {meant}, or unset it",
)
PROXY_IGNORED = warning(
    "proxy-ignored",
    cause="The environment names a proxy; feeds and pages are fetched without it.",
    cure="set collect.proxy in config.yaml to fetch through it (an http:// address without a login)",
)
NETWORKS_WIDE = warning(
    "networks-wide",
    cause="collect.allow_networks names more than private networks: feeds could lead the bot to any "
    "port there.",
    cure="name the one network or address that is meant, such as 10.1.2.0/24",
)
NETWORKS_METADATA = warning(
    "networks-metadata",
    cause="collect.allow_networks holds the address at which clouds hand secrets to their machines.",
    cure="name smaller networks that leave out 169.254.169.254, 168.63.129.16 and fd00:ec2::254",
)
PROXIES_WIDE = warning(
    "proxies-wide",
    cause="web.proxies believes everybody who claims to be a proxy, so the log can be told any address.",
    cure="name the addresses of the proxies in front, such as 10.0.0.5/32",
)
COMMAND_RESERVED = warning(
    "command-reserved",
    cause="A slash command has the name of one of Slack's own, which no app can have.",
    cure="choose another name at `commands` in config.yaml, and bring the app up to date by dateline "
    "manifest",
)
REDIRECT_PATH = failure(
    "redirect-path",
    cause="workspaces.redirect_url does not end in the path that `dateline web` answers installations at.",
    cure="end it in /slack/oauth_redirect, here and among the app's redirect URLs",
)
REDIRECT_LOCAL = warning(
    "redirect-local",
    cause="workspaces.redirect_url names this very machine, which no other browser reaches.",
    cure="name the public https:// address of dateline web",
)


def reading(load: Callable[[], Config]) -> tuple[list[Check], Config | None]:
    """Whether the configuration can be read at all. Each mistake is a check of its own."""
    try:
        config = load()
    except ConfigError as error:
        return [UNREADABLE.at(NAME, one) for one in str(error).splitlines()], None
    return [_filled(config)], config


def configuration(facts: Facts) -> Iterator[Check]:
    yield _filled(facts.config)


def _filled(config: Config) -> Check:
    feeds, folders, orders = len(config.feeds), len(config.collect.folders), len(config.subscriptions)
    what = f"{plural(feeds, 'feed')}, {plural(folders, 'folder')}, {plural(orders, 'subscription')}"
    return well(NAME, what) if feeds or folders else NOTHING.at(NAME, f"{what}: nothing to collect")


def surroundings(facts: Facts) -> Iterator[Check]:
    """The environment, and the files that hold what is secret or decides."""
    found = facts.surroundings
    for name, meant in found.unknown.items():
        yield VARIABLE_UNKNOWN.at(f"environment {name}", f"is not read; {meant} is not set", meant=meant)
    if found.proxies and not facts.config.collect.proxy and facts.config.feeds:
        yield PROXY_IGNORED.at(
            "environment proxy", f"{listed(list(found.proxies))} set, collect.proxy is not"
        )
    for path in found.writable:
        yield CONFIG_WRITABLE.at(f"file {path}", "may be changed by every user", path=path)
    for path in found.readable:
        yield SECRET_READABLE.at(f"secret {path}", "may be read by every user", path=path)


def proxy(facts: Facts) -> Iterator[Check]:
    if named := facts.config.collect.proxy:
        what = f"{named} fetches for us: that no name leads into your network rests with it alone"
        yield well("proxy", what)


def networks(facts: Facts) -> Iterator[Check]:
    allowed = facts.config.collect.allow_networks
    if wide := _wide(allowed):
        yield NETWORKS_WIDE.at("collect.allow_networks", f"{listed(wide)}: more than a private network")
    if holding := [str(one) for one in allowed if any(address in one for address in _METADATA)]:
        yield NETWORKS_METADATA.at("cloud metadata", f"{listed(holding)} in collect.allow_networks")
    if everybody := [str(one) for one in facts.config.web.proxies if not one.prefixlen]:
        yield PROXIES_WIDE.at("web.proxies", f"{listed(everybody)}: everybody is believed")


def _wide(networks: Iterable[IPv4Network | IPv6Network]) -> list[str]:
    return [str(one) for one in networks if one.max_prefixlen - one.prefixlen > _WIDEST[one.version]]


def commands(facts: Facts) -> Iterator[Check]:
    named = facts.config.commands
    for setting, command in (("news", named.news), ("digest", named.digest)):
        if command in _RESERVED:
            yield COMMAND_RESERVED.at(f"commands.{setting}", f"{command} is Slack's own")


def redirect(facts: Facts) -> Iterator[Check]:
    if address := facts.config.workspaces.redirect_url:
        parts, name = urlsplit(address), "workspaces.redirect_url"
        if parts.path != "/slack/oauth_redirect":
            yield REDIRECT_PATH.at(name, f"its path is {parts.path or '/'}")
        if parts.scheme != "https":
            yield REDIRECT_LOCAL.at(f"{name} address", f"{parts.hostname} is this machine")
