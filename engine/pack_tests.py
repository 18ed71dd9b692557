"""A pack's own tests: its examples, cases and variations, each run through both inferences."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.agreement import require_agreement
from engine.answers import read_answers
from engine.pack import Pack
from engine.prepared import prepare
from engine.trials import Trial, trials


@dataclass(frozen=True)
class Tested:
    """One trial: where it stands, and what came out otherwise than it says; nothing when it holds."""

    subject: str
    name: str
    failures: tuple[str, ...]


def test_pack(pack: Pack) -> Iterator[Tested]:
    """Run every trial, in the order of the pack. Raises Disagreement where the two inferences do not agree."""
    for trial in trials(pack):
        yield Tested(trial.subject, trial.name, _failures(trial, pack))


def _failures(trial: Trial, pack: Pack) -> tuple[str, ...]:
    prepared = prepare(pack, pack.policy[trial.policy])
    answers = read_answers(trial.profile, prepared.program, trial.on, trial.reading)
    truth = prepared.evaluator.evaluate(answers.masks)
    require_agreement(prepared.inference.infer(answers.masks), truth, prepared.program, trial.profile)
    return trial.found_wrong(answers, truth, prepared)
