"""Which addresses may be connected to: the public internet, and what the operator names.

`ssrfguard` holds IANA's registries; on top of it everything that carries another address inside (6to4,
Teredo, NAT64, mapped and compatible IPv6) is refused outright, because nobody can say where its packets end.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from ssrfguard import DEFAULT_DENIED, Reach

_LONGEST_NAME = 253  # RFC 1035, 2.3.4
_LABEL = re.compile(r"[A-Za-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")
IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Sequence[str]]
"""(host, port) -> every address of the host, as text. Raises OSError where there is none."""

WEB_PORTS = (80, 443)
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291, 2.4: all that IANA gives out to the public
# Azure's WireServer hands secrets to virtual machines from an address that looks public (Microsoft's docs).
_METADATA = frozenset({IPv4Address("168.63.129.16")})


def spelling(host: str) -> str:
    """Say why this is no host as people write one; "" where it is an IP address or a plain name.

    Resolvers know more spellings than anybody should use: 2130706433, 0x7f.1 and 0177.0.0.1 are all this very
    machine. A name whose last label is a number is such an address (WHATWG, URL, "ends in a number"), never a
    name of the public DNS.
    """
    if _parse(host) is not None:
        return ""
    name = host.removesuffix(".")
    if len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        return f"{host[:80]!r} is refused: no name of a host"
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return f"{host[:80]!r} is refused: an address in an odd spelling"
    return ""


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the system's resolver (hosts file and search domains included)."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class Guard:
    """Judges addresses. `allow_networks` are CIDRs that may be reached although private, on any port."""

    def __init__(self, allow_networks: Iterable[str | IPNetwork] = ()) -> None:
        self._allowed = tuple(ip_network(network) for network in allow_networks)

    def names(self, address: IPAddress) -> bool:
        """Say whether the address stands in a network that the operator named."""
        return any(address in network for network in self._allowed)

    def names_literally(self, host: str) -> bool:
        """Say the same of a host that is written as an address; a name is none."""
        address = _parse(host)
        return address is not None and self.names(address)

    def unresolved(self, host: str, port: int) -> str:
        """Judge as far as can be told without looking the name up, for a proxy that will."""
        address = _parse(host)
        if address is not None:
            return self.refusal(address, port)
        return "" if port in WEB_PORTS else f"port {port} is refused: only 80 and 443 behind a proxy"

    def refusal(self, address: IPAddress, port: int) -> str:
        """Say why this address may not be connected to; "" where it may."""
        if self.names(address):
            return ""
        if why := _not_public(address):
            return f"{address} is refused: {why}; collect.allow_networks can name it"
        if port not in WEB_PORTS:
            return f"port {port} is refused: only 80 and 443 outside collect.allow_networks"
        return ""

    def judge(self, answers: Sequence[str], port: int) -> tuple[list[IPAddress], str]:
        """Return the addresses to connect to and "", or none and why: one bad answer spoils them all."""
        addresses = [_parse(answer) for answer in answers]
        for address, answer in zip(addresses, answers, strict=True):
            if address is None:
                return [], f"the resolver's answer {answer!r} is no address"
        sound = [address for address in addresses if address is not None]
        reasons = filter(None, (self.refusal(address, port) for address in sound))
        why = next(reasons, "")
        return ([], why) if why else (sound, "")


def _parse(answer: str) -> IPAddress | None:
    try:
        return ip_address(answer)
    except ValueError:
        return None


def _not_public(address: IPAddress) -> str:
    verdict = DEFAULT_DENIED.classify(address)
    if verdict.block is not None and verdict.block.reach is not Reach.PERMITTED:
        return verdict.block.name
    if address in _METADATA:
        return "cloud metadata"
    if address.is_multicast or not address.is_global:
        return "not a public address"
    if isinstance(address, IPv6Address) and (address.scope_id or address not in _GLOBAL_UNICAST):
        return "not a public address"
    return ""
