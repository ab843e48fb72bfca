"""Which addresses the guard lets pass, and one spelling for one page."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from bot.collect.guard import Guard
from bot.collect.urls import absolute, canonical_url, host_of

REFUSED = (
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1"),
    *("192.0.2.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("100.100.100.200", "168.63.129.16", "192.88.99.1"),
    *("::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1"),
    *("64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::1", "2001:0:4136:e378::1"),
    *("fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "5f00::1"),
)
PUBLIC = ("1.1.1.1", "8.8.8.8", "151.101.0.81", "2606:4700::6810:84e5", "2a00:1450:4001:80e::200e")


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_the_public_internet_is_refused(address: str) -> None:
    """No private, special, translated or metadata address may be connected to."""
    assert "refused" in Guard().refusal(ip_address(address), 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_open_on_web_ports_alone(address: str) -> None:
    """A public address passes on 80 and 443, and on no other port."""
    assert [Guard().refusal(ip_address(address), port) for port in (80, 443)] == ["", ""]
    assert "port 8080" in Guard().refusal(ip_address(address), 8080)


def test_a_named_network_is_open_on_any_port_and_its_neighbour_is_not() -> None:
    """allow_networks opens what it names, on every port, and nothing beside it."""
    guard = Guard(["127.0.1.0/24", "fd00::/8"])
    assert guard.refusal(ip_address("127.0.1.9"), 4711) == ""
    assert guard.refusal(ip_address("fd00::1"), 22) == ""
    assert guard.refusal(ip_address("127.0.2.9"), 80) != ""
    assert guard.refusal(ip_address("::ffff:127.0.1.9"), 80) != ""


def test_one_bad_answer_of_the_resolver_spoils_them_all() -> None:
    """A name that also points inside is not connected to at all."""
    assert Guard().judge(["1.1.1.1", "8.8.8.8"], 443)[1] == ""
    assert Guard().judge(["1.1.1.1", "10.0.0.1"], 443)[0] == []
    assert Guard().judge(["1.1.1.1", "not an address"], 443)[0] == []


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("HTTPS://News.Example.ORG:443/a?utm_source=x&id=7&fbclid=y#top", "https://news.example.org/a?id=7"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:8080/a/?b=1&a=2", "http://example.org:8080/a/?b=1&a=2"),
        ("https://example.org/Path?at_medium=RSS&at_campaign=rss", "https://example.org/Path"),
        ("http://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x"),
        (" mailto:desk@example.org ", "mailto:desk@example.org"),
        ("http://[::1", "http://[::1"),
        ("http://example.org:99999/", "http://example.org:99999/"),
    ],
)
def test_a_page_has_one_address(given: str, canonical: str) -> None:
    """Fragments, trackers, default ports and capitals in hosts don't make another page."""
    assert canonical_url(given) == canonical
    assert canonical_url(canonical) == canonical


def test_links_are_resolved_and_only_web_addresses_come_out() -> None:
    """A relative link gets its page's host; scripts, mail and nonsense become nothing."""
    assert absolute("https://a.example/feed/x.rss", "../story/1") == "https://a.example/story/1"
    assert absolute("https://a.example/", "//b.example/c") == "https://b.example/c"
    assert [absolute("https://a.example/", bad) for bad in ("javascript:alert(1)", "http://[x")] == ["", ""]
    assert host_of("https://A.example:8443/") == "a.example"
