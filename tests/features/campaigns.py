"""Campaigns as the scenarios tell them: ready in every respect or not answered at all, and what is changed in them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from engine.pack import Pack, Question
from engine.profile import UNKNOWN, WITHHELD, Profile

DAY = date(2026, 11, 22)
LEFT_OUT = "left out"

HARMLESS = {
    "scope": "national",
    "civic_space": "narrowed",
    "trigger": "rights_violation",
    "issue_areas": "women",
    "tactics": "research, lobbying, media, petition",
    "tone": "firm",
    "main_target": "parliament",
    "target_stance": "persuadable",
    "past_sanctions": "none",
    "exposed_people": "none",
    "gatherings": "none",
    "funding_source": "domestic",
    "ally_liability": "no",
    "deceptive_means": "no",
    "present_threat": "no",
    "posture": "speaks_openly",
    "social_media_share": "under_25",
}


@dataclass
class Campaign:
    """A profile in the making. Answers are written as in a profile's file, and dated DAY unless aged; `about` are the
    other fields of the file."""

    pack: Pack
    answers: dict[str, dict[str, Any]]
    age: int = 0
    on: date = DAY
    about: dict[str, Any] = field(default_factory=dict)

    def answer(self, question: str, answer: str) -> None:
        """Give an answer in place of the one there is, and keep the evidence; several options are parted by commas."""
        if answer == LEFT_OUT:
            self.answers.pop(question, None)
            return
        several = self.pack.questions[question].kind == "choices" and answer not in (UNKNOWN, WITHHELD)
        given = {"answer": answer.split(", ") if several else answer}
        self.answers[question] = {**self.answers.get(question, {}), **given}

    def level(self, level: int) -> None:
        """Give every level question the same level."""
        for question in self.pack.questions.values():
            if question.kind == "level":
                self.answer(question.id, str(level))

    def as_said(self) -> dict[str, str]:
        """The answers as `answer` takes them."""
        said = {name: given["answer"] for name, given in self.answers.items()}
        return {name: ", ".join(answer) if isinstance(answer, list) else answer for name, answer in said.items()}

    def profile(self) -> Profile:
        answered_on = self.on - timedelta(days=self.age)
        return Profile.model_validate(
            {"campaign": "Example", **self.about, "answered_on": answered_on, "answers": self.answers}
        )


def empty(pack: Pack) -> Campaign:
    return Campaign(pack, {})


def ready(pack: Pack) -> Campaign:
    """All levels 4 with evidence, in a context without danger; also where a question is not in use yet."""
    campaign = empty(pack)
    for question in pack.questions.values():
        campaign.answer(question.id, "4" if question.kind == "level" else HARMLESS[question.id])
        campaign.answers[question.id]["evidence"] = evidence(question)
    return campaign


def evidence(question: Question) -> dict[str, Any]:
    return {"reference": f"Folder {question.code}", "date": DAY, "owner": "Coordinator"}


def worked_case(pack: Pack, name: str) -> Campaign:
    """A case of the pack, on its own day."""
    case = next(case for case in pack.cases if case.id == name)
    answers = case.profile.model_dump(exclude_none=True)["answers"]
    return Campaign(pack, answers, (case.on - case.profile.answered_on).days, case.on)
