"""Pure functions from domain objects to messages. What they return keeps every limit of Slack's."""

from bot.slack.blocks.alert import alert, breaking, contradicted
from bot.slack.blocks.answer import answer
from bot.slack.blocks.correction import correction
from bot.slack.blocks.detail import detail
from bot.slack.blocks.digest import digest, rest
from bot.slack.blocks.home import home
from bot.slack.blocks.menu import MENU, THUMBS, Choice, Thumb, read_choice
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.notes import problem, remark, usage, welcome
from bot.slack.blocks.story import MORE
from bot.slack.blocks.subscriptions import (
    EDIT,
    NEW,
    PAUSE,
    REMOVE,
    RESUME,
    days_words,
    order_words,
    subscriptions,
)
from bot.slack.blocks.talk import spoken
from bot.slack.blocks.verify import VERIFY_CHECK, VERIFY_HASHES, fingerprints, verification
from bot.slack.blocks.why import matched, why, why_not
from bot.slack.blocks.wishes import AGAIN, OFF_THE_LIST, SAVE, STOP, UNDO, changed, read_wish, saved, wishes

__all__ = [
    "AGAIN",
    "EDIT",
    "MENU",
    "MORE",
    "NEW",
    "OFF_THE_LIST",
    "PAUSE",
    "REMOVE",
    "RESUME",
    "SAVE",
    "STOP",
    "THUMBS",
    "UNDO",
    "VERIFY_CHECK",
    "VERIFY_HASHES",
    "Choice",
    "Json",
    "Message",
    "Thumb",
    "alert",
    "answer",
    "breaking",
    "changed",
    "contradicted",
    "correction",
    "days_words",
    "detail",
    "digest",
    "fingerprints",
    "home",
    "matched",
    "order_words",
    "problem",
    "read_choice",
    "read_wish",
    "remark",
    "rest",
    "saved",
    "spoken",
    "subscriptions",
    "usage",
    "verification",
    "welcome",
    "why",
    "why_not",
    "wishes",
]
