"""Stop words, by two-letter language code: words too common to tell one text from another.

English is the full list; the others hold the commonest function words, enough to keep them out of the ranking.
"""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = """
a about above across after again against all almost along already also although always am among an and another any
anyone anything are aren't around as at away back be became because been before behind being below between both but by
came can can't cannot come could couldn't did didn't do does doesn't doing don't done down during each either else
even ever every everyone everything few for from further get gets getting give go goes going got had hadn't has hasn't
have haven't having he he'd he'll he's her here here's hers herself him himself his how however i i'd i'll i'm i've if
in including instead into is isn't it it's its itself just last later least less let let's like likely made make makes
many may maybe me might more most much must my myself near never next no nor not now of off often on once one only onto
or other others our ours ourselves out over own per perhaps put quite rather really said same saw say saying says see
seem seemed seems several shall she she'd she'll she's should shouldn't since so some someone something soon still such
take taken takes than that that's the their theirs them themselves then there there's therefore these they they'd
they'll they're they've this those though through thus to together told too toward towards two under until up upon us
use used using very was wasn't way we we'd we'll we're we've well went were weren't what what's when where whether
which while who who's whom whose why will with within without won't would wouldn't yet you you'd you'll you're you've
your yours yourself mr mrs ms dr according
"""

_OTHERS: Final = {
    "fr": """le la les un une des de du d' l' et ou mais donc or ni car que qui quoi dont où ce cet cette ces il elle
    ils elles on nous vous je tu se sa son ses leur leurs mon ma mes ton ta tes notre nos votre vos ne pas plus en y à
    au aux dans par pour sur avec sans sous entre vers chez est sont été être a ont avait avaient était étaient sera
    comme si aussi très tout tous toute toutes même après avant depuis selon lors""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder aber denn dass daß weil wenn als wie ob
    ich du er sie es wir ihr man sich mich mir ihm ihn ihnen sein seine seinen seiner ihre ihren ihrer mit von vom zu
    zum zur in im an am auf aus bei beim nach vor für über unter durch gegen um bis ist sind war waren wird werden
    wurde wurden hat haben hatte hatten nicht kein keine auch noch nur schon so sehr mehr""",
    "es": """el la los las un una unos unas de del al y o u pero que quien cual cuyo este esta estos estas ese esa esos
    esas se su sus le les lo me mi nos te tu yo él ella ellos ellas no ni sí en con por para sin sobre entre hasta
    desde hacia según tras es son fue fueron era eran ser ha han había está están como más muy también ya si cuando
    donde todo todos toda todas""",
    "it": """il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla
    in nel nella nei nelle con su sul sulla per tra fra e ed o ma che chi cui si non più anche come se è sono era
    erano stato stata ha hanno aveva suo sua suoi sue loro questo questa questi queste""",
    "pt": """o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre entre até e
    ou mas que quem se não mais muito também já como quando onde é são foi foram era eram ser tem têm seu sua seus
    suas ele ela eles elas este esta esse essa isso ao à aos às""",
    "nl": """de het een en of maar dat die dit deze in op aan van voor met bij naar uit over onder door tot tegen om te
    is zijn was waren wordt worden werd werden heeft hebben had niet geen ook nog al zo als dan er hij zij ze wij we
    ik je u hun haar hem""",
    "sv": """och att det som en ett den de i på av för med till från om är var har hade inte men eller så vid ut upp
    under efter över han hon vi jag du sig sin sitt sina kan ska skulle""",
    "cs": """a i o u v ve k ke s se z ze na do po pro při za od nad pod před mezi bez to ten ta ty ti toho tom tím je
    jsou byl byla bylo byli být bude že aby ale nebo ani jako jak když který která které kteří co si jeho její jejich
    také už jen ještě více než však""",
    "pl": """i a o w we z ze na do po pod nad przed przy za od dla u bez się nie to ten ta te ci tego tej tym że aby ale
    lub albo jak co który która które jest są był była było były być będzie jego jej ich już tylko oraz także""",
    "ru": """и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее её мне было вот
    от меня еще ещё нет о из ему когда для до вас или ни быть был была были это этот эта эти при об их мы они чем
    также после который которая которые""",
    "uk": """і й та в у не що він на я з із як а то все вона так його але до за по від для про це цей ця ці при їх ми
    вони також після який яка які був була було були бути є або""",
    "el": """ο η το οι τα του της των τον την τους τις και κι να με σε στο στη στην στον στους στις στα από για που πως
    ότι θα δεν μη μην είναι ήταν έχει έχουν είχε αλλά ή αν όταν όπως πιο πολύ ένα ένας μια αυτό αυτή αυτός μετά κατά""",
    "ar": """في من على إلى الى عن مع أن إن ان كان كانت يكون هذا هذه ذلك تلك التي الذي الذين هو هي هم ما لا لم لن قد كل
    بعد قبل بين حيث أو او و ثم كما عند منذ حتى إذا أي غير وقد وفي ومن وقال قال""",
    "he": """של את על לא כי גם עם זה זו זאת הוא היא הם הן אני אנחנו כל אל או אם אך אבל יותר היה היתה הייתה היו יש אין
    בין לאחר לפני עד כדי אשר רק מה מי""",
    "hi": """के का की को में से है हैं और ने पर यह कि इस एक भी हो था थे थी कर लिए जो तो ही या नहीं कहा गया गई किया उस वह
    उन अपने साथ बाद तक द्वारा रहा रहे रही होने करने जा ये""",
    "tr": """ve bir bu da de için ile o ki ne ama çok daha gibi olarak olan en sonra kadar ise mi mı değil var yok ya
    veya her şey şu""",
}

STOP_WORDS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(_ENGLISH.split()) | frozenset(w.replace("'", "’") for w in _ENGLISH.split() if "'" in w),
    **{code: frozenset(listed.split()) for code, listed in _OTHERS.items()},
}
