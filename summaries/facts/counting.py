"""What a figure in a sentence counts: the dead, euros, seats; or nothing, where it is a date or a name.

"The storm killed 12 people" counts the dead; "12 people" of "Flight 12", "aged 12" or "12 March" nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.facts import counted
from summaries.facts.lines import plural
from summaries.tokens import stem, stop_words

if TYPE_CHECKING:
    from summaries.facts.lines import Line

_STOPS: Final = stop_words("en")
_FARTHEST: Final = 6  # tokens between a figure and the word that says what befell those counted
_LONGEST_PHRASE: Final = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: the `kind` ("dead", "usd", "seat") and `who` of them ("soldier").

    `narrowed`: the words before the noun; `end`: the token behind the phrase; `said`: the sentence's own word
    for it; `loose`: a noun alone, without an outcome or a unit.
    """

    kind: str
    who: str
    narrowed: tuple[str, ...]
    end: int
    said: str
    loose: bool = False
    measure: bool = False


def _is_summand(line: Line, end: int) -> bool:
    """As in "killed two civilians and a policeman": three, in all."""
    return line.low(end) == "and" and line.low(end + 1) in {"a", "an", "one", "#"}


def counts(line: Line, i: int) -> Counted | None:
    """What the figure at `i` counts; None where it can't be told."""
    return _unit(line, i) or _people(line, i)


def _unit(line: Line, i: int) -> Counted | None:
    figure = line.at(i).figure
    assert figure is not None
    after = line.low(i + 1).lstrip("-")
    if "magnitude" in {after, line.low(i - 1)} or (line.low(i - 1), line.low(i - 2)) == ("of", "magnitude"):
        return Counted("magnitude", "", (), i + 1, "magnitude", measure=True)
    if figure.percent:
        points = after in {"point", "points"}
        return Counted("points" if points else "percent", "", (), i + 1 + points, "%", measure=True)
    if figure.symbol:
        money = counted.CURRENCIES.get(figure.symbol.lower(), figure.symbol)
        return Counted(money, "", (), i + 1, figure.symbol, measure=True)
    return _named_unit(line, i)


def _named_unit(line: Line, i: int) -> Counted | None:
    for step in (1, 2, 3):
        token = line.at(i + step)
        low = token.low.lstrip("-")
        if not low or (
            step > 1 and not line.at(i + step - 1).text[:1].isupper() and line.low(i + 1) != "square"
        ):
            return None
        if unit := counted.CURRENCIES.get(low) or (counted.UNITS.get(low) if step <= 2 else None):  # noqa: PLR2004
            area = "square " if line.low(i + 1) == "square" else ""
            fahrenheit = unit == "celsius" and line.low(i + step + 1) == "fahrenheit"
            kind = "fahrenheit" if fahrenheit else area + unit + _adjective(line, i, step)
            end = i + step + 1 + (line.low(i + step + 1) in {"celsius", "fahrenheit"})
            return Counted(kind, "", (), end, token.low, measure=True)
    return None


def _adjective(line: Line, i: int, step: int) -> str:
    """Australian dollars are no American ones."""
    return "".join(f" {line.low(i + at)}" for at in range(1, step) if line.low(i + at) != "square")


def _people(line: Line, i: int) -> Counted | None:
    head, narrowed, end = _phrase(line, i)
    who = "" if head in counted.PEOPLE else counted.ALIKE.get(stem(head), stem(head))
    outcome = counted.OUTCOMES.get(head) or _befell(line, i, end, head)
    if outcome:
        said = head if head in counted.OUTCOMES else _said(line, i, end, outcome)
        if head in counted.OTHERS:
            who = "" if outcome == "hurt" else "other"
        summand = head not in counted.OUTCOMES and _is_summand(line, end)
        return (
            None
            if summand
            else Counted(outcome, "" if head in counted.OUTCOMES else who, narrowed, end, said)
        )
    if head in counted.TIMES and _behind_bars(line, i, end):
        return Counted(f"{stem(head)} in prison", "", (), end, "prison")
    if not head or head in counted.TIMES or head in counted.OTHERS:
        return None
    return Counted(who or "people", "", narrowed, end, head, loose=True)


def _phrase(line: Line, i: int) -> tuple[str, tuple[str, ...], int]:
    """The noun that follows the figure, the words between them, and where the phrase ends."""
    between: list[str] = []
    for j in range(i + 1, i + 1 + _LONGEST_PHRASE):
        token = line.at(j)
        if not token.word or token.low in _STOPS or (counted.OUTCOMES.get(token.low) and not plural(token)):
            break
        if plural(token):
            follows = line.at(j + 1)
            compound = plural(follows) and follows.low not in counted.OUTCOMES
            return (
                (follows.low, (*between, token.low), j + 2)
                if compound
                else (token.low, tuple(between), j + 1)
            )
        between.append(token.low)
    single = line.at(i).figure
    if single and single.value == 1 and between:
        return between[0], (), i + 2
    return "", (), i + 1


def _befell(line: Line, i: int, end: int, head: str) -> str:
    """What befell those counted, by the words around: "killed 12 people", "12 people were killed"."""
    before = line.low(i - 1)
    if _lives(line, i, end, head):
        return "dead"
    if before in counted.ACTIVE and before not in {"left", "leaving"}:
        return counted.OUTCOMES.get(before, "")
    if before in counted.LEADS_TO and (outcome := _toll(line, i)):
        return outcome
    if before in counted.OUTCOMES and before not in counted.ACTIVE and not head:
        return counted.OUTCOMES[before]
    return _passive(line, end)


def _lives(line: Line, i: int, end: int, head: str) -> bool:
    """As in "claimed 12 lives", "claimed the lives of 12", "12 people lost their lives"."""
    if head == "lives":
        return any(line.low(j) in {"claimed", "claiming", "lost", "claims"} for j in (i - 1, end, end + 1))
    return (line.low(i - 2), line.low(i - 1)) == ("lives", "of") or (line.low(end), line.low(end + 2)) == (
        "lost",
        "lives",
    )


def _behind_bars(line: Line, i: int, end: int) -> bool:
    """As in "sentenced to 15 years", "jailed for 15 years", "15 years in prison"."""
    before = {line.low(i - step) for step in range(1, 7)}
    return bool(before & {"sentenced", "jailed"}) or line.low(end + 1) in {"prison", "jail"}


def _toll(line: Line, i: int) -> str:
    """As in "the death toll of the crash near Cusco rose to 36", "the number of people killed rose to 4"."""
    for j in range(i - 1, -1, -1):
        if line.low(j) in {";", "while", "#"}:
            return ""
        if line.low(j) == "toll":
            return "dead"
        if line.low(j) == "number":
            return next(
                (
                    counted.OUTCOMES.get(line.low(k), "")
                    for k in range(j, j + 5)
                    if line.low(k) in counted.OUTCOMES
                ),
                "",
            )
    return ""


def _passive(line: Line, end: int) -> str:
    """The outcome after the phrase: with an auxiliary, or one that takes no object ("died", "missing")."""
    auxiliary = False
    for j in range(end, end + _FARTHEST):
        token = line.at(j)
        if (
            not token.text
            or token.figure
            or token.text in ",;:"
            or token.low in {"and", "but", "that", "who", "as"}
        ):
            return ""
        auxiliary = auxiliary or token.low in counted.AUXILIARIES
        outcome = counted.OUTCOMES.get(token.low)
        if (
            outcome
            and token.low not in counted.NOUNS
            and (token.low not in counted.ACTIVE or auxiliary or not _object(line, j + 1))
        ):
            return outcome
    return ""


def _object(line: Line, j: int) -> bool:
    """Whether an object follows: "five men killed a guard"."""
    after = line.at(j)
    return bool(after.figure) or (
        after.word and (after.low not in _STOPS or after.low in {"the", "a", "an", "his", "her"})
    )


def _said(line: Line, i: int, end: int, outcome: str) -> str:
    """The word of the sentence for what befell them, nearest first: what a reader is shown."""
    around = sorted(range(max(0, i - 12), end + _FARTHEST), key=lambda j: (abs(j - i), j))
    return next((line.low(j) for j in around if counted.OUTCOMES.get(line.low(j)) == outcome), outcome)
