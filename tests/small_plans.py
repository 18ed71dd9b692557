"""A meeting in a hall or in the street, small enough to see at once what the best plan is."""

from datetime import date
from functools import cache
from typing import Any

from engine.pack import Pack
from engine.plan import Wishes, plan
from engine.plans import Plan, Plans
from engine.profile import Profile

ON = date(2026, 6, 1)
WORDS = {"en": "x"}


def _question(number: int, name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "code": f"A{number}", "kind": kind, "text": WORDS, "help": WORDS, "source": ["P1"], **more}


def _remedy(name: str, effort: int, lead_time: int, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": WORDS, "what": WORDS, "role": WORDS, "effort": effort, "lead_time": lead_time, **more}


def _clause(name: str, *tests: dict[str, Any]) -> dict[str, Any]:
    return {"because": {"en": name}, "when": {"all": list(tests)}}


@cache
def meeting() -> Pack:
    """In the hall a plan is needed, in the street a permit; a threat stops everything, and no money calls for care.

    Both can be had one after the other (8 person-days in 40 days) or at once (9 in 5 days). Only an alternative ends
    the threat. Nothing brings money.
    """
    level: dict[str, Any] = {"anchors": dict.fromkeys(range(5), WORDS), "counts_in": ["ready"]}
    hall, street = {"answer": "place", "is": "hall"}, {"answer": "place", "is": "street"}
    data: dict[str, Any] = {
        "manifest": {
            "id": "meeting", "version": "1.0.0", "languages": ["en"], "title": WORDS, "what": WORDS, "caveat": WORDS,
            "sections": ["s"], "default_policy": "p", "review_by": "2030-01-01",
        },
        "digest": "", "sources": {"P1": {"text": WORDS}}, "rules": [],
        "measures": [{"id": "ready", "kind": "readiness", "title": WORDS, "what": WORDS}],
        "sections": [{"id": "s", "title": WORDS, "intro": WORDS, "questions": [
            _question(1, "plan", "level", **level),
            _question(2, "permit", "level", **level),
            _question(3, "place", "choice", options=[{"id": "hall", "text": WORDS}, {"id": "street", "text": WORDS}]),
            _question(4, "threat", "yes_no"),
            _question(5, "money", "yes_no"),
        ]}],
        "remedies": [
            _remedy("write_plan", 3, 10, raises={"plan": "3"}),
            _remedy("get_permit", 5, 30, raises={"permit": "3"}, requires=["write_plan"]),
            _remedy("hire_help", 9, 5, raises={"plan": "3", "permit": "3"}),
            _remedy("wait", 2, 60, sets={"threat": "no"}, alternative=True, others_decide={"en": "whether it ends"}),
            _remedy("stay_inside", 1, 3, sets={"place": "hall"}, alternative=True),
            _remedy("take_the_street", 1, 3, sets={"place": "street"}, alternative=True),
        ],
        "policies": [{
            "id": "p", "title": WORDS, "what": WORDS,
            "words": {"STOP": WORDS, "NOT_YET": WORDS, "CONDITIONS": WORDS, "GO": WORDS},
            "verdicts": [
                {"verdict": "STOP", "clauses": [_clause("threat", {"answer": "threat", "is": "yes"})]},
                {"verdict": "NOT_YET", "clauses": [
                    _clause("no plan", hall, {"answer": "plan", "at_most": 2}),
                    _clause("no permit", street, {"answer": "permit", "at_most": 2}),
                ]},
                {"verdict": "CONDITIONS", "clauses": [_clause("no money", {"answer": "money", "is": "no"})]},
            ],
        }],
    }  # fmt: skip
    return Pack.model_validate(data)


READY: dict[str, str] = {"plan": "0", "permit": "0", "place": "hall", "threat": "no", "money": "yes"}


def meeting_profile(launch: date | None = None, **answers: str | None) -> Profile:
    """A meeting in the hall, safe and paid for, without plan and permit, but for these answers."""
    known = {name: answer for name, answer in {**READY, **answers}.items() if answer is not None}
    dates = {} if launch is None else {"launch": launch}
    return Profile.model_validate({"campaign": "x", "answered_on": ON, "dates": dates, "answers": known})


def planned(wishes: Wishes | None = None, launch: date | None = None, **answers: str | None) -> Plans:
    pack = meeting()
    return plan(meeting_profile(launch, **answers), pack, pack.policies[0], ON, wishes)


def steps(found: Plan | None) -> list[str] | None:
    """What is done, in order; None where there is no plan."""
    return None if found is None else [step.remedy for step in found.steps]
