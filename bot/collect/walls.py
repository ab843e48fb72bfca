"""Pages in the place of an article: a login, a paywall, a question of consent, a check for robots. Pure.

Each rule wants little text on the page: an article that tells of cookies or captchas is an article.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

LOGIN: Final = "its page asks for a login"
PAYWALL: Final = "its page is for subscribers alone"
CONSENT: Final = "its page asks for consent first"
ROBOTS: Final = "its page asks whether a robot reads it"
AWAY_LOGIN: Final = "its address leads to a login"
AWAY_CONSENT: Final = "its address leads to a question of consent"
AWAY_FRONT: Final = "its address leads to a front page now"

_LOGIN_PATH: Final = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|sign-?up|register|subscribe|subscription|paywall|sso|auth)(?:[/._-]|$)",
    re.IGNORECASE,
)
_CONSENT_PATH: Final = re.compile(
    r"(?:^|[/._-])(?:consent|cookie-?wall|collectconsent|privacy-?(?:gate|wall)|zustimmung)(?:[/._-]|$)",
    re.IGNORECASE,
)
_CONSENT_HOST: Final = re.compile(r"^(?:consent|guce|cmp|myprivacy|privacy-gateway)\.", re.IGNORECASE)
# What publishers tell search engines of an article that only subscribers see whole (schema.org).
PAID: Final = re.compile(r"""["']isAccessibleForFree["']\s*:\s*["']?false""", re.IGNORECASE)
_TEASER: Final = 1_500  # characters: where a page that is for subscribers gives more, it gives the article
_LITTLE: Final = 600  # characters: robots' checks and logins say no more than that
_NOTICE: Final = 3_000  # characters: questions of consent are wordy
_SUBSCRIBE: Final = re.compile(
    r"""(?:subscribe|sign\ up|register|become\ a\ (?:member|subscriber)|join(?:\ now)?|log\ in|sign\ in)
        \b.{0,40}\b(?:to|and)\ (?:continue|keep|go\ on|read|unlock|finish|access|get\ (?:full|unlimited))\b
    | (?:to|and)\ (?:continue|keep|unlock|finish)\ (?:reading|this|the)\b.{0,80}
        \b(?:subscri|sign\ (?:in|up)|log\ in|register|member)
    | \b(?:article|story|content|page)\ is\ (?:only\ )?(?:available\ )?(?:only\ )?
        (?:for|to|reserved\ for|exclusive(?:ly)?\ (?:for|to))\ (?:our\ |paying\ |registered\ )?
        (?:subscribers|members)\b
    | \b(?:subscribers?|members?)[\ -](?:only|exclusive)\b
    | \byou(?:['\u2019]ve|\ have)\ (?:reached|read|used)\b.{0,60}\bfree\ (?:articles?|stories|story|limit)
    | \bréservée?\ (?:à\ nos|aux)\ abonnés | \bweiterlesen\ mit\b.{0,40}\babo | \bnur\ für\ abonnenten
    | \b(?:exclusivo|solo|sólo)\ para\ suscriptores | \bexclusivo\ para\ assinantes
    | \b(?:riservato|solo)\ (?:agli|per\ gli)\ abbonati | \balleen\ voor\ abonnees
    | только\ для\ подписчиков | 有料会員限定 | 仅限订阅 | tylko\ dla\ (?:prenumeratorów|subskrybentów)""",
    re.IGNORECASE | re.VERBOSE,
)
_ROBOT: Final = re.compile(
    r"""are\ you\ (?:a\ )?(?:human|robot) | unusual\ (?:traffic|activity)
    | checking\ (?:if\ the\ site|your\ browser)
    | enable\ (?:javascript|js|cookies)\b.{0,40}\b(?:cookies|javascript|js|continue|blocker)
    | verify(?:ing)?\ (?:that\ )?you\ are\ (?:a\ )?(?:human|not\ a\ robot) | \bcaptcha\b
    | pardon\ our\ interruption
    | ^\s*(?:access\ denied|just\ a\ moment|attention\ required|request\ blocked)""",
    re.IGNORECASE | re.VERBOSE,
)
_LOG_IN: Final = re.compile(
    r"\b(?:log|sign) ?in\b|\blogin\b|\bpassword\b|\banmelden\b|\bconnexion\b|\biniciar sesión\b"
    r"|\bse connecter\b|\bmot de passe\b|\bcontraseña\b|\bpasswort\b",
    re.IGNORECASE,
)
_CONSENT: Final = re.compile(
    r"\bcookies?\b|\bconsent\b|\bprivacy\b|\bour partners\b|\bpersonali[sz]ed\b|\baccept all\b|\bdatenschutz"
    r"|\beinwillig|\bzustimm|\bconsentement\b|\bconfidentialité\b|\bprivacidad\b|\bcookie-",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]+")
_OFTEN: Final = 0.5  # share of a notice's sentences that speak of cookies and consent
_FEWEST: Final = 2


def led_away(asked: str, found: str) -> str:
    """Why a redirect from one address to another led to no article; "" where it may have."""
    before, after = urlsplit(asked), urlsplit(found)
    if _LOGIN_PATH.search(after.path) and not _LOGIN_PATH.search(before.path):
        return AWAY_LOGIN
    if _asks_consent(found) and not _asks_consent(asked):
        return AWAY_CONSENT
    if after.path in ("", "/") and not after.query and (before.path not in ("", "/") or before.query):
        return AWAY_FRONT
    return ""


def wall(title: str, text: str, whole: str, *, paid: bool, password: bool) -> str:
    """Why a page is no article to be read; "" where it is one.

    `text` is what was found to be its article, `whole` all the words on it; `paid` says that its publisher
    calls it paid for, `password` that a password can be typed in.
    """
    if len(text) < _LITTLE and (_ROBOT.search(title) or (len(whole) < _NOTICE and _ROBOT.search(whole))):
        return ROBOTS
    if _is_consent(text) or (len(text) < _LITTLE and len(whole) < _NOTICE and _is_consent(whole)):
        return CONSENT
    if len(text) < _TEASER and (paid or _SUBSCRIBE.search(" ".join(whole.split()))):
        return PAYWALL
    if password and len(text) < _LITTLE and len(whole) < _NOTICE and _LOG_IN.search(whole):
        return LOGIN
    return ""


def _asks_consent(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_CONSENT_HOST.match(parts.netloc) or _CONSENT_PATH.search(parts.path))


def _is_consent(text: str) -> bool:
    """Whether most of a short text's sentences speak of cookies, partners and consent."""
    if not text or len(text) > _NOTICE:
        return False
    sentences = [one for one in _SENTENCE.findall(text) if len(one.split()) > _FEWEST]
    about = sum(bool(_CONSENT.search(one)) for one in sentences)
    return about >= _FEWEST and about >= _OFTEN * len(sentences)
