"""Whether removing some obstacles is enough, where evaluating the rules a few times already tells."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from engine.choices import Choices, Chosen
from engine.completions import Completions
from engine.limits import Obstacle
from engine.plan_search import Search
from engine.promises import Completion, PlanJudge, Promise, kept
from engine.remedied import could_be
from engine.vocabulary import NO, YES

MOST_ANSWERS = 80  # combinations of answers that are tried
FEW = 8  # a core of more obstacles is too weak a lesson

Removed = frozenset[Obstacle]


class Lesson(NamedTuple):
    """What has to be removed besides: one of `strong`, or so many of `weak`. Nothing at all: what is removed is
    enough."""

    strong: Removed = frozenset()
    weak: Removed = frozenset()
    so_many: int = 1


ENOUGH = Lesson()


class Shortcuts:
    """Bounds from outside for the search for obstacles. `obstacles` are all there are, `clauses` those among them that
    are clauses, with their numbers; `hindered` are the remedies that some keep out of plans."""

    def __init__(
        self,
        choices: Choices,
        judge: PlanJudge,
        hindered: Mapping[str, Removed],
        obstacles: Sequence[Obstacle],
        clauses: Mapping[Obstacle, int],
    ) -> None:
        self.choices, self.judge, self.hindered = choices, judge, hindered
        self.program, self.obstacles, self.clauses = choices.program, obstacles, clauses
        self.completions = list(judge.completions)
        self._reached: dict[tuple[Completion, Chosen], list[int]] = {}

    def lesson(self, removed: Removed) -> Lesson | None:
        """What removing these teaches; None where nothing is to be seen. Raises CannotTell where the solver cannot
        tell."""
        for place, completion in enumerate(self.completions):
            if lesson := self._refuted(removed, completion):
                self.completions.insert(0, self.completions.pop(place))  # it may well refute the next proposal too
                return lesson
        for gravest_only in (True, False):  # nearly always the gravest answers teach enough, and they are soon found
            shortfalls = self._shortfalls(removed, gravest_only)
            if not shortfalls:
                return ENOUGH
            self.completions[:0] = shortfalls
            for completion in shortfalls:
                if lesson := self._refuted(removed, completion):
                    return lesson
        return None

    def _refuted(self, removed: Removed, completion: Completion) -> Lesson | None:
        """What else must be removed so that it is not certain any more that some clause holds in this completion."""
        certain = self._certain(completion, removed)
        for clause, number in self.clauses.items():
            if clause not in removed and certain[number]:
                rest = removed.union(self.clauses) - {clause}
                left = [one for one in self.obstacles if one not in rest and one != clause]
                core = frozenset(self.obstacles) - self._grown(completion, number, rest, left)
                if len(core) <= FEW:
                    return Lesson(core)
                weak = frozenset(one for one in left if self._certain(completion, rest | {one})[number])
                return Lesson(frozenset(self.obstacles) - rest - weak, weak, 2)
        return None

    def _grown(self, completion: Completion, clause: int, removed: Removed, more: Sequence[Obstacle]) -> Removed:
        """As many of these obstacles removed as well as leave it certain that the clause holds."""
        if not more:
            return removed
        if self._certain(completion, removed.union(more))[clause]:
            return removed.union(more)
        if len(more) == 1:
            return removed
        half = len(more) // 2
        return self._grown(completion, clause, self._grown(completion, clause, removed, more[:half]), more[half:])

    def _certain(self, completion: Completion, removed: Removed) -> Sequence[int]:
        """What holds in a completion whatever is done and whatever the removed questions are answered."""
        allowed = self._allowed(removed)
        names = {one.name for one in removed if one.kind == "unanswered"}
        closed, opened = self._reachable(completion, allowed), self._reachable(self.judge.taken, allowed)
        variables = self.program.vocabulary.variables
        masks = [
            wide if variable.question in names else narrow
            for variable, narrow, wide in zip(variables, closed, opened, strict=True)
        ]
        self.program.settle_use(masks)
        return self.judge.prepared.evaluator.evaluate(masks).certain

    def _reachable(self, taken: Completion, allowed: Chosen) -> list[int]:
        """Each answer for itself: what remedies make of one does not depend on the others."""
        if (taken, allowed) not in self._reached:
            self._reached[taken, allowed] = could_be(self.program, taken, (), allowed)
        return self._reached[taken, allowed]

    def _allowed(self, removed: Removed) -> Chosen:
        return self._allowed_with[removed & self._wishes]

    @cached_property
    def _wishes(self) -> Removed:
        return frozenset(one for own in self.hindered.values() for one in own)

    @cached_property
    def _allowed_with(self) -> "_Allowed":
        return _Allowed(self.choices, self.hindered)

    def _shortfalls(self, removed: Removed, gravest_only: bool) -> list[Completion]:
        """Completions of which no plan carries all, with some answers to the removed questions; none if a plan does."""
        allowed = self._allowed(removed)
        promise = Promise(tuple(number for clause, number in self.clauses.items() if clause not in removed))
        best = self.best_answers(removed, promise)
        search = Search(self.choices, self.judge.over(best, gravest_only))
        if search.is_there(promise, allowed):
            return []
        if gravest_only and self._some_answers_do(removed, self.choices.together(allowed), promise):
            return []
        return [completion for completion, _ in search.scenarios]

    def _some_answers_do(self, removed: Removed, plan: Chosen, promise: Promise) -> bool:
        """Whether a plan keeps the promise with some answers to the removed questions, of those that are tried."""
        seen: list[Completion] = []  # where it fell short: it mostly does with other answers, too
        for answered in islice(self.all_answers(removed), MOST_ANSWERS):
            nearby = (tuple(map(_given_or_as_before, answered, completion)) for completion in seen)
            if all(kept(promise, self.judge.truth(completion, plan)) for completion in nearby):
                shortfall = self.judge.over(answered).shortfall(plan, promise)
                if shortfall is None:
                    return True
                seen.insert(0, shortfall)
        return False

    def best_answers(self, removed: Removed, promise: Promise) -> list[int]:
        """What the campaign says, with the best answers to the removed questions that are found by bettering one after
        the other while all is done that can be done together."""
        plan = self.choices.together(self._allowed(removed))
        questions = [one.name for one in self.obstacles if one.kind == "unanswered" and one in removed]
        masks = self._with_answers(questions, next(Completions(self.program, self.judge.taken).raw(1)))
        least, before = self._broken(masks, plan, promise), -1
        while least and least != before:
            before = least
            for question in questions:
                for other in self.answers(question, masks):
                    broken = self._broken(other, plan, promise)
                    if broken < least:
                        least, masks = broken, other
        return masks

    def all_answers(self, removed: Removed) -> Iterator[list[int]]:
        """What the campaign says with the removed questions answered, in every way or nearly so."""
        ways = [list(self.judge.taken)]
        questions = [one.name for one in self.obstacles if one.kind == "unanswered" and one in removed]
        if not questions:
            return
        *first, last = questions
        for question in first:
            ways = [other for masks in ways[:MOST_ANSWERS] for other in self.answers(question, masks)]
        for masks in ways:
            yield from self.answers(last, masks)

    def _with_answers(self, questions: Sequence[str], completion: Sequence[int]) -> list[int]:
        """What the campaign says, with these questions answered as in a completion."""
        masks = list(self.judge.taken)
        for question in questions:
            for number in self.program.vocabulary.of_question[question]:
                masks[number] = completion[number]
        return masks

    def _broken(self, masks: Sequence[int], plan: Chosen, promise: Promise) -> int:
        """How many of the clauses may hold with the plan in place."""
        after = could_be(self.program, masks, plan)
        self.program.settle_use(after)
        possible = self.judge.prepared.evaluator.evaluate(after).possible
        return sum(map(bool, map(possible.__getitem__, promise.clauses)))

    def answers(self, question: str, masks: Sequence[int]) -> Iterator[list[int]]:
        """The same masks with this question answered in each way, of a choices question with each single option."""
        numbers = self.program.vocabulary.of_question[question]
        if self.program.pack.questions[question].kind == "choices":
            for chosen in numbers:
                one = {number: YES if number == chosen else NO for number in numbers}
                yield [one.get(number, mask) for number, mask in enumerate(masks)]
            return
        for place in range(self.judge.taken[numbers[0]].bit_length()):
            yield [1 << place if number == numbers[0] else mask for number, mask in enumerate(masks)]


def _given_or_as_before(given: int, before: int) -> int:
    """The one answer that a mask leaves, else that of a completion."""
    return given if given.bit_count() == 1 else before


class _Allowed(dict[Removed, Chosen]):
    """The remedies that can be done once some wishes are given up, by these wishes."""

    def __init__(self, choices: Choices, hindered: Mapping[str, Removed]) -> None:
        super().__init__()
        self.choices, self.hindered = choices, hindered

    def __missing__(self, removed: Removed) -> Chosen:
        able = frozenset(name for name, own in self.hindered.items() if own <= removed)
        self[removed] = self.choices.able(able)
        return self[removed]
