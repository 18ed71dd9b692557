"""Levels that are claimed and not shown: every report names them, and says from where they are lowered."""

import datetime
from collections.abc import Callable
from functools import cache

import pytest

from engine.assess import assess
from engine.assessment import Assessment
from reports.brief_forms import brief_html, brief_markdown, brief_text
from reports.html import html
from reports.markdown import markdown
from reports.text import text
from tests.examples import advocacy

DAY = datetime.date(2026, 11, 20)
FORMS: tuple[Callable[[Assessment, str], str], ...] = (text, brief_text, brief_html, brief_markdown, html, markdown)


@cache
def claiming(policy: str) -> Assessment:
    """A campaign that is ready by its own word, with nothing to show for three of its answers."""
    pack, profile = advocacy(), next(case.profile for case in advocacy().cases if case.id == "ready")
    bare = {
        name: profile.answers[name].model_copy(update={"answer": "3", "evidence": None})
        for name in ("written_plan", "spokespeople", "content_signoff")
    }
    told = profile.model_copy(update={"answers": {**profile.answers, **bare}})
    return assess(told, pack, pack.policy[policy], DAY)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.__name__))
@pytest.mark.parametrize("policy", ["default", "funder"])
def test_every_report_names_them_and_gives_the_other_reading(
    policy: str, form: Callable[[Assessment, str], str]
) -> None:
    made, shown = claiming(policy), " ".join(form(claiming(policy), "en").split())
    for answer in made.answers:
        assert not answer.unevidenced or answer.code in shown
    assert ("without evidence:" if policy == "funder" else "only with evidence:") in shown


def test_one_level_lower_is_lower_than_what_counts_and_says_so() -> None:
    told = " ".join(text(claiming("funder"), "en", width=400).split())
    lowered = [one for some in claiming("funder").fragility.sets for one in some.answers]
    unshown = [one for one in lowered if one.question in ("written_plan", "spokespeople", "content_signoff")]
    assert unshown, "the example hangs on an answer that is not shown"
    assert {(one.level, one.to) for one in unshown} == {(2, 1)}
    assert "Counted as level 2 for want of evidence, and one level lower from there:" in told
    assert "for want of evidence" not in text(claiming("default"), "en", width=400)
