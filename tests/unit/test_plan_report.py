"""What readers of plans get to see: what to do when, what is proved, and what is in the way."""

import html as html_text
import re
from functools import cache
from typing import Literal

import pytest
from rich.cells import cell_len

import engine.solver
from engine.assess import assess
from engine.assessment import Assessment
from engine.plan import Wishes, plan
from engine.plans import Blocked, PlanObstacle, Plans, SuitableAnswer
from engine.text import Text
from reports.html import html
from reports.markdown import markdown
from reports.plan_text import plan_text
from reports.words import Digits
from tests.examples import DAY, advocacy, example

Form = Literal["text", "markdown", "html"]
FORMS: tuple[Form, ...] = ("text", "markdown", "html")
LANGUAGES = ("en", "ar", "fr")
WISHES = {
    "failure-chain": Wishes(),
    "severe-exposure": Wishes(budget=10),
    "half-answered": Wishes(within=30, keep=("present_threat", "tactics")),
    "viral-but-hollow": Wishes(change_tactics=True),
}


@cache
def planned(name: str, wishes: Wishes | None = None) -> Assessment:
    pack, profile = advocacy(), example(name)
    policy = pack.policy["default"]
    wishes = wishes or WISHES[name]
    return assess(profile, pack, policy, DAY).model_copy(update={"plans": plan(profile, pack, policy, DAY, wishes)})


def plans(assessment: Assessment) -> Plans:
    assert assessment.plans is not None
    return assessment.plans


def rendered(assessment: Assessment, form: Form, language: str, digits: Digits = "western") -> str:
    if form == "text":
        return plan_text(assessment, language, digits=digits)
    return html(assessment, language, digits) if form == "html" else markdown(assessment, language, digits)


def shown(assessment: Assessment, form: Form, language: str = "en") -> str:
    """The report as one line of bare words."""
    report = rendered(assessment, form, language)
    if form == "html":
        report = html_text.unescape(re.sub("<style>.*?</style>|<[^>]*>", "", report, flags=re.DOTALL))
    return " ".join(report.replace("\\", "").replace("- ", "").split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_every_plan_is_told_in_every_language(form: Form, language: str) -> None:
    for name in WISHES:
        assessment = planned(name)
        report, made = shown(assessment, form, language), plans(assessment)
        afterwards = made.blocked.afterwards if made.blocked else None
        found = (made.cheapest, made.fastest, made.within_budget, made.alternative, made.instead, afterwards)
        for step in (step for one in found if one for step in one.steps):
            assert " ".join(step.title[language].split()) in report
            assert " ".join(step.role[language].split()) in report


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_says_what_it_takes_what_is_proved_and_what_it_leads_to(form: Form) -> None:
    report = shown(planned("failure-chain"), form)
    assert "The way to “Go” that takes the least effort" in report
    assert "Effort: 20 person-days. Time: 45 days." in report
    assert "Proved: no plan leads there with less effort." in report
    assert "Verdict now: Not yet." in report
    assert "Verdict afterwards: Go." in report
    assert "Alliance officer. Effort: 5 person-days. From day 0 to day 30." in report


@pytest.mark.parametrize("form", FORMS)
def test_what_is_in_the_way_is_told_with_the_plan_there_would_be(form: Form) -> None:
    report = shown(planned("severe-exposure"), form)
    assert "Why no plan leads to “Go”" in report
    assert "The campaign is to stay what it is, with its tactics and its tone." in report
    assert "The plan there would be without these obstacles" in report
    assert "This changes what the campaign is: a political decision, not a repair." in report
    assert "Takes “Sit-in: staying together in one place” out of the answer to A5." in report
    assert "The best that can be reached: “Go, with conditions”" in report
    assert "The best that can be done within 10 person-days" in report


@pytest.mark.parametrize("form", FORMS)
def test_an_open_question_in_the_way_is_asked_for_without_reproach(form: Form) -> None:
    report = shown(planned("half-answered"), form)
    assert "Kept back, which is always allowed: I7 Is there a clear and present threat" in report
    assert "What to do depends on it; only the team knows." in report
    assert "The time is too short: 30 days." in report
    assert "Out of the way if answered" not in report
    assert "These answers stay as they are: I7, A5." in report


@pytest.mark.parametrize("form", FORMS)
def test_an_open_question_in_the_way_is_told_with_the_answers_that_would_do(form: Form) -> None:
    """Of levels the range, of other answers the words of the pack; of several questions that they go together."""
    threat, ethics = (
        PlanObstacle(kind="unanswered", question=name, answers=answers)
        for name, answers in (
            ("present_threat", (SuitableAnswer(value="no", label=None),)),
            ("ethics_code", tuple(SuitableAnswer(value=level, label=None) for level in ("2", "3", "4"))),
        )
    )
    assessment = planned("failure-chain")
    for obstacles, said in (
        ((threat,), ["Out of the way if answered: “no”."]),
        ((ethics,), ["Out of the way if answered: Level 2 to 4."]),
        ((threat, ethics), ["Together with the answers named for the others, it is out of the way if answered: “no”."]),
    ):
        made = plans(assessment).model_copy(update={"blocked": Blocked(obstacles=obstacles, afterwards=None)})
        report = shown(assessment.model_copy(update={"plans": made}), form)
        assert all(sentence in report for sentence in said)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_in_the_hands_of_the_campaign_is_called_so(form: Form) -> None:
    assessment = planned("severe-exposure", Wishes(change_tactics=True, keep=("tactics",), to="CONDITIONS"))
    made = plans(assessment)
    assert made.cheapest is not None
    step = made.cheapest.steps[0].model_copy(update={"others_decide": Text({"en": "Whether the permit is given."})})
    counting = made.cheapest.model_copy(update={"steps": (step,)})
    report = shown(assessment.model_copy(update={"plans": made.model_copy(update={"cheapest": counting})}), form)
    assert "This plan counts on what is not in your hands; its steps say what." in report
    assert "Not in your hands: Whether the permit is given." in report


@pytest.mark.parametrize("form", FORMS)
def test_a_reason_that_nothing_clears_is_told_in_the_words_of_the_policy(form: Form) -> None:
    assessment = planned("severe-exposure", Wishes(change_tactics=True, keep=("main_target", "tactics", "gatherings")))
    blocked = plans(assessment).blocked
    assert blocked is not None
    told = shown(assessment, form)
    for obstacle in blocked.obstacles:
        if obstacle.kind == "kept":
            answer = next(one for one in assessment.answers if one.question == obstacle.question)
            assert f"To be kept as it is: {answer.code} {answer.text['en']}" in told
    clause = blocked.obstacles[0].model_copy(
        update={"kind": "clause", "question": None, "verdict": "STOP", "text": assessment.verdict.reasons[0].text}
    )
    other = plans(assessment).model_copy(update={"blocked": blocked.model_copy(update={"obstacles": (clause,)})})
    told = shown(assessment.model_copy(update={"plans": other}), form)
    assert f"No remedy clears a reason for “Stop”: {assessment.verdict.reasons[0].text['en']}" in told


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_proved_is_never_said_to_be(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.solver, "MOST_SECONDS", 0.0)
    report = shown(planned.__wrapped__("failure-chain"), form)
    assert "Bounds, not exact: the solver reached its limit" in report
    assert "A way to “Go”" in report
    assert "Not proved to be the best: a plan takes 15 person-days at least." in report
    assert "Proved:" not in report
    assert "least effort" not in report


@pytest.mark.parametrize("form", FORMS)
def test_where_nothing_has_to_be_done_that_is_said(form: Form) -> None:
    report = shown(planned("ready", Wishes()), form)
    assert "Nothing has to be done: the verdict is “Go” or better as it is." in report
    assert "Proved:" not in report


@pytest.mark.parametrize("form", FORMS)
def test_where_nothing_can_be_done_that_is_not_called_well(form: Form) -> None:
    report = shown(planned("failure-chain", Wishes(budget=0)), form)
    assert "The best that can be done within 0 person-days" in report
    assert "Nothing that could be done betters the verdict: it stays “Not yet”." in report
    assert "Nothing has to be done" not in report


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_report_without_plans_says_nothing_of_plans(form: Form) -> None:
    bare = planned("failure-chain").model_copy(update={"plans": None})
    assert "The way to a better verdict" in shown(planned("failure-chain"), form)
    assert "The way to a better verdict" not in shown(bare, form)


@pytest.mark.parametrize("name", WISHES)
def test_every_link_of_the_report_leads_somewhere(name: str) -> None:
    report = html(planned(name), "en")
    anchors = re.findall(r'\bid="([^"]+)"', report)
    assert len(anchors) == len(set(anchors))
    assert "plan" in anchors
    assert set(re.findall(r'href="#([^"]+)"', report)) <= set(anchors)


@pytest.mark.parametrize("width", [30, 60, 110])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_in_the_terminal_is_wider_than_asked_for(language: str, width: int) -> None:
    for name in WISHES:
        assert max(map(cell_len, plan_text(planned(name), language, width).splitlines())) <= width


def test_colour_changes_no_word() -> None:
    plain, coloured = (plan_text(planned("severe-exposure"), "en", 90, colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


@pytest.mark.parametrize("form", FORMS)
def test_numbers_are_in_the_digits_asked_for(form: Form) -> None:
    report = re.sub("<[^>]*>", "", rendered(planned("failure-chain"), form, "ar", "arabic"))
    assert "من اليوم ٠ إلى اليوم ٤٥" in " ".join(report.split())
