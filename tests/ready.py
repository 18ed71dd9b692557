"""A pack made ready to be asked, as the tests ask it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from engine.answers import Answers, read_answers
from engine.evaluate import Evaluator
from engine.inference import Inference
from engine.pack import Pack, Policy
from engine.profile import Profile
from engine.program import Program
from tests import oracle
from tests.packs import TODAY, random_answer


@dataclass(frozen=True)
class Ready:
    """A pack under its first policy, in every form; it is compiled when first evaluated, as not every test does."""

    pack: Pack
    policy: Policy
    program: Program

    @cached_property
    def evaluator(self) -> Evaluator:
        return Evaluator(self.program)

    def read(self, profile: Profile, on: date = TODAY) -> Answers:
        return read_answers(profile, self.program, on)

    def inference(self) -> Inference:
        return Inference(self.program)


def ready(made: Pack | Program) -> Ready:
    """A pack, or a program of one that is made already."""
    program = Program(made, made.policies[0]) if isinstance(made, Pack) else made
    return Ready(program.pack, program.policy, program)


def answering(profile: Profile, question: str, answer: str | list[str]) -> Profile:
    """The profile with one answer more, given today and with evidence."""
    given = {"answer": answer, "answered_on": TODAY, "evidence": {"reference": "x", "date": TODAY, "owner": "x"}}
    return Profile.model_validate(
        {**profile.model_dump(), "answers": {**profile.model_dump()["answers"], question: given}}
    )


def not_known(form: Ready, profile: Profile) -> list[str]:
    """The questions without an answer that counts today, in use or not."""
    return [name for name, value in oracle.counted(form.pack, form.policy, profile, TODAY).items() if value is None]


def completion(random: Random, form: Ready, profile: Profile) -> dict[str, oracle.Value]:
    """What the campaign could turn out to be: each unknown answer drawn, of all questions those that are in use."""
    answers: dict[str, oracle.Value] = {}
    for name, value in oracle.counted(form.pack, form.policy, profile, TODAY).items():
        answer = random_answer(random, form.pack.questions[name]) if value is None else value
        choices = form.pack.questions[name].kind == "choices"
        answers[name] = tuple([answer] if isinstance(answer, str) else answer) if choices else str(answer)
    return oracle.used(form.pack, form.policy, answers)
