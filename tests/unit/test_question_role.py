"""What `explain` says of a question: what rests on its answer, and what another answer would do."""

from reports.question_role import question_role
from tests.examples import assessed_example


def told(example: str, question: str) -> str:
    return " ".join(question_role(assessed_example(example), question, "en", 300).split())


def test_it_names_what_rests_on_an_answer_and_what_would_clear_that() -> None:
    assessment = assessed_example("viral-but-hollow")
    held, way = next(
        (finding, way) for finding in assessment.findings for way in finding.cleared_by if way.up_to is None
    )
    said = told("viral-but-hollow", way.question)
    assert f"[{held.fact}]" in said
    assert f"“{held.title['en']}”." in said
    assert "this alone clears it" in said


def test_a_question_on_which_nothing_rests_says_so() -> None:
    assessment = assessed_example("ready")
    named = {q for finding in assessment.findings for q in finding.hinges_on}
    named |= {
        premise.question
        for finding in assessment.findings
        for reason in finding.because
        for premise in reason.premises
        if premise.kind == "answer"
    }
    idle = next(answer.question for answer in assessment.answers if answer.question not in named)
    assert "No finding rests on this question." in told("ready", idle)


def test_an_open_question_names_what_hinges_on_it() -> None:
    assessment = assessed_example("half-answered")
    finding = next(finding for finding in assessment.findings if finding.hinges_on)
    said = told("half-answered", finding.hinges_on[0])
    assert f"[{finding.fact}]" in said
    assert "not answered yet" in said or "find out" in said or "kept back" in said or "too old" in said
