"""The best two remedies together, under the shipped pack, and how the reports say it."""

from typing import Any

from engine.assessment import RemedyPair
from reports.html import html
from reports.markdown import markdown
from reports.pairs import best_pair
from reports.text import text
from reports.wording import Wording
from reports.words import Words
from tests.examples import assessed_example
from tests.report_sample import PLAN_REMEDY, said, sample

TRAINING = PLAN_REMEDY.model_copy(update={"id": "train", "title": said("Train people")})


def pair(**changes: Any) -> RemedyPair:
    told: dict[str, Any] = {
        "remedies": ("write_the_plan", "train"), "clears": ("silence_and_fear",), "only_together": (), "weakens": (),
        "measures": (), "verdicts_after": ("CONDITIONS",), "risk_removed": 12, "beyond_better": 6, "effort": 3,
    }  # fmt: skip
    return RemedyPair(**{**told, **changes})


def sentences(pair: RemedyPair | None) -> str:
    told = sample(remedies=(PLAN_REMEDY, TRAINING), best_pair=pair)
    return " ".join(best_pair(Wording(told, Words("en"))))


def test_a_plan_and_training_break_the_chain_that_neither_breaks_alone() -> None:
    assessed = assessed_example("failure-chain")
    found = assessed.best_pair
    assert found is not None
    assert found.remedies == ("write_the_plan", "train_persuaders")
    assert set(found.only_together) == {
        "silence_and_fear", "credibility_loss", "allies_leave", "funders_leave", "strategy_failure"
    }  # fmt: skip
    assert set(found.only_together) <= set(found.clears)
    alone = {one.id: one for one in assessed.remedies if one.id in found.remedies}
    assert not set(found.only_together) & {fact for one in alone.values() for fact in one.clears}
    assert found.risk_removed - found.beyond_better == max(one.risk_removed for one in alone.values())
    assert found.verdicts_after == ("CONDITIONS",)


def test_nothing_that_stands_against_a_campaign_leaves_no_pair() -> None:
    assert assessed_example("ready").best_pair is None


def test_a_pair_says_what_only_both_clear_and_what_they_take() -> None:
    assert sentences(pair(only_together=("silence_and_fear",))) == (
        "The best two together: “Write the plan”, “Train people”. Only together they clear: “The campaign falls "
        "silent”. Verdict afterwards: Go, with conditions. Effort for both, with what must come before: 3 person-days."
    )


def test_a_pair_that_only_adds_up_says_so() -> None:
    told = sentences(pair(verdicts_after=("NOT_YET",)))
    assert "No other two remove more risk beyond what the better one removes alone. The verdict stays the same." in told


def test_without_a_pair_nothing_is_said() -> None:
    assert sentences(None) == ""


def test_every_report_says_it_below_what_is_to_be_done_first() -> None:
    assessed = assessed_example("failure-chain")
    for report in (text(assessed, "en", 500), markdown(assessed, "en"), html(assessed, "en")):
        assert report.index("Verdict with all of these in place") < report.index("The best two together")
    assert (
        'href="#r-train_persuaders"' in html(assessed, "en").partition("The best two together")[2].partition("</p>")[0]
    )
