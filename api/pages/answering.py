"""From the fields of a form to answers in a profile: what was given, taken back, or left as it was."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.pages import typed
from api.pages.forms import Sent
from engine.answers import Answers, Standing, read_answers
from engine.pack import Pack, Policy, Question
from engine.prepared import prepare
from engine.profile import UNKNOWN, WITHHELD, Evidence, GivenAnswer, Profile
from engine.profile_checks import LENIENCE, unfit_answer
from reports.pages.asked import EVIDENCE, Asked, asked, chosen, evidence_fields
from reports.pages.mistakes import Mistake

TAKE_BACK: Final = "-"
"""The value of the choice that takes an answer back."""
_ALONE: Final = (UNKNOWN, WITHHELD)


@dataclass(frozen=True)
class Read:
    """One question of a form: what was typed, and the answer that it makes, if it can be taken."""

    typed: Asked
    given: GivenAnswer | None
    mistakes: tuple[Mistake, ...]


def standing(profile: Profile, pack: Pack, policy: Policy, on: datetime.date) -> Answers:
    """How every question stands."""
    return read_answers(fitting(profile, pack), prepare(pack, policy).program, on)


def fitting(profile: Profile, pack: Pack) -> Profile:
    """The profile without answers that the pack does not know: it may be newer than what is stored."""
    known = {
        name: given
        for name, given in profile.answers.items()
        if name in pack.questions and not any(unfit_answer(given.answer, pack.questions[name]))
    }
    return profile.model_copy(update={"answers": known})


def asked_of(questions: Iterable[Question], answers: Answers) -> list[Standing]:
    """Those of the questions that are in use, or may yet be."""
    found = (answers.standing[question.id] for question in questions)
    return [one for one in found if one.use in ("in_use", "perhaps")]


def read(sent: Sent, one: Standing, today: datetime.date, dated: datetime.date) -> Read:
    """What a form says of one question. `dated` is the day of answers in the profile that carry none of their own."""
    question, shown = one.question, asked(one)
    values, mistakes = sent.all(question.id), list[Mistake]()
    evidence = _evidence(sent, question, today, mistakes) if question.kind == "level" else one.given.evidence
    answer, unfit = _answer(question, values, one, shown)
    if unfit is not None:
        mistakes.append(unfit)
    typed_fields = {name: sent.one(f"{question.id}.{name}") for name in EVIDENCE} if question.kind == "level" else {}
    as_typed = Asked(
        question=question,
        chosen=tuple(value for value in values if value in (*question.values, *_ALONE)),
        evidence=typed_fields,
        perhaps=shown.perhaps,
        before=shown.before,
        old=shown.old,
        stored=shown.stored,
    )
    if mistakes:
        return Read(as_typed, None, tuple(mistakes))
    return Read(as_typed, _given(answer, evidence, one.given, bool(shown.old and values), today, dated), ())


def _answer(
    question: Question, values: tuple[str, ...], one: Standing, shown: Asked
) -> tuple[str | tuple[str, ...] | None, Mistake | None]:
    """The answer that these values make. Nothing chosen leaves an answer as it is, where its choice was not shown as
    chosen, and otherwise takes it back: only boxes can be cleared."""
    place = f"f-{question.id}"
    if not values:
        kept = bool(shown.old) or question.kind != "choices"
        return (one.given.answer if kept else None), None
    if values == (TAKE_BACK,):
        return None, None
    if len(values) > 1 and question.kind == "choices" and set(values) & set(_ALONE):
        return None, Mistake(place, "one_only", question.code)
    answer = values[0] if len(values) == 1 and (question.kind != "choices" or values[0] in _ALONE) else values
    if any(unfit_answer(answer, question)):
        several = question.kind == "choices" and set(values) <= set(question.values)
        return None, Mistake(place, "not_alone" if several else "no_choice", question.code)
    return answer, None


def _evidence(sent: Sent, question: Question, today: datetime.date, mistakes: list[Mistake]) -> Evidence | None:
    found: dict[str, str | datetime.date | None] = {}
    for name in EVIDENCE:
        field = f"{question.id}.{name}"
        try:
            found[name] = typed.day(sent.one(field)) if name == "date" else typed.line(sent.one(field))
        except typed.Wrong as wrong:
            mistakes.append(Mistake(f"f-{field}", wrong.kind, question.code))
    day = found.get("date")
    if isinstance(day, datetime.date) and day > today + LENIENCE:
        mistakes.append(Mistake(f"f-{question.id}.date", "future", question.code))
    given = {name: value for name, value in found.items() if value is not None}
    return Evidence.model_validate(given) if given and not mistakes else None


def _given(
    answer: str | tuple[str, ...] | None,
    evidence: Evidence | None,
    before: GivenAnswer,
    renewed: bool,
    today: datetime.date,
    dated: datetime.date,
) -> GivenAnswer:
    """The answer as it is stored. It gets today's date if it is another one, or an old one that was given anew."""
    if chosen(answer) == chosen(before.answer) and not renewed:
        return before.model_copy(update={"evidence": evidence})
    day = None if answer is None or dated == today else today
    return GivenAnswer(answer=answer, evidence=evidence, answered_on=day)


def with_answers(profile: Profile, given: Mapping[str, GivenAnswer]) -> Profile:
    """The profile with these answers in place of its own; one that says nothing is left out."""
    answers = {**profile.answers, **given}
    return profile.model_copy(update={"answers": {name: one for name, one in answers.items() if one != GivenAnswer()}})


def differs(one: Asked, stored: GivenAnswer) -> bool:
    """Whether what was typed is not what is stored."""
    fields = evidence_fields(stored.evidence)
    same_evidence = all((one.evidence.get(name) or "") == fields.get(name, "") for name in EVIDENCE)
    return set(one.chosen) != set(chosen(stored.answer)) or not same_evidence
