"""Countries and their people, where the word is certain: "Afghan" is of Afghanistan, and of nothing else.

Georgia, Jordan, Chad, Guinea, Congo, Korea and others name something else as well: who asks for them means
their people too, but their words alone tell no country. Names of several words are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summaries.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_GROUPS: Final = """
afghanistan afghan afghans
albania albanian albanians
algeria algerian algerians
angola angolan angolans
argentina argentine argentines argentinian
armenia armenian armenians
australia australian australians
austria austrian austrians
azerbaijan azerbaijani azerbaijanis
bahrain bahraini bahrainis
bangladesh bangladeshi bangladeshis
barbados barbadian barbadians
belarus belarusian belarusians
belgium belgian belgians
belize belizean belizeans
benin beninese
bhutan bhutanese
bolivia bolivian bolivians
bosnia bosnian bosnians
botswana botswanan
brazil brazilian brazilians
britain british uk
bulgaria bulgarian bulgarians
burundi burundian burundians
cambodia cambodian cambodians
cameroon cameroonian cameroonians
canada canadian canadians
chile chilean chileans
china chinese
colombia colombian colombians
comoros comorian comorians
croatia croatian croatians
cuba cuban cubans
cyprus cypriot cypriots
czechia czech czechs
denmark danish dane danes
djibouti djiboutian djiboutians
ecuador ecuadorian ecuadorians
egypt egyptian egyptians
eritrea eritrean eritreans
estonia estonian estonians
eswatini swazi swazis
ethiopia ethiopian ethiopians
fiji fijian fijians
finland finnish finn finns
france french
gabon gabonese
gambia gambian gambians
germany german germans
ghana ghanaian ghanaians
greece greek greeks
greenland greenlandic greenlander greenlanders
grenada grenadian grenadians
guatemala guatemalan guatemalans
guyana guyanese
haiti haitian haitians
honduras honduran hondurans
hungary hungarian hungarians
iceland icelandic icelander icelanders
india indian indians
indonesia indonesian indonesians
iran iranian iranians
iraq iraqi iraqis
ireland irish
israel israeli israelis
italy italian italians
jamaica jamaican jamaicans
japan japanese
kazakhstan kazakh kazakhs
kenya kenyan kenyans
kosovo kosovar kosovars
kuwait kuwaiti kuwaitis
kyrgyzstan kyrgyz
laos laotian laotians lao
latvia latvian latvians
lebanon lebanese
lesotho basotho
liberia liberian liberians
libya libyan libyans
lithuania lithuanian lithuanians
luxembourg luxembourgish luxembourger luxembourgers
madagascar malagasy
malawi malawian malawians
malaysia malaysian malaysians
maldives maldivian maldivians
mali malian malians
malta maltese
mauritania mauritanian mauritanians
mauritius mauritian mauritians
mexico mexican mexicans
moldova moldovan moldovans
mongolia mongolian mongolians
montenegro montenegrin montenegrins
morocco moroccan moroccans
mozambique mozambican mozambicans
myanmar burma burmese
namibia namibian namibians
nauru nauruan nauruans
nepal nepali nepalis nepalese
netherlands dutch
nicaragua nicaraguan nicaraguans
niger nigerien nigeriens
nigeria nigerian nigerians
norway norwegian norwegians
oman omani omanis
pakistan pakistani pakistanis
palau palauan palauans
palestine palestinian palestinians
panama panamanian panamanians
paraguay paraguayan paraguayans
peru peruvian peruvians
philippines philippine filipino filipinos
poland polish
portugal portuguese
qatar qatari qataris
romania romanian romanians
russia russian russians
rwanda rwandan rwandans
samoa samoan samoans
scotland scottish scots
senegal senegalese
serbia serbian serbians serbs
singapore singaporean singaporeans
slovakia slovak slovaks
slovenia slovenian slovenians
somalia somali somalis
spain spanish spaniard spaniards
sudan sudanese
suriname surinamese
sweden swedish swede swedes
switzerland swiss
syria syrian syrians
taiwan taiwanese
tajikistan tajik tajiks
tanzania tanzanian tanzanians
thailand thai thais
tibet tibetan tibetans
togo togolese
tonga tongan tongans
tunisia tunisian tunisians
turkey turkish turks türkiye
turkmenistan turkmen turkmens
tuvalu tuvaluan tuvaluans
uganda ugandan ugandans
ukraine ukrainian ukrainians
uruguay uruguayan uruguayans
uzbekistan uzbek uzbeks
venezuela venezuelan venezuelans
vietnam vietnamese
wales welsh
yemen yemeni yemenis
zambia zambian zambians
zimbabwe zimbabwean zimbabweans
"""

_ASKED_FOR: Final = """
america american americans
chad chadian chadians
congo congolese
dominica dominican dominicans
georgia georgian georgians
guinea guinean guineans
jordan jordanian jordanians
korea korean koreans
"""

_OF: Final = {
    fold(word): tuple(line.split()) for line in _GROUPS.strip().splitlines() for word in line.split()
}
# What initials stand for, the fullest name first. For those that are everyday words in lower case the word
# itself is left out: who asks for the US means no "us".
_INITIALS: Final = {
    "us": ("united states", "u.s.", "usa", "american", "americans"),
    "usa": ("usa", "united states", "u.s.", "american", "americans"),
    "uk": ("uk", "united kingdom", "u.k.", "british", "britain"),
    "un": ("un", "united nations", "u.n."),
    "eu": ("eu", "european union", "e.u."),
    "who": ("world health organization", "world health organisation", "w.h.o."),
    "it": ("information technology", "i.t."),
}
INITIALS: Final = frozenset(_INITIALS)
EVERYDAY: Final = frozenset(word for word, names in _INITIALS.items() if word not in names)
"""Of the initials, those that are everyday words in lower case."""
_PEOPLE: Final = {line.split()[0]: tuple(line.split()) for line in _ASKED_FOR.strip().splitlines()}
_COUNTRY: Final = {word: line.split()[0] for line in _GROUPS.strip().splitlines() for word in line.split()}


def countries(words: Iterable[str]) -> frozenset[str]:
    """The countries that these words (lower case) name, or whose people they name."""
    return frozenset(_COUNTRY[word] for word in words if word in _COUNTRY)


def counterpart(word: str) -> tuple[str, ...]:
    """The country and the words for its people that go with a word, lower case."""
    plain = fold(word)
    return tuple(other for other in _OF.get(plain) or _PEOPLE.get(plain, ()) if other != word)


def spelled_out(word: str) -> tuple[str, ...]:
    """The names that initials (lower case) stand for; empty where we know none."""
    return _INITIALS.get(word, ())
