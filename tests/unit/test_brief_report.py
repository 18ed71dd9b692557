"""The short form of a report: what matters first, the same in text, Markdown and HTML, short enough to read out."""

import html
import re

import pytest

from engine.assessment import Notice
from engine.pack import ADVERSE
from reports.brief import MOST_FINDINGS, MOST_REMEDIES, Brief, Item, Part, brief, brief_as_html
from reports.brief_forms import brief_html, brief_markdown, brief_text
from reports.markdown import markdown
from reports.words import LANGUAGES
from tests.examples import assessed_example


def unmarked(said: Brief) -> Brief:
    """The same without the marks of HTML."""

    def bare(sentence: str) -> str:
        return html.unescape(re.sub("<[^>]*>", "", sentence))

    def item(one: Item) -> Item:
        return Item(bare(one.said), tuple(map(bare, one.below)), one.code)

    def part(one: Part) -> Part:
        return Part(bare(one.title), tuple(map(item, one.items)), one.ordered, bare(one.note), bare(one.closing))

    notes = tuple(map(bare, said.notes))
    return Brief(bare(said.campaign), bare(said.headline), notes, tuple(map(part, said.parts)), bare(said.caveat))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_says_all_that_the_short_form_says(language: str) -> None:
    assessment = assessed_example("viral-but-hollow")
    said, marked = brief(assessment, language), brief_as_html(assessment, language)
    text = brief_text(assessment, language, 300)
    page = brief_html(assessment, language)
    assert unmarked(marked) == said
    for part in said.parts:
        assert part.title in text
        assert f"<h2>{part.title.replace(chr(39), '&#39;')}</h2>" in page
    assert said.headline in text
    assert len(re.findall("<li[ >]", page)) == sum(len(part.items) for part in said.parts)
    assert f"\n**{said.headline}**\n" in brief_markdown(assessment, language)


def test_it_holds_the_gravest_findings_with_a_cause_and_three_remedies_at_most() -> None:
    assessment = assessed_example("viral-but-hollow")
    reasons, axes, findings, remedies, *_ = brief(assessment, "en").parts
    assert reasons.items[0].said == assessment.verdict.reasons[0].text["en"]
    assert len(axes.items) == len(assessment.measures)
    assert [item.said.rpartition("[")[2] for item in findings.items[:2]] == [
        f"{finding.fact}]" for finding in assessment.findings[:2]
    ]
    assert len(findings.items) == MOST_FINDINGS + 1, "the last one counts those that are left"
    assert all(len(item.below) <= 1 for item in findings.items)
    assert 0 < len(remedies.items) <= MOST_REMEDIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_named_by_its_code_is_asked_in_full_at_the_end(language: str) -> None:
    assessment = assessed_example("failure-chain")
    *others, last = brief(assessment, language).parts
    said = "\n".join(str(part) for part in others)
    asked = {item.said.split()[0] for item in last.items}
    assert {"C1", "D4"} <= asked
    texts = {answer.code: answer.text[language] for answer in assessment.answers}
    for code, text in texts.items():
        assert (code in re.split(r"\W", said)) == (code in asked)
        assert (f"{code} {text}" in [item.said for item in last.items]) == (code in asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_page_each_code_is_kept_apart_and_leads_to_its_question(language: str) -> None:
    """Else a browser sets a list of codes from left to right in the midst of Arabic, and its order is a message."""
    for name in ("severe-exposure", "half-answered"):
        assessment = assessed_example(name)
        page = brief_html(assessment, language).partition("</header>")[2]
        codes = {answer.code for answer in assessment.answers}
        pieces = re.split(r"<bdi>([A-Z]\d+)</bdi>", page)
        assert len(pieces) > 10
        assert not [code for text in pieces[::2] for code in re.findall(r"\b[A-K]\d+\b(?!\">)", text) if code in codes]
        targets = re.findall('<li id="(q-[^"]*)"', page)
        assert len(targets) == len(set(targets))
        assert set(re.findall('href="#(q-[^"]*)"', page)) <= set(targets)
        assert f'<a class="code" href="#{targets[-1]}">' in page


def test_where_no_remedy_comes_first_it_is_said_and_what_decides_stands_before_it() -> None:
    assessment = assessed_example("half-answered").model_copy(update={"priorities": ()})
    parts = brief(assessment, "en").parts
    titles = [part.title for part in parts]
    assert titles.index("What to answer next") + 1 == (place := titles.index("What to do first"))
    assert (parts[place].note, parts[place].closing) == ("No remedy comes first on what is known so far.", "")
    notices = (Notice(code="redacted"), *assessment.notices)
    copy = assessment.model_copy(update={"notices": notices})
    assert "What to do first" not in [part.title for part in brief(copy, "en").parts], "it may long be in order"


def test_every_blocker_behind_the_verdict_is_named() -> None:
    assessment = assessed_example("severe-exposure")
    why = brief(assessment, "en").parts[0].items[0]
    titles = [finding.title["en"] for finding in assessment.findings if finding.kind == "blocker"]
    assert len(titles) == 2
    assert [line.removesuffix(" (confirmed)") for line in why.below] == titles


def test_what_endangers_people_comes_before_what_is_as_grave_and_harms_the_campaign() -> None:
    for name in ("severe-exposure", "viral-but-hollow", "failure-chain"):
        high = [one for one in assessed_example(name).findings if one.severity == "high" and one.outlook == "certain"]
        endangers = [one.kind in ("blocker", "exposure") for one in high if one.kind in ADVERSE]
        assert endangers == sorted(endangers, reverse=True)


def test_of_the_findings_that_are_only_counted_the_grave_ones_are_named() -> None:
    assessment = assessed_example("severe-exposure")
    adverse = [one for one in assessment.findings if one.kind in ADVERSE and one.outlook == "certain"]
    grave = [one.title["en"] for one in adverse[MOST_FINDINGS:] if one.severity in ("critical", "high")]
    assert grave
    counted = brief(assessment, "en").parts[2].items[-1]
    assert counted.below == (f"These are critical or high: {', '.join(f'“{title}”' for title in grave)}.",)


def test_once_nothing_decides_what_nobody_knows_and_could_be_grave_comes_first() -> None:
    assessment = assessed_example("severe-exposure")
    absent = {"values": (), "labels": (), "counted": (), "evidence": None, "unevidenced": False}
    answers = [
        one.model_copy(update={**absent, "state": "unknown" if one.code == "I7" else "absent"})
        if one.code in ("C4", "D2", "I7")
        else one
        for one in assessment.answers
    ]
    given = assessment.model_copy(update={"answers": tuple(answers)})
    part = next(one for one in brief(given, "en").parts if one.title == "What to answer next")
    assert [item.said.removeprefix("Find out: ").split()[0] for item in part.items] == ["I7", "C4", "D2"]
    assert part.note.endswith("These matter most for what else could be found:")


def test_where_nothing_is_claimed_no_lack_of_evidence_is_denied() -> None:
    assessment = assessed_example("severe-exposure")
    nothing = {"values": (), "labels": (), "counted": (), "state": "absent"}
    answers = tuple(one.model_copy(update=nothing) for one in assessment.answers)
    blank, claimed = (
        next(part.note for part in brief(one, "en").parts if part.title == "Evidence")
        for one in (assessment.model_copy(update={"answers": answers}), assessment)
    )
    assert blank == "Nothing is claimed at level 3 or 4 yet."
    assert claimed == "No answer at level 3 or 4 lacks its evidence."


def test_on_a_page_no_finding_carries_the_name_that_only_a_command_takes() -> None:
    assessment = assessed_example("failure-chain")
    names = [finding.fact for finding in assessment.findings[:3]]
    assert all(f"[{name}]" in str(brief(assessment, "en")) for name in names)
    assert not any(name in str(brief(assessment, "en", names=False)) for name in names)


def test_it_fits_where_the_whole_report_does_not() -> None:
    assessment = assessed_example("viral-but-hollow")
    short, whole = brief_markdown(assessment, "en"), markdown(assessment, "en")
    assert len(short.splitlines()) < 100 < len(whole.splitlines())


def test_arabic_is_read_from_the_right() -> None:
    assessment = assessed_example("half-answered")
    assert brief_markdown(assessment, "ar").startswith('<div dir="rtl">')
    assert '<html lang="ar" dir="rtl">' in brief_html(assessment, "ar")
