"""Pages in the place of an article are told from articles, and never become one."""

from __future__ import annotations

import pytest

from bot.collect import walls
from bot.collect.pages import extract

URL = "https://news.example/world/1"
TEASER = "The river rose by two metres in the night, and 4,000 people left their homes before the dawn came."
DATEN = (
    "<main><p>Wir und unsere Partner verwenden Cookies für den Betrieb der Seite.</p>"
    "<p>Mit Ihrer Zustimmung werden Ihre Daten verarbeitet, siehe die Datenschutzerklärung.</p></main>"
)
VOTE = (
    "<p>Parliament voted on Tuesday that sites must ask before they set cookies.</p>"
    "<p>The minister called privacy a right of every citizen.</p>"
)
LONG = "Officials said that the dam upstream holds, but that nobody should go back before the weekend. " * 30
PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'


def closed(body: str, head: str = "", title: str = "Floods in the south") -> str:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return extract(page.encode(), URL, {}).closed


@pytest.mark.parametrize(
    ("why", "body", "head", "title"),
    [
        (walls.PAYWALL, f"<article><p>{TEASER}</p></article>", PAID, "Floods"),
        (
            *(walls.PAYWALL, f"<article><p>{TEASER}</p></article>"),
            *('<meta property="article:content_tier" content="locked">', "Floods"),
        ),
        *(
            (walls.PAYWALL, f"<article><p>{TEASER}</p></article><div><p>{words}</p></div>", "", "Floods")
            for words in (
                "Subscribe to continue reading",
                "To keep reading this story, subscribe or log in",
                "This article is for subscribers only.",
                "This story is available only to members",
                "You have reached your limit of free articles.",
                "You've read your last free article this month",
                "Cet article est réservé aux abonnés.",
                "Weiterlesen mit dem Digital-Abo",
                "Contenido exclusivo para suscriptores",
                "Материал доступен только для подписчиков",
                "この記事は有料会員限定です",
            )
        ),
        (
            *(walls.CONSENT, "<p>We value your privacy.</p><p>We and our partners use cookies to show you"),
            *("", "Your choice"),
        ),
        (
            *(walls.CONSENT, DATEN),
            *("", "Zustimmung"),
        ),
        (walls.ROBOTS, "<p>Please enable JS and disable any ad blocker</p>", "", "news.example"),
        (walls.ROBOTS, "<h1>Just a moment...</h1>", "", "Just a moment..."),
        (walls.ROBOTS, "<p>Verifying you are human. This may take a few seconds.</p>", "", "news.example"),
        (walls.ROBOTS, "<p>We have detected unusual traffic from your network.</p>", "", "news.example"),
        (
            *(walls.LOGIN, "<form><p>Log in to your account</p><input type='password'></form>"),
            *("", "Sign in"),
        ),
    ],
)
def test_a_page_in_the_place_of_an_article_is_named(why: str, body: str, head: str, title: str) -> None:
    """Paywalls by words and by what they tell search engines, consent, checks for robots, logins."""
    assert closed(body, head, title) == why


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<article><p>{LONG}</p></article>", PAID),
        (f"<article><p>{LONG}</p></article><p>Subscribe to continue reading</p>", ""),
        (f"<article><p>{TEASER}</p></article><nav>Subscribe. Already a subscriber? Log in</nav>", ""),
        (f"<article><p>{LONG}</p></article><form><input type='password'> Log in</form>", ""),
        (f"<article>{VOTE}<p>{LONG}</p></article>", ""),
        (f"<article><p>Researchers broke every captcha within a second.</p><p>{LONG}</p></article>", ""),
        (f"<article><p>{TEASER} The mayor signed up to keep the dam.</p></article>", ""),
    ],
)
def test_an_article_stays_an_article(body: str, head: str) -> None:
    """Metered pages that gave the whole text, news about cookies and captchas, a login in the corner."""
    assert closed(body, head) == ""


@pytest.mark.parametrize(
    ("asked", "found", "why"),
    [
        ("/world/1", "/login?next=/world/1", walls.AWAY_LOGIN),
        ("/world/1", "/account/sign-in", walls.AWAY_LOGIN),
        ("/world/1", "/subscribe/offer", walls.AWAY_LOGIN),
        ("/world/1", "/consent?return=/world/1", walls.AWAY_CONSENT),
        ("/world/1", "/", walls.AWAY_FRONT),
        ("/world/1", "/world/1-floods", ""),
        ("/login/history-of-the-password", "/login/history-of-the-password-2", ""),
        ("/", "/", ""),
        ("/?p=7", "/", walls.AWAY_FRONT),
        ("/world/consenting-adults", "/world/consenting-adults/", ""),
    ],
)
def test_a_redirect_to_somewhere_else_is_named(asked: str, found: str, why: str) -> None:
    """A login, a question of consent, a front page; another spelling of the same article is none of these."""
    assert walls.led_away(f"https://news.example{asked}", f"https://news.example{found}") == why


def test_a_host_that_only_asks_for_consent_is_known_by_its_name() -> None:
    """As of portals that send every newcomer there first."""
    assert walls.led_away(URL, "https://consent.news.example/v2/collect?id=1") == walls.AWAY_CONSENT
