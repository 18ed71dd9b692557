"""A check as Markdown: a comment on a pull request, or the summary of a pipeline's step."""

from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import Final, Literal

from engine.check import Check, CheckedProfile
from reports.check_text import in_order
from reports.check_wording import CheckWording
from reports.markup import bullets, escape, folded, heading, table
from reports.words import Digits, Words

MOST_OF_A_COMMENT: Final = 60_000  # characters; GitHub takes 65,536
MOST_OF_A_SUMMARY: Final = 500_000  # characters, of two bytes at most; a step on GitHub takes 1 MiB


def check_markdown(check: Check, language: str, digits: Digits = "western", most: int = MOST_OF_A_COMMENT) -> str:
    """The summary, what blocks in each profile, and the rest folded away, in `most` characters.

    Where that is not enough, a quarter of it is for waivers, and a quarter for the profiles that are not told whole,
    a line each; what is left out then is counted. Those that fare worst come first.
    """
    say = CheckWording(check, Words(language, digits))
    words, quarter = say.words, most // 4
    head = [heading(2, say.heading()), escape(f"{say.summary()} {say.gate()}"), *map(escape, say.notes())]
    tail = _listed([say.waivers.standing(one) for one in check.waivers], quarter, say, "waivers")
    tail = [heading(3, words("Waivers")), *tail] if tail else []
    profiles = in_order(check)
    room = most - sum(map(len, (*head, *tail)))
    parts, all_fit = _told(say, profiles, room)
    if not all_fit:
        kept = _fitting(parts, room - quarter)
        briefly = [say.title(profile) for profile in profiles[kept:]]
        parts = [*parts[:kept], *_listed(briefly, quarter, say, "profiles")]
    body = "\n\n".join((*head, *parts, *tail)) + "\n"
    return body if words.direction == "ltr" else f'<div dir="rtl">\n\n{body}\n</div>\n'


def _told(say: CheckWording, profiles: Sequence[CheckedProfile], room: int) -> tuple[list[str], bool]:
    """The profiles told whole, up to the first that does not fit any more; and whether all do."""
    parts: list[str] = []
    for profile in profiles:
        parts.append("\n\n".join(_profile(say, profile)))
        room -= len(parts[-1])
        if room < 0:
            return parts, False
    return parts, True


def _fitting(parts: Sequence[str], room: int) -> int:
    """How many of the parts, from the first one on, fit."""
    sums = accumulate(map(len, parts))
    return sum(1 for _ in takewhile(lambda length: length <= room, sums))


def _listed(items: list[str], room: int, say: CheckWording, what: Literal["profiles", "waivers"]) -> list[str]:
    """A list of as many of the items as fit, and how many more there are."""
    if not items:
        return []
    lines = [line for item in items for line in bullets([item])]
    kept = _fitting(lines, room)
    left_out = len(items) - kept
    found = ["\n".join(lines[:kept])] if kept else []
    if not left_out:
        return found
    if what == "waivers":
        more = say.words.many("{number} more waiver is not shown.", "{number} more waivers are not shown.", left_out)
    else:
        more = say.words.many("{number} more profile is not shown.", "{number} more profiles are not shown.", left_out)
    return [*found, escape(more)]


def _profile(say: CheckWording, profile: CheckedProfile) -> list[str]:
    words = say.words
    parts = [heading(3, say.title(profile)), *bullets(say.about(profile))]
    parts += bullets(str(one) for one in say.troubles(profile))
    columns = [words("Line"), words("Level"), words("What was found"), words("Why")]
    rows = [
        (
            result,
            [words.number(result.line), say.level(result), say.message(result), " ".join(say.details(result))],
        )
        for result in profile.results
    ]
    parts += table(columns, [row for result, row in rows if result.blocks])
    still_open = [row for result, row in rows if result.about == "open_answer" and not result.blocks]
    if still_open:
        parts += [heading(4, words("Still open, and decides")), *table(columns, still_open)]
    rest = [row for result, row in rows if result.about != "open_answer" and not result.blocks]
    named = words.many("{number} more thing that does not block", "{number} more things that do not block", len(rest))
    return [*parts, *folded(named, table(columns, rest))]
