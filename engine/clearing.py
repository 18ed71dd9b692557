"""Which single answer, if it were another one, would clear a finding or weaken it.

Every answer is tried: a level at each higher one, a choice at each other option, and of several options each one put
in or taken out, or several that clear a finding together. No level is tried lower: to prepare less is no way out.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.answers import Answers, Standing
from engine.assessment import Clearing, OptionChange
from engine.changed_options import ChangedOptions
from engine.evaluate import Truth
from engine.judging import Judge
from engine.pack import Question
from engine.parts import certainty_of, label
from engine.prepared import Prepared
from engine.within_reach import Reach, reach_of

_HANDS: tuple[Reach, ...] = ("preparation", "decision", "circumstances")


class _Fall(NamedTuple):
    """A finding by number, whose certainty falls with one answer changed: to `value`, or in these options."""

    number: int
    value: str
    options: tuple[OptionChange, ...]
    leaves: int
    up_to: int


def clearings(truth: Truth, answers: Answers, prepared: Prepared, judge: Judge) -> dict[str, tuple[Clearing, ...]]:
    """For each adverse finding that is certain, by name: the single answers that would clear or weaken it.

    What clears it comes first, then what leaves it open; then what lies more in the campaign's hands; then the order of
    asking, and of one question the smallest change. Each is the result of evaluating the rules again with that one
    answer changed.
    """
    pack, tried = prepared.program.pack, _Tried(truth, answers, prepared, judge)
    found: dict[int, list[Clearing]] = {number: [] for number in tried.standing}
    for given in answers.standing.values() if found else ():
        if given.use == "in_use" and given.state == "answered":
            falls = list(tried.falls(given))
            within = reach_of(given.question, pack) if falls else "preparation"
            for fall in falls:
                found[fall.number].append(_clearing(given.question, within, fall))
    conclusions = prepared.program.conclusions
    return {conclusions[number].name: tuple(sorted(ways, key=_rank)) for number, ways in found.items()}


def _clearing(question: Question, within: Reach, fall: _Fall) -> Clearing:
    return Clearing(
        question=question.id,
        value=fall.value,
        label=label(question, fall.value),
        options=fall.options,
        within=within,
        leaves=certainty_of(fall.leaves),
        up_to=certainty_of(fall.up_to),
    )


def _rank(way: Clearing) -> tuple[int, int]:
    return (0 if way.up_to is None else 1 if way.leaves is None else 2, _HANDS.index(way.within))


class _Tried:
    """One campaign with one answer changed at a time."""

    def __init__(self, truth: Truth, answers: Answers, prepared: Prepared, judge: Judge) -> None:
        self.truth, self.answers, self.prepared, self.judge = truth, answers, prepared, judge
        self.program = prepared.program
        self.standing = [number for number in self.program.adverse if truth.certain[number]]
        self.evaluate = prepared.evaluator.within(answers.taken)
        self.outer = dict[tuple[int, ...], Truth]()

    def falls(self, given: Standing) -> Iterator[_Fall]:
        """What each change of this answer clears or weakens, the smallest change first."""
        numbers = self.program.vocabulary.of_question[given.question.id]
        bearing = self.prepared.influence.on_conclusions
        marked = sum(1 << number for number in numbers)
        left = [number for number in self.standing if bearing[number] & marked]
        if not left:
            return
        if given.question.kind == "choices":
            yield from self._of_options(given.question, left)
        elif given.question.kind == "level":
            yield from self._of_levels(given, numbers[0], left)
        else:
            current = self._place(given, numbers[0])
            places = sorted(range(len(given.question.values)), key=lambda place: (abs(place - current), place))
            for place in places[1:]:
                yield from self._with(given.question.values[place], (), self._set(numbers[0], place), left)

    def _of_levels(self, given: Standing, variable: int, left: list[int]) -> Iterator[_Fall]:
        """Each higher level at which some rule tells the difference; where a readiness measure matters, each one."""
        current, thresholds = self._place(given, variable), self.program.thresholds[variable]
        measured = self.prepared.influence.by_readiness
        for place in range(current + 1, len(given.question.values)):
            able = left if place in thresholds else [number for number in left if measured[number]]
            for fall in self._with(given.question.values[place], (), self._set(variable, place), able):
                yield fall
                if not fall.up_to:
                    left = [number for number in left if number != fall.number]  # a higher level would do no more

    def _of_options(self, question: Question, left: list[int]) -> Iterator[_Fall]:
        changed = ChangedOptions(question, self.answers.taken, self.prepared)
        left = changed.could_clear_or_weaken(left, self.truth)
        cleared = set()
        for taken in changed.each(left, self.truth):
            for fall in self._with(*_told(question, changed.changes(taken)), taken, left):
                yield fall
                if not fall.up_to:
                    cleared.add(fall.number)
        for number in left:
            if number not in cleared and (several := changed.together(number, self._clears)) is not None:
                yield from self._with(*_told(question, changed.changes(several)), several, [number])

    def _clears(self, taken: Sequence[int], number: int) -> bool:
        return any(not fall.up_to for fall in self._with("", (), taken, [number]))

    def _with(
        self, value: str, options: tuple[OptionChange, ...], taken: Sequence[int], numbers: Sequence[int]
    ) -> Iterator[_Fall]:
        """Those of these findings that fall. What is exact lies within the bounds, so that where these show no fall, or
        that it is cleared, they settle it."""
        masks = list(taken)
        self.program.settle_use(masks)
        key, certain = tuple(masks), self.truth.certain
        if key not in self.outer:  # one change of several options is tried for several findings
            self.outer[key] = self.evaluate(masks)
        outer = self.outer[key]
        fallen = [number for number in numbers if outer.certain[number] < certain[number]]
        after = self.judge(taken, masks)[0] if any(outer.possible[number] for number in fallen) else outer
        for number in fallen:
            if after.certain[number] < certain[number]:
                yield _Fall(number, value, options, after.certain[number], after.possible[number])

    def _place(self, given: Standing, variable: int) -> int:
        return self.program.vocabulary.variables[variable].values.index(str(given.counted))

    def _set(self, variable: int, place: int) -> list[int]:
        taken = list(self.answers.taken)
        taken[variable] = 1 << place
        return taken


def _told(question: Question, changes: dict[str, bool]) -> tuple[str, tuple[OptionChange, ...]]:
    """The options that change, those taken out first, and the first of them."""
    texts = {option.id: option.text for option in question.options}
    told = tuple(
        OptionChange(option=name, label=texts[name], how="adds" if put_in else "drops")
        for name, put_in in sorted(changes.items(), key=lambda change: change[1])
    )
    return told[0].option, told
