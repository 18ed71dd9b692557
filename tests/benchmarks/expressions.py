"""The rules of a program as text in an expression language, for the engines that it is compared with.

The text is written from the normal form that our own engine runs, so the engines are equal by construction. Outcomes
are named `f3` for the certainty of a conclusion (0 absent, 1 likely, 2 confirmed) and `m2` for a measure, which is
never negative unless it is a sum of points; -1 says that a readiness measure is not in use. Answers are one list `v`:
reading a place in a list is cheaper in both languages than reading one of a hundred names.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.answers import NEVER
from engine.evaluate import Truth
from engine.inference import Inferred, runs
from engine.measures import FULL_LEVEL, FULL_READINESS
from engine.normal import CONFIRMED, LIKELY, Alternatives, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.program import Program
from engine.unordered import Scale, measure_node
from engine.vocabulary import YES

NOT_IN_USE = -1


@dataclass(frozen=True)
class Syntax:
    """How a language writes what the rules need; `divided` gives the whole part of a quotient of whole numbers."""

    both: str
    either: str
    negated: str
    divided: str


class Rules:
    """A program as outcomes in an order in which each comes after those that it rests on."""

    def __init__(self, program: Program) -> None:
        self.program = program
        circles = [group for group in program.groups if len(group) > 1]
        if circles:
            raise ValueError(f"an expression cannot say that conclusions support each other: {circles}")
        self.place = {variable: place for place, variable in enumerate(sorted(self._asked.keys() | self._measured))}

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """What every engine returns, in this order."""
        conclusions, scales = self.program.conclusions, self.program.scales
        return (*(f"f{number}" for number in range(len(conclusions))), *(f"m{number}" for number in range(len(scales))))

    @cached_property
    def rests_on(self) -> dict[str, frozenset[str]]:
        """The outcomes that each outcome reads, in order."""
        named = {measure_node(scale.measure.id): f"m{number}" for number, scale in enumerate(self.program.scales)}
        named |= {name: f"f{number}" for name, number in self.program.number_of.items()}
        return {named[node]: self._read_by(named[node]) for (node,) in self.program.groups}

    @cached_property
    def layers(self) -> list[list[str]]:
        """The outcomes that others read, each in the first layer after all that it reads itself."""
        depth: dict[str, int] = {}
        for name, read in self.rests_on.items():
            depth[name] = max((depth[other] + 1 for other in read), default=0)
        shared = [name for name in depth if any(name in read for read in self.rests_on.values())]
        return [
            [name for name in shared if depth[name] == layer]
            for layer in range(1 + max(depth[name] for name in shared))
        ]

    def answers(self, masks: Sequence[int]) -> list[int | bool]:
        """One set of complete answers: true or false where that is all a rule asks, else the number of the value."""
        return [
            masks[variable] == YES if variable in self.flags else masks[variable].bit_length() - 1
            for variable in self.place
        ]

    def found(self, by: Truth | Inferred) -> list[int]:
        """What one of our own inferences found in complete answers, as the outcomes."""
        return [*by.certain, *(NOT_IN_USE if use == NEVER else low for low, _, use in by.measures)]

    def written(self, syntax: Syntax, read: Callable[[str], str]) -> dict[str, str]:
        """The expression of each outcome, in order; `read` says how one outcome refers to another."""
        writer = _Writer(self, syntax, read)
        return {name: writer.outcome(name) for name in self.rests_on}

    @cached_property
    def _asked(self) -> dict[int, set[int]]:
        """The masks that conclusions ask for, by variable."""
        found: dict[int, set[int]] = {}
        for conclusion in self.program.conclusions:
            for test in (test for one in (*conclusion.confirmed, *conclusion.likely) for test in one):
                if isinstance(test, AnswerIs):
                    found.setdefault(test.variable, set()).add(test.mask)
        return found

    @cached_property
    def _measured(self) -> set[int]:
        lifted = {lift.variable for scale in self.program.scales for lift in scale.lifts}
        return lifted | {variable for scale in self.program.scales for variable, _ in scale.points}

    @cached_property
    def flags(self) -> set[int]:
        """The variables of which rules ask only whether they are their second and last value, or not."""
        variables = self.program.vocabulary.variables
        return {
            number
            for number, masks in self._asked.items()
            if len(variables[number].values) == 2
            and number not in self._measured
            and masks <= {YES, variables[number].everything ^ YES}
        }

    def _read_by(self, name: str) -> frozenset[str]:
        if name.startswith("m"):
            scale = self.program.scales[int(name[1:])]
            start = () if scale.starts_from is None else (scale.starts_from,)
            facts = {f"f{fact}" for fact, _ in (*scale.effects, *scale.floors)}
            return frozenset(facts | {f"m{other}" for other in (*start, *(number for number, _ in scale.mean_of))})
        conclusion = self.program.conclusions[int(name[1:])]
        tests = [test for one in (*conclusion.confirmed, *conclusion.likely) for test in one]
        facts = {f"f{test.fact}" for test in tests if isinstance(test, FactIs)}
        return frozenset(facts | {f"m{test.measure}" for test in tests if isinstance(test, MeasureIs)})


class _Writer:
    def __init__(self, rules: Rules, syntax: Syntax, read: Callable[[str], str]) -> None:
        self.rules, self.syntax, self.read = rules, syntax, read
        self.program, self.variables = rules.program, rules.program.vocabulary.variables
        self.conditional = {name for name, _ in self.program.asked_if}

    def outcome(self, name: str) -> str:
        number = int(name[1:])
        return self._measure(self.program.scales[number]) if name.startswith("m") else self._conclusion(number)

    def _conclusion(self, number: int) -> str:
        conclusion = self.program.conclusions[number]
        rest = tuple(one for one in conclusion.likely if one not in conclusion.confirmed)
        likely = f"({self._any_of(rest)} ? {LIKELY} : 0)" if rest else "0"
        return f"({self._any_of(conclusion.confirmed)} ? {CONFIRMED} : {likely})" if conclusion.confirmed else likely

    def _any_of(self, alternatives: Alternatives) -> str:
        together = [self.syntax.both.join(self._test(test) for test in one) or "true" for one in alternatives]
        return self._either([f"({one})" for one in together])

    def _either(self, parts: list[str]) -> str:
        return f"({self.syntax.either.join(parts)})"

    def _test(self, test: PlainTest) -> str:
        match test:
            case AnswerIs(variable, mask) if variable in self.rules.flags:
                return self._answer(variable) if mask == YES else self.syntax.negated.format(self._answer(variable))
            case AnswerIs(variable, mask):
                return self._either([self._within(variable, low, high) for low, high in runs(mask)])
            case FactIs(fact, certainty, negated):
                return f"{self.read(f'f{fact}')} {'<' if negated else '>='} {certainty}"
            case MeasureIs(measure, how, bound):
                value, leaves = self.read(f"m{measure}"), self.program.scales[measure].measure.kind == "readiness"
                if how == "not_in_use":
                    return f"{value} < 0" if leaves else "false"
                if how == "at_least":
                    return f"{value} >= {bound}"
                return f"{value} >= 0{self.syntax.both}{value} <= {bound}" if leaves else f"{value} <= {bound}"
        raise AssertionError(test)

    def _answer(self, variable: int) -> str:
        return f"v[{self.rules.place[variable]}]"

    def _within(self, variable: int, low: int, high: int) -> str:
        value = self._answer(variable)
        if low == high:
            return f"{value} == {low}"
        if low == 0:
            return f"{value} <= {high}"
        if high == len(self.variables[variable].values):
            return f"{value} >= {low}"
        return f"({value} >= {low}{self.syntax.both}{value} <= {high})"

    def _measure(self, scale: Scale) -> str:
        moved = "".join(f" + ({self.read(f'f{fact}')} > 0 ? {amount} : 0)" for fact, amount in scale.effects)
        if scale.measure.kind == "points":
            return (" + ".join(self._worth(variable, points) for variable, points in scale.points) or "0") + moved
        if scale.measure.kind == "ladder":
            return self._ladder(scale, moved)
        if scale.mean_of:
            parts = [(self.read(f"m{other}"), weight) for other, weight in scale.mean_of]
            total = " + ".join(f"({value} >= 0 ? {weight} * {value} : 0)" for value, weight in parts)
            weights = " + ".join(f"({value} >= 0 ? {weight} : 0)" for value, weight in parts)
            return f"(({weights}) > 0 ? {self.syntax.divided.format(f'({total})', f'({weights})')} : {NOT_IN_USE})"
        return self._readiness(scale)

    def _readiness(self, scale: Scale) -> str:
        total = " + ".join(f"{lift.weight} * {self._worth(lift.variable, lift.levels)}" for lift in scale.lifts)
        perhaps = [lift for lift in scale.lifts if self._may_be_unused(lift.variable)]
        unused = "".join(
            f" - ({self._answer(lift.variable)} == {len(lift.levels)} ? {lift.weight} : 0)" for lift in perhaps
        )
        weight = f"({FULL_LEVEL} * ({sum(lift.weight for lift in scale.lifts)}{unused}))"
        mean = self.syntax.divided.format(f"{FULL_READINESS} * ({total or '0'})", weight)
        return mean if len(perhaps) < len(scale.lifts) else f"({weight} > 0 ? {mean} : {NOT_IN_USE})"

    def _ladder(self, scale: Scale, moved: str) -> str:
        """The highest band that the place on the ladder reaches, or a floor demands."""
        start = self.read(f"m{scale.starts_from}")
        begun = " + ".join(f"({start} >= {begin} ? 1 : 0)" for begin in scale.thresholds) or start
        text = "0"
        for band in range(1, len(scale.measure.bands)):
            floors = [f"{self.read(f'f{fact}')} > 0" for fact, floor in scale.floors if floor >= band]
            text = f"({self._either([f'{begun}{moved} >= {band}', *floors])} ? {band} : {text})"
        return text

    def _worth(self, variable: int, worth: tuple[int, ...]) -> str:
        """What the value of a variable is worth; nothing when it is not in use."""
        value = self._answer(variable)
        if worth == tuple(range(len(worth))):
            return f"({value} < {len(worth)} ? {value} : 0)" if self._may_be_unused(variable) else value
        text = "0"
        for place, amount in enumerate(worth):
            text = f"({value} == {place} ? {amount} : {text})" if amount else text
        return text

    def _may_be_unused(self, variable: int) -> bool:
        return bool(self.program.policy.asks) or self.variables[variable].question in self.conditional
