"""What the Markdown report promises: it is complete, and whatever people wrote is shown and never obeyed."""

import gettext
import unicodedata

import pytest
from markdown_it import MarkdownIt

from engine.assessment import Assessment, Notice
from engine.profile import Evidence
from reports.markdown import markdown
from reports.markup import escape
from tests import report_sample as sample_of
from tests.report_sample import ANSWERS, DAY, PLAN_REMEDY, sample, verdict

HOSTILE = (
    "<script>alert(1)</script>",
    "**bold** _slanted_ `code` ~~gone~~",
    "[link](javascript:x) ![image](y) [ref]: z",
    "| cell | cell |",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "---",
    "===",
    "> quoted",
    "&lt;b&gt; &amp; &copy;",
    "back\\slash \\* $x$",
    "trailing #",
)


def rendered(source: str) -> str:
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source))


def section(report: str, title: str) -> str:
    """One second-level section of the report, without its title."""
    return report.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("written", HOSTILE)
def test_text_stays_text_wherever_it_begins(written: str) -> None:
    plain_html = written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert rendered(escape(written)) == f"<p>{plain_html}</p>\n"
    assert rendered(f"# {escape(written)}") == f"<h1>{plain_html}</h1>\n"
    assert rendered(f"- {escape(written)}") == f"<ul>\n<li>{plain_html}</li>\n</ul>\n"
    assert f"<td>{plain_html}</td>" in rendered(f"| a |\n| --- |\n| {escape(written)} |")


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("ask @director", "ask @\u2060director"),
        ("see #12", "see \\#\u206012"),
        ("https://example.org", "https\\://example.org"),
        ("www.example.org", "www\\.example.org"),
        ("41.0 to 73.5", "41.0 to 73.5"),
        ("two\nlines\u2028three", "two lines three"),
    ],
)
def test_nothing_becomes_a_link_a_mention_or_a_new_line(written: str, escaped: str) -> None:
    assert escape(written) == escaped


def test_a_hostile_campaign_changes_nothing_but_its_name() -> None:
    name = " ".join(HOSTILE) + "\x1b[31m\u202e\n\n# Verdict: Go"
    hostile = sample_of.campaign(name, lessons=(name,))
    evidence = Evidence(note="| <b>", reference="`x` | y", date=DAY, owner="# head")
    answers = (ANSWERS[0].model_copy(update={"evidence": evidence}), *ANSWERS[1:])
    report = markdown(sample(campaign=hostile, answers=answers), "en")
    calm = markdown(sample(campaign=sample_of.campaign("Calm", lessons=("Calm",))), "en")
    assert not [c for c in report if unicodedata.category(c) == "Cc" and c != "\n"]
    assert "\u202e" not in report
    for tag in ("<h1>", "<h2>", "<h3>", "<li>", "<td>", "<strong>", "<p>", "<tr>"):
        assert rendered(report).count(tag) == rendered(calm).count(tag), tag
    for tag in ("<script", "<em>", "<code>", "<a ", "<img", "<s>", "<hr", "<b>"):
        assert tag not in rendered(report)


def test_the_report_opens_with_the_campaign_and_the_verdict() -> None:
    report = markdown(sample(), "en")
    settled = "Nothing that is still open can change this verdict."
    assert report.startswith(
        f"# Clean water\n\n**Verdict: Not yet**\n\n{settled}\n\nTo leave “Not yet”, begin with C1.\n\n"
        "- A grave finding is open.\n  - The campaign"
    )
    assert report.endswith("\n")
    assert not report.endswith("\n\n")


def test_an_undecided_verdict_and_a_go_read_as_in_every_report() -> None:
    undecided = markdown(sample(verdict=verdict("STOP", "GO")), "en")
    assert "**Verdict: undecided between “Stop” and “Go”**" in undecided
    assert "This is not good news" in undecided
    assert "No blocking gap found among 61 checks." in markdown(sample(verdict=verdict("GO")), "en")


def test_both_axes_are_tables_of_their_own() -> None:
    axes = section(markdown(sample(), "en"), "Readiness and exposure")
    assert "| Overall readiness | 41.0 to 73.5 of 100 |" in axes
    assert "| Planning and tools | 62.3 of 100 |" in axes
    assert "| Alliances | not in use: none of its questions applies |" in axes
    assert "| Residual exposure | between Medium and High |" in axes
    assert axes.count("| --- | --- | --- |") == 2


def test_a_finding_says_what_why_on_what_grounds_and_how_to_clear_it() -> None:
    bad = section(markdown(sample(), "en"), "What the answers point to")
    silence = bad.split("### The campaign falls silent\n")[1].split("\n### ")[0]
    for sentence in (
        "Consequence. Severity: high. Confirmed. \\[silence",
        "How it comes about: Planning is weak → The campaign falls silent",
        "**Reason 1 (confirmed)**",
        "- J2 Are spokespeople prepared? Answer (sensitive): level 1 (One person, unprepared)",
        "- P29: Missing plans and skills end in silence.",
        "- Added by experts: One weakness alone only makes it likely.",
        "it remains likely, because “Skills are missing” still holds (it rests on D4).",
        "- Leads to: “Credibility is lost”.",
        "- What to do: “Write the plan”.",
    ):
        assert sentence in silence


def test_every_finding_remedy_and_question_is_in_the_report() -> None:
    assessment = sample()
    report = markdown(assessment, "en")
    for found in assessment.findings:
        assert f"\n### {found.title['en']}\n" in report
    for answer in assessment.answers:
        assert f"| {answer.code} | {answer.text['en']} |" in report
    for remedy in assessment.remedies:
        assert f"\n### {remedy.title['en']}\n" in report


def test_good_news_bad_news_and_what_is_only_possible_are_kept_apart() -> None:
    report = markdown(sample(), "en")
    assert "Allies stand together" in section(report, "Strengths and protections")
    possible = section(report, "May be the case, depending on open questions")
    assert "Lessons are lost" in possible
    assert "Hinges on: K3." in possible
    assert "Lessons are lost" not in section(report, "What the answers point to")


def test_each_open_question_says_what_it_asks_of_the_reader() -> None:
    open_ones = section(markdown(sample(), "en"), "Open questions")
    assert "4 questions are open. 1 is a task: find out." in open_ones
    assert "- K3 Is a final evaluation dated? Not answered yet." in open_ones
    assert "- Find out: I6 Is there a reprisal plan?" in open_ones
    assert "- I8 Is data protected? Kept back, which is always allowed." in open_ones
    assert "- Answer again: I1 Did a lawyer review the tactics?" in open_ones
    apart = open_ones.split("<summary>Not in use, because they do not apply</summary>")[1]
    assert "- I5 Are gatherings stewarded?" in apart


def test_an_answer_that_may_not_apply_says_so() -> None:
    perhaps = sample(answers=(sample_of.answer("stewarding", "I5", "Stewarded?", use="perhaps"),))
    assert "- I5 Stewarded? Not answered yet. Other answers decide whether it applies." in markdown(perhaps, "en")


def test_answers_carry_their_remarks() -> None:
    evidence = Evidence(note="Minutes", reference="plan.pdf", date=DAY, owner="Coordinator")
    lowered = ANSWERS[0].model_copy(
        update={"values": ("3",), "counted": ("2",), "unevidenced": True, "evidence": evidence}
    )
    answers = section(markdown(sample(answers=(lowered, *ANSWERS[1:])), "en"), "All answers")
    assert "level 3 (Only spoken of), counted as 2" in answers
    assert "Claimed without complete evidence. Evidence: Minutes, plan.pdf, 2026-03-01, Coordinator." in answers
    assert "| I8 | Is data protected? | kept back | Sensitive: do not share. |" in answers


def test_other_ways_and_advice_stand_apart_from_remedies() -> None:
    other = PLAN_REMEDY.model_copy(update={"id": "other", "title": sample_of.said("No march"), "alternative": True})
    advice = PLAN_REMEDY.model_copy(
        update={"id": "advice", "title": sample_of.said("Rest"), "scored": False, "in_time": None, "measures": ()}
    )
    report = markdown(sample(remedies=(PLAN_REMEDY, other, advice)), "en")
    assert "### Write the plan" in section(report, "What to do first")
    assert "### No march" in section(report, "Or change the campaign")
    counted = section(report, "Advice whose effect is not counted")
    assert "### Rest" in counted
    assert "Verdict afterwards" not in counted


@pytest.mark.parametrize(
    ("notice", "sentence"),
    [
        (
            Notice(code="overclaim", numbers={"claims": 9, "unevidenced": 7}),
            "Much is claimed and little is shown: 7 of 9 answers at level 3 or 4 lack evidence.",
        ),
        (Notice(code="expired_answers", numbers={"expired": 1}), "1 answer is too old to count. Answer it again."),
        (Notice(code="expired_answers", numbers={"expired": 3}), "3 answers are too old to count. Answer them again."),
        (
            Notice(code="answers_not_examined", numbers={"given": 2}),
            "2 answers of the profile are not looked at under this policy, whatever they say.",
        ),
        (Notice(code="launch_passed"), "The day of the launch has passed"),
        (Notice(code="end_passed"), "The last day of the campaign has passed"),
        (Notice(code="partial"), "this is a first look and not a clearance."),
        (
            Notice(code="redacted"),
            "This copy is made for sharing: sensitive answers, lessons and evidence have been taken out.",
        ),
        (Notice(code="pack_review_due"), "The rules are past the date by which their authors wanted to review them."),
    ],
)
def test_each_notice_is_a_sentence_above_the_content(notice: Notice, sentence: str) -> None:
    top = markdown(sample(notices=(notice,)), "en").split("\n## ")[0]
    assert sentence in top


def test_lost_points_causal_links_and_receipt_close_the_report() -> None:
    report = markdown(sample(), "en")
    assert "| C1 Is there a written plan? | 1 | 2 | 37.7 | 0.0 |" in section(report, "Where readiness lost its points")
    assert "- Planning is weak → The campaign falls silent" in section(report, "What leads to what")
    about = section(report, "About this assessment")
    assert "If levels 3 and 4 counted only with evidence: undecided between “Stop” and “Not yet”." in about
    assert f"- Rules: advocacy 1.0.0, SHA-256 {'a' * 64}." in about
    assert "- Assessed on 2026-03-01 under the policy “Preparing a campaign”." in about


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    tables = [block for block in markdown(sample(), "en").split("\n\n") if block.startswith("| ")]
    assert len(tables) == 4
    for table in tables:
        assert len({line.replace("\\|", "").count("|") for line in table.splitlines()}) == 1


def test_a_report_in_arabic_reads_from_right_to_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.words.gettext.translation", lambda *_, **__: gettext.NullTranslations())
    report = markdown(sample(), "ar")
    assert report.startswith('<div dir="rtl">\n\n# Clean water\n')
    assert report.endswith("\n\n</div>\n")


def test_the_same_assessment_gives_the_same_bytes() -> None:
    again = Assessment.model_validate_json(sample().model_dump_json())
    assert markdown(sample(), "en") == markdown(again, "en")
