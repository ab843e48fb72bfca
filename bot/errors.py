"""The tree of errors. Each carries the sentence that a person is shown: what happened, and the way out."""

from __future__ import annotations


class DatelineError(Exception):
    """Anything that Dateline foresees. `str(error)` is fit for a person's eye and holds no secret."""


class ConfigError(DatelineError):
    """The configuration is wrong; the message names the key, the line, what was expected and the fix."""


class FetchError(DatelineError):
    """Something could not be fetched.

    `why` is a short cause ("404 not found", "timed out after 20 s"); `passing` says that it may go well
    another time; `gone` that it is gone for good (410); `retry_after` is in seconds. `status` is that of the
    HTTP answer, 0 where none came.
    """

    def __init__(
        self,
        url: str,
        why: str,
        *,
        passing: bool = False,
        gone: bool = False,
        retry_after: float | None = None,
        status: int = 0,
    ) -> None:
        super().__init__(f"{url}: {why}")
        self.url = url
        self.why = why
        self.passing = passing
        self.gone = gone
        self.retry_after = retry_after
        self.status = status


class AddressRefusedError(FetchError):
    """The guard refused the address: not public, and not in collect.allow_networks."""


class UnreadableError(DatelineError):
    """A feed, page or file that was fetched but makes no sense.

    `why` is a short cause; `feed` a feed's address that stood there, where a page came instead of a feed.
    """

    def __init__(self, source: str, why: str, *, feed: str = "") -> None:
        super().__init__(f"{source}: {why}")
        self.source = source
        self.why = why
        self.feed = feed


class StoreError(DatelineError):
    """The database can't serve: newer than the program, locked, not a database."""


class BadRequestError(DatelineError):
    """A reader's command makes no sense as typed; the message says what would."""


class NotAllowedError(DatelineError):
    """Somebody asked for what is not theirs to do; the message says kindly who can."""


class NotFoundError(DatelineError):
    """What was asked for by id is not there (any more)."""


class SlackError(DatelineError):
    """Slack refused for good (channel_not_found, not_in_channel, invalid_auth, ...). `code` is Slack's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class SlackBusyError(SlackError):
    """429: nothing was posted; try again after `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("ratelimited", f"Slack asks to wait {retry_after:.0f} s")
        self.retry_after = retry_after


class SlackNotSentError(SlackError):
    """It was not sent, and won't be: the time in which it might be had passed."""

    def __init__(self) -> None:
        super().__init__("not_sent", "the time in which it might be sent had passed")


class SlackUnsureError(SlackError):
    """A timeout, a reset or a 5xx: it may have been posted, or not."""


class NotInstalledError(SlackError):
    """The workspace has not installed Dateline, or not any more: nothing may be posted there."""

    def __init__(self) -> None:
        super().__init__("not_installed", "Dateline is not installed in that workspace (any more).")


class TokenExpiredError(SlackError):
    """The workspace's token has expired, and there won't be another one."""

    def __init__(self) -> None:
        said = "The workspace's token has expired, and Slack gives no new one. Install Dateline there again."
        super().__init__("token_expired", said)


class TokenSealedError(SlackBusyError):
    """A stored token can't be read: until its key is back, or the workspace has installed Dateline again."""

    def __init__(self) -> None:
        super().__init__(60)
        self.code = "token_sealed"
        said = (
            "The workspace's token can't be opened with the keys that are given. Put the key that sealed it "
            "back into DATELINE_ENCRYPTION_KEYS, or let that workspace install Dateline again."
        )
        self.args = (said,)
