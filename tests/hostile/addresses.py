"""Addresses that a feed may name: those that must never be reached, and those that must.

Each is asked for as it stands. Names are looked up in `NAMES`; any other host is taken as the system's own
resolver takes it, which understands many odd spellings of IPv4 (inet_aton).
"""

from __future__ import annotations

NAMES: dict[str, list[str]] = {
    "news.example": ["151.101.0.81"],
    "news.example.": ["151.101.0.81"],
    "sub.deep.news.example": ["151.101.0.81"],
    "both.example": ["2606:4700::6810:84e5", "104.16.132.229"],
    "many.example": [f"151.101.{n}.81" for n in range(0, 256, 16)],
    "six.example": ["2a00:1450:4001:80e::200e"],
    "under_score.example": ["151.101.0.81"],
    "-dash-.example": ["151.101.0.81"],
    "xn--bcher-kva.example": ["151.101.0.81"],
    "xn--fa-hia.example": ["151.101.0.81"],
    "3com.example": ["151.101.0.81"],
    "0x.example": ["151.101.0.81"],
    "1.1.1.1.example": ["151.101.0.81"],
    "127.0.0.1.news.example": ["151.101.0.81"],
    "localhost.news.example": ["151.101.0.81"],
    "news": ["151.101.0.81"],
    # what points where it should not
    "localhost": ["127.0.0.1", "::1"],
    "localhost.": ["127.0.0.1"],
    "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    "loopback.example": ["127.0.0.1"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "any.example": ["0.0.0.0"],
    "router.example": ["192.168.0.1"],
    "intranet.example": ["10.20.30.40"],
    "docker.example": ["172.17.0.1"],
    "cgnat.example": ["100.64.1.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "metadata.example": ["169.254.169.254"],
    "six-metadata.example": ["fd00:ec2::254"],
    "six-loopback.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "mapped-public.example": ["::ffff:151.101.0.81"],
    "sixtofour.example": ["2002:7f00:1::"],
    "nat64.example": ["64:ff9b::a00:1"],
    "teredo.example": ["2001:0:53aa:64c:0:7a2b:8cb5:5a9e"],
    "scoped.example": ["fe80::1%2"],
    "last-bad.example": ["151.101.0.81", "104.16.132.229", "10.0.0.1"],
    "first-bad.example": ["10.0.0.1", "151.101.0.81"],
    "six-bad.example": ["151.101.0.81", "::1"],
    "all-bad.example": ["10.0.0.1", "192.168.0.1", "127.0.0.1"],
    "nonsense.example": ["not an address"],
    "half-nonsense.example": ["151.101.0.81", "151.101.0.999"],
}

# ---- must be refused ----

_LOOPBACK = (
    *("127.0.0.1", "127.0.0.0", "127.1.2.3", "127.255.255.255", "[::1]", "[0:0:0:0:0:0:0:1]"),
    *("[0000:0000:0000:0000:0000:0000:0000:0001]", "0.0.0.0", "0.1.2.3", "[::]", "localhost", "localhost."),
    *("LOCALHOST", "localhost.localdomain", "ip6-localhost", "loopback.example", "127.0.0.1.nip.example"),
    *("any.example", "six-loopback.example"),
)
_PRIVATE = (
    *("10.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
    *("192.168.255.255", "[fc00::1]", "[fd12:3456:789a::1]", "[fdff:ffff::1]", "router.example"),
    *("intranet.example", "docker.example"),
)
_LINK_LOCAL_AND_METADATA = (
    *("169.254.0.1", "169.254.169.254", "169.254.170.2", "169.254.255.255", "[fe80::1]", "[febf::1]"),
    *("[fe80::1%25eth0]", "[fe80::1%eth0]", "[fd00:ec2::254]", "100.100.100.200", "168.63.129.16"),
    *("192.0.0.192", "metadata.google.internal", "metadata.example", "six-metadata.example"),
    *("scoped.example", "[fd20:ce::254]"),
)
_SPECIAL = (
    *("100.64.0.1", "100.127.255.255", "cgnat.example", "192.0.0.1", "192.0.0.170", "192.0.2.1"),
    *("198.51.100.1", "203.0.113.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "224.0.0.1"),
    *("239.255.255.250", "240.0.0.1", "254.1.2.3", "255.255.255.255", "[ff02::1]", "[ff0e::1]"),
    *("[2001:db8::1]", "[3fff::1]", "[2001:2::1]", "[2001:10::1]", "[100::1]", "[5f00::1]", "[fec0::1]"),
    *("[4000::1]", "[e000::1]", "[1::1]"),
)
_CARRIERS = (
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:151.101.0.81]"),
    *("[::ffff:0:127.0.0.1]", "[::127.0.0.1]", "[::7f00:1]", "[::151.101.0.81]", "[64:ff9b::7f00:1]"),
    *("[64:ff9b::10.0.0.1]", "[64:ff9b::151.101.0.81]", "[64:ff9b:1::1]", "[2002:7f00:1::]"),
    *("[2002:a00:1::1]", "[2002:9765:51::1]", "[2001:0:53aa:64c:0:7a2b:8cb5:5a9e]", "[2001::1]"),
    *("mapped.example", "mapped-public.example", "sixtofour.example", "nat64.example", "teredo.example"),
)
_SPELLINGS = (
    *("2130706433", "0x7f000001", "0X7F000001", "017700000001", "0177.0.0.1", "0x7f.0.0.1", "0x7f.1"),
    *("127.1", "127.0.1", "127.0.0.1.", "0", "0x0", "00", "4294967295", "2852039166", "0xa9fea9fe"),
    *("0251.0376.0251.0376", "169.16689662", "134744072", "0x8.0x8.0x8.0x8", "8.8.2056", "1.1", "010.8.8.8"),
    *("127.000.000.001", "999.1.1.1", "1.2.3.4.5", "256.256.256.256", "1.1.1.0x1", "news.example.0x1"),
    *("１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "٣.3.3.3", "ⓛocalhost"),
    *("127.0.0.1%00.news.example", "news%2eexample", "ex%61mple.example", "ne ws.example", "a..example"),
    *(".news.example", "news.example..", "%6c%6f%63%61%6c", "[127.0.0.1]", "[v1.fe80::a]", "[::1", "::1"),
    *(f"{'a' * 64}.example", f"{'a.' * 127}example", "news.example;a", "news,example", "[::1]x", "*"),
)
_SEVERAL = (
    *("last-bad.example", "first-bad.example", "six-bad.example", "all-bad.example", "nonsense.example"),
    *("half-nonsense.example",),
)
_WHOLE = (
    *("http://user@news.example/", "http://user:password@news.example/", "http://@news.example/"),
    *(
        "http://news.example:x@127.0.0.1/",
        "http://news.example@127.0.0.1/",
        "http://127.0.0.1#@news.example/",
    ),
    *(
        "http://127.0.0.1?@news.example/",
        "http://news.example\\@127.0.0.1/",
        "http://127.0.0.1\\@news.example/",
    ),
    *(
        "http://news.example:8080/",
        "http://news.example:22/",
        "http://151.101.0.81:25/",
        "https://news.example:0/",
    ),
    *("https://news.example:8443/", "http://news.example:65536/", "http://news.example:-80/"),
    *("http://[2606:4700::6810:84e5]:6379/", "http://news.example:0x50/", "http://news.example:８０/"),
    *(
        "file:///etc/passwd",
        "file://news.example/etc/passwd",
        "ftp://news.example/",
        "gopher://127.0.0.1:6379/_x",
    ),
    *(
        "dict://127.0.0.1:11211/",
        "ldap://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,x",
        "jar:http://a!/",
    ),
    *("unix:///var/run/docker.sock", "ws://news.example/", "feed://news.example/", "http:/news.example/"),
    *(
        "http:///news.example/",
        "http:news.example",
        "//news.example/",
        "news.example",
        "",
        "http://",
        "https:///",
    ),
)

REFUSED = (
    *(f"http://{host}/" for host in (*_LOOPBACK, *_PRIVATE, *_LINK_LOCAL_AND_METADATA, *_SPECIAL)),
    *(f"http://{host}/latest/meta-data/" for host in (*_CARRIERS, *_SPELLINGS, *_SEVERAL)),
    *(f"https://{host}/" for host in ("127.0.0.1", "169.254.169.254", "localhost", "[::1]", "127.1")),
    *_WHOLE,
)

# ---- must pass, and the address and port that are then connected to ----

_CDN = "151.101.0.81"
PASS: dict[str, tuple[str, int]] = {
    **{
        f"http://{ip}/": (ip, 80)
        for ip in ("1.1.1.1", "8.8.8.8", "151.101.0.81", "9.9.9.9", "223.255.255.254")
    },
    **{f"https://{ip}/feed": (ip, 443) for ip in ("1.0.0.1", "11.0.0.1", "126.255.255.255", "128.0.0.1")},
    # next door to what is refused
    **{
        f"http://{ip}/": (ip, 80)
        for ip in ("9.255.255.255", "100.63.255.255", "100.128.0.1", "169.253.255.255")
    },
    **{
        f"http://{ip}/": (ip, 80) for ip in ("169.255.0.1", "172.15.255.255", "172.32.0.1", "192.167.255.255")
    },
    **{f"http://{ip}/": (ip, 80) for ip in ("192.169.0.1", "192.0.1.1", "192.0.3.1", "198.17.255.255")},
    **{f"http://{ip}/": (ip, 80) for ip in ("198.20.0.1", "203.0.112.1", "203.0.114.1", "168.63.129.15")},
    **{
        f"http://[{ip}]/": (ip, 80)
        for ip in ("2606:4700::6810:84e5", "2a00:1450:4001:80e::200e", "2400:cb00::1")
    },
    **{f"https://[{ip}]/": (ip, 443) for ip in ("2001:4860:4860::8888", "2620:fe::fe", "2003::1")},
    "http://[2606:4700:0:0:0:0:6810:84E5]/": ("2606:4700::6810:84e5", 80),
    "http://[2606:4700::6810:84e5]:443/": ("2606:4700::6810:84e5", 443),
    "http://news.example/": (_CDN, 80),
    "https://news.example/feed.xml": (_CDN, 443),
    "HTTPS://NEWS.EXAMPLE/": (_CDN, 443),
    "http://news.example:80/": (_CDN, 80),
    "https://news.example:443/": (_CDN, 443),
    "https://news.example:80/": (_CDN, 80),
    "http://news.example:443/": (_CDN, 443),
    "http://news.example:080/": (_CDN, 80),
    "http://news.example./": (_CDN, 80),
    "http://sub.deep.news.example/a/b?c=d#e": (_CDN, 80),
    "http://news.example/http://127.0.0.1/": (_CDN, 80),
    "http://news.example/?next=http://169.254.169.254/": (_CDN, 80),
    "http://news.example/#@127.0.0.1": (_CDN, 80),
    "http://news.example/a@127.0.0.1": (_CDN, 80),
    "http://both.example/": ("2606:4700::6810:84e5", 80),
    "http://many.example/": ("151.101.0.81", 80),
    "http://six.example/": ("2a00:1450:4001:80e::200e", 80),
    "http://under_score.example/": (_CDN, 80),
    "http://-dash-.example/": (_CDN, 80),
    "http://b\u00fccher.example/": (_CDN, 80),
    "http://xn--bcher-kva.example/": (_CDN, 80),
    "http://fa\u00df.example/": (_CDN, 80),
    "http://3com.example/": (_CDN, 80),
    "http://0x.example/": (_CDN, 80),
    "http://1.1.1.1.example/": (_CDN, 80),
    "http://127.0.0.1.news.example/": (_CDN, 80),
    "http://localhost.news.example/": (_CDN, 80),
    "http://news/": (_CDN, 80),
}
