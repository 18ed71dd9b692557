"""The program compiled to plain Python: the second, independent inference, and the fast one.

Two functions are generated from the normal form. `settled` takes one value for each variable and works with plain
truth; `bounds` takes any masks and works over true, false and unknown, as two truths side by side: what holds in any
case (`certain`) and what may hold (`possible`). The generated source holds numbers only, no text from the pack.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from engine.answers import ALWAYS, NEVER, PERHAPS, is_settled
from engine.measures import FULL_LEVEL, FULL_READINESS, UNUSED, Interval, measure_one, readiness
from engine.normal import CONFIRMED, LIKELY, Alternatives, AnswerIs, FactIs, PlainTest
from engine.program import Program
from engine.unordered import Lift, Scale, measure_node

MOST_WEIGHED = 20_000  # intervals that are remembered for one measure
MOST_FACTORED = 64  # alternatives of one conclusion
# Readiness and ladders known exactly, made once: making eleven of them each time would be a fifth of an evaluation.
EXACTLY = [Interval(number, number) for number in range(FULL_READINESS + 1)]


class Truth(NamedTuple):
    """What follows: for each conclusion the certainty it has at least and at most (0 absent, 1 likely, 2 confirmed),
    and each measure."""

    certain: tuple[int, ...]
    possible: tuple[int, ...]
    measures: tuple[Interval, ...]

    @property
    def is_settled(self) -> bool:
        """Whether it leaves nothing open, so that no bound of it can be too wide."""
        return self.certain == self.possible and all(low == high and use != PERHAPS for low, high, use in self.measures)


Settled = Callable[[Sequence[int]], tuple[tuple[int, ...], tuple[Interval, ...]]]
Bounds = Callable[[Sequence[int]], Truth]
Step = Callable[[Sequence[int], list[int], list[int], list[Interval]], None]


class Weighed(dict[tuple[int, ...], Interval]):
    """Readiness by the masks of what counts towards it: what is tried on one campaign changes few of them at a time.

    Forgotten as a whole when there are many, so that it stays small.
    """

    def __init__(self, lifts: tuple[Lift, ...]) -> None:
        super().__init__()
        self._lifts = tuple(replace(lift, variable=place) for place, lift in enumerate(lifts))

    def __missing__(self, masks: tuple[int, ...]) -> Interval:
        if len(self) >= MOST_WEIGHED:
            self.clear()
        self[masks] = found = readiness(self._lifts, masks)
        return found


class Evaluator:
    """The compiled program. `evaluate` chooses the quick form whenever nothing is open."""

    def __init__(self, program: Program) -> None:
        self.program = program
        space: dict[str, object] = {
            "Interval": Interval,
            "Truth": Truth,
            "exactly": EXACTLY,
            "unused": UNUSED,
            "measure_one": measure_one,
            "scales": program.scales,
            "readiness_of": [Weighed(scale.lifts) for scale in program.scales],
        }
        exec(compile("\n".join((*_settled_source(program, space), *_bounds_source(program))), "<pack>", "exec"), space)
        # What the source defines, which no checker reads.
        self._settled: Settled = space["settled"]  # type: ignore[assignment]
        self.bounds: Bounds = space["bounds"]  # type: ignore[assignment]

    def settled(self, masks: Sequence[int]) -> Truth:
        """The truth when each variable has exactly one value."""
        facts, measures = self._settled(masks)
        return Truth(facts, facts, measures)

    def within(self, taken: Sequence[int]) -> Callable[[Sequence[int]], Truth]:
        """The quickest way to evaluate these masks with any of their answers changed, use settled (see `Answers`)."""
        return self.settled if is_settled(taken) else self.evaluate

    def evaluate(self, masks: Sequence[int]) -> Truth:
        """The truth of complete answers, else sound outer bounds on it."""
        if is_settled(masks):
            return self.settled(masks)
        return self.bounds(masks)


def _settled_source(program: Program, space: dict[str, object]) -> Iterator[str]:
    """`settled`: facts f0.. and measures m0.. (u: whether in use) as local variables, in order."""
    yield "def settled(masks):"
    if program.vocabulary.variables:
        yield f"    {', '.join(f'v{n}' for n in range(len(program.vocabulary.variables)))}, = masks"
    for group in program.groups:
        facts = [program.number_of[node] for node in group if node in program.number_of]
        if not facts:
            number = next(n for n, scale in enumerate(program.scales) if measure_node(scale.measure.id) == group[0])
            yield from _settled_measure(number, program.scales[number], program, space)
        elif _circular(program, facts):
            yield f"    {' = '.join(f'f{n}' for n in facts)} = 0"
            yield "    while True:"
            yield f"        before = ({', '.join(f'f{n}' for n in facts)},)"
            yield from (f"        {_settled_fact(program, n)}" for n in facts)
            yield f"        if before == ({', '.join(f'f{n}' for n in facts)},): break"
        else:
            yield f"    {_settled_fact(program, facts[0])}"
    yield f"    return ({_listed('f', len(program.conclusions))}), ({_listed('i', len(program.scales))})"


def _listed(letter: str, count: int) -> str:
    return "".join(f"{letter}{n}, " for n in range(count))


def _circular(program: Program, facts: list[int]) -> bool:
    """Whether these conclusions support each other, or one supports itself."""
    own = program.conclusions[facts[0]]
    return len(facts) > 1 or any(
        isinstance(test, FactIs) and test.fact == facts[0] for one in (*own.confirmed, *own.likely) for test in one
    )


def _settled_fact(program: Program, number: int) -> str:
    conclusion, test = program.conclusions[number], partial(_settled_test, program.always_in_use)
    confirmed = _any_of(conclusion.confirmed, test)
    rest = tuple(one for one in conclusion.likely if one not in conclusion.confirmed)
    return f"f{number} = {CONFIRMED} if {confirmed} else {LIKELY} if {_any_of(rest, test)} else 0"


def _any_of(alternatives: Alternatives, test: Callable[[PlainTest], str]) -> str:
    """Whether one of these holds; what several of them ask is asked once: `a and (b or c)` for `a and b or a and c`."""
    if () in alternatives:
        return "True"
    found, left = [], alternatives
    while common := _most_common(left):
        within = tuple(tuple(one for one in each if one != common) for each in left if common in each)
        found.append(f"{test(common)} and ({_any_of(within, test)})")
        left = tuple(each for each in left if common not in each)
    return " or ".join((*found, *(" and ".join(map(test, alternative)) for alternative in left))) or "False"


def _most_common(alternatives: Alternatives) -> PlainTest | None:
    """The first of the tests that most of these ask, if several ask one. Of too many it is not sought: that takes long,
    and nothing is wrong without."""
    asked = Counter(one for each in alternatives for one in each) if len(alternatives) <= MOST_FACTORED else {}
    common = max(asked, key=asked.__getitem__, default=None)
    return None if common is None or asked[common] == 1 else common


def _settled_test(always: Container[int], test: PlainTest) -> str:
    match test:
        case AnswerIs(variable, mask):
            return f"v{variable} & {mask}"
        case FactIs(fact, certainty, negated):
            if certainty == LIKELY:
                return f"not f{fact}" if negated else f"f{fact}"
            return f"f{fact} {'<' if negated else '=='} {certainty}"
        case _:
            if test.test == "not_in_use":
                return "False" if test.measure in always else f"not u{test.measure}"
            used = "" if test.measure in always else f"u{test.measure} and "
            return f"{used}m{test.measure} {'>=' if test.test == 'at_least' else '<='} {test.bound}"


def _settled_measure(number: int, scale: Scale, program: Program, space: dict[str, object]) -> Iterator[str]:
    m, u, i, always = f"m{number}", f"u{number}", f"i{number}", program.always_in_use
    moved = "".join(f" + ({amount} if f{fact} else 0)" for fact, amount in scale.effects)
    if scale.measure.kind == "ladder":
        start = f"m{scale.starts_from}"
        if scale.thresholds:
            start = f"({' + '.join(f'({start} >= {begin})' for begin in scale.thresholds)})"
        floors = "".join(f", {band} if f{fact} else 0" for fact, band in scale.floors)
        yield f"    {m} = min(max({start}{moved}, 0{floors}), {len(scale.measure.bands) - 1})"
        yield f"    {i} = exactly[{m}]"
        return
    if scale.measure.kind == "points":
        terms = [f"{_table(space, points)}[v{variable}]" for variable, points in scale.points]
        yield f"    {m} = {' + '.join(terms) or '0'}{moved}"
        yield f"    {i} = Interval({m}, {m})"
        return
    if scale.mean_of:
        used = [("", f" if u{other} else 0")[other not in always] for other, _ in scale.mean_of]
        total = [
            f"({weight} * m{other}{if_used})" for (other, weight), if_used in zip(scale.mean_of, used, strict=True)
        ]
        weights = [f"({weight}{if_used})" for (_, weight), if_used in zip(scale.mean_of, used, strict=True)]
        full, divisor = "", "d"
    else:
        # A weight is part of the table: the measure is rounded once, after all is added.
        tables = [_table(space, tuple(lift.weight * level for level in lift.levels)) for lift in scale.lifts]
        total = [f"{table}[v{lift.variable}]" for table, lift in zip(tables, scale.lifts, strict=True)]
        weights = [
            f"{lift.weight} * (not v{lift.variable} >> {len(lift.levels)})"
            if program.may_be_unused(lift)
            else f"{lift.weight}"
            for lift in scale.lifts
        ]
        full, divisor = f"{FULL_READINESS} * ", f"({FULL_LEVEL} * d)"
    yield f"    d = {' + '.join(weights) or '0'}"
    if number in always:
        yield f"    {m} = {full}({' + '.join(total)}) // {divisor}"
        yield f"    {i} = exactly[{m}]"
    else:
        yield f"    {u} = d > 0; {m} = {full}({' + '.join(total) or '0'}) // {divisor} if d else 0"
        yield f"    {i} = exactly[{m}] if {u} else unused"


def _table(space: dict[str, object], values: tuple[int, ...]) -> str:
    """A lookup from the mask of one value to what the value is worth; not in use is worth nothing."""
    worth = {1 << place: value for place, value in enumerate((*values, 0))}
    name = "t" + "_".join(str(value).replace("-", "n") for value in values)
    space[name] = worth
    return name


def _bounds_source(program: Program) -> Iterator[str]:
    """`bounds`: certainty at least (c) and at most (p) in lists, measures in m."""
    yield "def bounds(v):"
    yield f"    c = [0] * {len(program.conclusions)}; p = c[:]; m = [None] * {len(program.scales)}"
    for group in program.groups:
        facts = [program.number_of[node] for node in group if node in program.number_of]
        if not facts:
            number = next(n for n, scale in enumerate(program.scales) if measure_node(scale.measure.id) == group[0])
            scale = program.scales[number]
            if scale.measure.kind == "readiness" and scale.lifts and not scale.mean_of:
                masks = "".join(f"v[{lift.variable}], " for lift in scale.lifts)
                yield f"    m[{number}] = readiness_of[{number}][({masks})]"
            else:
                yield f"    m[{number}] = measure_one(scales[{number}], v, c, p, m)"
        elif _circular(program, facts):
            yield "    while True:"
            yield "        before = (*c, *p)"
            yield from (f"        {line}" for fact in facts for line in _bounds_fact(program, fact))
            yield "        if before == (*c, *p): break"
        else:
            yield from (f"    {line}" for line in _bounds_fact(program, facts[0]))
    yield "    return Truth(tuple(c), tuple(p), tuple(m))"


def _bounds_fact(program: Program, number: int) -> Iterator[str]:
    conclusion = program.conclusions[number]
    rest = tuple(one for one in conclusion.likely if one not in conclusion.confirmed)
    for letter, test in (("p", _possible_test), ("c", _certain_test)):
        confirmed, likely = _any_of(conclusion.confirmed, test), _any_of(rest, test)
        yield f"{letter}[{number}] = {CONFIRMED} if {confirmed} else {LIKELY} if {likely} else 0"


def conclusion_step(program: Program, number: int) -> Step:
    """The part of `bounds` that works out one conclusion: it reads masks, certainties and measures, and writes its
    own certainties into the two lists."""
    space: dict[str, Step] = {}
    source = ("def step(v, c, p, m):", *(f"    {line}" for line in _bounds_fact(program, number)))
    exec(compile("\n".join(source), "<pack>", "exec"), space)
    return space["step"]


def _certain_test(test: PlainTest) -> str:
    match test:
        case AnswerIs(variable, mask):
            return f"v[{variable}] | {mask} == {mask}"
        case FactIs(fact, certainty, negated):
            return f"p[{fact}] < {certainty}" if negated else f"c[{fact}] >= {certainty}"
        case _:
            measure = f"m[{test.measure}]"
            if test.test == "not_in_use":
                return f"{measure}[2] == {NEVER}"
            bound = f"{measure}[0] >= {test.bound}" if test.test == "at_least" else f"{measure}[1] <= {test.bound}"
            return f"{measure}[2] == {ALWAYS} and {bound}"


def _possible_test(test: PlainTest) -> str:
    match test:
        case AnswerIs(variable, mask):
            return f"v[{variable}] & {mask}"
        case FactIs(fact, certainty, negated):
            return f"c[{fact}] < {certainty}" if negated else f"p[{fact}] >= {certainty}"
        case _:
            measure = f"m[{test.measure}]"
            if test.test == "not_in_use":
                return f"{measure}[2] != {ALWAYS}"
            bound = f"{measure}[1] >= {test.bound}" if test.test == "at_least" else f"{measure}[0] <= {test.bound}"
            return f"{measure}[2] != {NEVER} and {bound}"
