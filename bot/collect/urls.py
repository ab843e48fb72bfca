"""Addresses of articles: one spelling for one page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit

# What newsrooms and mail programs hang on to links to count clicks; the page is the same without.
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)|at_(?:medium|campaign)\w*"
    r"|ns_(?:mchannel|source|campaign|linkname|fee)|ocid|cmpid|xtor|smid|smtyp|wt_mc|traffic_source|ftag|taid)$",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return the one spelling of an address: host in lower case, no fragment, default port or tracking.

    What is not an http(s) address comes back as it was, but for white space around it.
    """
    parts = split_web(url)
    if parts is None:
        return url.strip()
    query = "&".join(
        field for field in parts.query.split("&") if field and not _TRACKING.match(field.partition("=")[0])
    )
    return SplitResult(parts.scheme.lower(), _authority(parts), parts.path or "/", query, "").geturl()


def _authority(parts: SplitResult) -> str:
    host = host_of(parts.geturl())
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port in (None, _PORTS[parts.scheme.lower()]) else f"{shown}:{parts.port}"


def split_web(url: str) -> SplitResult | None:
    """Return the parts of an http(s) address with a host and a sound port; None for anything else."""
    try:
        parts = urlsplit(url.strip())
        sound = parts.scheme.lower() in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:  # urlsplit's own word for "[::1", port 99999 and the like
        return None
    return parts if sound else None


def absolute(base: str, link: str) -> str:
    """Resolve a link as it stands in a document at `base`; "" where that gives no http(s) address."""
    try:
        joined = urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""
    return joined if split_web(joined) else ""


def host_of(url: str) -> str:
    """Return the host in lower case without port; "" where there is none."""
    parts = split_web(url)
    return (parts.hostname or "").lower() if parts else ""
