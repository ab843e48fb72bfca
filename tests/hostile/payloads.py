"""Texts that strangers may put anywhere, by us: markup, tricks, scripts of the world, noise by a seed."""

from __future__ import annotations

from random import Random
from typing import Final

SEED: Final = 20261130

SLACK: Final = (
    *(
        "<!channel>",
        "<!here|here>",
        "<!everyone> now",
        "<@U012AB3CD>",
        "<#C012AB3CD|general>",
        "<!subteam^S1>",
    ),
    *(
        "<https://evil.example|bank.example>",
        "<mailto:a@evil.example|write>",
        "*bold* _it_ ~no~ `code`",
        "```x```",
    ),
    *(
        "> quoted",
        ":tada::skull:",
        "<!date^1^{date}|x>",
        "&lt;!channel&gt;",
        "&amp;lt;!here&amp;gt;",
        "@everyone",
    ),
)
MARKUP: Final = (
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<b>bold</b> news",
    ),
    *(
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe src='data:text/html,x'></iframe>",
        "<!-- a comment",
        "--><p>",
    ),
    *("<style>*{display:none}</style>", "<p>one<p>two<p>three", "</div></div></div>", "<table><tr><td>1"),
    *(
        "]]>",
        "<![CDATA[x",
        "&nosuch;",
        "&#0;",
        "&#x110000;",
        "&#xD800;",
        "&#38;#60;b&#38;#62;",
        "<?php exit; ?>",
    ),
    *(
        "<math><mtext><p>",
        "<noscript><p title='</noscript><img src=x>'>",
        "<plaintext>",
        "<xmp>",
        "<body onload=x>",
    ),
)
TRICKS: Final = (
    *(
        "javascript:alert(document.cookie)",
        "data:text/html;base64,PHA+",
        "file:///etc/passwd",
        "//evil.example/x",
    ),
    *("http://user:pass@evil.example/", "https://[::1]/", "http://127.0.0.1:22/", "feed:https://x.example/f"),
    *(
        "http://exa mple/",
        "https://x.example/<script>",
        "https://x.example/|a>",
        "\\\\host\\share",
        "../../../etc/passwd",
    ),
    *(
        "' OR 1=1 --",
        "Robert'); DROP TABLE articles;--",
        "${jndi:ldap://x/a}",
        "{{7*7}}",
        "%s%s%n",
        "%00",
        "$(id)",
    ),
    *(
        "`id`",
        "| cat /etc/passwd",
        "\x1b[31mred\x1b[0m",
        "\x1b]8;;http://evil.example\x07x\x1b]8;;\x07",
        "\r\nX-A: b",
    ),
    *(
        "NaN",
        "null",
        "None",
        "undefined",
        "true",
        "0x10",
        "1e400",
        "-0",
        "١٢٣",
        "½",
        "\u2460",
        "999999999999999999999",
    ),
)
UNSEEN: Final = (
    *(
        "\u202etxt.exe\u202c",
        "\u2066isolate\u2069",
        "a\u200bb\u200cc\u200dd",
        "\ufeffmark",
        "\u00ad" * 9,
        "\u2028line",
    ),
    *(
        "\u0000nul\u0000",
        "\x01\x02\x03",
        "\x7f\x80\x9f",
        "\u180e\u2060\u2064",
        "\ufff9a\ufffab\ufffb",
        "\ufffe\uffff",
    ),
    *(
        "\u0085next",
        "\x0bvertical\x0c",
        "\u3164",
        "\u115f\u1160",
        "\U000e0041\U000e0042",
        "\ufe0f\ufe0e",
        "\u034f",
    ),
    *(
        "\u0300" * 60,
        "Z\u0351\u036b\u0343\u036a\u0302",
        "\u0e49" * 40,
        "\u06dd",
        "\u2029" * 5,
        "\t\t\t",
        "\u00a0" * 30,
    ),
)
WORLD: Final = (
    *(
        "الخرطوم: اتفاق على وقف القتال في البلاد.",
        "او می\u200cخواهد به خانه برود.",
        "ירושלים: הממשלה החליטה אתמול.",
    ),
    *(
        "東京で地震があり、けが人はいなかった。",
        "北京今天宣布了新的计划。",
        "서울에서 회의가 열렸다.",
        "यह एक समाचार है।",
    ),
    *("ข่าววันนี้ในกรุงเทพมหานคร", "Власти сообщили о пожаре в порту.", "Η κυβέρνηση παραιτήθηκε χθες."),
    *(
        "საქართველოში არჩევნები ჩატარდა.",
        "Հայաստանում ընտրություններ են։",
        "ዛሬ በአዲስ አበባ ስብሰባ ነበር።",
        "မြန်မာနိုင်ငံတွင်",
    ),
    *(
        "Đảng cầm quyền họp ở Hà Nội.",
        "İstanbul'da ışık kesildi.",
        "Straße ẞ ß",
        "ﬁnancial ﬂood",
        "Ǆ ǅ ǆ",
        "ſtreet",
    ),
    *(
        "👩\u200d🚀🏳️\u200d🌈👨\u200d👩\u200d👧\u200d👦",
        "🇺🇳🇪🇺",
        "e\u0301 vs é",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝕋𝕖𝕩𝕥",
        "ⓤⓝⓘ",
        "p\u0430ypal",
        "𓂀𒀀",
    ),
)
SHAPES: Final = (
    *("", " ", ".", "...", "?!", '"', "'" * 50, "(" * 200, ")" * 200, "“" * 40, "a" * 3_000, "a " * 1_500),
    *(
        "A. " * 400,
        "U.S. U.N. E.U. " * 60,
        "1. 2. 3. 4. " * 50,
        "-" * 500,
        "\n" * 500,
        "a\n" * 300,
        "Mr. " * 200,
    ),
    *("&lt;!--" * 200, "<" * 800, ">" * 800, "&" * 800, "&amp;" * 300, "[" * 300, "{" * 300, "http://" * 100),
    *(
        "LONDON (Reuters) - " * 30,
        "By " * 200,
        "read more " * 80,
        "“He said, ‘" * 60,
        "AAAA " * 300,
        "—" * 300,
    ),
)
KINDS: Final = {
    "slack": SLACK,
    "markup": MARKUP,
    "tricks": TRICKS,
    "unseen": UNSEEN,
    "world": WORLD,
    "shapes": SHAPES,
}
NEWS: Final = (
    "The parliament of Norland passed the budget on Tuesday by 90 votes to 79.",
    "Kari Lie, the finance minister, said that taxes would not rise before 2028.",
    "The opposition walked out before the vote and called it a farce.",
    "Analysts in Lund expect that the krone will gain against the euro.",
)
NOISE: Final = 130


def all_texts() -> list[tuple[str, str]]:
    """Named, in an order that stays: each kind's own, the same within news, and noise by the seed."""
    plain = [(f"{kind}-{at}", text) for kind, texts in KINDS.items() for at, text in enumerate(texts)]
    within = [(f"{name}-in-news", f"{NEWS[0]} {text} {NEWS[1]}\n{NEWS[2]}") for name, text in plain]
    return [*plain, *within, *((f"noise-{at}", text) for at, text in enumerate(noise(NOISE)))]


def noise(count: int) -> list[str]:
    """Strings of parts of the above, and of any characters at all, surrogates included."""
    dice = Random(SEED)
    parts = [text[:60] for texts in KINDS.values() for text in texts if text]
    found: list[str] = []
    for at in range(count):
        if at % 3:
            found.append(" ".join(dice.choice((*parts, *NEWS)) for _ in range(dice.randint(2, 9))))
        else:
            found.append("".join(chr(dice.randrange(1, 0x3000)) for _ in range(dice.randint(1, 200))))
    return found
