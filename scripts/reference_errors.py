"""The page of docs/reference on errors: the tree, what each says, the way out. reference.py writes it."""

from __future__ import annotations

from itertools import groupby

from error_calls import ROOT, Family, Told, families, told

from bot.slack.posting import WORDS

PATH = ROOT / "docs" / "reference" / "errors.md"
HEAD = """\
# Errors

Made of the source by `python scripts/reference.py`; a test holds it current. Here is every sentence in which Dateline tells somebody that something can't be done: an operator at a terminal, a reader in Slack, or both. Most say their way out themselves; what holds for all of a kind stands above its table. `{so}` is what is filled in, "where" the module in `bot/`.

At a terminal such a sentence goes to standard error, without a traceback, and the command ends with [status](commands.md#status) 1, or 2 where it is the configuration. In Slack it is the answer, for the eyes of who asked. A fetch or a document that fails is a cell of the table of `dateline collect`, and stands in `dateline feeds`. What is none of these is a mistake in the program: the log has it with `Traceback`, and whoever asked is told "Something went wrong".

What `dateline doctor` finds has a page of its own: [what the doctor finds](doctor.md).
"""  # noqa: E501 - a paragraph of Markdown is a line
# What mends whatever is of that kind. A class without words here fails the test of the page.
WAYS = {
    "DatelineError": "Above all others; what is told by it alone says the way out itself.",
    "BadRequestError": "Type it anew as the sentence says. Nothing was changed.",
    "ConfigError": "Correct `config.yaml` or the environment as it says, with the line that it names; `dateline doctor` looks at all of it. Status 2.",  # noqa: E501
    "FetchError": "Mostly the other side's: it is tried again by itself, ever more seldom. `dateline feeds` says since when, and proposes what to do ([how a feed fares](feeds.md#how-a-feed-fares)). Where all fail, see that this machine reaches the internet.",  # noqa: E501
    "NotAllowedError": "Ask whom it names. `access.manage_digests` in `config.yaml` says who may change a channel's digests.",  # noqa: E501
    "NotFoundError": "It was there once, or never was: look at the list that it names, and ask again.",
    "RefusedError": "An answer of `dateline web` to a request that is not Slack's, or at a bad time ([what is asked of a request](../how-to/http.md#what-is-asked-of-a-request)). Slack sends again what is worth it. Where Slack's own requests are refused, check `SLACK_SIGNING_SECRET` and the machine's clock.",  # noqa: E501
    "SlackError": "Slack refused for good: mend what it names. A digest that may not be posted pauses, and is resumed with one click.",  # noqa: E501
    "StoreError": "The database: do as the sentence says, then start again. `dateline doctor` looks at the disk, the rights and the schema as well.",  # noqa: E501
    "UnreadableError": "What came makes no sense: of a feed, look at its address in a browser (it may have become a page); of a file, see [files](files.md).",  # noqa: E501
    "Expected": "Write what is expected there; a mistake in `config.yaml` is told with its line.",
    "WrongOrderError": "In a form each stands at its field, and nothing that was filled in is lost.",
    "AddressRefusedError": "The guard lets only public addresses through. If a network of yours is meant, name it at `collect.allow_networks`.",  # noqa: E501
    "NotInstalledError": "Let that workspace install Dateline again ([many workspaces](../how-to/workspaces.md)).",  # noqa: E501
    "SlackBusyError": "It waits so long and does it then; there is nothing to do.",
    "SlackNotSentError": "It was not sent and is not sent later: ask again.",
    "SlackUnsureError": "It may have been posted: Dateline looks before it sends anything again ([posting once](../explanation/posting-once.md)). See status.slack.com where it stays so.",  # noqa: E501
    "TokenExpiredError": "Install Dateline there again; its data stays.",
    "SlackUnreachableError": "It is tried again by itself. Where it stays so, see whether this machine reaches slack.com.",  # noqa: E501
    "TokenSealedError": "Put the key back; what is to be posted there waits for it.",
}
# Sentences of which all is filled in are made elsewhere, and stand there.
_EMPTY = frozenset({"{url}: {why}", "{source}: {why}", "expected {expected}", "expected {expected}; {fix}"})


def page() -> str:
    texts = {error: list(found) for error, found in groupby(told(), key=lambda one: one.error)}
    parts = [_family(one, texts.get(one.name, [])) for one in families()]
    return HEAD + "".join(parts) + _slack()


def _family(family: Family, texts: list[Told]) -> str:
    above = f", a kind of `{family.above}`" if family.above != "Exception" else ""
    kind = above and f" (`{family.name}`{above}.)"
    head = f"\n## {family.name}\n\n{family.doc}{kind}\n\n{WAYS[family.name]}\n"
    rows = [
        f"| {_cell(text)} | {', '.join(f'`{one.room}`' for one in found)} |\n"
        for text, found in groupby(texts, key=lambda one: one.text)
        if text not in _EMPTY
    ]
    return head + ("\n| it says | where |\n|---|---|\n" + "".join(rows) if rows else "")


def _slack() -> str:
    rows = "".join(f"| `{code}` | {_cell(words)} |\n" for code, words in sorted(WORDS.items()))
    return f"\n## What Slack refuses\n\nSlack's code, and what is told for it; any other code is told as it is.\n\n| code | it says |\n|---|---|\n{rows}"  # noqa: E501


def _cell(text: str) -> str:
    """A text as a cell of a table: what is filled in as code, and nothing taken for Markdown."""
    return text.strip().replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
