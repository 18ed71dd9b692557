"""What the profile of a next campaign begins with, as the lines of its file."""

import json
import re
from collections.abc import Iterator

from engine.next_campaign import NextCampaign
from engine.profile import GivenAnswer
from reports.phrases import plain
from reports.words import Words

_ENDS_A_LINE = re.compile("[\x85\u2028\u2029]")
_WORD = re.compile("[0-9a-z_]+")


def introduction(begun: NextCampaign, words: Words) -> list[str]:
    """Sentences for the top of the file: what it is, what the last campaign taught, what is to be done with it."""
    said = [
        words(
            "The next campaign, after “{campaign}” as it stood on {date}.",
            campaign=plain(begun.campaign),
            date=begun.assessed_on,
        )
    ]
    for lesson in begun.lessons:
        said.append(words("Lesson: {lesson}", lesson=plain(lesson)))
    for title in begun.found:
        said.append(words("Found at its end: {finding}.", finding=plain(words.of(title))))
    said.append(
        words(
            "Answers about the organisation are carried over with their day and marked `to_confirm`. For each "
            "of them: correct it if it has changed, write today's date as its answered_on, and delete the line "
            "to_confirm. Until then every assessment says that it rests on unconfirmed answers. All else is asked "
            "afresh."
        )
    )
    if begun.kept_back:
        said.append(
            words.many(
                "{number} sensitive answer was left out; --with-sensitive carries it over.",
                "{number} sensitive answers were left out; --with-sensitive carries them over.",
                begun.kept_back,
            )
        )
    return said


def lesson_lines(lessons: tuple[str, ...]) -> Iterator[str]:
    for lesson in lessons:
        yield f"  - {quoted(lesson)}"


def answer_lines(question: str, given: GivenAnswer) -> Iterator[str]:
    """One carried answer, with all that belongs to it."""
    answer = given.answer
    yield f"  {question}:"
    yield f"    answer: {_list(answer) if isinstance(answer, tuple) else _word(str(answer))}"
    if given.answered_on is not None:
        yield f"    answered_on: {given.answered_on.isoformat()}"
    yield "    to_confirm: true"
    if given.evidence is not None:
        yield "    evidence:"
        for field, value in given.evidence.model_dump(mode="json", exclude_none=True).items():
            yield f"      {field}: {value if field == 'date' else quoted(value)}"


def quoted(text: str) -> str:
    """A text in the quotes in which YAML reads all of it as itself."""
    return _ENDS_A_LINE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _list(options: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_word, options))}]"


def _word(value: str) -> str:
    return value if _WORD.fullmatch(value) and value != "null" else quoted(value)
