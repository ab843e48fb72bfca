"""Pure functions from domain objects to messages. What they return keeps every limit of Slack's."""

from bot.slack.blocks.answer import answer
from bot.slack.blocks.detail import detail
from bot.slack.blocks.digest import digest, rest
from bot.slack.blocks.menu import MENU, THUMBS, Choice, Thumb, read_choice
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.notes import home, problem, remark, usage, welcome
from bot.slack.blocks.story import MORE
from bot.slack.blocks.subscriptions import PAUSE, REMOVE, RESUME, order_words, subscriptions

__all__ = [
    "MENU",
    "MORE",
    "PAUSE",
    "REMOVE",
    "RESUME",
    "THUMBS",
    "Choice",
    "Json",
    "Message",
    "Thumb",
    "answer",
    "detail",
    "digest",
    "home",
    "order_words",
    "problem",
    "read_choice",
    "remark",
    "rest",
    "subscriptions",
    "usage",
    "welcome",
]
