"""Kinds of pieces, copies of texts, and what the package brings with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from summaries_samples import QUAKE, article

import summaries
from summaries import fingerprint, kind_of, same_text

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Opinion: The West must act on Sudan", "opinion"),
        ("Why I left the party | Opinion", "opinion"),
        ("Letters to the editor", "opinion"),
        ("Live updates: Storm hits Manila", "live"),
        ("Ukraine war - live", "live"),
        ("Election night: as it happened", "live"),
        ("The weekly news quiz: how closely did you follow?", "quiz"),
        ("Best laptops you can buy in 2026", "shopping"),
        ("Black Friday: the best TV deals", "shopping"),
        ("Your daily horoscope for Tuesday", "horoscope"),
        ("Watch: Lava flows near Grindavik", "video"),
        ("In pictures: carnival in Rio", "video"),
        ("Court strikes down comment rules for media", "news"),
        ("Thousands live in fear of floods", "news"),
        ("Quizzed by police, minister resigns", "news"),
        ("Trade deal between Kenya and Japan signed", "news"),
        ("Editorial staff of Manila paper arrested", "news"),
        ("Police watch protest in Tbilisi", "news"),
    ],
)
def test_a_headline_tells_the_kind(title: str, kind: str) -> None:
    """What isn't news says so in its headline; news that only uses such words stays news."""
    assert kind_of(article(1, title)) == kind


@pytest.mark.parametrize(
    ("section", "url", "text", "kind"),
    [
        ("Opinion", "", "", "opinion"),
        ("World", "https://a.example/commentisfree/2026/x", "", "opinion"),
        ("World", "https://a.example/world/live/2026/x", "", "live"),
        ("World", "https://live.example/world/x", "", "news"),
        ("World", "https://a.example/av/world-1", "", "video"),
        ("World", "", "Test your knowledge of the week's news.", "quiz"),
        ("World", "", "Parliament voted on Monday.", "news"),
    ],
)
def test_section_address_and_first_words_tell_it_too(section: str, url: str, text: str, kind: str) -> None:
    """The headline is not the only sign."""
    assert kind_of(article(1, "Parliament votes", text, section=section, url=url)) == kind


def test_a_fingerprint_is_of_the_words() -> None:
    """Case, spacing and marks don't matter; a word does."""
    assert fingerprint("Twelve died,\n officials said.") == fingerprint("twelve died officials   said")
    assert fingerprint("Twelve died.") != fingerprint("Eleven died.")


def test_light_edits_are_the_same_text() -> None:
    """A copy with another byline and one more sentence is the same text; another report is not."""
    long = " ".join(a.text for a in QUAKE)
    assert same_text(long, f"By AFP staff. {long} This is breaking news.")
    assert not same_text(QUAKE[0].text, QUAKE[2].text)


def test_importing_summaries_brings_no_sumy() -> None:
    """`import summaries` loads neither sumy nor nltk, nor anything of bot."""
    script = "import sys, summaries; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"sumy", "nltk", "bot", "requests"} & set(done.stdout.split())


def test_the_public_names_are_all_there() -> None:
    """Every name of __all__ exists and is documented, if it is a function or a class."""
    for name in summaries.__all__:
        thing = getattr(summaries, name)
        assert not callable(thing) or thing.__doc__, name
