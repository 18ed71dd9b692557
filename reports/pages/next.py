"""Asking what decides most: the next few questions, and where things stand before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from engine.assessment import Assessment
from reports.wording import Wording
from reports.words import Words

ON_A_PAGE: Final = 3


@dataclass(frozen=True)
class Next:
    """`questions` are the next to put, `left` how many could still change something; `settled` says that no answer
    changes the verdict any more. Sentences are plain text in one language."""

    questions: tuple[str, ...]
    left: int
    settled: bool
    headline: str
    counts: str


def next_questions(assessment: Assessment, waiting: Sequence[str], left: int, language: str) -> Next:
    wording = Wording(assessment, Words(language))
    settled = assessment.verdict.decided is not None
    questions = () if settled else tuple(waiting[:ON_A_PAGE])
    return Next(questions, left, settled, wording.headline(), " ".join(wording.open_counts()))
