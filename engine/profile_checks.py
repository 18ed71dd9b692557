"""What a profile's answers say, checked against a pack: every mistake, none of the answers repeated."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from engine.errors import Mistake, Refused, nearest
from engine.pack import Pack, Question
from engine.profile import UNKNOWN, WITHHELD, GivenAnswer, Profile

Place = Callable[[tuple[str, ...]], str]
# Somebody who answers in the evening in Beirut may be assessed in the morning in New York: one day ahead is no mistake.
LENIENCE = timedelta(days=1)


def require_fitting(profile: Profile, pack: Pack, on: date, place: Place = ".".join) -> None:
    """Raise Refused with every answer and date that does not fit; `place` turns a path into file:line or a field."""
    mistakes = [
        *answer_mistakes(profile.answers, pack.questions, lambda path: place(("answers", *path))),
        *_date_mistakes(profile, on, place),
    ]
    if mistakes:
        raise Refused(mistakes)


def answer_mistakes(
    answers: Mapping[str, GivenAnswer], questions: Mapping[str, Question], place: Place
) -> Iterator[Mistake]:
    """Each answer to a question that does not exist, or that cannot answer its question."""
    for name, given in answers.items():
        question = questions.get(name)
        if question is None:
            remedy = f"{nearest(name, questions)}Correct the name; `munasara questionnaire` lists them all."
            yield Mistake(
                "PROFILE-004", place((name,)), f"answers '{name}', which no question of the pack asks.", remedy
            )
        elif given.answer not in (None, UNKNOWN, WITHHELD):
            fact = _misfit(question, given.answer)
            if fact:
                yield Mistake("PROFILE-005", place((name,)), f"answers '{name}' {fact}.", _remedy(question))


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


def _date_mistakes(profile: Profile, on: date, place: Place) -> Iterator[Mistake]:
    dated: dict[tuple[str, ...], date] = {("answered_on",): profile.answered_on}
    dated |= {("answers", name, "answered_on"): given.answered_on or on for name, given in profile.answers.items()}
    for name, given in profile.answers.items():
        if given.evidence is not None and given.evidence.date is not None:
            dated["answers", name, "evidence", "date"] = given.evidence.date
    for path, day in dated.items():
        if day > on + LENIENCE:
            fact = f"the answers or their evidence are dated after the day of the assessment, {on.isoformat()}."
            yield Mistake("PROFILE-006", place(path), fact, "Correct the date, or assess on a later day with --on.")
    launch, end = profile.dates.launch, profile.dates.end
    if launch and end and end < launch:
        yield Mistake(
            "PROFILE-006", place(("dates", "end")), "the campaign ends before it is launched.", "Correct the dates."
        )
