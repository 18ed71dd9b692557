"""Why a fact is not established: for each way in which it could be, what stands in the way."""

from collections.abc import Iterator, Sequence
from datetime import date

from engine.answers import Answers, read_answers
from engine.assessment import FactPremise, Premise
from engine.conditions import Name, OptionName
from engine.evaluate import Truth
from engine.fewest_answers import FewestAnswers
from engine.normal import Alternative, AnswerIs, FactIs, PlainTest
from engine.pack import Pack, Policy
from engine.parts import label, premise_of
from engine.prepared import prepare
from engine.profile import Profile
from engine.profile_checks import require_fitting
from engine.program import Program
from engine.text import Frozen, Text
from engine.undoing import Undoing
from engine.vocabulary import YES

MOST_WAYS = 6


class Wanted(Frozen):
    """One premise that does not hold; for an answer, the values that would meet it, with their words.

    `labels` is empty for yes and no. `never` is true for a question that is not in use: no answer to it counts.
    `without` is true where the option in `values` would have to be left out. `through` is for a fact: the fewest
    answers that would lead to it, or none where answers alone do not. `undone_by` is for a fact that must not be there:
    the fewest answers with which it would not be, several such sets if they are equally few.
    """

    premise: Premise
    values: tuple[OptionName, ...] = ()
    labels: tuple[Text, ...] = ()
    never: bool = False
    without: bool = False
    through: tuple["Wanted", ...] = ()
    undone_by: tuple[tuple["Wanted", ...], ...] = ()


class Way(Frozen):
    """One way to the fact: what already holds, and what does not."""

    holding: tuple[Premise, ...]
    failing: tuple[Wanted, ...]


class WhyNot(Frozen):
    """Why a fact is absent, the nearest ways first. `left_out`: the policy does not use the rule at all. `titles` names
    the facts that the ways mention."""

    fact: Name
    title: Text
    why: Text
    left_out: bool
    ways: tuple[Way, ...]
    titles: dict[Name, Text]


def why_not(profile: Profile, pack: Pack, policy: Policy, on: date, fact: str) -> WhyNot:
    """The ways in which a fact of the pack could have been established and what each of them lacks.

    Meant for facts that are absent; an established fact is explained by its finding. Raises Refused as `assess` does.
    """
    require_fitting(profile, pack, on)
    prepared = prepare(pack, policy)
    program = prepared.program
    answers = read_answers(profile, program, on)
    truth = prepared.evaluator.evaluate(answers.masks)
    conclusion = program.conclusions[program.number_of[fact]]
    fewest = FewestAnswers(program, prepared.evaluator, answers, truth)
    ways = [_way(alternative, answers, truth, program, fewest) for alternative in conclusion.likely]
    ways = _nearest(ways)[:MOST_WAYS]
    mentioned = {p.fact for way in ways for p in _premises(way) if isinstance(p, FactPremise)}
    rule = pack.rule[fact]
    left_out = bool(rule.policies) and policy.id not in rule.policies
    titles = {name: pack.rule[name].title for name in sorted(mentioned)}
    return WhyNot(fact=fact, title=rule.title, why=rule.why, left_out=left_out, ways=tuple(ways), titles=titles)


def _nearest(ways: list[Way]) -> list[Way]:
    """The ways that lack least first; one that lacks all that another lacks, and more, says nothing new."""
    ways.sort(key=lambda way: (any(wanted.never for wanted in way.failing), len(way.failing)))
    kept: list[Way] = []
    for way in ways:
        if not any(set(other.failing) <= set(way.failing) for other in kept):
            kept.append(way)
    return kept


def _premises(way: Way) -> Iterator[Premise]:
    yield from way.holding
    yield from (wanted.premise for wanted in way.failing)


def _way(alternative: Alternative, answers: Answers, truth: Truth, program: Program, fewest: FewestAnswers) -> Way:
    holding: dict[Premise, None] = {}
    failing = []
    for test in alternative:
        premise = premise_of(test, truth.possible, program)
        if fewest.may_hold(test):
            holding[premise] = None
        else:
            failing.append(_wanted(test, premise, answers, program, fewest))
    return Way(holding=tuple(holding), failing=tuple(failing))


def _wanted(test: PlainTest, premise: Premise, answers: Answers, program: Program, fewest: FewestAnswers) -> Wanted:
    if isinstance(test, FactIs) and test.negated:
        undoing = Undoing(program, answers, fewest).of(test.fact, test.certainty)
        undone_by = (tuple(wanted_answer(one, answers, program) for one in together) for together in undoing)
        return Wanted(premise=premise, undone_by=tuple(undone_by))
    if isinstance(test, FactIs):
        leading = fewest.leading_to(test.fact, test.certainty)
        return Wanted(premise=premise, through=tuple(wanted_answer(one, answers, program) for one in leading))
    return wanted_answer(test, answers, program) if isinstance(test, AnswerIs) else Wanted(premise=premise)


def wanted_answer(test: AnswerIs, answers: Answers, program: Program) -> Wanted:
    """The values of an answer that would meet a test of it."""
    premise = premise_of(test, (), program)
    variable = program.vocabulary.variables[test.variable]
    question = program.pack.questions[variable.question]
    never = answers.standing[variable.question].use in ("not_in_use", "not_examined")
    if variable.option is not None:
        words = label(question, variable.option)
        labels = (words,) if words else ()
        without = not test.mask & YES
        return Wanted(premise=premise, values=(variable.option,), labels=labels, never=never, without=without)
    values = [value for place, value in enumerate(variable.values) if test.mask >> place & 1]
    return Wanted(
        premise=premise, values=tuple(values), labels=tuple(_labels(question.id, values, program)), never=never
    )


def _labels(name: str, values: Sequence[str], program: Program) -> Iterator[Text]:
    for value in values:
        words = label(program.pack.questions[name], value)
        if words is not None:
            yield words
