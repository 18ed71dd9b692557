"""What the report for a terminal promises: the verdict first, nothing hidden, nothing that steers the terminal."""

import re
import unicodedata

import pytest

from engine.assessment import Assessment, Clearing, FactPremise, Finding, OptionChange, Prerequisite
from reports.text import explanation, text
from tests import report_sample as sample_of
from tests.report_sample import FINDINGS, PLAN_REMEDY, finding, reason, sample, verdict

ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def one_line(report: str) -> str:
    """The report without its line breaks, so that a sentence is found wherever it was wrapped."""
    return " ".join(report.split())


def shown(assessment: Assessment, width: int = 100) -> str:
    return one_line(text(assessment, "en", width))


def explained(assessment: Assessment, name: str) -> str:
    return one_line(explanation(assessment, name, "en", 100))


def test_the_verdict_comes_first_with_its_reason() -> None:
    lines = text(sample(), "en", 80).splitlines()
    assert lines[:6] == [
        "Campaign: Clean water",
        "Verdict: Not yet",
        "Nothing that is still open can change this verdict.",
        "To leave “Not yet”, begin with C1.",
        "- A grave finding is open.",
        "  The campaign falls silent (confirmed)",
    ]


def test_an_undecided_verdict_names_what_is_possible_and_is_no_good_news() -> None:
    report = shown(sample(verdict=verdict("STOP", "CONDITIONS", "GO")))
    assert "Verdict: undecided between “Stop”, “Go, with conditions” and “Go”" in report
    assert "This is not good news: open questions decide it, and until then “Stop” is possible." in report
    assert "“Stop” is possible: A grave finding is open." in report
    assert "No blocking gap" not in report


@pytest.mark.parametrize(
    ("checks", "sentence"), [(1, "No blocking gap found in 1 check."), (61, "No blocking gap found among 61 checks.")]
)
def test_go_says_how_much_was_checked(checks: int, sentence: str) -> None:
    report = shown(sample(verdict=verdict("GO"), checks=checks))
    settled = "4 questions are open. Nothing that is still open can change this verdict."
    assert f"Verdict: Go {sentence} {settled}" in report
    answered = [a.model_copy(update={"state": "answered"}) for a in sample_of.ANSWERS]
    examined = shown(sample(verdict=verdict("GO"), checks=checks, answers=tuple(answered)))
    assert f"Verdict: Go {sentence} Every question that applies was examined." in examined


def test_what_was_not_examined_is_counted_beside_the_verdict() -> None:
    unseen = [a.model_copy(update={"use": "not_examined"}) for a in sample_of.ANSWERS[:2]]
    partial = sample(verdict=verdict("CONDITIONS", best="CONDITIONS"), answers=(*unseen, *sample_of.ANSWERS[2:]))
    report = shown(partial)
    assert "This policy can give no better verdict. 2 questions were not examined." in report
    single = sample(verdict=verdict("GO"), answers=(unseen[0], *sample_of.ANSWERS[1:]))
    assert "1 question was not examined." in shown(single)


def test_readiness_is_shown_in_points_as_an_interval_where_questions_are_open() -> None:
    lines = text(sample(), "en", 80).splitlines()
    assert "Overall readiness  ████████▒▒▒▒▒▒▒░░░░░ 41.0 to 73.5 of 100" in lines
    assert "Planning and tools ████████████░░░░░░░░ 62.3 of 100" in lines
    assert "not in use: none of its questions applies" in shown(sample())


def test_a_full_hundred_never_stands_alone() -> None:
    full = (sample_of.readiness("overall", "Overall readiness", 1000, 1000),)
    report = shown(sample(measures=full, findings=(), remedies=()))
    assert "Overall readiness ████████████████████ 100.0 of 100: all answers at the highest level" in report


def test_exposure_is_shown_on_its_ladder_beside_readiness() -> None:
    assert "Two separate axes: neither makes up for the other." in shown(sample())
    assert "Residual exposure: between Medium and High" in shown(sample())
    assert "○ Low ● Medium ● High ○ Severe" in shown(sample())
    beside = [line for line in text(sample(), "en", 120).splitlines() if "Overall readiness" in line]
    below = [line for line in text(sample(), "en", 60).splitlines() if "Overall readiness" in line]
    assert "Residual exposure" in beside[0]
    assert "Residual exposure" not in below[0]


def test_a_finding_shows_how_it_comes_about_down_to_an_answer() -> None:
    report = shown(sample())
    assert "1. The campaign falls silent [silence_and_fear] Severity: high. Confirmed." in report
    assert "Planning is weak → The campaign falls silent → Credibility is lost" in report
    assert "C1 Is there a written plan? Answer: level 1 (Only spoken of)" in report
    assert "At least likely; open questions may make it confirmed." in report


@pytest.mark.parametrize(("many", "left"), [(8, None), (9, "and 1 more finding:"), (11, "and 3 more findings:")])
def test_only_the_worst_findings_are_listed_and_the_rest_is_counted(many: int, left: str | None) -> None:
    findings = tuple(finding(f"gap_{n}", f"Gap {n}", reason(sample_of.on("written_plan"))) for n in range(many))
    lines = text(sample(findings=findings, verdict=verdict("GO")), "en", 80).splitlines()
    assert "8. Gap 7 [gap_7]" in lines
    assert not any(line.startswith("9. ") for line in lines)
    assert [line for line in lines if line.startswith("and ")] == ([left] if left else [])


def test_what_is_only_possible_stands_apart_with_what_decides_it() -> None:
    report = shown(sample())
    apart = report.index("May be the case, depending on open questions")
    assert report.index("Lessons are lost") > apart
    assert "Severity: low. Still open; the missing answers could confirm it. [lessons_lost] Hinges on: K3." in report


def test_a_reason_never_calls_a_possible_finding_confirmed() -> None:
    maybe = tuple(f.model_copy(update={"outlook": "possible"}) for f in FINDINGS)
    report = shown(sample(findings=maybe, verdict=verdict("STOP", "GO")))
    assert "The campaign falls silent (still open)" in report
    assert "(confirmed)" not in report


def test_the_first_three_remedies_tell_their_effort_and_effect() -> None:
    titles = {f"step_{number}": sample_of.said(f"Step {number}") for number in range(4)}
    remedies = tuple(PLAN_REMEDY.model_copy(update={"id": name, "title": title}) for name, title in titles.items())
    report = shown(sample(remedies=remedies, priorities=tuple(titles)))
    assert "1. Step 0 Coordinator. Effort: 1 person-day. Lead time: 14 days." in report
    assert "Clears: “Planning is weak”. - Weakens: “The campaign falls silent”." in report
    assert "Planning and tools: now 25.0 of 100; afterwards 75.0 of 100." in report
    assert "Verdict afterwards: Go, with conditions." in report
    assert "Too late for the planned launch" in report
    assert "3. Step 2" in report
    assert "Step 3" not in report


def test_a_remedy_tells_what_must_be_in_place_first_and_what_it_takes_with_that() -> None:
    waiting = PLAN_REMEDY.model_copy(
        update={
            "requires": ("look", "ask", "listen"),
            "prerequisites": (
                Prerequisite(remedy="look", title=sample_of.said("Look around")),
                Prerequisite(remedy="ask", title=sample_of.said("Ask")),
            ),
            "effort_with_prerequisites": 6,
            "lead_time_with_prerequisites": 30,
        }
    )
    report = shown(sample(remedies=(waiting,), priorities=(waiting.id,)))
    assert "Lead time: 14 days. With what must be in place first: effort 6 person-days, lead time 30 days." in report
    assert "Must be in place first: “Look around”, “Ask”." in report
    assert "listen" not in report, "what is in place already need not be named"
    assert "in place first" not in shown(sample())


def test_open_questions_are_counted_and_the_tasks_among_them() -> None:
    assert "4 questions are open. 1 is a task: find out. 1 has to be answered again." in shown(sample())
    assert "No question is open." in shown(sample(answers=sample_of.ANSWERS[:3]))
    assert "Open questions 1 question is open. ?" in shown(sample(answers=sample_of.ANSWERS[3:4]))


def test_the_last_line_says_where_to_see_more() -> None:
    assert one_line(text(sample(), "en", 100).splitlines()[-1]) == (
        "More: the full report, or “munasara explain PROFILE silence_and_fear” for why one finding holds."
    )


def test_without_colour_there_is_no_escape_sequence_and_colour_changes_no_word() -> None:
    bare, coloured = text(sample(), "en", 80), text(sample(), "en", 80, colour=True)
    assert "\x1b" not in bare
    assert "\x1b[" in coloured
    assert "\n".join(line.rstrip() for line in ESCAPE.sub("", coloured).splitlines()) == bare.rstrip("\n")
    assert "\x1b" not in explanation(sample(), "silence_and_fear", "en", 80)
    assert "\x1b[" in explanation(sample(), "silence_and_fear", "en", 80, colour=True)


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"])
def test_the_environment_changes_nothing(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = text(sample(), "en", 80), text(sample(), "en", 80, colour=True)
    monkeypatch.setenv(variable, "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "33")
    assert (text(sample(), "en", 80), text(sample(), "en", 80, colour=True)) == before


@pytest.mark.parametrize("width", [60, 120])
def test_no_line_is_wider_than_asked_for(width: int) -> None:
    long = sample(campaign=sample_of.campaign("water" * 60))
    for report in (text(long, "en", width), explanation(long, "silence_and_fear", "en", width)):
        widest = max(len(line) for line in report.splitlines())
        assert widest <= width
    assert one_line(text(long, "en", width)).replace(" ", "").count("water") >= 60


def test_a_name_cannot_steer_the_terminal() -> None:
    name = "Water\x1b]0;owned\x07 \x9b31m\x1b[2J\nVerdict: Go\r\u202eesrever\u2066 [red]bold[/red] :smile:"
    report = text(sample(campaign=sample_of.campaign(name)), "en", 200)
    assert not [letter for letter in report if unicodedata.category(letter) == "Cc" and letter != "\n"]
    assert not set(report) & set("\u202e\u2066")
    assert report.splitlines()[0] == "Campaign: Water�]0;owned� �31m�[2J Verdict: Go �esrever� [red]bold[/red] :smile:"
    assert report.splitlines()[1] == "Verdict: Not yet"


def test_the_same_assessment_gives_the_same_report() -> None:
    assert text(sample(), "en", 80) == text(Assessment.model_validate_json(sample().model_dump_json()), "en", 80)


def test_an_explanation_goes_down_to_the_answers_and_opens_each_finding_once() -> None:
    lines = [line.strip(" │├└─") for line in explanation(sample(), "credibility_loss", "en", 100).splitlines()]
    assert lines.count("Planning is weak (confirmed)") == 1
    assert lines.count("Planning is weak (confirmed): see above") == 1
    assert lines.count("C1 Is there a written plan? Answer: level 1 (Only spoken of)") == 1
    assert "J2 Are spokespeople prepared? Answer (sensitive): level 1 (One person, unprepared)" in lines


def test_an_explanation_cites_the_article_and_the_experts() -> None:
    report = explained(sample(), "silence_and_fear")
    assert "P29: Missing plans and skills end in silence." in report
    assert "Added by experts: One weakness alone only makes it likely." in report


def test_an_explanation_says_what_still_upholds_a_weakened_finding() -> None:
    report = explained(sample(), "silence_and_fear")
    assert (
        "Raise C1 to level 2 (A draft with gaps): it remains likely, because “Skills are missing” still holds"
        " (it rests on D4)."
    ) in report
    assert "No single answer clears it, whatever is chosen and however high its level." in report
    assert "Planning is weak: rests on C1 - Skills are missing: rests on D4" in report


def test_what_upholds_a_far_consequence_is_found_at_the_cause_that_remains() -> None:
    raised = Clearing(
        question="written_plan", value="2", label=sample_of.said("A draft."), leaves="likely", up_to="likely"
    )
    far = FINDINGS[1].model_copy(update={"cleared_by": (raised,)})
    report = explained(sample(findings=(FINDINGS[0], far, *FINDINGS[2:])), "credibility_loss")
    assert "it remains likely, because “Skills are missing” still holds (it rests on D4)." in report


def test_an_answer_that_clears_a_finding_says_so() -> None:
    report = explained(sample(), "weak_planning")
    assert "Raise C1 to level 2 (A draft with gaps): this alone clears it." in report
    assert "No single answer" not in report
    assert "What it leads to - The campaign falls silent" in report


def test_a_possible_finding_is_explained_by_what_it_hinges_on() -> None:
    report = explained(sample(), "lessons_lost")
    assert "How it could come about" in report
    assert "What it hinges on ? K3 Is a final evaluation dated? Not answered yet." in report
    assert "What alone would clear" not in report


def circle(first: str, second: str) -> Finding:
    return finding(first, first.capitalize(), reason(FactPremise(fact=second, certainty="likely")))


def test_even_a_circle_of_findings_ends() -> None:
    round_and_round = sample(findings=(circle("one", "two"), circle("two", "one")), verdict=verdict("GO"))
    assert "Two → One" in shown(round_and_round)
    assert "One (likely): see above" in explained(round_and_round, "one")


def test_what_an_assessment_leaves_out_is_said_to_be_left_out() -> None:
    redacted = sample(answers=())
    assert "An answer that is not shown here" in explained(redacted, "weak_planning")
    absent = finding("alone", "Alone", reason(FactPremise(fact="alliance", certainty="likely", absent=True)))
    assert "Not established: alliance" in explained(sample(findings=(absent,)), "alone")


def test_a_fact_that_was_not_found_is_not_explained() -> None:
    with pytest.raises(KeyError):
        explanation(sample(), "unheard_of", "en")


def test_a_verdict_resting_on_an_unlisted_finding_still_prints() -> None:
    assert "A grave finding is open. silence_and_fear (confirmed)" in shown(sample(findings=()))


def test_of_how_things_are_nobody_is_told_to_answer_otherwise() -> None:
    """What happened cannot be answered away: it is said what would have to change, and that only this changes it."""
    before = FINDINGS[0]
    label = sample_of.said("Arrest.")
    gone = OptionChange(option="arrest", label=label, how="drops")
    ways = (
        Clearing(question="written_plan", value="arrest", label=label, options=(gone,), within="circumstances"),
        Clearing(question="written_plan", value="closed", label=sample_of.said("Closed."), within="circumstances"),
    )
    report = explained(sample(findings=(before.model_copy(update={"cleared_by": ways}), *FINDINGS[1:])), before.fact)
    only = "This answer tells how things are: it can only change with them."
    assert f"If things changed and “Arrest” no longer applied (C1): this alone clears it. {only}" in report
    assert f"If things changed and “Closed” applied (C1): this alone clears it. {only}" in report
    assert "out of the answer" not in report
