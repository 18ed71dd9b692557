"""What a profile's answers say, checked against a pack: every mistake, none of the answers repeated."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta

from engine import profile_messages as said
from engine.countries import COUNTRIES
from engine.documents import Steps
from engine.errors import Fault, Message, Mistake, Nearest, Refused
from engine.pack import Pack, Question
from engine.profile import PLACEHOLDERS, UNKNOWN, WITHHELD, GivenAnswer, Profile
from engine.readable import Value, values_of

Place = Callable[[Steps], str]
# Somebody who answers in the evening in Beirut may be assessed in the morning in New York: one day ahead is no mistake.
LENIENCE = timedelta(days=1)
_SEPARATORS = re.compile("[,;\u060c\u061b]")  # also those that Arabic keyboards have
_QUOTES = " \u00a0'\"\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"


def require_fitting(profile: Profile, pack: Pack, on: date) -> None:
    """Raise Refused with every answer and date that does not fit, each called by its field."""
    mistakes = list(profile_mistakes(values_of(profile), pack, on, lambda path: ".".join(map(str, path))))
    if mistakes:
        raise Refused(mistakes)


def profile_mistakes(values: Iterable[Value], pack: Pack, on: date, place: Place) -> Iterator[Mistake]:
    """Every answer and date that does not fit, of all that could be read; `place` says where a path stands."""
    read = list(values)
    nearest = Nearest()
    for value in read:
        for fault in _answer_faults(value, pack, nearest):
            yield fault.at(place(value.path[:2]))
    yield from date_mistakes(read, on, place)


def campaign_mistakes(values: Iterable[Value], place: Place, unnamed: bool) -> Iterator[Mistake]:
    """A campaign that is still called as in a blank questionnaire, unless it may be, and a country that is none."""
    for value in values:
        if value.owner is Profile and value.field == "campaign" and value.value in PLACEHOLDERS and not unnamed:
            yield said.PLACEHOLDER.at(place(value.path), field=value.field)
        if value.owner is Profile and value.field == "country" and value.value not in COUNTRIES:
            yield said.NO_COUNTRY.at(place(value.path), field=value.field)


def _answer_faults(value: Value, pack: Pack, nearest: Nearest) -> Iterator[Fault]:
    if (value.owner, value.field) == (Profile, "answers"):
        if value.key not in pack.questions:
            yield unknown_answer(value.key, pack.questions, nearest)
        elif isinstance(value.value, GivenAnswer):
            yield from unfit_answer(value.value.answer, pack.questions[value.key])
    elif (value.owner, value.field) == (GivenAnswer, "answer") and value.path[1] in pack.questions:
        yield from unfit_answer(value.value, pack.questions[str(value.path[1])])  # its other fields break the format


def unknown_answer(name: str, known: Collection[str], nearest: Nearest) -> Fault:
    return said.UNKNOWN_QUESTION.fault(nearest.name(name, known), question=name)


def unfit_answer(answer: str | tuple[str, ...] | None, question: Question) -> Iterator[Fault]:
    """An answer that cannot answer its question."""
    message = None if answer in (None, UNKNOWN, WITHHELD) else _misfit(question, answer)
    if message is not None:
        alone = tuple(option.id for option in question.options if option.alone)
        options = question.together if message is said.NOT_ALONE else question.values
        example = ", ".join(question.together[:2])
        yield message.fault(question=question.id, options=options, alone=alone, example=example)


def _misfit(question: Question, answer: str | tuple[str, ...] | None) -> Message | None:
    """What is wrong with an answer, without repeating it."""
    if question.kind == "choices":
        return _misfit_of_several(question, answer if isinstance(answer, tuple) else (str(answer),))
    if isinstance(answer, tuple):
        return said.SEVERAL[question.kind]
    if answer in question.values:
        return None
    return said.ALMOST if _bare(str(answer)) in question.values else said.NO_ANSWER[question.kind]


def _misfit_of_several(question: Question, chosen: tuple[str, ...]) -> Message | None:
    if len(set(chosen)) < len(chosen):
        return said.OPTION_TWICE
    if not set(chosen) <= set(question.values):
        return _misspelt(question, chosen)
    if len(chosen) > 1 and any(option.alone and option.id in chosen for option in question.options):
        return said.NOT_ALONE
    return None


def _misspelt(question: Question, chosen: tuple[str, ...]) -> Message:
    """Options that are not those of the question: several in one text, in other letters or quotes, or none at all."""
    parts = [_bare(part) for text in chosen for part in _SEPARATORS.split(text)]
    if not set(parts) <= set(question.values):
        return said.NO_OPTION
    return said.NO_LIST if len(parts) > len(chosen) else said.ALMOST


def _bare(answer: str) -> str:
    """An answer without the quotes that word processors put around it, in small letters."""
    return answer.strip(_QUOTES).casefold()


def date_mistakes(values: Iterable[Value], on: date, place: Place) -> Iterator[Mistake]:
    """Dates of a profile that lie after the day of its assessment, and an end before the launch."""
    dated = dict(_dates(values))
    ends = {path: dated.pop(path) for path in (("dates", "launch"), ("dates", "end")) if path in dated}
    for path, day in dated.items():
        if day > on + LENIENCE:
            yield said.FROM_THE_FUTURE.at(place(path), day=on.isoformat())
    if len(ends) == 2 and ends["dates", "end"] < ends["dates", "launch"]:
        yield said.ENDS_TOO_EARLY.at(place(("dates", "end")))


def _dates(values: Iterable[Value]) -> Iterator[tuple[Steps, date]]:
    """Every date with its path."""
    for value in values:
        if isinstance(value.value, date):
            yield value.path, value.value
        elif isinstance(value.value, GivenAnswer):
            if value.value.answered_on is not None:
                yield (*value.path, "answered_on"), value.value.answered_on
            if value.value.evidence is not None and value.value.evidence.date is not None:
                yield (*value.path, "evidence", "date"), value.value.evidence.date
