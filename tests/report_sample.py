"""A hand-made assessment for tests of reports: one weak plan and one missing skill silence a campaign."""

import datetime
from typing import Any

from engine.assessment import (
    AnswerChange,
    AnswerPremise,
    AnswerResult,
    Assessment,
    BandResult,
    Campaign,
    CitedSource,
    Clearing,
    FactPremise,
    Finding,
    Fragility,
    Ledger,
    LedgerLine,
    Link,
    MeasureChange,
    MeasurePremise,
    MeasureResult,
    OtherReading,
    PolicyResult,
    Premise,
    Reason,
    Receipt,
    RemedyResult,
    SectionResult,
    Verdict,
    VerdictReason,
)
from engine.profile import Dates
from engine.text import Text

DAY = datetime.date(2026, 3, 1)
BANDS = tuple(
    BandResult(id=name, title=Text({"en": name.capitalize()})) for name in ("low", "medium", "high", "severe")
)


def said(sentence: str) -> Text:
    return Text({"en": sentence})


P29 = CitedSource(paragraph="P29", text=said("Missing plans and skills end in silence."))
EXPERTS = CitedSource(paragraph=None, text=said("One weakness alone only makes it likely."))


def answer(question: str, code: str, text: str, **changes: Any) -> AnswerResult:
    """A level question that is in use and not answered, but for the changes."""
    standing: dict[str, Any] = {
        "section": "planning",
        "kind": "level",
        "use": "in_use",
        "state": "absent",
        "values": (),
        "labels": (),
        "counted": (),
        "critical": False,
        "sensitive": False,
        "unevidenced": False,
        "evidence": None,
        "sources": (P29,),
    }
    return AnswerResult(question=question, code=code, text=said(text), **{**standing, **changes})


def level(value: int, label: str) -> dict[str, Any]:
    return {"state": "answered", "values": (str(value),), "labels": (said(label),), "counted": (str(value),)}


def finding(fact: str, title: str, *because: Reason, **changes: Any) -> Finding:
    """A confirmed weakness of medium severity, but for the changes."""
    standing: dict[str, Any] = {
        "kind": "weakness",
        "severity": "medium",
        "outlook": "certain",
        "certainty": "confirmed",
        "up_to": "confirmed",
        "why": said(f"Why: {title}."),
        "sources": (P29,),
    }
    return Finding(fact=fact, title=said(title), because=because, **{**standing, **changes})


def reason(*premises: Premise, likely: bool = False) -> Reason:
    return Reason(certainty="likely" if likely else "confirmed", premises=premises)


def fact(name: str, certainty: Any = "confirmed") -> FactPremise:
    return FactPremise(fact=name, certainty=certainty)


def on(question: str) -> AnswerPremise:
    return AnswerPremise(question=question)


def readiness(name: str, title: str, low: int, high: int, in_use: Any = "yes") -> MeasureResult:
    what = said(f"How far {title.lower()} is in place.")
    return MeasureResult(id=name, kind="readiness", title=said(title), what=what, in_use=in_use, low=low, high=high)


ANSWERS = (
    answer("written_plan", "C1", "Is there a written plan?", **level(1, "Only spoken of.")),
    answer("persuasion_skills", "D4", "Are persuasion skills shown?", **level(1, "One person has them.")),
    answer("spokespeople", "J2", "Are spokespeople prepared?", sensitive=True, **level(1, "One person, unprepared.")),
    answer("final_evaluation", "K3", "Is a final evaluation dated?"),
    answer("reprisal_plan", "I6", "Is there a reprisal plan?", state="unknown"),
    answer("data_minimised", "I8", "Is data protected?", state="withheld", sensitive=True),
    answer("legal_review", "I1", "Did a lawyer review the tactics?", state="expired"),
    answer("stewarding", "I5", "Are gatherings stewarded?", use="not_in_use"),
)

PLAN_REMEDY = RemedyResult(
    id="write_the_plan",
    title=said("Write the plan"),
    what=said("Write goal, activities, owners, dates and budget on two pages."),
    effort=1,
    lead_time=14,
    role=said("Coordinator"),
    alternative=False,
    scored=True,
    answers=(AnswerChange(question="written_plan", how="raises", value="3", label=said("Used by the team.")),),
    requires=(),
    prerequisites=(),
    effort_with_prerequisites=1,
    lead_time_with_prerequisites=14,
    for_findings=("weak_planning",),
    clears=("weak_planning",),
    weakens=("silence_and_fear",),
    measures=(MeasureChange(measure="planning", low_before=250, high_before=250, low_after=750, high_after=750),),
    verdicts_after=("CONDITIONS",),
    risk_removed=6,
    in_time=False,
)

FINDINGS = (
    finding(
        "silence_and_fear",
        "The campaign falls silent",
        reason(fact("weak_planning"), fact("missing_skills"), on("spokespeople")),
        reason(fact("weak_planning"), likely=True),
        reason(fact("missing_skills"), likely=True),
        kind="consequence",
        severity="high",
        sources=(P29, EXPERTS),
        leads_to=("credibility_loss",),
        cleared_by=(
            Clearing(
                question="written_plan", value="2", label=said("A draft with gaps."), leaves="likely", up_to="likely"
            ),
            Clearing(
                question="spokespeople", value="2", label=said("Some are prepared."), leaves="likely", up_to="likely"
            ),
        ),
        remedies=("write_the_plan",),
    ),
    finding(
        "credibility_loss",
        "Credibility is lost",
        reason(fact("silence_and_fear")),
        kind="consequence",
        severity="high",
    ),
    finding(
        "weak_planning",
        "Planning is weak",
        reason(on("written_plan")),
        leads_to=("silence_and_fear",),
        cleared_by=(Clearing(question="written_plan", value="2", label=said("A draft with gaps.")),),
        remedies=("write_the_plan",),
    ),
    finding(
        "missing_skills",
        "Skills are missing",
        reason(on("persuasion_skills")),
        certainty="likely",
        leads_to=("silence_and_fear",),
        cleared_by=(Clearing(question="persuasion_skills", value="2", label=said("Trained, unpractised.")),),
    ),
    finding(
        "lessons_lost",
        "Lessons are lost",
        reason(on("final_evaluation")),
        outlook="possible",
        certainty="likely",
        severity="low",
        hinges_on=("final_evaluation",),
    ),
    finding(
        "allied_protection",
        "Allies stand together",
        reason(MeasurePremise(measure="residual_exposure", test="at_most", bound=2, bound_band="high")),
        kind="protection",
        severity=None,
    ),
)


def sample(**changes: Any) -> Assessment:
    """A decided assessment; `changes` replace whole fields."""
    fields: dict[str, Any] = {
        "languages": ("en",),
        "pack_title": said("Advocacy campaigns"),
        "caveat": said("Weights are expert judgement, not calibrated statistics."),
        "campaign": campaign("Clean water"),
        "policy": PolicyResult(
            id="default", title=said("Preparing a campaign"), what=said("Is it ready?"), evidence="stated"
        ),
        "verdict": verdict("NOT_YET"),
        "fragility": Fragility(outlook="at_worst", fewest=0),
        "measures": (
            readiness("overall", "Overall readiness", 410, 735),
            readiness("planning", "Planning and tools", 623, 623),
            readiness("alliances", "Alliances", 0, 1000, "no"),
            MeasureResult(
                id="residual_exposure",
                kind="ladder",
                title=said("Residual exposure"),
                what=said("What is left after protection."),
                in_use="yes",
                low=1,
                high=2,
                bands=BANDS,
            ),
        ),
        "findings": FINDINGS,
        "links": (
            Link(cause="weak_planning", effect="silence_and_fear"),
            Link(cause="silence_and_fear", effect="credibility_loss"),
        ),
        "chain": ("weak_planning", "silence_and_fear", "credibility_loss"),
        "priorities": ("write_the_plan",),
        "verdicts_after_priorities": ("CONDITIONS",),
        "way_out": ("written_plan",),
        "remedies": (PLAN_REMEDY,),
        "best_pair": None,
        "ledgers": (
            Ledger(
                measure="planning",
                units=8,
                lost=3,
                open=0,
                lines=(
                    LedgerLine(
                        question="written_plan", weight=2, level=1, lost=3, open=0, lost_points=377, open_points=0
                    ),
                ),
            ),
        ),
        "titles": {},
        "sections": (SectionResult(id="planning", title=said("Planning")),),
        "exact": True,
        "decisive": (),
        "answers": ANSWERS,
        "notices": (),
        "other_reading": OtherReading(
            evidence="required", possible=("STOP", "NOT_YET"), overall_low=300, overall_high=500
        ),
        "checks": 61,
        "receipt": Receipt(
            engine="0.1.0",
            pack="advocacy",
            pack_version="1.0.0",
            pack_digest="a" * 64,
            policy="default",
            profile_digest="b" * 64,
            on=DAY,
        ),
    }
    return Assessment(**{**fields, **changes})


def campaign(name: str, **changes: Any) -> Campaign:
    standing: dict[str, Any] = {
        "country": "TN",
        "stage": "preparing",
        "dates": Dates(launch=DAY),
        "lessons": (),
        "answered_on": DAY,
    }
    return Campaign(name=name, **{**standing, **changes})


def verdict(*possible: Any, best: Any = "GO") -> Verdict:
    return Verdict(
        decided=possible[0] if len(possible) == 1 else None,
        possible=possible,
        words={
            "STOP": said("Stop"),
            "NOT_YET": said("Not yet"),
            "CONDITIONS": said("Go, with conditions"),
            "GO": said("Go"),
        },
        best_possible=best,
        reasons=(
            VerdictReason(
                verdict=possible[0],
                outlook="certain" if len(possible) == 1 else "possible",
                text=said("A grave finding is open."),
                premises=(fact("silence_and_fear"),),
            ),
        ),
    )
