"""What a profile's answers amount to on one day under one policy: what each question could still be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from engine.pack import MOST_OPTIONS, Question
from engine.profile import UNKNOWN, WITHHELD, GivenAnswer, Profile
from engine.program import Program
from engine.vocabulary import NO, YES

State = Literal["answered", "unknown", "withheld", "expired", "absent"]
Use = Literal["in_use", "perhaps", "not_in_use", "not_examined"]
Reading = Literal["stated", "required"]

NEVER, PERHAPS, ALWAYS = 0, 1, 2
COUNTED_WITHOUT_EVIDENCE = 2
NEEDS_EVIDENCE = ("3", "4")
UNANSWERED = GivenAnswer()
_SINGLE_VALUES = frozenset(1 << place for place in range(MOST_OPTIONS + 1))


@dataclass(frozen=True, slots=True)
class Standing:
    """How one question stands: whether it is in use, what is known, and what the answer counts as."""

    question: Question
    use: Use
    state: State
    given: GivenAnswer
    counted: str | tuple[str, ...] | None
    unevidenced: bool

    @property
    def open(self) -> bool:
        """In use, or perhaps so, and not answered in a way that counts."""
        return self.state != "answered" and self.use in ("in_use", "perhaps")


@dataclass(frozen=True)
class Answers:
    """Every question's standing, in the order of asking, and the masks of what each variable could be.

    `vocabulary.py` explains masks. `taken` are those before questions out of use were set aside: answers kept in
    reserve stand there.
    """

    standing: Mapping[str, Standing]
    masks: tuple[int, ...]
    taken: tuple[int, ...]

    @cached_property
    def settled(self) -> bool:
        """Whether nothing is open: each variable has one possible value."""
        return is_settled(self.masks)


def is_settled(masks: Sequence[int]) -> bool:
    """Whether each mask holds exactly one value."""
    return _SINGLE_VALUES.issuperset(masks)


def read_answers(profile: Profile, program: Program, on: date, reading: Reading | None = None) -> Answers:
    """Take each answer as it counts on that day: expired ones as unknown, unevidenced ones lowered if the policy
    (or the `reading` asked for instead) requires evidence, and those that do not apply as not in use."""
    reading = reading or program.policy.evidence
    masks = list(program.vocabulary.everything)
    taken: dict[str, tuple[State, GivenAnswer, str | tuple[str, ...] | None, bool]] = {}
    for question in program.asking:
        given = profile.answers.get(question.id, UNANSWERED)
        state = _state(question, given, profile, program, on)
        bare = lacks_evidence(question, given)
        counted = given.answer if state == "answered" else None
        if bare and state == "answered" and reading == "required":
            counted = str(COUNTED_WITHOUT_EVIDENCE)
        taken[question.id] = (state, given, counted, bare)
        for number in program.vocabulary.of_question[question.id]:
            masks[number] = _mask(program, number, counted)
    before = tuple(masks)
    program.settle_use(masks)
    uses = {name: _use(program, question, masks) for name, question in program.pack.questions.items()}
    standing = {
        name: Standing(
            program.pack.questions[name], uses[name], state, given, counted, bare and uses[name] != "not_in_use"
        )
        for name, (state, given, counted, bare) in taken.items()
    }
    return Answers(standing, tuple(masks), before)


def _use(program: Program, question: Question, masks: Sequence[int]) -> Use:
    """Whether a question is in use, read off its settled mask."""
    if program.policy.asks and question.id not in program.policy.asks:
        return "not_examined"
    number = program.vocabulary.of_question[question.id][0]
    unused = program.vocabulary.variables[number].not_in_use
    if not masks[number] & unused:
        return "in_use"
    return "not_in_use" if masks[number] == unused else "perhaps"


def _state(question: Question, given: GivenAnswer, profile: Profile, program: Program, on: date) -> State:
    if given.answer is None:
        return "absent"
    if given.answer == UNKNOWN:
        return "unknown"
    if given.answer == WITHHELD:
        return "withheld"
    expiry = program.policy.expires_after
    if expiry is not None:
        age = (on - (given.answered_on or profile.answered_on)).days
        if age > (expiry.volatile if question.volatile else expiry.other):
            return "expired"
    return "answered"


def lacks_evidence(question: Question, given: GivenAnswer) -> bool:
    """Whether it claims a level that counts as 2 where evidence is required, and what shows it is not all there."""
    claims = question.kind == "level" and given.answer in NEEDS_EVIDENCE
    return claims and not (given.evidence is not None and given.evidence.complete)


def _mask(program: Program, number: int, counted: str | tuple[str, ...] | None) -> int:
    """What one variable could be, given the answer that counts; everything but "not in use" when there is none."""
    variable = program.vocabulary.variables[number]
    if counted is None:
        return variable.everything ^ variable.not_in_use
    if variable.option is not None:
        chosen = counted if isinstance(counted, tuple) else (counted,)
        return YES if variable.option in chosen else NO
    return 1 << variable.values.index(str(counted))
