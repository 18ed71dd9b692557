"""A check as Markdown: a comment on a pull request, or the summary of a pipeline's step."""

from engine.check import Check, CheckedProfile
from reports.check_text import in_order
from reports.check_wording import CheckWording
from reports.markup import bullets, escape, folded, heading, table
from reports.words import Digits, Words

MOST_CHARACTERS = 60_000  # a comment on GitHub holds 65,536


def check_markdown(check: Check, language: str, digits: Digits = "western") -> str:
    """The summary, what blocks in each profile, and the rest folded away.

    What would make a comment longer than platforms take is left out, profile by profile, and counted.
    """
    say = CheckWording(check, Words(language, digits))
    words = say.words
    head = [heading(2, say.heading()), escape(f"{say.summary()} {say.gate()}"), *map(escape, say.notes())]
    tail: list[str] = []
    if check.waivers:
        tail = [heading(3, words("Waivers")), *bullets(say.waiver(one) for one in check.waivers)]
    parts: list[str] = []
    length, left_out = sum(map(len, (*head, *tail))), 0
    for profile in in_order(check):
        part = "\n\n".join(_profile(say, profile))
        if parts and length + len(part) > MOST_CHARACTERS:
            left_out += 1
            continue
        length += len(part)
        parts.append(part)
    if left_out:
        told = words.many("{number} more profile is not shown.", "{number} more profiles are not shown.", left_out)
        parts.append(escape(told))
    body = "\n\n".join((*head, *parts, *tail)) + "\n"
    return body if words.direction == "ltr" else f'<div dir="rtl">\n\n{body}\n</div>\n'


def _profile(say: CheckWording, profile: CheckedProfile) -> list[str]:
    words = say.words
    parts = [heading(3, say.title(profile)), *bullets(say.about(profile))]
    parts += bullets(str(one) for one in say.troubles(profile))
    columns = [words("Line"), words("Level"), words("What was found"), words("Why")]
    rows = [
        (
            result.blocks,
            [words.number(result.line), say.level(result), say.message(result), " ".join(say.details(result))],
        )
        for result in profile.results
    ]
    parts += table(columns, [row for blocks, row in rows if blocks])
    rest = [row for blocks, row in rows if not blocks]
    named = words.many("{number} more thing that does not block", "{number} more things that do not block", len(rest))
    return [*parts, *folded(named, table(columns, rest))]
