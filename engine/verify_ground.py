"""One policy as the ground of proofs: all answers open, completions tried once for every question, then the solver.

What a property asks to be possible is looked for among the same few thousand completions, held as bits of one whole
number each. Only what they do not show is left to the solver, whose every proposal is assessed again with the rules.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from engine.answers import NEVER
from engine.certificate import Given
from engine.completions import Completions
from engine.evaluate import Truth
from engine.linear import World, free_answers
from engine.literals import CannotTell, Literal, Logic
from engine.normal import LIKELY, Alternative, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.prepared import Prepared
from engine.solver import Model, SolverTrouble
from engine.vocabulary import NO, YES

TRIED = 2000  # completions for each policy

Masks = Sequence[int]  # of a completion, not saying which questions are in use unless said otherwise


class Ground:
    """A program under one policy, the completions tried under it, and what comes of them."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared, self.program = prepared, prepared.program
        self.policy = self.program.policy.id
        self.taken = tuple(variable.everything ^ variable.not_in_use for variable in self.program.vocabulary.variables)
        self._columns: dict[PlainTest, int] = {}
        self._used = 0

    @cached_property
    def tried(self) -> list[tuple[int, ...]]:
        return [tuple(masks) for masks in Completions(self.program, self.taken).raw(TRIED)]

    @cached_property
    def settled(self) -> list[list[int]]:
        """The completions tried, questions out of use set aside."""
        return [self.settle(masks) for masks in self.tried]

    @cached_property
    def truths(self) -> list[Truth]:
        return [self.prepared.evaluator.settled(masks) for masks in self.settled]

    @property
    def all(self) -> int:
        """The bits of all completions tried."""
        return (1 << len(self.tried)) - 1

    def settle(self, masks: Masks) -> list[int]:
        settled = list(masks)
        self.program.settle_use(settled)
        return settled

    def truth(self, masks: Masks) -> Truth:
        """What comes of a completion, or outer bounds on it where something is open."""
        return self.prepared.evaluator.evaluate(self.settle(masks))

    def holds(self, number: int, certainty: int = LIKELY) -> int:
        """The completions in which a conclusion is established."""
        return self.test(FactIs(number, certainty, False))

    def way(self, alternative: Alternative) -> int:
        """The completions in which all tests of an alternative hold."""
        found = self.all
        for test in alternative:
            found &= self.test(test)
        return found

    def test(self, test: PlainTest) -> int:
        """The completions in which a plain test holds."""
        if test not in self._columns:
            self._columns[test] = bits(self._each(test))
        return self._columns[test]

    def _each(self, test: PlainTest) -> Iterable[bool]:
        match test:
            case AnswerIs(variable, mask):
                return (bool(masks[variable] & mask) for masks in self.settled)
            case FactIs(fact, certainty, negated):
                return ((truth.certain[fact] >= certainty) != negated for truth in self.truths)
            case MeasureIs(measure, "not_in_use", _):
                return (truth.measures[measure].use == NEVER for truth in self.truths)
            case MeasureIs(measure, "at_least", bound):
                return (truth.measures[measure].use != NEVER and truth.measures[measure].low >= bound
                        for truth in self.truths)  # fmt: skip
            case _:
                return (truth.measures[test.measure].use != NEVER and truth.measures[test.measure].low <= test.bound
                        for truth in self.truths)  # fmt: skip

    def choose(self, found: int) -> int:
        """The number of one of these completions: one that serves another proof already, if there is one."""
        number = lowest(found & self._used or found)
        self._used |= 1 << number
        return number

    def first(self, found: int) -> Masks:
        """The first of these completions, of which there must be one."""
        return self.tried[lowest(found)]

    def name(self, number: int) -> str:
        """How the certificate names a completion tried."""
        return f"{self.policy}#{number + 1}"

    def used(self) -> dict[str, dict[str, Given]]:
        """The completions that were chosen, as answers by name."""
        chosen = (number for number in range(self._used.bit_length()) if self._used >> number & 1)
        return {self.name(number): self.answers(self.tried[number]) for number in chosen}

    def answers(self, masks: Masks, questions: Iterable[str] | None = None) -> dict[str, Given]:
        """The answers in a completion, or those to some questions of it."""
        vocabulary = self.program.vocabulary
        found: dict[str, Given] = {}
        for name in self.program.pack.questions if questions is None else questions:
            numbers = vocabulary.of_question[name]
            variables = [vocabulary.variables[number] for number in numbers]
            if self.program.pack.questions[name].kind == "choices":
                pairs = zip(variables, numbers, strict=True)
                found[name] = tuple(str(one.option) for one, number in pairs if masks[number] == YES)
            else:
                found[name] = variables[0].values[masks[numbers[0]].bit_length() - 1]
        return found

    def answerable(self, masks: Masks) -> bool:
        """Whether the options of each choices question can be chosen together."""
        for name, question in self.program.pack.questions.items():
            if question.kind == "choices":
                numbers = self.program.vocabulary.of_question[name]
                chosen = [option.alone for option, n in zip(question.options, numbers, strict=True) if masks[n] != NO]
                if not chosen or (any(chosen) and len(chosen) > 1):
                    return False
        return True


def readings(grounds: Iterable[Ground]) -> list[Ground]:
    """The first ground of each reading of the rules: policies often differ in their verdicts alone."""
    found: dict[object, Ground] = {}
    for ground in grounds:
        program = ground.program
        forms = tuple((one.confirmed, one.likely) for one in program.conclusions[: len(program.pack.rules)])
        found.setdefault((frozenset(program.policy.asks), forms), ground)
    return list(found.values())


class Asked:
    """One question to the solver about the completions under a policy."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.logic = ground, Logic(Model())
        self.answers = free_answers(self.logic, ground.program, ground.taken)
        self.world = World(self.logic, ground.program, self.answers)

    def find(self, wanted: Sequence[Literal], claim: Callable[[Masks], bool]) -> list[int] | None:
        """A completion that makes all these literals true, of which the claim holds; None if there is none.

        Raises CannotTell, and SolverTrouble where the rules do not bear out what the solver proposes.
        """
        solved = self.logic.solve(wanted)
        if solved.status == "unknown":
            raise CannotTell
        if solved.status == "infeasible":
            return None
        masks = self.world.masks(solved.values)
        if not claim(masks):
            raise SolverTrouble
        return masks

    def first(self, wanted: Sequence[Literal], claim: Callable[[Masks], bool]) -> list[int] | None:
        """The first such completion, answers tried in the order of the pack: the same on every machine."""
        example = self.find(wanted, claim)
        if example is None:
            return None
        given = list(wanted)
        for number, mask in enumerate(self.ground.taken):
            for place in range(mask.bit_length() - 1):
                literal = self.answers[number][place]
                tried = [*example[:number], 1 << place, *example[number + 1 :]]
                if example[number] == 1 << place or (self.ground.answerable(tried) and claim(tried)):
                    example = tried
                    break
                found = self.find([*given, literal], claim)
                if found is not None:
                    example = found
                    break
            given.append(self.answers[number][example[number].bit_length() - 1])
        return example


def lowest(found: int) -> int:
    """The place of the lowest bit that is set."""
    return (found & -found).bit_length() - 1


def bits(each: Iterable[bool]) -> int:
    """Truths in order as the bits of one number, the first one lowest."""
    return int("".join("1" if one else "0" for one in each)[::-1] or "0", 2)
