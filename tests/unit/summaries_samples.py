"""Articles of our own invention for the tests of summaries/."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from summaries import Article

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def article(
    number: int | str,
    title: str = "A title of no account",
    text: str = "Something happened in the town of Lund on Monday.",
    *,
    hours: float | None = 0,
    publisher: str = "The Post",
    language: str = "en",
    section: str = "World",
    url: str = "https://post.example/a",
) -> Article:
    when = None if hours is None else NOON + timedelta(hours=hours)
    return Article(
        id=str(number),
        title=title,
        text=text,
        published=when,
        publisher=publisher,
        url=url,
        language=language,
        section=section,
    )


RECOGNITION = article(
    "recognition",
    "Norway becomes first country to recognise the government of Zamunda",
    "Norway on Tuesday became the first country to recognise the government of Zamunda, which took "
    "power in a coup "
    "four years ago. Foreign Minister Kari Lie received the credentials of ambassador Joseph Okello in Oslo. "
    'She called the step "overdue" and said that trade would follow.\n'
    "In response, the African Union said it had not been consulted. However, several members have sent "
    "envoys to "
    "the capital, Port Amara. It has been suspended from the union since 2022.\n"
    "The move ends four years of isolation for Zamunda, whose assets in the United States remain "
    "frozen. That war "
    "left 4,000 people dead. Zamunda exports cobalt worth $2.1 billion a year, most of it to China.\n"
    "But he warned that others would be slow to follow. Human rights groups in Geneva said that Zamunda"
    " holds at "
    "least 310 political prisoners.",
)

QUAKE = (
    article(
        "q1",
        "Earthquake of magnitude 6.4 strikes northern Chile, killing at least 12",
        "At least 12 people died when an earthquake of magnitude 6.4 struck northern Chile on Tuesday, "
        "officials "
        "said. The quake was centred 30 km from the port of Iquique. Rescue teams searched collapsed homes "
        "in "
        "Alto Hospicio through the night.",
        publisher="The Post",
    ),
    article(
        "q2",
        "Dozen dead as strong quake hits Chile near Iquique",
        "A strong earthquake near Iquique in northern Chile killed a dozen people and cut power to 200,000 "
        "homes, "
        "the emergency office Onemi said. President Ana Soto declared a state of emergency in Tarapaca.",
        hours=2,
        publisher="Daily Wire",
    ),
    article(
        "q3",
        "Chile declares emergency after Iquique earthquake",
        "Chile declared a state of emergency in Tarapaca after an earthquake of magnitude 6.4 near Iquique "
        "killed "
        "at least 14 people. Power was out in 200,000 homes, and the port of Iquique was closed.",
        hours=5,
        publisher="Globe Today",
    ),
)
STRIKE = (
    article(
        "s1",
        "Dockers in Rotterdam walk out over pay",
        "Dockers at the port of Rotterdam walked out on Tuesday in a dispute over pay, halting container "
        "traffic. "
        "The union FNV wants a raise of 8 percent.",
        hours=1,
        publisher="The Post",
    ),
    article(
        "s2",
        "Rotterdam port at standstill as dockers strike for higher wages",
        "Container traffic at Rotterdam, the largest port of Europe, came to a standstill as dockers of the"
        " union FNV "
        "struck for higher wages. Employers offered 4 percent; FNV demands 8 percent.",
        hours=3,
        publisher="Daily Wire",
    ),
)
