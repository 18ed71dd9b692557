"""A check as workflow commands, which GitHub shows as annotations beside the lines of a pull request.

A step shows ten errors, ten warnings and ten notices and drops the rest without a word. So those ten are the worst of
all profiles, by the verdict that they are a reason of and then by how grave they are; what is left stands in the step's
summary, which is the Markdown form, if there is one.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from engine.check import LEVELS, Check, Level, fatal_waivers, urgency
from reports.check_text import in_order
from reports.check_wording import CheckWording
from reports.phrases import plain
from reports.words import Digits, Words

MOST_OF_A_LEVEL: Final = 10
_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}


# Before whatever blocks, and after it: see `urgency`.
_MISTAKE: Final = (LEVELS.index("error"), -1)
_UNDECIDED: Final = (LEVELS.index("error"), 1)


class _Annotation(NamedTuple):
    """One annotation. Its level is the first number of its urgency."""

    urgency: tuple[int, ...]
    file: str
    line: int
    title: str
    said: str


def annotations(check: Check, language: str, digits: Digits = "western", summary: bool = True) -> str:
    """The commands, worst first, and a sentence on those that no annotation shows. `summary`: the step has one."""
    say = CheckWording(check, Words(language, digits))
    shown: dict[Level, int] = dict.fromkeys(_COMMANDS, 0)
    lines, left_out = [], 0
    for one in sorted(_all(say), key=lambda one: one.urgency):
        level = LEVELS[one.urgency[0]]
        most = MOST_OF_A_LEVEL - (level == "note")  # one place is kept for the sentence at the end
        if shown[level] == most:
            left_out += 1
            continue
        shown[level] += 1
        place = f"file={_property(one.file)},line={one.line},title={_property(one.title)}"
        lines.append(f"::{_COMMANDS[level]} {place}::{_data(one.said)}")
    if left_out:
        lines.append(f"::notice::{_data(_left_out(say.words, left_out, summary))}")
    return "".join(f"{line}\n" for line in lines) + plain(say.summary()) + "\n"


def _left_out(words: Words, number: int, summary: bool) -> str:
    if summary:
        return words.many(
            "{number} more is in the summary of this step.", "{number} more are in the summary of this step.", number
        )
    return words.many(
        "{number} more is not shown here, but in the form text.",
        "{number} more are not shown here, but in the form text.",
        number,
    )


def _all(say: CheckWording) -> Iterator[_Annotation]:
    """Everything that is not waived, the profiles that fare worst first; before them the waivers that a strict check
    takes for mistakes."""
    check = say.check
    for waiver in fatal_waivers(check):
        yield _Annotation(_MISTAKE, check.waivers_file or "", waiver.line, waiver.finding, say.waivers.standing(waiver))
    for files, said in zip(check.one_campaign, say.shared(), strict=True):
        yield _Annotation((LEVELS.index("note"), 0), files[0], 1, say.heading(), said)
    for profile in in_order(check):
        for one, told in zip(profile.troubles, say.troubles(profile), strict=True):
            yield _Annotation(_MISTAKE, profile.file, one.line, one.code, f"{told.fact} {told.remedy}")
        shown = [result for result in profile.results if result.waived_by is None]
        silent = all(result.level != "error" for result in shown)
        if profile.outcome == "undecided" or (profile.outcome == "failed" and silent):
            yield _Annotation(_UNDECIDED, profile.file, 1, say.outcome(profile), ". ".join(say.about(profile)))
        for result in shown:
            severity = check.rules[result.rule].severity if result.rule in check.rules else None
            yield _Annotation(urgency(result, severity), profile.file, result.line, result.rule, say.paragraph(result))


def _data(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
