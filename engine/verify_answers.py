"""No question, option or remedy without influence: somewhere it alone changes a finding, a measure or the verdict."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from engine.certificate import Failure, How, Shown, Subject
from engine.literals import CannotTell
from engine.pack import Question
from engine.properties import PROPERTIES
from engine.verify_ground import Ground
from engine.verify_pairs import PairFound, any_outcome, ask_any_outcome, can_be, tried_pair
from engine.verify_possible import unknown
from engine.verify_signs import Signs, any_difference
from engine.verify_steps import Step, carried_out, exchange, option
from engine.verify_words import Written

Trials = Sequence[tuple[Ground, Step]]


def answers_matter(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each question, then each of its options, over all policies."""
    for question in written.pack.questions.values():
        options = [_option(question, place, grounds, written) for place in range(len(question.options))]
        yield _question(question, options, grounds, written)
        yield from options


def _question(question: Question, options: Sequence[Subject], grounds: Sequence[Ground], written: Written) -> Subject:
    """A question matters if one of its options does, or if two of its values differ."""
    shown = next((one for one in options if one.status == "proven" and one.completions), None)
    if shown is not None:
        return shown.model_copy(update={"subject": question.id})
    if question.kind == "choices":
        trials = [(g, option(g.program, question, offered.id)) for offered in question.options for g in grounds]
    else:
        pairs = list(combinations(range(len(question.values)), 2))
        trials = [(g, exchange(g.program, question.id, *pair)) for pair in pairs for g in grounds]
    failure = Failure(
        code=PROPERTIES["answers_matter"].code,
        place=written.question(question.id),
        fact=f"the answer to '{question.id}' never changes anything.",
        remedy="Let a rule or a measure tell its answers apart, or do not ask.",
        shown=_as_ever(grounds, question, question.values[0], question.values[-1]),
    )
    return differing(question.id, trials, failure)


def _option(question: Question, place: int, grounds: Sequence[Ground], written: Written) -> Subject:
    """An option of several matters with and without it; of one, it differs from each option before it."""
    name = question.values[place]
    subject, here = f"{question.id}={name}", written.question(question.id, name)
    code = PROPERTIES["answers_matter"].code
    if question.kind == "choices":
        failure = Failure(
            code=code,
            place=here,
            fact=f"whether '{question.id}' includes '{name}' never changes anything.",
            remedy="Let a rule or a measure ask for it, or do not offer it.",
            shown=_as_ever(grounds, question, (name,), None),
        )
        return differing(subject, [(g, option(g.program, question, name)) for g in grounds], failure)
    by: dict[How, None] = {}
    last = None
    for other in range(place):
        failure = Failure(
            code=code,
            place=here,
            fact=f"'{question.id}' says nothing else with '{name}' than with '{question.values[other]}'.",
            remedy="Let a rule or a measure tell them apart, or offer only one of them.",
            shown=_as_ever(grounds, question, question.values[other], name),
        )
        last = differing(subject, [(g, exchange(g.program, question.id, other, place)) for g in grounds], failure)
        if last.status != "proven":
            return last
        by |= dict.fromkeys(last.by)
    if last is None:  # there is none before it: whether the question matters is a subject of its own
        return Subject(subject=subject, status="proven", note="The first option, from which the others must differ.")
    return last.model_copy(update={"by": tuple(by)})


def _as_ever(grounds: Sequence[Ground], question: Question, one: str | tuple[str, ...], other: str | None) -> Shown:
    """Two answers that come to the same, whatever the others are."""
    if question.kind == "choices":
        chosen = one if isinstance(one, tuple) else (one,)
        return Shown(policy=grounds[0].policy, answers={question.id: chosen})
    return Shown(policy=grounds[0].policy, answers={question.id: one}, instead={question.id: other or ""})


def remedies_matter(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each remedy that changes answers, carried out alone, over all policies."""
    for remedy in written.pack.remedies:
        if remedy.raises or remedy.sets or remedy.drops:
            failure = Failure(
                code=PROPERTIES["remedies_matter"].code,
                place=written.remedy(remedy.id),
                fact=f"carrying out '{remedy.id}' never changes anything.",
                remedy="Let it raise or change an answer that counts, or remove it.",
                shown=Shown(policy=grounds[0].policy, answers={}, remedies=(remedy.id,)),
            )
            yield differing(remedy.id, [(g, carried_out(g.program, [remedy])) for g in grounds], failure)


def differing(subject: str, trials: Trials, failure: Failure) -> Subject:
    """The subject proven if one of the steps makes any difference somewhere, else failed."""
    left: list[tuple[Ground, Step, Signs]] = []
    for ground, step in trials:
        signs = Signs(ground.program, step.moves)
        if any_difference(signs):
            found = tried_pair(ground, step, any_outcome(ground.program))
            if found is not None:
                return _proven(subject, ground, step, found)
            left.append((ground, step, signs))
    in_doubt = False
    for ground, step, signs in left:
        try:
            if can_be(ground, step, any_outcome(ground.program), ask_any_outcome(ground.program, signs)):
                return Subject(subject=subject, status="proven", by=("solver",))
        except CannotTell:
            in_doubt = True
    if in_doubt:
        return unknown(subject, failure)
    by: tuple[How, ...] = ("solver",) if left else ("signs",)
    return Subject(subject=subject, status="counter-example", by=by, failure=failure)


def _proven(subject: str, ground: Ground, step: Step, found: PairFound) -> Subject:
    assert found.number is not None, "one of the completions tried"
    name = ground.name(ground.choose(1 << found.number))
    pair = step.masks(found.masks)
    assert pair is not None, "the step was made of it"
    between = () if step.remedies else tuple(
        ground.answers(side, step.questions)[question] for question in step.questions for side in pair
    )  # fmt: skip
    return Subject(subject=subject, status="proven", by=("completion",), completions=(name,), between=between)
