"""A check as workflow commands, which GitHub shows as annotations beside the lines of a pull request.

A step shows ten errors, ten warnings and ten notices and drops the rest without a word: those ten are the worst, and
what is left stands in the step's summary, which is the Markdown form, if there is one.
"""

from typing import Final

from engine.check import Check, Level, fatal_waivers
from reports.check_text import in_order
from reports.check_wording import CheckWording
from reports.phrases import plain
from reports.words import Digits, Words

MOST_OF_A_LEVEL: Final = 10
_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}


def annotations(check: Check, language: str, digits: Digits = "western", summary: bool = True) -> str:
    """The commands, worst first, and a sentence on those that no annotation shows. `summary`: the step has one."""
    say = CheckWording(check, Words(language, digits))
    shown: dict[Level, int] = dict.fromkeys(_COMMANDS, 0)
    lines, left_out = [], 0
    for level, file, line, title, said in sorted(_all(say), key=lambda one: list(_COMMANDS).index(one[0])):
        most = MOST_OF_A_LEVEL - (level == "note")  # one place is kept for the sentence at the end
        if shown[level] == most:
            left_out += 1
            continue
        shown[level] += 1
        place = f"file={_property(file)},line={line},title={_property(title)}"
        lines.append(f"::{_COMMANDS[level]} {place}::{_data(said)}")
    if left_out:
        lines.append(f"::notice::{_data(_left_out(say.words, left_out, summary))}")
    return "".join(f"{line}\n" for line in lines) + plain(say.summary()) + "\n"


def _left_out(words: Words, number: int, summary: bool) -> str:
    if summary:
        return words.many(
            "{number} more is in the summary of this step.", "{number} more are in the summary of this step.", number
        )
    return words.many(
        "{number} more is not shown here. The form text shows everything.",
        "{number} more are not shown here. The form text shows everything.",
        number,
    )


def _all(say: CheckWording) -> list[tuple[Level, str, int, str, str]]:
    """Level, file, line, title and text of everything that is not waived, the profiles that fare worst first; before
    them the waivers that a strict check takes for mistakes."""
    found: list[tuple[Level, str, int, str, str]] = [
        ("error", say.check.waivers_file or "", one.line, one.finding, say.waivers.standing(one))
        for one in fatal_waivers(say.check)
    ]
    found += [
        ("note", files[0], 1, say.heading(), said)
        for files, said in zip(say.check.one_campaign, say.shared(), strict=True)
    ]
    for profile in in_order(say.check):
        for one, told in zip(profile.troubles, say.troubles(profile), strict=True):
            found.append(("error", profile.file, one.line, one.code, f"{told.fact} {told.remedy}"))
        shown = [result for result in profile.results if result.waived_by is None]
        silent = all(result.level != "error" for result in shown)
        if profile.outcome == "undecided" or (profile.outcome == "failed" and silent):
            found.append(("error", profile.file, 1, say.outcome(profile), ". ".join(say.about(profile))))
        for result in shown:
            found.append((result.level, profile.file, result.line, result.rule, say.paragraph(result)))
    return found


def _data(text: str) -> str:
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
