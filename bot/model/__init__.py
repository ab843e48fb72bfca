"""What is ours and not text: frozen values that the acting half passes around."""

from bot.model.answers import Answer, AnswerKind, Mention, StoryDetail, StoryView
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
    LATE,
    WEEKDAYS,
    Coverage,
    Day,
    Delivery,
    DeliveryState,
    PlannedEdition,
    Slot,
    Subscription,
)
from bot.model.inputs import CandidateInputs, EditionInputs, EditionRow
from bot.model.readers import Preference, Reader, Subject, Wish
from bot.model.stored import StoredArticle, StoredStory, StoryContext

__all__ = [
    "LATE",
    "WEEKDAYS",
    "Answer",
    "AnswerKind",
    "CandidateInputs",
    "CollectionRow",
    "Coverage",
    "Day",
    "Delivery",
    "DeliveryState",
    "EditionInputs",
    "EditionRow",
    "EntryFailure",
    "Feed",
    "FeedOutcome",
    "FeedReport",
    "FeedState",
    "Incoming",
    "Item",
    "Mention",
    "PlannedEdition",
    "Preference",
    "Reader",
    "Slot",
    "StoredArticle",
    "StoredStory",
    "StoryContext",
    "StoryDetail",
    "StoryView",
    "Subject",
    "Subscription",
    "Wish",
]
