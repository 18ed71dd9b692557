"""A profile file to fill in: every question, what its answers mean, and room for the answer; blank, or begun with what
an earlier campaign leaves to the next."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap

from engine.asking import in_order_of_asking
from engine.conditions import Name
from engine.next_campaign import NextCampaign
from engine.pack import Pack, Policy, Question
from engine.profile import GivenAnswer
from reports.carried_answers import answer_lines, introduction, lesson_lines
from reports.words import Digits, Words

WIDTH = 100


def blank_profile(
    pack: Pack,
    policy: Policy,
    language: str,
    on: date | None = None,
    begun: NextCampaign | None = None,
    digits: Digits = "western",
) -> str:
    """YAML in which the questions stand as comments, in the order of asking; an empty answer is not answered.

    Once the campaign has its name it is a profile that loads, filled in or not; without `on` the day of answering must
    still be given. `begun` is what
    an earlier campaign leaves to this one.
    """
    words = Words(language, digits)
    asked = [q for q in in_order_of_asking(pack, policy) if not policy.asks or q.id in policy.asks]
    first = [question for question in asked if question.id in policy.first]
    carried, lessons = (begun.carried, begun.lessons) if begun else ({}, ())
    told = introduction(begun, words) if begun else []
    lines = [
        *(line for sentence in told for line in _comment(sentence)),
        *(["#"] if told else []),
        *_comment(f"{words.of(pack.manifest.title)} · {words.of(policy.title)}"),
        *_comment(words("Write no names of people anywhere in this file. Write the role instead.")),
        *_comment(words("The questions with a star (*) matter most.")),
        *_comment(words("An answer can be left empty, or be `unknown` or `withheld` (kept back for safety).")),
        *_comment(words("Evidence for a level of 3 or 4 goes beneath the question, in this form:")),
        f"#   {_a_level_question(asked)}:",
        "#     answer: 3",
        "#     evidence:",
        f"#       note: {words('what shows it')}",
        f"#       reference: {words('where it can be seen')}",
        "#       date: 2026-01-31",
        f"#       owner: {words('a role')}",
        "",
        f'campaign: "{words("Name of the campaign")}"',
        f"country:  # {words('two letters, as in TN, LB or YE')}",
        f"stage: preparing  # {words('preparing, launching, running or closing')}",
        "dates:",
        f"  launch:  # {words('the day of the launch, as in 2026-01-31')}",
        f"  end:  # {words('the day of its end')}",
        f"lessons:  # {words('what earlier campaigns taught you, each on a line of its own after a dash, as in')}",
        f"  # - {words('the permit took two months')}",
        *lesson_lines(lessons),
        f"answered_on: {'' if on is None else on.isoformat()}  # {words('the day of these answers, as in 2026-01-31')}",
        "",
        "answers:",
    ]
    if first:
        lines += _page((words("Asked first under this policy"),), first, words, carried)
    for section in pack.sections:
        page = {question.id for question in section.questions}.difference(policy.first)
        if rest := [question for question in asked if question.id in page]:
            lines += _page((words.of(section.title), words.of(section.intro)), rest, words, carried)
    return "\n".join(lines) + "\n"


def _a_level_question(asked: Sequence[Question]) -> str:
    """The first question that evidence can belong to, for the example of how to write it."""
    return next((question.id for question in asked if question.kind == "level"), asked[0].id)


def _page(
    introduced: tuple[str, ...], questions: list[Question], words: Words, carried: Mapping[Name, GivenAnswer]
) -> Iterator[str]:
    yield ""
    for text in introduced:
        yield from _comment(text, "  ")
    for question in questions:
        yield ""
        star = " *" if question.critical else ""
        yield from _comment(f"{question.code}{star} · {words.of(question.text)}", "  ")
        yield from _comment(words.of(question.help), "  ")
        if question.asked_if is not None:
            yield from _comment(words("Counts only where other answers make it apply."), "  ")
        yield from _choices(question, words)
        if question.id in carried:
            yield from _comment(words("Carried over: confirm or correct it."), "  ")
            yield from answer_lines(question.id, carried[question.id])
        else:
            yield f"  {question.id}:"


def _choices(question: Question, words: Words) -> Iterator[str]:
    """What can be answered, each on a line of its own."""
    if question.kind == "yes_no":
        yield f"  #   yes  {words('Yes')}"
        yield f"  #   no   {words('No')}"
        return
    if question.kind == "choices":
        yield from _comment(words("Any of these, as in [{example}]:", example=", ".join(question.together[:2])), "  ")
    offered = [(str(level), text) for level, text in sorted(question.anchors.items())]
    offered += [(option.id, option.text) for option in question.options]
    margin = max(len(value) for value, _ in offered)
    alone = {option.id for option in question.options if option.alone}
    for value, text in offered:
        told = words("{text} (only by itself)", text=words.of(text)) if value in alone else words.of(text)
        yield from _comment(told, "  ", f"  {value.ljust(margin)}  ")


def _comment(text: str, indent: str = "", label: str = "") -> Iterator[str]:
    """Comment lines of at most WIDTH characters; a label stands on the first, the others align with it."""
    for number, line in enumerate(wrap(text, WIDTH - len(indent) - len(label) - 2)):
        yield f"{indent}# {label if number == 0 else ' ' * len(label)}{line}"
