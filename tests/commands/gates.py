"""Campaigns, waivers and baselines as files, for the tests of `munasara check`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from engine.assess import assess
from engine.profile import Profile
from tests.examples import advocacy
from tests.features import campaigns

ON = campaigns.DAY.isoformat()
SUBJECT = "Clean water"

# Each kind of campaign is one that is ready in every respect, with these answers instead.
KINDS: dict[str, dict[str, str]] = {
    "go": {},
    "conditions": {"allies": "1"},
    "early": {"audience_participates": "1"},
    "no_conditions_written": {"launch_conditions": "1"},
    "no_plan": {"written_plan": "0"},
    "no_plan_no_skills": {"written_plan": "0", "persuasion_skills": "0"},
    "threat": {"present_threat": "yes"},
    "open": {"audience_participates": "unknown"},
    "early_and_open": {"audience_participates": "1", "launch_conditions": "unknown"},
    "early_and_threat": {"audience_participates": "1", "present_threat": "yes"},
}
WAIVER = {
    "finding": "premature_launch",
    "subject": SUBJECT,
    "reason": "risk_accepted",
    "text": "The launch is a test with members only.",
    "approver": "board",
    "expires": "2027-01-31",
    "evidence": "Minutes of 12 November, item 3",
}


def document(kind: str, name: str = SUBJECT) -> dict[str, Any]:
    """A campaign of one kind, as its file has it."""
    campaign = campaigns.ready(advocacy())
    for question, answer in KINDS[kind].items():
        campaign.answer(question, answer)
    return {"campaign": name, "stage": "launching", "answered_on": campaigns.DAY, "answers": campaign.answers}


@cache
def stored(kind: str, name: str = SUBJECT) -> str:
    """The assessment of such a campaign under the policy for launches."""
    pack = advocacy()
    made = assess(Profile.model_validate(document(kind, name)), pack, pack.policy["launch"], campaigns.DAY)
    return made.model_dump_json(by_alias=True)


@dataclass(frozen=True)
class Files:
    """A folder in which a check runs."""

    folder: Path

    def campaign(self, kind: str, name: str = SUBJECT, file: str = "campaign.yaml") -> Path:
        plain = json.loads(json.dumps(document(kind, name), default=str))  # no date twice: YAML would alias it
        return self.write(file, yaml.safe_dump(plain, allow_unicode=True, sort_keys=False))

    def waivers(self, *changes: Mapping[str, str]) -> Path:
        waivers = [{**WAIVER, **change} for change in changes]
        return self.write("waivers.yaml", yaml.safe_dump({"waivers": waivers}, sort_keys=False))

    def baseline(self, kind: str, name: str = SUBJECT, file: str = "baseline.json", **receipt: str) -> Path:
        """A stored assessment; as if made under another version of the pack or by another engine, if `receipt` says."""
        made = json.loads(stored(kind, name))
        return self.write(file, json.dumps({**made, "receipt": {**made["receipt"], **receipt}}))

    def write(self, file: str, text: str) -> Path:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path


def line_of(path: Path, key: str) -> int:
    """The line on which a question is answered."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(f"  {key}:"))
