"""Two assessments side by side: which way each thing moves, and how the terminal says it."""

import re
from typing import Any

import pytest

from engine.assess import assess
from engine.assessment import Assessment, Finding, VerdictReason
from engine.compared import compared
from engine.comparison import Range, compare
from engine.what_if import WhatIf, what_if
from reports.compared import compared_markdown, compared_text
from reports.compared_html import compared_html
from reports.what_if import what_if_report
from tests.examples import DAY, advocacy, example
from tests.report_sample import ANSWERS, fact, finding, readiness, reason, said, sample, verdict

ABSENT: tuple[Any, ...] = ()
POSSIBLE = ("possible", "likely", "confirmed")
AT_MOST_LIKELY = ("possible", "likely", "likely")
LIKELY = ("certain", "likely", "likely")
AT_LEAST_LIKELY = ("certain", "likely", "confirmed")
CONFIRMED = ("certain", "confirmed", "confirmed")


def found(standing: tuple[Any, ...]) -> tuple[Finding, ...]:
    if not standing:
        return ()
    outlook, certainty, up_to = standing
    one = finding("weak", "Planning is weak", reason(fact("other")), outlook=outlook, certainty=certainty, up_to=up_to)
    return (one,)


def shown(before: Assessment, after: Assessment, *changed: str, width: int = 200) -> list[str]:
    result = WhatIf(changed=changed, comparison=compare(before, after), before=before, after=after)
    return [line.strip() for line in what_if_report(result, "en", width).splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (ABSENT, LIKELY, "appears"),
        (ABSENT, POSSIBLE, "appears"),
        (CONFIRMED, ABSENT, "vanishes"),
        (POSSIBLE, ABSENT, "vanishes"),
        (LIKELY, CONFIRMED, "strengthens"),
        (POSSIBLE, AT_LEAST_LIKELY, "strengthens"),
        (AT_MOST_LIKELY, POSSIBLE, "strengthens"),
        (CONFIRMED, LIKELY, "weakens"),
        (LIKELY, AT_MOST_LIKELY, "weakens"),
        (POSSIBLE, LIKELY, "narrows"),
        (LIKELY, POSSIBLE, "widens"),
    ],
)
def test_a_finding_moves_by_the_certainty_it_has_at_least_and_at_most(
    before: tuple[Any, ...], after: tuple[Any, ...], move: str
) -> None:
    (change,) = compare(sample(findings=found(before)), sample(findings=found(after))).findings
    assert (change.fact, change.move) == ("weak", move)


def test_a_finding_that_is_only_possible_has_no_least_certainty() -> None:
    (change,) = compare(sample(findings=()), sample(findings=found(POSSIBLE))).findings
    assert (change.before, change.after) == (Range(least=None, most=None), Range(least=None, most="confirmed"))


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (("NOT_YET",), ("NOT_YET",), "same"),
        (("NOT_YET",), ("GO",), "better"),
        (("STOP", "GO"), ("NOT_YET", "GO"), "better"),
        (("STOP",), ("STOP", "GO"), "less_certain"),
        (("STOP", "NOT_YET"), ("STOP", "NOT_YET", "CONDITIONS"), "less_certain"),
        (("STOP", "GO"), ("STOP",), "worse"),
        (("GO",), ("STOP", "GO"), "worse"),
        (("NOT_YET",), ("STOP",), "worse"),
        (("STOP", "GO"), ("NOT_YET", "CONDITIONS"), "mixed"),
        (("STOP", "GO"), ("STOP", "NOT_YET", "GO"), "mixed"),
    ],
)
def test_a_verdict_is_better_or_worse_by_both_its_ends(
    before: tuple[Any, ...], after: tuple[Any, ...], move: str
) -> None:
    assert compare(sample(verdict=verdict(*before)), sample(verdict=verdict(*after))).verdict == move


def test_the_same_assessment_twice_shows_no_difference() -> None:
    lines = shown(sample(), sample())
    assert "It stays the same: Not yet" in lines
    assert "No measure changes." in lines
    assert "No finding changes." in lines
    assert not [line for line in lines if line.startswith(("Now:", "Then:", "+", "!"))]


def test_each_changed_answer_is_shown_as_it_is_and_as_it_would_be() -> None:
    better = ANSWERS[0].model_copy(update={"values": ("3",), "labels": (said("Used."),), "counted": ("3",)})
    lines = shown(sample(), sample(answers=(better, *ANSWERS[1:])), "written_plan")
    assert lines[1:5] == [
        "If these answers were different",
        "- C1 Is there a written plan?",
        "Now: level 1 (Only spoken of)",
        "Then: level 3 (Used)",
    ]


def test_the_verdict_is_shown_before_and_after_with_the_reasons_that_come_and_go() -> None:
    def because(outlook: Any, text: str) -> VerdictReason:
        return VerdictReason(verdict="NOT_YET", outlook=outlook, text=said(text), premises=(fact("weak"),))

    before = verdict("NOT_YET").model_copy(
        update={"reasons": (because("certain", "Old."), because("certain", "Kept."))}
    )
    after = verdict("NOT_YET", "GO").model_copy(
        update={"reasons": (because("possible", "Kept."), because("possible", "New."))}
    )
    lines = shown(sample(verdict=before), sample(verdict=after))
    assert lines[lines.index("Verdict") + 1 :][:5] == [
        "Now: Not yet",
        "Then: undecided between “Not yet” and “Go”",
        "- No longer a reason: Old.",
        "+ Certain now, only possible then: “Not yet” is possible: Kept.",
        "+ New reason: “Not yet” is possible: New.",
    ]
    back = shown(sample(verdict=after), sample(verdict=before))
    assert "+ Only possible now, certain then: Kept." in back


def test_a_measure_is_shown_before_and_after_also_when_it_goes_out_of_use() -> None:
    before, after = readiness("planning", "Planning", 250, 250), readiness("planning", "Planning", 0, 0, "no")
    lines = shown(sample(measures=(before,), findings=()), sample(measures=(after,), findings=()))
    assert "- Planning: now 25.0 of 100; afterwards not in use: none of its questions applies." in lines


@pytest.mark.parametrize(
    ("before", "after", "heading", "line"),
    [
        (ABSENT, CONFIRMED, "Found in addition", "! Planning is weak. Severity: medium. Confirmed."),
        (CONFIRMED, ABSENT, "No longer found", "! Planning is weak. Severity: medium. Confirmed."),
        (LIKELY, CONFIRMED, "More certain than now", "! Planning is weak. Now: Likely. Then: Confirmed."),
        (CONFIRMED, LIKELY, "Less certain than now", "! Planning is weak. Now: Confirmed. Then: Likely."),
        (
            POSSIBLE,
            LIKELY,
            "Nearer to being settled than now",
            "! Planning is weak. Now: Still open; the missing answers could confirm it. Then: Likely.",
        ),
        (
            LIKELY,
            POSSIBLE,
            "Further from being settled than now",
            "! Planning is weak. Now: Likely. Then: Still open; the missing answers could confirm it.",
        ),
    ],
)
def test_a_finding_is_shown_under_the_way_it_moves(
    before: tuple[Any, ...], after: tuple[Any, ...], heading: str, line: str
) -> None:
    lines = shown(sample(findings=found(before)), sample(findings=found(after)))
    assert lines[lines.index(heading) + 1] == line


def test_good_news_is_marked_apart() -> None:
    strength = finding("shield", "Allies help", reason(fact("other")), kind="protection", severity=None)
    lines = shown(sample(findings=()), sample(findings=(strength,)))
    assert "+ Allies help. Confirmed." in lines


@pytest.mark.parametrize(
    ("use", "lines"),
    [
        ("in_use", ["+ Applies then: I5 Are gatherings stewarded?", "Then: not answered yet"]),
        ("perhaps", ["? May apply then: I5 Are gatherings stewarded?", "Then: not answered yet"]),
    ],
)
def test_a_question_that_comes_into_use_is_shown_with_its_answer(use: str, lines: list[str]) -> None:
    answers = (*ANSWERS[:-1], ANSWERS[-1].model_copy(update={"use": use}))
    report = shown(sample(), sample(answers=answers))
    at = report.index("Questions that come into use or go out of it")
    assert report[at + 1 :][:2] == lines
    back = shown(sample(answers=answers), sample())
    assert "- No longer applies then: I5 Are gatherings stewarded?" in back


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_an_example_is_told_in_each_language(language: str) -> None:
    pack = advocacy()
    result = what_if(example("failure-chain"), ["written_plan=3", "tactics=march"], pack, pack.policy["default"], DAY)
    report = what_if_report(result, language, 200)
    for change in result.comparison.findings:
        assert pack.rule[change.fact].title[language] in report
    for use in result.comparison.uses:
        assert pack.questions[use.question].text[language] in report
    assert len(result.comparison.findings) > 3
    assert len(result.comparison.uses) > 3


def test_what_a_reader_typed_cannot_steer_the_terminal() -> None:
    hostile = sample().campaign.model_copy(update={"name": "\x1b[31mred"})
    assert "\x1b" not in "".join(shown(sample(campaign=hostile), sample(campaign=hostile)))


@pytest.mark.parametrize("back", [False, True])
def test_what_a_policy_leaves_out_is_never_absent_in_any_form_of_a_comparison(back: bool) -> None:
    pack, profile = advocacy(), example("failure-chain")
    quick, full = (assess(profile, pack, pack.policy[name], DAY) for name in ("quick", "default"))
    told = compared(full, quick, pack) if back else compared(quick, full, pack)
    unseen = [one for one in told.total.results.findings if None in (one.before.most, one.after.most)]
    assert unseen
    assert not [one for one in unseen if one.before.examined and one.after.examined]
    for form in (compared_text, compared_markdown, compared_html):
        said = re.sub("<[^>]*>|\\s+", " ", form(told, "en"))
        assert "Not examined" in said
        assert "Not found" not in said
        assert not re.search("New findings|No longer found|The verdict is (better|worse)|stays the same", said)


def test_what_no_policy_leaves_out_is_absent() -> None:
    (change,) = compare(sample(findings=()), sample(findings=found(LIKELY))).findings
    assert change.before == Range(least=None, most=None, examined=True)
