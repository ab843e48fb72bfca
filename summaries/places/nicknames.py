"""What the news calls governments and bodies by: their palaces, streets and districts. No library has these.

Left out, because the word means something else as often: Washington (the man, the state, the newspaper),
Santiago, San José, Victoria, Kingston and others (UNCERTAIN_CAPITALS), the Hague (the courts), Geneva,
Frankfurt, Langley, Number 10, the Lodge, State House and Government House (there are several), the Diet,
Bercy, Miraflores without its palace. Jerusalem and Ramallah stand for no government here: that is disputed.
"""

from __future__ import annotations

from typing import Final

# A country's code, then what its government is called; names are set apart by "|".
_GOVERNMENTS: Final = """
AF loya jirga
AR casa rosada
AT ballhausplatz
BF kosyam
BR planalto|itamaraty
CA parliament hill|rideau hall
CH bundeshaus|federal palace
CL la moneda
CM unity palace
CN zhongnanhai|great hall of the people
CO casa de nariño|palacio de nariño
CZ prague castle
DE bundestag|kanzleramt
DK christiansborg|folketing
DZ el mouradia
EC carondelet
EE riigikogu
EG ittihadiya
ES moncloa
FI eduskunta
FR élysée|quai d'orsay|matignon|palais bourbon
GB downing street|whitehall|westminster
GH jubilee house
ID merdeka palace
IE oireachtas|dáil|leinster house
IL knesset
IN lok sabha|rajya sabha|rashtrapati bhavan|raisina hill
IT palazzo chigi|quirinale|montecitorio
JP kantei|nagatacho|kasumigaseki
KR blue house|cheong wa dae
LB baabda palace
LT seimas
LV saeima
MA makhzen
ML koulouba
MY putrajaya
NG aso rock|aso villa
NL binnenhof
NO storting
PE casa de pizarro
PH malacañang
PL sejm
RU kremlin|state duma|lubyanka
SE riksdag|rosenbad
TN carthage palace
TR beştepe|çankaya
UA verkhovna rada|bankova
US white house|oval office|capitol hill
VE miraflores palace
VA holy see|vatican
ZA union buildings
"""
# Bodies that are no country's government: each line's names mean one another.
_BODIES: Final = """
european union|eu|e.u.|brussels|berlaymont
united nations|un|u.n.|turtle bay
u.s. defense department|department of defense|pentagon
u.s. state department|state department|foggy bottom
federal reserve|the fed
bank of england|threadneedle street|old lady of threadneedle street
metropolitan police|scotland yard
scottish government|holyrood
northern ireland assembly|stormont
welsh parliament|senedd
african union|au|a.u.
world health organization|world health organisation|who|w.h.o.
international criminal court|icc
international court of justice|icj|world court
international monetary fund|imf|i.m.f.
"""
GOVERNMENTS: Final = {line[:2]: tuple(line[3:].split("|")) for line in _GOVERNMENTS.strip().splitlines()}
BODIES: Final = tuple(tuple(line.split("|")) for line in _BODIES.strip().splitlines())
# Other names of countries and capitals than the gazetteer's, by the country's code.
_OTHERWISE: Final = """
AE uae|u.a.e.
BA bosnia
BO sucre
CD dr congo|drc|democratic republic of congo
CG congo-brazzaville
CI côte d'ivoire
CV cabo verde
CZ czech republic
GB britain|great britain|uk|u.k.
KP dprk|north korean|north koreans
KR south korean|south koreans
KZ nur-sultan
MM burma|nay pyi taw
MN ulan bator
NL holland
SZ swaziland
TD ndjamena
TL timor-leste
TR türkiye
UA kiev
US u.s.|usa|u.s.a.
YE sanaa
"""
OTHERWISE: Final = {line[:2]: tuple(line[3:].split("|")) for line in _OTHERWISE.strip().splitlines()}
# Capitals whose names mean something else as well: a man, another city, an everyday word, another power.
_UNCERTAIN: Final = """
washington|santiago|san josé|victoria|kingston|georgetown|hamilton|nassau|san juan
saint john's|st. george's|sofia|malé|praia|jerusalem|brussels|amsterdam|gibraltar|monaco|luxembourg
singapore|djibouti|panama city|city of san marino|kuwait city|guatemala city|mexico city
"""
UNCERTAIN_CAPITALS: Final = frozenset(
    name for line in _UNCERTAIN.strip().splitlines() for name in line.split("|")
)
