"""Rich text: the only place where text from outside goes, so it is checked to the last element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.slack.validate.rules import (
    Rule,
    array,
    boolean,
    choice,
    integer,
    one_of,
    pattern,
    shape,
    text,
    typed,
    url,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLE_NAMES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
STYLE = shape({}, dict.fromkeys(STYLE_NAMES, boolean))
STYLED: Mapping[str, Rule] = {"style": STYLE}

TEXT = shape({**typed("text"), "text": text()}, STYLED)
LINK = shape({**typed("link"), "url": url()}, {**STYLED, "text": text(), "unsafe": boolean})
INLINE: Mapping[str, Rule] = {
    "text": TEXT,
    "link": LINK,
    "user": shape({**typed("user"), "user_id": text()}, STYLED),
    "usergroup": shape({**typed("usergroup"), "usergroup_id": text()}, STYLED),
    "team": shape({**typed("team"), "team_id": text()}, STYLED),
    "channel": shape({**typed("channel"), "channel_id": text()}, STYLED),
    "broadcast": shape({**typed("broadcast"), "range": choice("here", "channel", "everyone")}, STYLED),
    "emoji": shape(
        {**typed("emoji"), "name": text()}, {**STYLED, "unicode": text(), "skin_tone": integer(1, 6)}
    ),
    "color": shape({**typed("color"), "value": pattern(r"#[0-9a-fA-F]{6}", "a colour (#rrggbb)")}, STYLED),
    "date": shape(
        {**typed("date"), "timestamp": integer(0, 9_999_999_999), "format": text()},
        {**STYLED, "url": url(), "fallback": text()},
    ),
}

# An empty one is refused: "must be more than 0 characters" (python-slack-sdk, pull request 1576, tells of the
# arrays that Slack itself sends empty; what an app sends empty was seen refused by others).
BORDER: Mapping[str, Rule] = {"border": integer(0, 1)}
SECTION = shape({**typed("rich_text_section"), "elements": array(one_of(INLINE))})
QUOTE = shape({**typed("rich_text_quote"), "elements": array(one_of(INLINE))}, BORDER)
PREFORMATTED = shape(
    {**typed("rich_text_preformatted"), "elements": array(one_of({"text": TEXT, "link": LINK}))},
    {**BORDER, "language": text()},
)
LIST = shape(
    {
        **typed("rich_text_list"),
        "style": choice("bullet", "ordered"),
        "elements": array(one_of({"rich_text_section": SECTION})),
    },
    {**BORDER, "indent": integer(0, 8), "offset": integer(0, 1_000_000)},
)
RICH_TEXT_ELEMENTS = array(
    one_of(
        {
            "rich_text_section": SECTION,
            "rich_text_list": LIST,
            "rich_text_quote": QUOTE,
            "rich_text_preformatted": PREFORMATTED,
        }
    )
)
RICH_TEXT = shape({**typed("rich_text"), "elements": RICH_TEXT_ELEMENTS}, {"block_id": text(255)})
