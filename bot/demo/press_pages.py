"""Prints the samples as pages, with all that surrounds a text on a newsroom's site."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from bot.demo.press import TYPES, byline
from bot.demo.sample_files import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.demo.sample_files import Publisher, Sample, World

STYLE = """
body{font:18px/1.55 Georgia,serif;max-width:44rem;margin:0 auto;padding:1rem;color:#1b1b1b}
nav a,footer a,aside a{margin-inline-end:1rem}
nav,footer,aside,.cookies,.newsletter,.byline{font:14px/1.5 system-ui,sans-serif;color:#555}
.cookies,.newsletter{border:1px solid #ccc;padding:.6rem;margin:1rem 0}
h1{line-height:1.2} ::target-text{background:#ffe08a}
""".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands around an article, in its publisher's language."""

    by: str
    cookies: str
    accept: str
    sign_in: str
    more: str
    newsletter: str
    subscribe: str
    invented: str


WORDS = {
    "en": Words(
        by="By",
        cookies="We use cookies to remember your choices and to count our readers.",
        accept="Accept all cookies",
        sign_in="Sign in",
        more="Read more",
        newsletter="Sign up for our newsletter",
        subscribe="Subscribe",
        invented="An invented newsroom, made for a demonstration: nothing in its articles happened.",
    ),
    "es": Words(
        by="Por",
        cookies="Usamos cookies para recordar sus preferencias y contar a nuestros lectores.",
        accept="Aceptar todas",
        sign_in="Iniciar sesión",
        more="Leer más",
        newsletter="Reciba nuestro boletín",
        subscribe="Suscribirse",
        invented="Una redacción inventada para una demostración: nada de lo que cuenta ha sucedido.",
    ),
    "ar": Words(
        by="بقلم",
        cookies="نستخدم ملفات تعريف الارتباط لحفظ اختياراتكم وإحصاء قرائنا.",
        accept="قبول الكل",
        sign_in="تسجيل الدخول",
        more="اقرأ أيضا",
        newsletter="اشتركوا في نشرتنا البريدية",
        subscribe="اشتراك",
        invented="مؤسسة إخبارية متخيلة أعدت لعرض توضيحي، ولم يقع شيء مما تنشره.",
    ),
}


def page(base: str, article: Sample, others: Sequence[Sample]) -> bytes:
    """An article's page. `others` are articles of the same publisher, for the related links."""
    name, words = article.publisher.name, WORDS[article.language]
    when = article.published.isoformat(timespec="seconds")
    related = " ".join(_link(other) for other in others)
    body = "\n".join(
        f'<p id="p{number}">{escape(paragraph)}</p>'
        for number, paragraph in enumerate(article.paragraphs, start=1)
    )
    return f"""<!doctype html>
<html lang="{article.language}" dir="{article.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(article.title)} | {escape(name)}</title>
<link rel="canonical" href="{base}{article.path}">
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(article.title)}">
<meta property="og:site_name" content="{escape(name)}">
<meta property="article:published_time" content="{when}">
<meta property="article:section" content="{escape(article.section)}">
<style>{STYLE}</style>
</head>
<body>
{_header(article.publisher)}
<main>
<article>
<h1>{escape(article.title)}</h1>
<p class="byline">{words.by} {escape(byline(article))}
| <time datetime="{when}">{article.published:%Y-%m-%d %H:%M} UTC</time></p>
<div class="article-body">
{body}
</div>
</article>
</main>
<aside class="related"><h2>{words.more}</h2>{related}</aside>
{_footer(article.publisher)}
</body>
</html>
""".encode()


def _link(article: Sample) -> str:
    return f'<a href="{article.path}">{escape(article.title)}</a>'


def _header(publisher: Publisher) -> str:
    home = f"/{publisher.slug}/"
    words = WORDS[publisher.language]
    feeds = " ".join(f'<a href="{home}{c.path}">{escape(c.section)} (feed)</a>' for c in publisher.channels)
    return f"""<div class="cookies" role="dialog" aria-label="Cookies"><p>{words.cookies}</p>
<button>{words.accept}</button></div>
<header><nav><a href="{home}">{escape(publisher.name)}</a> {feeds} <a href="{home}">{words.sign_in}</a></nav>
</header>"""


def _footer(publisher: Publisher) -> str:
    words = WORDS[publisher.language]
    return f"""<section class="newsletter"><h2>{words.newsletter}</h2>
<form><input type="email" aria-label="{words.newsletter}"> <button>{words.subscribe}</button></form></section>
<footer><p>{escape(publisher.name)}, {escape(publisher.city)}. {words.invented}</p></footer>"""


def front(publisher: Publisher, articles: Sequence[Sample]) -> bytes:
    """A publisher's front page: its feeds and every headline."""
    alternates = "\n".join(
        f'<link rel="alternate" type="{TYPES[c.format].split(";")[0]}" href="/{publisher.slug}/{c.path}">'
        for c in publisher.channels
    )
    shown = [article for article in articles if article.kind != Kind.REISSUE]
    headlines = "\n".join(f"<li>{_link(article)}</li>" for article in shown)
    body = f"{_header(publisher)}\n<ul>\n{headlines}\n</ul>{_footer(publisher)}"
    return _listing(publisher.name, body, alternates)


def index(world: World) -> bytes:
    """The server's root: every newsroom."""
    rows = "\n".join(
        f'<li><a href="/{p.slug}/">{escape(p.name)}</a>, {escape(p.city)}: {escape(p.tagline)}</li>'
        for p in world.publishers
    )
    return _listing("The invented newsrooms of Dateline's demonstration", f"<ul>\n{rows}\n</ul>")


def _listing(title: str, body: str, head: str = "") -> bytes:
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{escape(title)}</title>
{head}
<style>{STYLE}</style></head>
<body><h1>{escape(title)}</h1>
{body}
</body>
</html>
""".encode()
