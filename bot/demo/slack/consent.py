"""Slack's page on which somebody agrees to an installation, as far as a test or a person needs it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from bot.demo.slack.oauth import Code
from bot.demo.slack.shapes import as_text

if TYPE_CHECKING:
    from bot.demo.slack.core import Platform
    from bot.demo.slack.shapes import Json

PAGE, CHOICE = "/oauth/v2/authorize", "/oauth/v2/authorize/choice"


def visited(platform: Platform, path: str, args: Json) -> tuple[int, str, str]:
    """The HTTP status, the page, and where the browser is sent to (or "")."""
    app = platform.app
    redirect_uri = as_text(args.get("redirect_uri"))
    if app is None or path not in (PAGE, CHOICE) or as_text(args.get("client_id")) != app.client_id:
        return 400, "<h1>Something went wrong</h1><p>Invalid client_id parameter</p>", ""
    if redirect_uri and redirect_uri not in app.redirect_urls:
        return 400, "<h1>Something went wrong</h1><p>redirect_uri did not match any configured URIs</p>", ""
    asked = {name: as_text(args.get(name)) for name in ("client_id", "scope", "state", "redirect_uri")}
    if path == PAGE:
        return 200, page(asked), ""
    back: dict[str, str] = {"state": asked["state"]}
    if as_text(args.get("answer")) == "allow":
        scopes = frozenset(scope for scope in asked["scope"].split(",") if scope)
        born = platform.clock.now().timestamp()
        code = Code(
            place=app.visited_from, user=app.visitor, scopes=scopes, redirect_uri=redirect_uri, born=born
        )
        back["code"] = app.issue_code(code)
    else:
        back["error"] = "access_denied"
    target = redirect_uri or next(iter(app.redirect_urls))
    joint = "&" if urlsplit(target).query else "?"
    return 302, "", f"{target}{joint}{urlencode(back)}"


def page(asked: dict[str, str]) -> str:
    links = "".join(
        f'<a id="{answer}" href="{CHOICE}?{escape(urlencode({**asked, "answer": answer}))}">{answer}</a> '
        for answer in ("allow", "cancel")
    )
    return f"<h1>An app asks for permission</h1><p>{escape(asked['scope'])}</p><p>{links}</p>"
