"""What is of the page is left out, and news that looks like it is kept. All lines are of our own making."""

from __future__ import annotations

import pytest
from summaries_samples import article

from summaries import shown_spans
from summaries.sentences.boilerplate import is_boilerplate

NEWS = "The parliament of Norway passed the budget on Tuesday by 90 votes to 79."
JUNK = [
    *("By .", "Kari Lie .", "PUBLISHED: .", "05:21 EST, 3 June 2013 .", "| .", "UPDATED: .", "CLICK HERE"),
    *("Scroll down for video .", "Scroll down for video", "Advertisement", "1.", "•", "** **", "World"),
    *("LONDON (Reuters) -", "OSLO —", "10:42 GMT", "Updated 3 hours ago", "March 3, 2026.", "3 June 2013"),
    "CLOSE The mayor of Lund speaks to reporters about the flood.",
    "FILE - In this June 3, 2019 file photo, the mayor of Lund speaks in Oslo.",
    "WATCH: The mayor of Lund falls into the harbour",
    "Read or Share this story: https://post.example/a",
    "Mayor of Lund falls into the harbour Read more",
    "More: The mayor of Lund falls into the harbour",
    "RELATED: The mayor of Lund falls into the harbour",
    "Kari Lie contributed to this report.",
    "The Post's Kari Lie reported from Oslo, and Bo Ek wrote in Lund.",
    "The Post's Kari Lie reported from Oslo.",
    "This is a developing story and will be updated.",
    "Editor's note: An earlier version misspelt Lund.",
    "The opinions expressed here are those of the author.",
    "For more on this story, visit our site.",
    "Tell us what you think about the flood.",
    "You can follow Kari Lie on any network.",
    "Follow Kari Lie on Twitter @karilie",
    "— Kari Lie (@karilie) June 3, 2019",
    "Click for more from The Post.",
    "Get The Post delivered to your door every morning for a year.",
    "Have our magazine delivered straight to your inbox.",
    "[button link=x] Send us your own story of the flood [/button]",
    "Video provided by The Post",
    "Photo illustration by The Post.",
    "Slideshow (4 Images)",
    "Contributing: Bo Ek, The Post",
    "© 2019 The Post.",
    "Here is what is known of the flood so far:",
    "Here is what is known of the flood so far:.",
    "Mayor Kari Lie, left, with Minister Bo Ek, in Lund on Tuesday.",
    "The mayor speaks in Lund Associated Press/Bo Ek The town of Lund flooded on Tuesday.",
    "The mayor of LundEU sends help to the flooded town of Lund by sea MORE’s house was flooded.",
    "The mayor of Lund Kari Lie Kari Ann LieFlood costs Lund millions Oslo sends help MORE said no.",
    "Lire aussi : Le maire de Lund tombe à l'eau",
    "Lesen Sie auch: Bürgermeister fällt ins Wasser",
    "Читайте также: мэр Лунда упал в воду",
    "اقرأ أيضا: عمدة لوند يسقط في الماء",
    "यह भी पढ़ें: लुंड के महापौर",
    "関連記事 ルンド市長",
    "延伸阅读：隆德市长",
]
KEPT = [
    "The parties of the left, with help from Lund, won the vote.",
    "Kari Lie, left, was never seen again.",
    "Close to 300 people left the town of Lund.",
    "Fileted fish is sold in the port of Lund.",
    "More rope was sold in Lund in May than ever.",
    "Watch makers in Lund lost their jobs.",
    "Follow-up talks are due in Oslo in May.",
    "You can hear the flood from the hills of Lund, residents said.",
    "Kari Lie gave $3 million to the town of Lund.",
    "Violence was reported from three towns in the north.",
    "Updated figures show that prices rose 3 percent.",
    "Published in 1953, the novel made Kari Lie famous.",
    "Correction of the river has cost the town of Lund millions.",
    "The opinions of voters in Lund differ widely.",
    "Photos by satellites show the flood.",
    "An hour ago the flood reached the town of Lund.",
    "MacDonald and O'Neill own the McLaren in Lund.",
    "In March 2026 prices rose.",
    "The vote was 3-2: Lund lost.",
    "Get well soon cards were delivered to the town of Lund.",
    "Assine Diop won the race in Lund.",
]


@pytest.mark.parametrize("line", JUNK)
def test_what_is_of_the_page_is_not_shown(line: str) -> None:
    """Bylines, stamps, captions, invitations, credits and announcements are boilerplate, in any language."""
    assert is_boilerplate(line)
    one = article(1, text=f"{line}\n{NEWS}\n{line}")
    assert [one.text[s.start : s.end] for s in shown_spans(one)] == [NEWS]


@pytest.mark.parametrize("news", KEPT)
def test_news_that_looks_like_it_is_shown(news: str) -> None:
    """A sentence that only begins like boilerplate is kept."""
    assert not is_boilerplate(news)


@pytest.mark.parametrize(
    "credit",
    ["REUTERS/Bo Ek", "(AP Photo/Bo Ek)", "Bo Ek/Reuters", "Photo: Bo Ek", "Reuters", "(Getty Images)"],
)
def test_what_stands_before_a_credit_is_a_caption(credit: str) -> None:
    """A sentence of its own line right before a photographer's credit belongs to the photograph."""
    caption = "The mayor of Lund looks at the harbour on Tuesday."
    one = article(1, text=f"{caption}\n{credit}\n{NEWS} {NEWS}\n{credit}")
    assert [one.text[s.start : s.end] for s in shown_spans(one)] == [NEWS, NEWS]


def test_the_shown_sentence_starts_after_its_dateline() -> None:
    """The place and the agency are not part of what is shown, which is verbatim all the same."""
    one = article(1, text=f"OSLO, Norway (AP) — {NEWS} Rates rose.")
    first = shown_spans(one)[0]
    assert one.text[first.start : first.end] == NEWS


def test_a_page_of_old_is_read_as_its_sentences() -> None:
    """Byline, stamps and a video line, each ended by a lone full stop, leave the news."""
    head = "By . Kari Lie . PUBLISHED: . 05:21 EST, 3 June 2013 . | . UPDATED: . 15:12 EST, 3 June 2013 . "
    one = article(1, text=f"{head}{NEWS} Scroll down for video . Rates rose in Lund.")
    shown = [one.text[s.start : s.end] for s in shown_spans(one)]
    assert shown == [NEWS, "Rates rose in Lund."]


def test_what_stands_above_a_dateline_is_of_the_page() -> None:
    """Captions and credits over an agency's report are left out with everything above its dateline."""
    above = "The mayor looks at the harbour. She went there to ask about the flood."
    one = article(
        1, text=f"{above}\n\nOSLO (AP) — {NEWS} Rates rose in Lund. Trade fell in Oslo. All went home."
    )
    shown = [one.text[s.start : s.end] for s in shown_spans(one)]
    assert shown == [NEWS, "Rates rose in Lund.", "Trade fell in Oslo.", "All went home."]


def test_a_headline_run_into_the_next_line_is_not_shown() -> None:
    """A sentence that opens with the article's own title, and goes on as another, is left out."""
    title = "Flood in Lund costs millions"
    one = article(1, title, f"Floods {title} The mayor asked for help from Oslo.\n{NEWS}\n{title}, {NEWS}")
    assert [one.text[s.start : s.end] for s in shown_spans(one)] == [NEWS, f"{title}, {NEWS}"]
