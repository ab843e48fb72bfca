"""Turns of phrase that give a headline away where no label does.

Each is a pair: the telling words, one of which must stand in the headline (that is what keeps it fast), and
the pattern that is then looked for. Headlines come lower-cased, with straight quotation marks.
"""

from __future__ import annotations

from typing import Final

_BEST: Final = r"^(?:the |our )?(?:\d+ |\w+ )?best \S.*"
_WHOSE: Final = r"your|today's|daily|weekly|monthly|love|the|free|\w+day's?"
_LIVE: Final = "news|map|red carpet|updates|coverage|reaction|commentary|results|scores?"
_DAYS: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?"
_GOODS: Final = (
    "air fryers?|blenders?|cameras?|coffee (?:machines?|makers?)|duvets?|e.readers?|ear ?buds|headphones"
    "|keyboards?|kettles?|laptops?|mattress(?:es)?|monitors?|pillows?|robot vacuums?|routers?|running shoes"
    "|smart ?phones?|smart ?watch(?:es)?|sofas?|speakers?|suitcases?|tablets?|toasters?|tvs?"
    "|vacuum(?: cleaners?|s)|vpns?"
)
_SALES: Final = "black friday|cyber monday|prime day"
_NUMBERS: Final = "three|four|five|six|seven|eight|nine|ten|twelve|twenty"
_INQUIRIES: Final = (
    "judicial|spending|policy|peer|police|safety|government|defence|defense|strategic|case|annual"
)
_SIGN: Final = "aries|taurus|gemini|cancer|leo|virgo|libra|scorpio|sagittarius|capricorn|aquarius|pisces"
_ASKS: Final = "who|what|which|where|when|how|whether"
_NOT_ADVICE: Final = r"(?!(?: not)? (?:have|know|hear|see|read|watch)\b)"
_EVERYBODY: Final = "west|world|humanity|politicians|leaders|europe|africa|asia|governments|parents|men"
_SHAME: Final = "disgrace|sham|farce|betrayal|fraud|scandal"

# Kind -> (telling words, pattern).
CUES: Final = {
    "opinion": (
        ("view", r"^the \S+(?: \S+)? view on\b|^[^:]+'s view ?[:|]"),
        ("review", r"[|\u2013\u2014-] ?review$"),
        ("review", rf"^(?!.*\b(?:{_INQUIRIES}) review).+ review ?[|\u2013\u2014]"),
        ("review", r"^['\"].+['\"] review:"),
        ("ask dear", r"^(?:ask|dear) \w+(?: \w+)?: .*\b(?:i|my|me)\b"),
        ("letter", r"^(?:an )?open letter to\b|^a letter to (?:my|our|the)\b"),
        ("ode", r"^an ode to\b"),
        ("letters", r"^letters to the editor\b"),
        ("i i'm i've i'd i'll", r"^(?:why|how|what) i(?:'m|'ve|'d|'ll)?\b"),
        ("defence defense praise", r"^in (?:defen[cs]e|praise) of\b"),
        ("dear", r"^dear (?:mr|mrs|ms|president|prime|minister|santa|\w+,)"),
    ),
    "live": (
        ("liveblog blog updates", r"\blive ?(?:blog|updates)\b"),
        ("live", r"^(?:follow|watch) live\b|\blatest live\b|^follow (?:our|the) live\b|\blive score\b"),
        ("day", r"\bwhat we know on day \d"),
        ("need", r"\b(?:everything|what|all) you need to know (?:today|this morning|on \w+day)\b"),
        ("stories", r"\btop stories\b"),
        ("live", rf"(?:^|[:|\u2013\u2014-] ?)live (?:from|{_LIVE})\b"),
        ("over ball blow", r"\b(?:over by over|ball by ball|blow by blow)\b"),
        ("unfolded", r"[:|\u2013\u2014-] ?how (?:it|the \w+) unfolded$"),
        ("events", r"\blist of key events\b"),
        ("suivez sigue siga acompanhe", r"\b(?:en direct|en directo|en vivo|ao vivo|em direto|ao minuto)\b"),
        ("contamos", r"^así (?:te |le |os )?(?:lo )?contamos\b"),
        ("liveticker ticker newsblog newsticker", r"\b(?:live ?ticker|im ticker|newsblog|newsticker)\b"),
        ("briefing", r"^(?:your )?(?:\w+day|morning|evening)(?:'s)?(?: \w+)? briefing\b"),
        ("come", r"\bresults as they come in\b"),
    ),
    "quiz": (
        ("quiz", r"^quiz(?:$| (?:of|no|night:|\d))|\bquiz of the\b"),
        ("quiz", r"\b(?:take|try) (?:the|our|this)(?: \w+)? quiz\b"),
        ("quiz", r"^(?:the|our|your|this|a|pop) .*\bquiz\b(?:$|:|\?)"),
        ("jahresquiz wochenquiz wissensquiz", r"quiz"),
        ("puzzle", rf"^(?:the |our |today's )?(?:{_DAYS}|daily|weekly) (?:\w+ )?puzzle\b"),
        (
            "puzzle riddle rätsel",
            r"\b(?:puzzle|riddle) of the (?:day|week)\b|\brätsel (?:der woche|des tages)\b",
        ),
        ("spot", r"\bspot the (?:difference|odd one|fake)\b"),
        ("many", r"^how many .+ (?:can|could) you (?:name|spot|guess|identify|recogni[sz]e|get)\b"),
        ("quiz", r"\b(?:our|this) (?:\S+ ){0,3}quiz\?*$"),
        ("marks", r"\b(?:score|get) full marks\b"),
        ("10 ten", r"\b(?:10|ten) out of (?:10|ten)\b"),
        ("questions", r"\b(?:try|answer) (?:these|our) .*\bquestions\b"),
        ("it", r"^who (?:said|wrote|painted|sang) it\b"),
        ("today's", r"\btoday's (?:answers?|solutions?|hints?)\b"),
        ("trivia", r"^trivia \w+:"),
        ("kind type sort", r"^what (?:kind|type|sort) of .+ are you\b"),
        ("think", r"^think you(?:'re| know| can)\b.*\?"),
        ("sabes sai sabe", r"^(?:test: )?¿?(?:cuánto sabes|quanto (?:ne )?sai|quanto sabe)\b"),
        (
            "connaissez testez testen teste",
            r"\bconnaissez.vous\b.*\?|\btestez vos\b|^testen sie|^teste (?:os )?seus\b",
        ),
        ("kennen wissen", r"^wie (?:gut|viel) (?:kennen|wissen) sie\b"),
        ("guess", r"^guess the\b"),
        ("know", r"^do you (?:really )?know (?:your|the|who|what|where)\b"),
        ("riddle teaser brainteaser", r"\b(?:solve|crack|brain)\b"),
        ("test", r"^test (?:yourself\b|your (?:knowledge|wits|brain|memory|skills)\b)|^test: ¿"),
        ("you", r"^(?:can|could) you (?:guess|name|solve|spot|pass|identify|tell)\b"),
        ("you your", r"^how (?:well|much) do you (?:really )?(?:know|remember)\b"),
        ("you", r"^which .+ are you\?*$|^are you smarter than\b"),
        ("wordle connections strands quordle bee", r"\b(?:hints?|answers?|clues?)\b"),
        (
            "crossword sudoku",
            r"\b(?:cryptic|quick|mini|daily|easy|hard|jumbo) (?:crossword|sudoku)\b(?: \d|$|:| for)",
        ),
        ("crossword sudoku", r"\b(?:crossword|sudoku) (?:no\.? ?)?\d"),
        ("crossword sudoku", r"\b(?:crossword|sudoku) (?:answers?|clues?|hints?|easy|medium|hard)\b"),
    ),
    "shopping": (
        (
            "best",
            rf"{_BEST}\b(?:to buy|to gift|tested|on amazon|you can buy|deals)\b|{_BEST}\bunder [$£€]\d",
        ),
        ("best", rf"{_BEST}s\b.* (?:of|for|in) 20\d\d\b"),
        (
            "deals discounts bargains",
            rf"\b(?:{_SALES}|boxing day|best|top|early)\b.*\b(?:deals|discounts|bargains)\b",
        ),
        ("deals discounts bargains", rf"\b(?:deals|discounts|bargains)\b.*\b(?:{_SALES})\b"),
        (
            "black cyber prime",
            rf"\b(?:{_SALES})\b.*\b(?:offers|what to buy|is (?:here|live)|cheapest|shop the|we love)\b",
        ),
        ("half", r"\bhalf.price\b.*\b(?:sale|hours|today|now|deals?)\b"),
        ("cheapest", r"^(?:where|how) to (?:find|get|buy)\b"),
        ("shoppers", r"^shoppers (?:love|swear|rave|are (?:raving|obsessed|loving))\b"),
        ("selling", r"\bis selling .*\bfor (?:just )?[$£€]\d"),
        ("tried tested", r"^i(?:'ve)? (?:tried|tested)\b.*\b(?:best|buy|one|winner)\b"),
        ("top", r"^(?:the )?top \d+ .*\b(?:reviewed|tested|to buy)\b"),
        ("free", r"\bmonths? (?:of .+ )?(?:for )?free\b"),
        ("best", r"^(?:the )?(?:\d+ )?best (?:\w+ )?gifts?\b"),
        ("off", r"^(?:get|save|take|up to|this|these|our)\b.*\d% off\b(?! (?:the|its|their|his|her)\b)"),
        ("off", r"\d% off (?:right now|today|this weekend|everything|for)\b|\bget [$£€]\d+ off\b"),
        ("best", r"\bbest\b.*\baccording to (?:experts|reviewers|editors|our)\b"),
        ("price prices", r"\blowest price (?:ever|yet|of)\b|^price drop(?: alert)?:"),
        ("best", rf"^(?:the )?(?:\d+ )?best (?:\S+ ){{0,3}}(?:{_GOODS})\b(?! (?:dies|wins|ever|maker|firm))"),
        ("buy", r"\b(?:should|which) you buy\b|\bwhich (?:one )?should you buy\b"),
        ("buying", r"\bworth buying\b"),
        ("stocking", r"\bstocking (?:fillers?|stuffers?)\b"),
        (
            "snag grab shop",
            r"^(?:snag|grab|shop) (?:the|our|these|this|a)\b.*(?:[$£€%]|\b(?:deal|sale|now)\b)",
        ),
        ("save", r"^save (?:up to |over )?(?:[$£€]\d|\d+%|big\b)"),
        ("gift gifts", r"\bgift (?:guide|ideas?)\b|^\d+ (?:\w+ )?gifts for\b|\bgifts (?:under|to buy)\b"),
        ("presents", r"\b\d+ (?:\w+ )?presents for\b"),
        ("buy", r"^(?:what|where) to buy\b|\byou can buy (?:right now|online|today|for)\b"),
        ("code codes", r"\b(?:promo|promotional|discount|voucher|coupon) codes?\b.*(?:\d|:)"),
        ("need", r"^the only .+ you(?:'ll)? need\b"),
        ("review reviewed", r"\breview(?:ed)?\b.*(?:\bworth\b|[$£€]\d)"),
        ("sale stock", r"\bon sale (?:for|now|right now|at)\b|\bback in stock\b"),
        ("ofertas descuentos", r"\bmejores (?:ofertas|descuentos)\b|\bmelhores ofertas\b"),
        ("angebote schnäppchen", r"\bbesten? (?:\S+ )?(?:angebote|schnäppchen)\b"),
        ("offres promos plans", r"\bmeilleur(?:e?s) (?:offres|promos)\b|\bbons plans\b"),
    ),
    "horoscope": (
        ("horoscope horoscopes", rf"^(?:(?:{_WHOSE}) )*horoscopes?(?: (?:for|today|this|on|of|by)\b|$|:)"),
        (
            "horoscope horoscopes",
            r"^(?:free )?(?:daily|weekly|monthly|today's|your|love) (?:\w+ )?horoscopes?\b",
        ),
        (
            "moon venus mercury mars jupiter saturn",
            rf"^(?:\w+ )?\w+ (?:in|enters) (?:{_SIGN})(?:$|:| season)",
        ),
        ("season", rf"^(?:{_SIGN}) season\b"),
        ("astrology astrological", r"\bastrolog\w+ (?:forecast|predictions?|guide)\b"),
        ("stars", r"^(?:your )?daily stars\b|\byour daily stars\b"),
        ("rashifal", r"rashifal"),
        (_SIGN.replace("|", " "), rf"\b(?:{_SIGN})(?:,|,? and) (?:{_SIGN})\b"),
        ("sternzeichen", r"sternzeichen"),
        (
            "signos signes",
            r"\bsignos (?:do|del) zod[ií]aco\b|\bsignos zodiacales\b|\bsignes (?:astro|du zodiaque)",
        ),
        ("horoscope horoscopes", rf"\bhoroscopes? (?:for|today|tomorrow)\b|^(?:{_SIGN}) horoscope\b"),
        ("sign signs", r"\byour (?:star |zodiac )?sign\b|\b(?:star|zodiac) signs?\b"),
        ("signs", r"\b(?:all|twelve|12|each|every) (?:\w+ )?signs?$"),
        ("stars", r"\bstars (?:have|hold) in store\b|\bwhat the stars (?:say|hold)\b"),
        ("retrograde", r"\bretrograde\b"),
        ("horóscopo horoscopo oroscopo гороскоп", r"^(?:\w+ )?(?:hor[óo]scopo|oroscopo|гороскоп)\b"),
        ("horoskop tageshoroskop wochenhoroskop", r"^(?:\w+ )?(?:tages|wochen)?horoskop\b"),
        ("horoscope l'horoscope", r"\bhoroscope (?:du|de la|de|quotidien)\b"),
        ("zodiac", r"\b(?:chinese|your|of the) zodiac\b|\bzodiac (?:forecast|predictions?|today|week)\b"),
        ("tarot numerology", r"\b(?:tarot|numerology) (?:card )?(?:readings?|forecast|predictions?|for)\b"),
        ("برجك الأبراج أبراج", r"برجك|توقعات الأبراج|أبراج اليوم"),
    ),
    "video": (
        ("watch", r"^watch (?:as|how|this|the (?:moment|video)|video|moment|what)\b"),
        ("pictures photos pics", r"\b(?:week|day|year|month) in (?:pictures|photos|pics)\b"),
        ("photos pictures images", r"^\d+ (?:\w+ )?(?:photos|pictures|images)\b"),
        ("photos", r"^photos of the\b"),
        ("photos pictures images", r"^(?:see|the best|best)\b(?: \w+)*? (?:photos|pictures|images)\b"),
        (
            "photos pictures images",
            rf"^(?:\d+|{_NUMBERS}) (?:\w+ )?(?:photos|pictures|images) (?:that|of|from)\b",
        ),
        ("episode", r"^episode \d+\b"),
    ),
}

# What an author demands or blames, as opinion: where the headline says who says so, it is news about them.
DEMANDS: Final = (
    ("here's", r"^here's (?:what|how|why) .*\b(?:miss|gets? wrong|should|must)\b"),
    ("here", r"\bhere(?:'s| is) how to (?:save|fix|end|stop) (?:it|them)\b"),
    ("learn do", r"^what \S+(?: \S+)? (?:must|should) (?:learn|do)\b"),
    ("enough", r"^enough is enough\b"),
    ("why", r"^why (?:we|you) (?:must|should(?:n't)?|need to|can't)\b(?! (?:care|know))"),
    ("let's stop", r"^(?:let's|stop) (?:\w+ing|not|be)\b"),
    ("let's", r"^let's\b(?! (?:play|dance))"),
    ("time", r"^(?:it's|it is) (?:high |past )?time (?:to|for|that|we)\b"),
    ("we", r"^we (?:need to talk|must|should|can't|cannot|owe)\b"),
    ("problem trouble", r"^the (?:problem|trouble) with\b"),
    ("wrong", r"^(?:what|where|how) .*\b(?:gets?|got) (?:it )?wrong\b"),
    ("case", r"^(?:the|a) (?:\w+ )?case for\b"),
    (
        "should shouldn't",
        rf"^(?!\d|(?:{_ASKS})\b)[^:,?]+(?<! you) should(?:n't| not)?\b{_NOT_ADVICE}[^:,?]*$",
    ),
    ("must", rf"^(?:(?:the|our) )?(?:{_EVERYBODY}) must\b[^:,]*$"),
    ("us enough better", r"^[^:,]*\b(?:shames? us(?: all)?|enough is enough|deserves? better)$"),
    ("enough", r"^[^:,]*\bis(?:n't| not) (?:good )?enough$"),
    ("disgrace sham farce betrayal fraud scandal", rf"^[^:,]*\bis a (?:national )?(?:{_SHAME})$"),
)

# Who says so.
REPORTED: Final = (
    r"[\"«»]|(?:^|\W)'\S|: i\b|\b(?:according|study|survey|poll|voters?|court|judges?|police|adviser|experts?"
    r"|officials?|says?|said|tells?|told|warns?|warned|urges?|urged|finds?|found|reports?|orders?|ordered"
    r"|claims?|argues?|demands?|calls?|suggests?|asks?|vows?|rules?|believes?|think|advis\w+|recommends?"
    r"|insists?|tweets?)\b"
)
