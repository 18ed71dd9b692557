"""Why: each conclusion's reasons as durable-rules matched them, causal links, and what an open finding hinges on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.answers import PERHAPS, Answers
from engine.assessment import FactPremise, Link, MeasurePremise, Reason
from engine.evaluate import Truth
from engine.inference import Firing, Inferred
from engine.normal import AnswerIs, FactIs, MeasureIs
from engine.pack import ADVERSE, SEVERITIES
from engine.parts import Parts
from engine.prepared import Prepared
from engine.program import Program

MOST_POSSIBLE_REASONS = 3


@dataclass(frozen=True)
class Explained:
    """The reasons of each conclusion by number (possible ones only where nothing is certain), and how they link."""

    reasons: tuple[tuple[Reason, ...], ...]
    links: tuple[Link, ...]
    chain: tuple[str, ...]


def explain(inferred: Inferred, answers: Answers, prepared: Prepared) -> Explained:
    """The proofs of one inference. Every reason rests on what was established before it, so no proof is circular."""
    program, parts = prepared.program, prepared.parts
    certain = _well_founded(inferred.firings, program)
    possible = _well_founded(inferred.possible_firings, program)
    reasons = []
    for number in range(len(program.conclusions)):
        if inferred.certain[number]:
            reasons.append(_reasons(certain.get(number, ()), inferred.certain, parts))
        else:
            found = _reasons(possible.get(number, ()), inferred.possible, parts)
            reasons.append(found[:MOST_POSSIBLE_REASONS])
    links = _links(inferred, reasons, parts)
    return Explained(tuple(reasons), links, _chain(links, program))


def _well_founded(firings: Sequence[Firing], program: Program) -> dict[int, list[Firing]]:
    """The firings of each conclusion, without those that prove nothing.

    In a circle of mutual support a conclusion also fires from its own effects: within a circle, a firing counts only
    if it rests on what was established before its conclusion was.
    """
    first: dict[tuple[int, int], int] = {}
    for firing in firings:
        for certainty in range(1, firing.certainty + 1):
            first.setdefault((firing.conclusion, certainty), firing.rank)
    kept: dict[int, list[Firing]] = {}
    for firing in firings:
        established = first[firing.conclusion, firing.certainty]
        circle = program.circle_of[firing.conclusion]
        needed = [t for t in firing.matched if isinstance(t, FactIs) and not t.negated and t.fact in circle]
        if all(first[test.fact, test.certainty] < established for test in needed):
            kept.setdefault(firing.conclusion, []).append(firing)
    return kept


def _reasons(firings: Sequence[Firing], certainty: Sequence[int], parts: Parts) -> tuple[Reason, ...]:
    """Each way in which a conclusion was established, the strongest first, none that repeats another."""
    if len(firings) > 1:
        firings = sorted(firings, key=lambda firing: (-firing.certainty, parts.written(firing.matched)))
    found: dict[tuple[int, ...], Reason] = {}
    for firing in firings:
        reason = parts.reason(firing.certainty, firing.matched, certainty)
        found.setdefault(tuple(map(id, reason.premises)), reason)
    return tuple(found.values())


def _links(inferred: Inferred, reasons: Sequence[tuple[Reason, ...]], parts: Parts) -> tuple[Link, ...]:
    """Causal steps between findings that are certain, in the order of the pack."""
    program = parts.program
    found: dict[tuple[str, str], Link] = {}
    for number, conclusion in enumerate(program.conclusions):
        if conclusion.rule is None or not inferred.certain[number]:
            continue
        for premise in (premise for reason in reasons[number] for premise in reason.premises):
            if isinstance(premise, FactPremise) and not premise.absent:
                found[premise.fact, conclusion.name] = parts.link(premise.fact, conclusion.name)
            elif isinstance(premise, MeasurePremise) and premise.test != "not_in_use":
                for cause in _movers(premise, inferred, program):
                    link = parts.link(cause, conclusion.name, premise.measure)
                    found.setdefault((cause, conclusion.name), link)
    return tuple(found.values())


def _movers(premise: MeasurePremise, inferred: Inferred, program: Program) -> Iterator[str]:
    """The certain findings that pushed a measure the way the premise needs it, also through what it starts from."""
    upwards = premise.test == "at_least"
    scale = program.scales[program.vocabulary.measures[premise.measure]]
    while True:
        for fact, amount in (*scale.effects, *scale.floors):
            if inferred.certain[fact] and (amount > 0) == upwards:
                yield program.conclusions[fact].name
        if scale.starts_from is None:
            return
        scale = program.scales[scale.starts_from]


def _chain(links: Sequence[Link], program: Program) -> tuple[str, ...]:
    """The longest way of causes to the gravest effect, first cause first; empty when nothing causes anything."""
    causes: dict[str, list[str]] = {}
    for link in links:
        causes.setdefault(link.effect, []).append(link.cause)
    longest: dict[str, tuple[str, ...]] = {}

    def to(fact: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if fact not in longest:
            ways = [to(cause, (*above, fact)) for cause in causes.get(fact, []) if cause not in above and cause != fact]
            longest[fact] = (*max(ways, key=len, default=()), fact)
        return longest[fact]

    ends = [fact for fact in causes if program.pack.rule[fact].kind in ADVERSE]
    return max((to(fact, ()) for fact in ends), key=lambda way: (_gravity(way[-1], program), len(way)), default=())


def _gravity(fact: str, program: Program) -> int:
    severity = program.pack.rule[fact].severity
    return -1 if severity is None else SEVERITIES.index(severity)


def hinges(number: int, inferred: Inferred | Truth, answers: Answers, program: Program) -> tuple[str, ...]:
    """The open questions that can still decide a conclusion, in the order of asking."""
    found: set[str] = set()
    seen: set[tuple[str, int]] = set()

    def conclusion(fact: int) -> None:
        if ("fact", fact) in seen or inferred.certain[fact] == inferred.possible[fact]:
            return
        seen.add(("fact", fact))
        for alternative in (*program.conclusions[fact].confirmed, *program.conclusions[fact].likely):
            for test in alternative:
                match test:
                    case AnswerIs(variable, _):
                        question(program.vocabulary.variables[variable].question)
                    case FactIs(other, _, _):
                        conclusion(other)
                    case MeasureIs(other, _, _):
                        measure(other)

    def measure(scale: int) -> None:
        low, high, use = inferred.measures[scale]
        if ("measure", scale) in seen or (low == high and use != PERHAPS):
            return
        seen.add(("measure", scale))
        read = program.scales[scale]
        for fact, _ in (*read.effects, *read.floors):
            conclusion(fact)
        for other, _ in read.mean_of:
            measure(other)
        if read.starts_from is not None:
            measure(read.starts_from)
        for variable in (*(lift.variable for lift in read.lifts), *(variable for variable, _ in read.points)):
            question(program.vocabulary.variables[variable].question)

    def question(name: str) -> None:
        if name in found:
            return
        if answers.standing[name].open:
            found.add(name)
        if answers.standing[name].use == "perhaps":
            for other, form in program.asked_if:
                if other == name:
                    for alternative in form:
                        for test in alternative:
                            if isinstance(test, AnswerIs):
                                question(program.vocabulary.variables[test.variable].question)

    conclusion(number)
    return tuple(name for name in answers.standing if name in found)
