"""Names by which newsrooms label a piece that isn't news: lower case, hyphens as blanks, commas between.

A label is a name that stands by itself: before or after a colon or a dash of the headline, as the section, as
a part of the address, as the first line. Inside a sentence the same word says nothing.
"""

# ruff: noqa: RUF001  (Turkish has a letter that looks like another)

from __future__ import annotations

from typing import Final

# Kind -> language -> names that label a piece wherever a label can stand.
LABELS: Final = {
    "opinion": {
        "en": (
            "opinion, opinions, op ed, oped, op eds, editorial, editorials, commentary, commentaries, "
            "comment, column, columns, letters, letter to the editor, viewpoint, letters to the editor, "
            "readers' letters, guest essay, guest column, guest opinion, perspective, perspectives, our "
            "view, my view, essay, comment is free, first person, opinion/editorial, analysis/opinion, "
            "opinion/analysis, commentary/opinion, dear abby, opinion piece, guest post, guest commentary, "
            "the editorial board, viewpoints"
        ),
        "es": (
            "opinión, opinion, tribuna, columna, columnas, editorial, editoriales, columnistas, cartas al "
            "director, carta al director, carta abierta, artículo de opinión, el editorial"
        ),
        "fr": (
            "opinions, tribune, tribunes, édito, edito, éditorial, éditos, chronique, idées, point de vue, "
            "billet, débats, le billet, l'édito, carte blanche, lettre ouverte"
        ),
        "de": (
            "meinung, meinungen, kommentar, kommentare, leitartikel, kolumne, kolumnen, glosse, "
            "gastbeitrag, gastkommentar, leserbriefe, leserbrief, standpunkt, meinung & debatte"
        ),
        "pt": (
            "opinião, artigo, coluna, colunas, colunistas, editorial, editoriais, crónica, artigo de "
            "opinião, cartas dos leitores, carta aberta, tendências/debates, crônica"
        ),
        "it": "opinione, opinioni, commento, commenti, editoriale, l'editoriale, lettere",
        "nl": "opinie, commentaar, ingezonden, hoofdredactioneel",
        "tr": "görüş, yorum, köşe yazısı, yazarlar",
        "ru": "мнение, мнения, колонка, авторская колонка",
        "ar": "رأي, آراء, الرأي, مقال, مقالات, افتتاحية, مقالات الرأي",
        "sv": "ledare, debatt, kolumn, krönika, insändare, replik",
        "da": "debat, leder, kronik, klumme, læserbrev",
        "no": "meninger, kronikk, lederartikkel, leserinnlegg",
        "pl": "opinie, opinia, felieton, felietony, komentarz",
        "cs": "názor, názory, komentář, glosa, sloupek",
        "el": "γνώμη, γνώμες, απόψεις, άποψη",
        "he": "דעה, דעות, טור, מאמר מערכת",
        "fa": "یادداشت, دیدگاه, سرمقاله",
        "hi": "राय, विचार, संपादकीय, नज़रिया",
        "id": "opini, kolom, tajuk, tajuk rencana",
        "zh": "观点, 评论, 社论, 观点与评论, 社評, 社论与评论, 觀點, 評論",
        "ja": "社説, オピニオン, コラム, 論説",
        "ko": "사설, 칼럼, 오피니언, 기고",
    },
    "live": {
        "en": (
            "live, live blog, liveblog, live updates, live update, live coverage, live blogs, "
            "live feed, newsletter, newsletters"
        ),
        "es": "en vivo, en directo, directo, directos, minuto a minuto",
        "fr": "en direct, direct, en continu, suivez en direct",
        "de": "liveticker, live ticker, newsblog, im liveticker",
        "pt": "ao vivo, em direto, em direto ao minuto, ao minuto, tempo real",
        "it": "in diretta, diretta, la diretta, diretta live",
        "nl": "liveblog, live",
        "tr": "canlı, canlı anlatım, canlı blog",
        "ru": "прямая трансляция, хроника онлайн",
        "ar": "مباشر, بث مباشر, تغطية مباشرة, لحظة بلحظة",
        "sv": "direktrapport, direkt",
        "da": "live blog, minut for minut",
        "no": "direkte",
        "pl": "na żywo, relacja na żywo",
        "cs": "živě, online přenos",
        "el": "ζωντανά, λεπτό προς λεπτό",
        "he": "עדכונים שוטפים, שידור חי",
        "fa": "زنده, پخش زنده",
        "hi": "लाइव, लाइव अपडेट",
        "id": "siaran langsung",
        "zh": "直播, 实时更新, 即時更新",
        "ja": "ライブ, 生中継",
        "ko": "라이브, 생중계",
    },
    "quiz": {
        "en": (
            "quiz, quizzes, news quiz, crossword, crosswords, puzzle, puzzles, sudoku, trivia, brain "
            "teaser, brainteaser, wordle, word games, kakuro, chess problem"
        ),
        "es": "trivial, crucigrama, crucigramas, pasatiempos, sudokus",
        "fr": "mots croisés, quizz, sudokus, le quiz",
        "de": "rätsel, kreuzworträtsel, das quiz, wissenstest",
        "pt": "passatempos, palavras cruzadas",
        "it": "cruciverba, giochi e quiz",
        "ar": "اختبار, كلمات متقاطعة, اختبر معلوماتك",
        "sv": "korsord",
        "da": "krydsord",
        "no": "kryssord",
        "pl": "krzyżówka, krzyżówki",
        "cs": "kvíz, křížovka",
        "el": "κουίζ, σταυρόλεξο",
        "he": "חידון, תשבץ",
        "hi": "क्विज",
        "id": "kuis, teka teki silang",
        "zh": "测验, 填字游戏",
        "ja": "クイズ, クロスワード",
        "ko": "퀴즈",
    },
    "shopping": {
        "en": (
            "shopping, gift guide, gift guides, buying guide, buying guides, coupons, promo codes, "
            "sponsored, sponsored content, sponsored post, advertorial, paid post, paid content, partner "
            "content, promoted, promoted content, advertisement, advertisement feature, paid partnership, "
            "brand post, brand studio, advertiser content, vouchers, best buys"
        ),
        "es": "ofertas, compras, escaparate, publirreportaje, contenido patrocinado, patrocinado",
        "fr": "bons plans, bon plan, publi rédactionnel, publireportage, contenu sponsorisé",
        "de": "anzeige, advertorial, schnäppchen, kaufberatung, werbung",
        "pt": "ofertas, conteúdo patrocinado, publicidade, informe publicitário, conteúdo de marca",
        "it": "offerte, contenuto sponsorizzato, pubblicità",
        "ar": "إعلان, محتوى برعاية, عروض",
        "sv": "annons, sponsrat innehåll",
        "da": "annonce, sponsoreret indhold",
        "no": "annonsørinnhold",
        "pl": "materiał sponsorowany, artykuł sponsorowany",
        "hi": "विज्ञापन",
        "id": "advertorial",
        "zh": "广告, 廣告, 赞助内容",
        "ja": "広告",
        "ko": "광고",
    },
    "horoscope": {
        "en": "horoscope, horoscopes, astrology, daily horoscope, your stars, star signs, zodiac",
        "es": "horóscopo, horoscopo, horóscopos, zodiaco, zodíaco, astrología",
        "fr": "horoscope, astrologie, l'horoscope",
        "de": "horoskop, horoskope, tageshoroskop, wochenhoroskop, sternzeichen, astrologie",
        "pt": "horóscopo, horoscopo, signos, astrologia",
        "it": "oroscopo, astrologia, l'oroscopo",
        "nl": "horoscoop",
        "tr": "burçlar, burç yorumları, günlük burç",
        "ru": "гороскоп, гороскопы, астрология",
        "ar": "أبراج, الأبراج, برجك اليوم, حظك اليوم, توقعات الأبراج",
        "sv": "horoskop",
        "da": "horoskoper",
        "pl": "horoskopy, horoskop dzienny",
        "cs": "horoskopy",
        "el": "ζώδια, ωροσκόπιο",
        "he": "הורוסקופ",
        "fa": "فال, طالع بینی",
        "hi": "राशिफल, आज का राशिफल",
        "id": "ramalan zodiak, zodiak",
        "zh": "星座, 星座运势, 星座運勢",
        "ja": "占い, 星占い, 今日の運勢",
        "ko": "운세, 오늘의 운세, 별자리 운세",
    },
    "video": {
        "en": (
            "video, videos, in pictures, in photos, photos, gallery, photo gallery, galleries, podcast, "
            "podcasts, pictures, watch, listen, audio, slideshow, picture gallery, photo essay, photos of "
            "the day, photos of the week, pictures of the day, in pics"
        ),
        "es": "vídeo, vídeos, video, fotos, galería, fotogalería, en imágenes, en fotos",
        "fr": "vidéo, vidéos, en images, diaporama, photos, en photos, portfolio, podcasts",
        "de": "video, videos, bildergalerie, fotostrecke, bilder, in bildern, bilderstrecke",
        "pt": "vídeo, vídeos, fotos, galeria, galeria de fotos, em imagens, fotogaleria",
        "it": "video, foto, fotogallery, le foto, il video, la fotogallery",
        "nl": "video, foto's, in beeld, fotoserie",
        "tr": "video, foto galeri, galeri",
        "ru": "видео, фото, фотогалерея, подкаст",
        "ar": "فيديو, بالفيديو, شاهد, صور, بالصور, بودكاست, معرض صور",
        "sv": "bildspel, bildextra, tv klipp",
        "da": "billedserie",
        "no": "bildeserie",
        "pl": "wideo, zdjęcia, galeria zdjęć",
        "cs": "fotogalerie",
        "el": "βίντεο, φωτογραφίες",
        "he": "וידאו, גלריה",
        "fa": "ویدیو, عکس",
        "hi": "वीडियो, तस्वीरें",
        "id": "foto",
        "zh": "视频, 影片, 图集, 組圖, 图片",
        "ja": "動画, 写真, 写真特集",
        "ko": "영상, 동영상, 포토",
    },
}

# Names that label a piece as a section or as a part of the address, but not in a headline.
SECTIONS: Final = {
    "opinion": (
        "columnists, columnist, views, voices, commentisfree, leaders, blogs/opinion, reviews, opinion "
        "columnists, editorial board, ideas, debate, contributors, idees, advice, film reviews, book "
        "reviews, music reviews, opinion and analysis, pareceres, letter"
    ),
    "live": "live stories, as it happened, live tv, live news",
    "quiz": "puzzles & games, puzzles and games, quizzes & games, games & puzzles, fun & games",
    "shopping": (
        "underscored, cnn underscored, wirecutter, reviewed, select, shop, best products, "
        "consumer reviews, product reviews, the strategist"
    ),
    "horoscope": "horoscopos, horóscopo diario",
    "video": (
        "av, picture, multimedia, visuals, photography, photo, photogallery, photostory, web stories, "
        "visual stories, fotogalerias, fotogaleria"
    ),
}

# Names that label a piece in a headline, but say too little as a section or in an address.
HEADLINES: Final = {
    "opinion": (
        "letter, the case for, an open letter, open letter, view, voices, ask amy, from the editor, from "
        "our readers, leader, sketch, political sketch, editor's letter, agony aunt, rereading, film "
        "review, leading "
        "article, movie review, book review, theatre review, theater review, tv review, album review, opera "
        "review, concert review, restaurant review, exhibition review, music review, dance review, art "
        "review, game review, television review, crítica, kritik, rezension, critique, crítica de "
        "cine, filmkritik, the leader, cartoon, dear annie"
    ),
    "live": (
        "ticker, newsticker, онлайн, as it happened, latest updates, live latest, live results, live score, "
        "live scores, minute by minute, rolling coverage, rolling updates, follow live, watch live, live "
        "now, live from, live reaction, live text, live stream, breaking live, morning briefing, evening "
        "briefing, morning mail, afternoon update, first thing, morning edition, evening edition, daily "
        "briefing, the briefing, daily digest, news wrap, morning update, evening update, the evening "
        "edition, the morning edition, resultados en vivo, en vivo y en directo, news in brief"
    ),
    "quiz": (
        "pop quiz, the big quiz, picture round, picture quiz, kenken, ken ken, word search, jumble, quiz of "
        "the week, quiz of the day, weekly quiz, test yourself, test your "
        "knowledge"
    ),
    "shopping": (
        "deals, deal alert, advertising feature, limited offer, special offer, flash sale, deal of the day, "
        "deals of the day, ad, shop, today's deals, sponsored by"
    ),
    "horoscope": "your horoscope, today's horoscope, weekly horoscope, monthly horoscope",
    "video": (
        "watch now, watch this, week in pictures, the week in pictures, explainer video, trailer, day in "
        "pictures, the day in pictures, best photos, caught on camera, drone footage, the week in photos, "
        "picture of the day, photo of the day, dashcam video, timelapse, must see, must watch, viral video, "
        "see photos"
    ),
}

# What ends a headline's subject, before the colon: "Budget day live: ...", "The weekly news quiz: ...".
ENDINGS: Final = {
    "opinion": "editorial, op ed, opinion column, readers' letters, guest essay",
    "live": (
        "live, latest, live blog, liveblog, live updates, updates, newsblog, liveticker, ticker, "
        "en directo, "
        "en vivo, en direct, ao vivo, em direto, latest updates, im liveticker, morning briefing, "
        "updates live"
    ),
    "quiz": "quiz, crossword, quizz",
    "horoscope": "horoscope, horoscopes, horóscopo, horoskop, oroscopo",
    "video": "in pictures, in photos, podcast, photo gallery, in bildern, en images",
}

# Not where it is a verb: "Where 3 million refugees live: ...", "Lawmakers quiz: ...".
NO_ENDING_AFTER: Final = (
    "are be both can children detectives families goes is lawmakers long longest men migrants ministers "
    "mps people police refugees senators still that they to us voters was we where where's who will women you"
)

# Signs of the zodiac that are hardly ever anything else: two of them in the first words are a horoscope's.
SIGNS: Final = (
    "aries, taurus, gemini, virgo, scorpio, sagittarius, capricorn, aquarius, pisces, tauro, géminis, "
    "escorpio, sagitario, capricornio, acuario, piscis, touro, gêmeos, bélier, taureau, gémeaux, "
    "sagittaire, capricorne, verseau, widder, zwilling, steinbock, wassermann, الحمل, الثور, الجوزاء, "
    "العذراء, العقرب, الجدي"
)
