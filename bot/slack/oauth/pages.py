"""What a visitor's browser shows after an installation. Pure; nothing of the request is repeated."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address holds the code
    "Cache-Control": "no-store",
}
AGAIN: Final = "Begin again from the page that sent you here."

# Why an installation ended -> title and sentence. What is not here is said in general words.
REASONS: Final = {
    "access_denied": ("Not installed", "You cancelled, and nothing was changed. " + AGAIN),
    "state": (
        "Not installed",
        "This page was not opened by the browser that began, or that was more than ten minutes ago, or it "
        "was opened before. " + AGAIN,
    ),
    "invalid_code": (
        "Not installed",
        "Slack does not know this installation, or it was finished before. " + AGAIN,
    ),
    "code_already_used": ("Not installed", "This installation was finished before. " + AGAIN),
    "code_expired": ("Not installed", "This installation took too long. " + AGAIN),
    "busy": ("Not installed yet", "Slack gives no answer just now. Wait a minute. " + AGAIN),
    "ours": (
        "Not installed",
        "Slack said yes, but it could not be stored here. Whoever runs Dateline finds why in its log.",
    ),
    "set_up": (
        "Not installed",
        "Slack does not accept how this Dateline is set up. Whoever runs it finds why in its log.",
    ),
}

_STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}"


def installed(name: str, missing: Collection[str] = ()) -> str:
    """`name` is the workspace's, as its people wrote it; `missing`: permissions that were not given."""
    said = f"Dateline is installed in {escape(name)}." if name else "Dateline is installed."
    said += " Back in Slack, open its Home tab, or type <code>/news help</code>."
    if missing:
        said += f" Without these permissions some of it won't work: {escape(', '.join(missing))}."
    return _page("Installed", said)


def not_installed(reason: str) -> str:
    title, said = REASONS.get(reason, REASONS["set_up"])
    return _page(title, escape(said))


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{body}</p></body></html>"
    )
