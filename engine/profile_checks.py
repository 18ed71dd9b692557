"""What a profile's answers say, checked against a pack: every mistake, none of the answers repeated."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta

from engine.documents import Steps
from engine.errors import Fault, Mistake, Nearest, Refused, Suggest
from engine.pack import Pack, Question
from engine.profile import UNKNOWN, WITHHELD, GivenAnswer, Profile
from engine.readable import Value, values_of

Place = Callable[[Steps], str]
# Somebody who answers in the evening in Beirut may be assessed in the morning in New York: one day ahead is no mistake.
LENIENCE = timedelta(days=1)


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
        for code, fact, remedy in _answer_faults(value, pack, nearest):
            yield Mistake(code, place(value.path[:2]), fact, remedy)
    yield from date_mistakes(read, on, place)


def _answer_faults(value: Value, pack: Pack, suggest: Suggest) -> Iterator[Fault]:
    if (value.owner, value.field) == (Profile, "answers"):
        if value.key not in pack.questions:
            yield unknown_answer(value.key, pack.questions, suggest)
        elif isinstance(value.value, GivenAnswer):
            yield from unfit_answer(value.value.answer, pack.questions[value.key])
    elif (value.owner, value.field) == (GivenAnswer, "answer") and value.path[1] in pack.questions:
        yield from unfit_answer(value.value, pack.questions[str(value.path[1])])  # its other fields break the format


def unknown_answer(name: str, known: Collection[str], suggest: Suggest) -> Fault:
    remedy = f"{suggest(name, known)}Correct the name; `munasara questionnaire` lists them all."
    return Fault("PROFILE-004", f"answers '{name}', which no question of the pack asks.", remedy)


def unfit_answer(answer: str | tuple[str, ...] | None, question: Question) -> Iterator[Fault]:
    """An answer that cannot answer its question."""
    fact = "" if answer in (None, UNKNOWN, WITHHELD) else _misfit(question, answer)
    if fact:
        yield Fault("PROFILE-005", f"answers '{question.id}' {fact}.", _remedy(question))


def _misfit(question: Question, answer: str | tuple[str, ...] | None) -> str:
    """What is wrong with an answer, without repeating it; empty if nothing is."""
    if question.kind == "choices":
        chosen = answer if isinstance(answer, tuple) else (str(answer),)
        if len(set(chosen)) < len(chosen):
            return "with the same option twice"
        if not set(chosen) <= set(question.values):
            return "with something that is not one of its options"
        if len(chosen) > 1 and any(option.alone and option.id in chosen for option in question.options):
            return "with an option that excludes all others, and another one"
        return ""
    if isinstance(answer, tuple):
        return "with several options, and it takes one"
    return "" if answer in question.values else "with something that is not one of its answers"


def _remedy(question: Question) -> str:
    kinds = {"level": "a level from 0 to 4", "yes_no": "yes or no"}
    listed = (
        kinds.get(question.kind) or f"{'any' if question.kind == 'choices' else 'one'} of {', '.join(question.values)}"
    )
    return f"Write {listed}; or unknown, or withheld; or leave it empty."


def date_mistakes(values: Iterable[Value], on: date, place: Place) -> Iterator[Mistake]:
    """Dates of a profile that lie after the day of its assessment, and an end before the launch."""
    dated = dict(_dates(values))
    ends = {path: dated.pop(path) for path in (("dates", "launch"), ("dates", "end")) if path in dated}
    for path, day in dated.items():
        if day > on + LENIENCE:
            fact = f"the answers or their evidence are dated after the day of the assessment, {on.isoformat()}."
            yield Mistake("PROFILE-006", place(path), fact, "Correct the date, or assess on a later day with --on.")
    if len(ends) == 2 and ends["dates", "end"] < ends["dates", "launch"]:
        fact = "the campaign ends before it is launched."
        yield Mistake("PROFILE-006", place(("dates", "end")), fact, "Correct the dates.")


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
