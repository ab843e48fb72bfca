"""What is ours and not text: frozen values that the acting half passes around."""

from bot.model.answers import Answer, AnswerKind, StoryDetail, StoryView
from bot.model.collecting import (
    CollectionRow,
    EntryFailure,
    Feed,
    FeedOutcome,
    FeedReport,
    FeedState,
    Incoming,
    Item,
)
from bot.model.digests import (
    WEEKDAYS,
    Coverage,
    Day,
    Delivery,
    DeliveryState,
    PlannedEdition,
    Slot,
    Subscription,
)
from bot.model.stored import StoredArticle, StoredStory

__all__ = [
    "WEEKDAYS",
    "Answer",
    "AnswerKind",
    "CollectionRow",
    "Coverage",
    "Day",
    "Delivery",
    "DeliveryState",
    "EntryFailure",
    "Feed",
    "FeedOutcome",
    "FeedReport",
    "FeedState",
    "Incoming",
    "Item",
    "PlannedEdition",
    "Slot",
    "StoredArticle",
    "StoredStory",
    "StoryDetail",
    "StoryView",
    "Subscription",
]
