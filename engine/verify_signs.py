"""Which way everything goes when some answers change: signs, worked out from how the rules are written.

A sign says whether something may go from false to true (or up), may go from true to false (or down), may do both, or
stays. Signs are sound and quick, but coarse: what they say cannot happen cannot happen; what they say may happen,
perhaps cannot. They take no account of which other answers there are.
"""

from collections.abc import Mapping, Sequence

from engine.normal import CONFIRMED, LIKELY, Alternatives, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.program import Program
from engine.unordered import Scale, measure_node

STAYS, UP, DOWN = 0, 1, 2
BOTH = UP | DOWN

Moves = Mapping[int, Sequence[tuple[int, int]]]  # for each variable that may change: the places it may go from and to


class Signs:
    """The signs of every question's use, conclusion and measure of a program when some variables make some moves."""

    def __init__(self, program: Program, moves: Moves) -> None:
        self.program, self.moves = program, moves
        self._set_use()
        self.conclusions = [[STAYS, STAYS, STAYS] for _ in program.conclusions]
        self.measures = [STAYS for _ in program.scales]
        self.measure_use = [STAYS for _ in program.scales]
        numbers = {measure_node(scale.measure.id): number for number, scale in enumerate(program.scales)}
        for group in program.groups:
            facts = [program.number_of[node] for node in group if node in program.number_of]
            if not facts:
                self._measure(numbers[group[0]])
            rising = True
            while rising:  # conclusions that support each other: until none of their signs grows any more
                before = [self.conclusions[fact] for fact in facts]
                for fact in facts:
                    self._conclude(fact)
                rising = before != [self.conclusions[fact] for fact in facts]

    def fact(self, number: int, certainty: int = LIKELY) -> int:
        """The sign of a conclusion being established with at least this certainty."""
        return self.conclusions[number][certainty]

    def _set_use(self) -> None:
        asked = self.program.policy.asks
        self.in_use = dict.fromkeys(self.program.pack.questions, STAYS)
        self._left_out = {name for name in self.in_use if asked and name not in asked}
        for name, form in self.program.asked_if:
            if name not in self._left_out:
                self.in_use[name] = self._any(form)

    def _conclude(self, number: int) -> None:
        conclusion = self.program.conclusions[number]
        confirmed = self._any(conclusion.confirmed)
        self.conclusions[number] = [STAYS, confirmed | self._any(conclusion.likely), confirmed]

    def _any(self, form: Alternatives) -> int:
        sign = STAYS
        for alternative in form:
            for test in alternative:
                sign |= self.test(test)
        return sign

    def test(self, test: PlainTest) -> int:
        """The sign of a plain test."""
        match test:
            case AnswerIs(variable, mask):
                return self._answer(variable, mask)
            case FactIs(fact, certainty, negated):
                sign = self.conclusions[fact][certainty]
                return flipped(sign) if negated else sign
            case MeasureIs(measure, "not_in_use", _):
                return flipped(self.measure_use[measure])
            case MeasureIs(measure, "at_least", _):
                return self.measure_use[measure] | self.measures[measure]
            case _:
                return self.measure_use[test.measure] | flipped(self.measures[test.measure])

    def _answer(self, variable: int, mask: int) -> int:
        own = self.program.vocabulary.variables[variable]
        if own.question in self._left_out:
            return STAYS
        use = self.in_use[own.question]
        sign = flipped(use) if mask & own.not_in_use else use
        return sign | self._of([mask >> place & 1 for place in range(len(own.values))], variable)

    def _of(self, worth: Sequence[int], variable: int) -> int:
        """The sign of what an answer is worth, from the worth of each of its values."""
        sign = STAYS
        for before, after in self.moves.get(variable, ()):
            sign |= UP if worth[after] > worth[before] else DOWN if worth[after] < worth[before] else STAYS
        return sign

    def _measure(self, number: int) -> None:
        scale = self.program.scales[number]
        if scale.measure.kind == "points":
            self.measures[number] = self._points(scale)
        elif scale.measure.kind == "ladder":
            assert scale.starts_from is not None, "the loader sees to it"
            sign = self.measures[scale.starts_from] | self._effects(scale)
            for fact, _ in scale.floors:
                sign |= self.conclusions[fact][LIKELY]
            self.measures[number] = sign
        else:
            self.measure_use[number], self.measures[number] = self._readiness(scale)

    def _readiness(self, scale: Scale) -> tuple[int, int]:
        """A mean goes as its parts go; when parts come into use or fall out of it, it may go anywhere."""
        use = value = STAYS
        for lift in scale.lifts:
            question = self.program.vocabulary.variables[lift.variable].question
            if question not in self._left_out:
                use |= self.in_use[question]
                value |= self._of(lift.levels, lift.variable)
        for other, _ in scale.mean_of:
            use |= self.measure_use[other]
            value |= self.measures[other]
        return use, BOTH if use else value

    def _points(self, scale: Scale) -> int:
        sign = self._effects(scale)
        for variable, points in scale.points:
            question = self.program.vocabulary.variables[variable].question
            if question in self._left_out:
                continue
            use = self.in_use[question]
            sign |= self._of(points, variable)
            sign |= use if max(points) > 0 else STAYS
            sign |= flipped(use) if min(points) < 0 else STAYS
        return sign

    def _effects(self, scale: Scale) -> int:
        sign = STAYS
        for fact, amount in scale.effects:
            own = self.conclusions[fact][LIKELY]
            sign |= own if amount > 0 else flipped(own) if amount < 0 else STAYS
        return sign


def flipped(sign: int) -> int:
    """The sign of the opposite."""
    return (UP if sign & DOWN else STAYS) | (DOWN if sign & UP else STAYS)


def any_difference(signs: Signs) -> bool:
    """Whether any rule, clause or measure may come out otherwise at all."""
    changed = any(sign for own in signs.conclusions for sign in own[LIKELY : CONFIRMED + 1])
    return changed or any(signs.measures) or any(signs.measure_use)
