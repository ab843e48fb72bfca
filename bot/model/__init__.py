"""What is ours and not text: frozen values that the acting half passes around."""

from bot.model.answers import Answer, AnswerKind, Mention, Nearest, StoryDetail, StoryView
from bot.model.collecting import (
    CollectionRow,
    EntryFailure,
    Feed,
    FeedChange,
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
from bot.model.drawn import Drawn, Posting
from bot.model.inputs import CandidateInputs, EditionInputs, EditionRow
from bot.model.notices import NOTICE, NOTICE_KEPT, Notice, Told
from bot.model.readers import Change, Outcome, Preference, Profile, Reader, Subject, Wish
from bot.model.stored import StoredArticle, StoredStory, StoryContext

__all__ = [
    "LATE",
    "NOTICE",
    "NOTICE_KEPT",
    "WEEKDAYS",
    "Answer",
    "AnswerKind",
    "CandidateInputs",
    "Change",
    "CollectionRow",
    "Coverage",
    "Day",
    "Delivery",
    "DeliveryState",
    "Drawn",
    "EditionInputs",
    "EditionRow",
    "EntryFailure",
    "Feed",
    "FeedChange",
    "FeedOutcome",
    "FeedReport",
    "FeedState",
    "Incoming",
    "Item",
    "Mention",
    "Nearest",
    "Notice",
    "Outcome",
    "PlannedEdition",
    "Posting",
    "Preference",
    "Profile",
    "Reader",
    "Slot",
    "StoredArticle",
    "StoredStory",
    "StoryContext",
    "StoryDetail",
    "StoryView",
    "Subject",
    "Subscription",
    "Told",
    "Wish",
]
