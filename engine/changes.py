"""Answers changed for the sake of argument: `question=value`, as a person types it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from engine import profile_messages as said
from engine.errors import Mistake, Nearest, Refused
from engine.pack import Pack, Question
from engine.profile import Evidence, GivenAnswer, Profile
from engine.profile_checks import unfit_answer, unknown_answer
from engine.sentences import Sentence
from engine.text import western_digits

Value = str | tuple[str, ...] | None

_COMMAS = str.maketrans("،", ",")


def read_changes(changes: Sequence[str], pack: Pack) -> dict[str, Value]:
    """The answers that changes set, by question.

    A value is an answer as in a profile: a level, an option, several options parted by commas, `unknown`, `withheld`,
    or nothing, which takes the answer back. Raises Refused with every mistake, each at its number; no value is
    repeated.
    """
    if _is_spaced(changes, pack):
        raise Refused([said.SPACED_CHANGE.at("")])
    parted = [_parted(change) for change in changes]
    mistakes = list(_mistakes(parted, pack))
    if mistakes:
        raise Refused(mistakes)
    return dict(parted)


def changed(profile: Profile, values: Mapping[str, Value], pack: Pack, on: date) -> Profile:
    """The profile with these answers, which must fit the pack, given on that day.

    The evidence there was shows a level that is no higher, and no other answer: what shows a draft does not show a
    plan that is used.
    """
    answers = dict(profile.answers)
    for name, value in values.items():
        evidence = _still_shown(pack.questions[name], answers.get(name, GivenAnswer()), value)
        answers[name] = GivenAnswer(answer=value, evidence=evidence, answered_on=on)
    return profile.model_copy(update={"answers": answers})


def _is_spaced(changes: Sequence[str], pack: Pack) -> bool:
    """Whether a change of some question came as several words: `a = 3`, `a =3` or `a= 3`. By itself `a=` takes an
    answer back."""
    return any(
        (other.startswith("=") and one in pack.questions)
        or (one.endswith("=") and one[:-1] in pack.questions and "=" not in other)
        for one, other in pairwise(changes)
    )


def _parted(change: str) -> tuple[str, Value]:
    """Question and value of a change; the question is empty where nothing says where it ends."""
    name, equals, value = change.partition("=")
    parts = [part.strip() for part in western_digits(value).translate(_COMMAS).split(",")]
    return name.strip() if equals else "", tuple(parts) if len(parts) > 1 else parts[0] or None


def _mistakes(parted: Sequence[tuple[str, Value]], pack: Pack) -> Iterator[Mistake]:
    seen: set[str] = set()
    nearest = Nearest()
    for number, (name, value) in enumerate(parted, 1):
        place = Sentence(said.CHANGE, {"number": number})
        if not name:
            yield said.NO_CHANGE.at(place)
        elif name in seen:
            yield said.CHANGED_TWICE.at(place, question=name)
        elif name not in pack.questions:
            yield unknown_answer(name, pack.questions, nearest).at(place)
        else:  # whatever its form: it is among the answers of its question, or is a mistake
            yield from (fault.at(place) for fault in unfit_answer(value, pack.questions[name]))
        seen.add(name)


def _still_shown(question: Question, old: GivenAnswer, value: Value) -> Evidence | None:
    """The evidence that still shows the answer: that of the same one, or of a level as high or higher."""
    levels = question.values if question.kind == "level" else ()
    if old.answer in levels and value in levels:
        return old.evidence if levels.index(str(value)) <= levels.index(str(old.answer)) else None
    return old.evidence if old.answer == value else None
