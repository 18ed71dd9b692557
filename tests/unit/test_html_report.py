"""What the HTML report promises: complete, self-contained, safe, right in both directions, always the same."""

import gettext
import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

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
    FragileSet,
    Fragility,
    Ledger,
    LedgerLine,
    Link,
    LoweredAnswer,
    MeasureChange,
    MeasurePremise,
    MeasureResult,
    Notice,
    OtherReading,
    PolicyResult,
    Prerequisite,
    Reason,
    Receipt,
    RemedyPair,
    RemedyResult,
    SectionResult,
    Verdict,
    VerdictReason,
)
from engine.profile import Dates, Evidence
from engine.text import Text
from reports.html import html

HOSTILE = '<script>alert("x")</script> & \u202eevil'
TEMPLATES = Path(__file__).parents[2] / "reports" / "templates"
CSS = (TEMPLATES / "report.css").read_text(encoding="utf-8")
VOID = {"meta", "path"}


def text(sentence: str) -> Text:
    return Text({"en": f"{sentence} <en>", "ar": f"{sentence} عربي", "fr": f"{sentence} français"})


def answer(question: str, code: str, **given: object) -> AnswerResult:
    values = {
        "section": "planning",
        "kind": "level",
        "text": text(f"Question {question}?"),
        "use": "in_use",
        "state": "answered",
        "values": ("1",),
        "labels": (text(f"Label {question}."),),
        "counted": ("1",),
        "critical": False,
        "sensitive": False,
        "unevidenced": False,
        "evidence": None,
        "sources": (),
    }
    return AnswerResult.model_validate({"question": question, "code": code, **values, **given})


def blank(question: str, code: str, state: str, use: str = "in_use") -> AnswerResult:
    return answer(question, code, state=state, use=use, values=(), labels=(), counted=())


def finding(fact: str, kind: str, severity: str | None, **given: object) -> Finding:
    values = {
        "outlook": "certain",
        "certainty": "confirmed",
        "up_to": "confirmed",
        "title": text(f"Title {fact}"),
        "why": text(f"Why {fact}."),
        "sources": (CitedSource(paragraph="P29", text=text("Paragraph.")),),
        "because": (Reason(certainty="confirmed", premises=(AnswerPremise(question="written_plan"),)),),
    }
    return Finding.model_validate({"fact": fact, "kind": kind, "severity": severity, **values, **given})


def remedy(name: str, **given: object) -> RemedyResult:
    values = {
        "title": text(f"Remedy {name}"),
        "what": text(f"Do {name}."),
        "effort": 6,
        "lead_time": 14,
        "role": text("Coordinator"),
        "alternative": False,
        "scored": True,
        "answers": (),
        "requires": (),
        "prerequisites": (),
        "effort_with_prerequisites": 6,
        "lead_time_with_prerequisites": 14,
        "for_findings": ("silence",),
        "clears": (),
        "weakens": (),
        "measures": (),
        "verdicts_after": ("NOT_YET",),
        "risk_removed": 1,
        "in_time": None,
    }
    return RemedyResult.model_validate({"id": name, **values, **given})


def measure(name: str, kind: str, low: int, high: int, **given: object) -> MeasureResult:
    words = {"title": text(f"Measure {name}"), "what": text(f"What {name} says."), "in_use": "yes"}
    return MeasureResult.model_validate({"id": name, "kind": kind, "low": low, "high": high, **words, **given})


@pytest.fixture
def assessment() -> Assessment:
    """One of everything that an assessment can hold."""
    bands = tuple(BandResult(id=name, title=text(f"Band {name}")) for name in ("low", "medium", "high"))
    silence_because = (
        Reason(
            certainty="confirmed",
            premises=(
                FactPremise(fact="weak_planning", certainty="confirmed"),
                FactPremise(fact="quiet_diplomacy", certainty="likely", absent=True),
                AnswerPremise(question="tactics", option="march"),
            ),
        ),
        Reason(
            certainty="likely",
            premises=(MeasurePremise(measure="exposure", test="at_least", bound=1, bound_band="medium"),),
        ),
    )
    return Assessment(
        languages=("en", "ar", "fr"),
        pack_title=text("Pack"),
        caveat=text("Weights are judgement."),
        campaign=Campaign(
            name=HOSTILE,
            country="TN",
            stage="preparing",
            dates=Dates(launch=date(2027, 2, 1), end=date(2027, 8, 1)),
            lessons=("Ask <b>earlier</b>",),
            answered_on=date(2026, 11, 1),
        ),
        policy=PolicyResult(id="default", title=text("Policy"), what=text("What the policy does."), evidence="stated"),
        verdict=Verdict(
            decided="NOT_YET",
            possible=("NOT_YET",),
            words={name: text(f"Verdict {name}") for name in ("STOP", "NOT_YET", "CONDITIONS", "GO")},
            best_possible="GO",
            reasons=(
                VerdictReason(
                    verdict="NOT_YET",
                    outlook="certain",
                    text=text("The strategy fails."),
                    premises=(FactPremise(fact="silence", certainty="confirmed"),),
                ),
            ),
        ),
        fragility=Fragility(
            outlook="hangs",
            fewest=1,
            sets=(
                FragileSet(
                    answers=(LoweredAnswer(question="written_plan", level=2, to=1),), worst="STOP", certain=True
                ),
            ),
        ),
        measures=(
            measure("planning", "readiness", 410, 735),
            measure("overall", "readiness", 623, 623, parts=("planning",)),
            measure("points", "points", 3, 5),
            measure("exposure", "ladder", 1, 1, bands=bands),
            measure("residual", "ladder", 0, 2, bands=bands),
        ),
        findings=(
            finding("deception", "blocker", "critical", remedies=("write_plan", "not_listed")),
            finding(
                "silence",
                "consequence",
                "high",
                because=silence_because,
                sources=(CitedSource(paragraph=None, text=text("Experts' reason.")),),
                cleared_by=(
                    Clearing(
                        question="written_plan", value="2", label=text("A draft."), leaves="likely", up_to="likely"
                    ),
                    Clearing(question="threat", value="no", label=None),
                ),
                remedies=("write_plan",),
            ),
            finding("weak_planning", "weakness", "medium", leads_to=("silence",), certainty="likely"),
            finding("stale", "weakness", "low", certainty="likely", up_to="likely"),
            finding("digital_only", "weakness", "medium", outlook="possible", hinges_on=("posture", "tactics")),
            finding("launch_sequence_met", "strength", None),
            finding("alliance_shield", "protection", None),
        ),
        titles={"quiet_diplomacy": text("Title quiet_diplomacy")},
        links=(
            Link(cause="weak_planning", effect="silence"),
            Link(cause="stale", effect="deception", through="exposure"),
        ),
        chain=("weak_planning", "silence"),
        priorities=("write_plan",),
        verdicts_after_priorities=("CONDITIONS", "GO"),
        remedies=(
            remedy(
                "write_plan",
                answers=(
                    AnswerChange(question="written_plan", how="raises", value="3", label=text("Used by the team.")),
                ),
                clears=("weak_planning",),
                weakens=("silence",),
                helps_with=("deception",),
                measures=(
                    MeasureChange(measure="planning", low_before=410, high_before=735, low_after=530, high_after=855),
                    MeasureChange(measure="residual", low_before=0, high_before=2, low_after=0, high_after=1),
                ),
                verdicts_after=("CONDITIONS", "GO"),
                in_time=False,
                requires=("advise",),
                prerequisites=(
                    Prerequisite(remedy="not_described", title=text("Look around")),
                    Prerequisite(remedy="advise", title=text("Remedy advise")),
                ),
                effort_with_prerequisites=11,
                lead_time_with_prerequisites=35,
            ),
            remedy(
                "change_course",
                alternative=True,
                answers=(AnswerChange(question="tactics", how="drops", value="march", label=text("March")),),
                in_time=True,
            ),
            remedy("advise", scored=False),
        ),
        best_pair=RemedyPair(
            remedies=("write_plan", "change_course"),
            clears=("silence",),
            only_together=("silence",),
            weakens=(),
            measures=(),
            verdicts_after=("CONDITIONS",),
            risk_removed=12,
            beyond_better=8,
            effort=5,
        ),
        ledgers=(
            Ledger(
                measure="planning",
                units=28,
                lost=8,
                open=9,
                lines=(
                    LedgerLine(
                        question="written_plan", weight=2, level=1, lost=6, open=0, lost_points=199, open_points=0
                    ),
                    LedgerLine(
                        question="posture", weight=1, level=None, lost=2, open=9, lost_points=66, open_points=325
                    ),
                ),
            ),
            Ledger(measure="overall", units=0, lost=0, open=0, lines=()),
        ),
        exact=True,
        decisive=(),
        sections=(SectionResult(id="planning", title=text("Section planning")),),
        answers=(
            answer("written_plan", "C1", values=("3",), counted=("2",), unevidenced=True, critical=True),
            answer(
                "tactics",
                "A5",
                kind="choices",
                values=("media", "march"),
                labels=(text("Media."), text("March.")),
                counted=("media", "march"),
                sensitive=True,
                evidence=Evidence(note="see <i>file</i>", reference="https://example.org/plan", date=date(2026, 1, 2)),
            ),
            answer("threat", "I7", kind="yes_no", values=("yes",), labels=(), counted=("yes",)),
            blank("posture", "J1", "absent"),
            blank("allies", "G1", "unknown"),
            blank("funding_source", "A12", "withheld", "perhaps"),
            blank("scope", "A1", "expired"),
            blank("stewarding", "I5", "absent", "not_in_use"),
            blank("final_evaluation", "K3", "absent", "not_examined"),
        ),
        notices=(Notice(code="overclaim", numbers={"unevidenced": 1, "claims": 2}), Notice(code="partial")),
        other_reading=OtherReading(evidence="required", possible=("STOP",), overall_low=500, overall_high=500),
        checks=57,
        receipt=Receipt(
            engine="0.1.0",
            pack="advocacy",
            pack_version="1.0.0",
            pack_digest="a" * 64,
            policy="default",
            profile_digest="b" * 64,
            on=date(2026, 11, 22),
        ),
    )


@pytest.fixture
def untranslated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interface words in English in every language, so that these tests do not wait for translations."""

    def nothing(*_: object, **__: object) -> gettext.NullTranslations:
        return gettext.NullTranslations()

    monkeypatch.setattr("reports.words.gettext.translation", nothing)


class Page(HTMLParser):
    """What a browser would make of the page: its elements, their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.shown: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == [], "an element is never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.shown.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.shown).split())

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


@pytest.fixture
def page(assessment: Assessment, untranslated: None) -> str:
    return html(assessment, "en")


def test_the_report_needs_nothing_from_elsewhere(page: str) -> None:
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page
    for tag, attributes in Page(page).elements:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "base", "form", "video", "audio"}
        assert not {"src", "srcset", "action", "data", "poster", "xlink:href"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("href", "#").startswith("#")
    outside = re.sub("https://example.org/plan", "", page)  # what a campaign gave as its evidence, shown as text
    assert not re.search(r"https?:|//[a-z]", outside)


def test_every_link_leads_to_one_place_on_the_page(page: str) -> None:
    parsed = Page(page)
    ids = parsed.ids()
    assert len(set(ids)) == len(ids)
    assert {a["href"][1:] for _, a in parsed.elements if "href" in a} <= set(ids)


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_the_same_assessment_gives_the_same_bytes(assessment: Assessment, untranslated: None, language: str) -> None:
    again = Assessment.model_validate_json(assessment.model_dump_json())
    assert html(assessment, language).encode() == html(again, language).encode()


def test_what_people_typed_is_shown_as_text_and_never_run(page: str) -> None:
    parsed = Page(page)
    assert "<bdi>&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; \u202eevil</bdi>" in page
    assert "Ask <b>earlier</b>" in parsed.words
    assert "see <i>file</i>" in parsed.words
    assert "Title silence <en>" in parsed.words
    title = re.search("<title>(.*?)</title>", page)
    assert title
    assert "alert" not in title[1], "tabs, histories and names of files say nothing of the campaign"


def test_a_sentence_with_braces_stays_as_it_is(assessment: Assessment, untranslated: None) -> None:
    odd = assessment.campaign.model_copy(update={"name": "{0} {name} %s", "lessons": ("{", "}")})
    assert "<bdi>{0} {name} %s</bdi>" in html(assessment.model_copy(update={"campaign": odd}), "en")


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_nothing_of_the_assessment_is_left_out(assessment: Assessment, untranslated: None, language: str) -> None:
    parsed = Page(html(assessment, language))
    ids = set(parsed.ids())
    assert {f"f-{f.fact}" for f in assessment.findings} <= ids
    assert {f"r-{r.id}" for r in assessment.remedies} <= ids
    assert {f"m-{m.id}" for m in assessment.measures} <= ids
    assert {f"q-{a.question}" for a in assessment.answers} <= ids
    whole = [t[language] for f in assessment.findings for t in (f.title, f.why, *(s.text for s in f.sources))]
    whole += [t[language] for r in assessment.remedies for t in (r.title, r.what, r.role)]
    whole += [t[language] for m in assessment.measures for t in (m.title, m.what)]
    whole += [t[language] for a in assessment.answers for t in (a.text,)]
    whole += [r.text[language] for r in assessment.verdict.reasons]
    whole += [assessment.caveat[language], assessment.policy.title[language], assessment.policy.what[language]]
    whole += ["a" * 64, "b" * 64, "1.0.0", "2026-11-22", "2027-02-01", "2027-08-01", "TN"]
    for sentence in whole:
        assert sentence in parsed.words


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_language_and_direction_are_declared(
    assessment: Assessment, untranslated: None, language: str, direction: str
) -> None:
    tag, attributes = Page(html(assessment, language)).elements[0]
    assert (tag, attributes) == ("html", {"lang": language, "dir": direction})


def test_no_style_speaks_of_a_side(page: str) -> None:
    style = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)
    inline = [attributes["style"] for _, attributes in Page(page).elements if "style" in attributes]
    for css in (style, *inline):
        properties = re.findall(r"(?:^|[{;])\s*([a-z-]+)\s*:", css)
        sides = r"left|right|top|bottom|(min-|max-)?(width|height)|.*-(left|right|top|bottom)(-.*)?|float"
        assert not [name for name in properties if re.fullmatch(sides, name)]
        assert not re.search(r":\s*(left|right)\b", css)
        assert "grid" not in css
    assert len(CSS.encode()) < 12_000


def test_four_sided_spaces_are_the_same_on_both_sides() -> None:
    for value in re.findall(r"(?:margin|padding|inset|border-width): ([^;}]+)", CSS):
        sides = value.split()
        assert len(sides) < 4 or sides[1] == sides[3]


def test_colours_can_be_read_on_paper_and_wash() -> None:
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6})", CSS))

    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for name in ("ink", "soft", "accent", "critical", "high", "medium", "low", "good", "open"):
        for ground in ("paper", "wash"):
            assert (light(colours[ground]) + 0.05) / (light(colours[name]) + 0.05) >= 4.5, (name, ground)


def test_codes_and_numbers_keep_their_own_direction(page: str) -> None:
    assert '<a class="code" href="#q-written_plan"><bdi>C1</bdi></a> to level <bdi>2</bdi>' in page
    for number in ("62.3", "41.0", "73.5", "2027-02-01", "TN"):
        assert f"<bdi>{number}</bdi>" in page
    assert not re.search(
        r"(?<!<bdi>)\b(62\.3|41\.0|73\.5)\b",
        re.sub(r"<style>.*?</style>|<!--.*?-->|style=\"[^\"]*\"", "", page, flags=re.S),
    )


def test_an_interval_is_drawn_and_written(page: str) -> None:
    assert '<i class="sure" style="inline-size:41.0%"></i><i class="maybe" style="inline-size:32.5%"></i>' in page
    assert "41.0 to 73.5" in Page(page).words


def test_exposure_stands_beside_readiness_and_names_its_bands(page: str) -> None:
    ladder = page[page.index('<table class="ladder">') : page.index("</table>")]
    rows = [re.findall(r'class="(here|perhaps)"', row) for row in ladder.split("<tr>")[2:]]
    assert rows == [["perhaps"], ["here", "perhaps"], ["perhaps"]]
    assert ladder.index("Band high") < ladder.index("Band low")


def test_the_verdict_comes_first_with_its_reasons(page: str) -> None:
    words = Page(page).words
    assert words.index("Verdict NOT_YET") < words.index("The strategy fails.") < words.index("Two separate things")
    parts = "verdict measures priorities causes findings possible strengths remedies ledgers answers about"
    assert re.findall(r'<section[^>]* id="([a-z]+)"', page) == parts.split()


def test_what_the_verdict_hangs_on_stands_beside_it_with_a_link_to_the_answer(page: str) -> None:
    parsed = Page(page)
    verdict = parsed.words.index("The verdict hangs on 1 answer. If C1 were one level lower, it would be “Verdict STOP")
    assert verdict < parsed.words.index("Readiness and exposure")
    assert re.search(r'If <span><a class="code" href="#q-written_plan">', page)


def test_the_proof_of_a_critical_finding_is_shown_and_all_else_can_be_unfolded(page: str) -> None:
    for fact, shown in (("deception", True), ("silence", False), ("weak_planning", False), ("digital_only", False)):
        article = page[page.index(f'id="f-{fact}"') :].split("</article>")[0]
        assert (article.index(f"Why {fact}.") < article.index("<details")) is shown
        assert "<details open>" not in article
        assert f"<code><bdi>{fact}</bdi></code>" in article, "the name by which it can be explained"
    assert "details::details-content" in CSS, "paper cannot be unfolded"


def test_a_folded_remedy_says_what_it_takes_and_does(page: str) -> None:
    article = page[page.index('id="r-write_plan"') :].split("</article>")[0]
    summary = Page(article[article.index("<summary>") : article.index("</summary>")] + "</summary>").words
    assert summary == ("Remedy write_plan <en> 11 person-days 35 days clears 1 finding changes the verdict too late")


def test_an_alternative_put_first_keeps_its_warning(assessment: Assessment, untranslated: None) -> None:
    shown = html(assessment.model_copy(update={"priorities": ("change_course",)}), "en")
    first = shown[shown.index('id="priorities"') : shown.index('id="causes"')]
    assert "This changes what the campaign is: a political decision, not a repair." in first


def test_a_source_is_quoted_once_and_linked_after_that(page: str) -> None:
    assert page.count("Paragraph. &lt;en&gt;") == 1
    assert page.count('<a href="#s-P29">') > 1


def test_a_finding_that_no_answer_clears_alone_names_what_it_rests_on(
    assessment: Assessment, untranslated: None
) -> None:
    both = Reason(
        certainty="confirmed",
        premises=(AnswerPremise(question="written_plan"), AnswerPremise(question="threat")),
    )
    held = assessment.findings[1].model_copy(update={"because": (both,), "cleared_by": ()})
    no_remedies = {"priorities": (), "best_pair": None, "verdicts_after_priorities": (), "way_out": ()}
    shown = Page(html(assessment.model_copy(update={"findings": (held,), **no_remedies}), "en")).words
    assert shown.count("It rests on C1 and I7.") == 1
    assert shown.count("several must change together") == 1
    assert "To leave “Verdict NOT_YET <en>”, begin with C1 and I7." in shown


def test_every_option_that_meets_a_condition_is_named(assessment: Assessment, untranslated: None) -> None:
    reasons = tuple(
        Reason(certainty="confirmed", premises=(AnswerPremise(question="tactics", option=option),))
        for option in ("media", "march")
    )
    held = assessment.findings[1].model_copy(update={"because": reasons})
    no_remedies = {"priorities": (), "best_pair": None, "verdicts_after_priorities": ()}
    shown = Page(html(assessment.model_copy(update={"findings": (held,), **no_remedies}), "en")).words
    assert "Answer (sensitive): “Media. <en>”, “March. <en>”" in shown
    assert "Any one of these reasons is enough." not in shown


def test_points_say_how_far_the_next_band_is(assessment: Assessment, untranslated: None) -> None:
    bands = tuple(
        BandResult(id=name, title=Text({"en": name, "ar": name, "fr": name}), begins=begins)
        for name, begins in (("low", None), ("high", 6), ("severe", 8))
    )
    for low, high, said in (
        (3, 5, "3 to 5 points; by points alone, the band “high” begins at 6"),
        (6, 6, "6 points; by points alone, the band “severe” begins at 8"),
        (9, 9, "9 points; by points alone, the highest band, “severe”, begins at 8"),
    ):
        points = assessment.measures[2].model_copy(update={"low": low, "high": high, "bands": bands})
        measures = (*assessment.measures[:2], points, *assessment.measures[3:])
        assert said in Page(html(assessment.model_copy(update={"measures": measures}), "en")).words


def test_lists_are_numbered_in_the_digits_asked_for(assessment: Assessment) -> None:
    assert 'class="indic"' in html(assessment, "ar", "arabic")
    assert 'class="indic"' not in html(assessment, "ar")
    assert "counter(place, arabic-indic)" in CSS


def test_a_mark_between_two_things_never_begins_a_line() -> None:
    assert '" ·"' not in CSS
    assert CSS.count(r'content: "\a0·"') == 2


def test_pages_on_paper_are_numbered_in_the_digits_and_words_asked_for(assessment: Assessment) -> None:
    """A bare "1 / 42" reads as 42 / 1 from right to left."""
    arabic = '"صفحة " counter(page, arabic-indic) " من " counter(pages, arabic-indic) ""'
    assert f"@bottom-center {{ content: {arabic}; }}" in html(assessment, "ar", "arabic")
    assert '"صفحة " counter(page, decimal) " من "' in html(assessment, "ar")
    assert "counter(page" not in CSS
    sheets = {path: path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html.j2")}
    printed = [path for path, written in sheets.items() if 'include "report.css"' in written]
    assert len(printed) > 4
    # The page that offers the languages is in none of them, and never longer than one page.
    unnumbered = [path.name for path in printed if 'include "page_foot.css"' not in sheets[path]]
    assert unnumbered == ["site_languages.html.j2"]


def test_a_finding_shows_why_and_what_one_answer_would_change(page: str) -> None:
    words = Page(
        page[page.index('<article class="finding high') : page.index("</article>", page.index('id="f-silence"'))]
        + "</article>"
    ).words
    assert "Any one of these reasons is enough." in words
    assert "Not established: Title quiet_diplomacy" in words
    assert "(sensitive)" in words
    assert "March." in words
    assert "Raise C1 to level 2 (A draft." in words
    assert "likely" in words
    assert "Change the answer to I7 to “no”" in words
    assert "Added by experts: Experts' reason." in words


def test_certainty_is_never_called_a_probability(page: str) -> None:
    words = Page(page).words
    assert re.findall(r"[^.]*probabilit[^.]*", words)
    assert all("never" in sentence for sentence in re.findall(r"[^.]*probabilit[^.]*", words))


def test_each_causal_step_is_drawn_and_listed(page: str, assessment: Assessment) -> None:
    words = Page(page).words
    assert "Title weak_planning <en> leads to Title silence <en>" in words
    assert "Title stale <en> leads to Title deception <en>, through Measure exposure <en>" in words
    drawings = re.findall(r'<div class="canvas.*?</div></div>', page, re.S)
    assert len(drawings) == 2
    for drawing in drawings:
        boxes = re.findall(r'class="box [^"]*" href="#([^"]*)"', drawing)
        assert sorted(boxes) == ["f-deception", "f-silence", "f-stale", "f-weak_planning", "m-exposure"]
        assert len(re.findall(r'<path[^>]* d="M[^h"]*"/>', drawing)) == 3
        assert not re.search(r"\d\.\d", re.sub(r'stroke-width="[^"]*"', "", drawing)), "whole pixels"


def test_the_drawing_is_mirrored_for_arabic(assessment: Assessment, untranslated: None) -> None:
    def places(language: str) -> dict[str, int]:
        wide = html(assessment, language).split('<div class="canvas wide">')[1].split("</div></div>")[0]
        return {name: int(x) for name, x in re.findall(r'href="#([^"]*)" style="inset-inline-start:(\d+)px', wide)}

    english, arabic = places("en"), places("ar")
    assert english != arabic
    assert {english[name] + arabic[name] for name in english} == {max(english.values())}


def test_remedies_say_what_they_change_and_what_is_too_late(page: str) -> None:
    words = Page(page).words
    assert "Measure planning <en>: now 41.0 to 73.5; afterwards 53.0 to 85.5" in words
    assert "cannot be in place before launch" in words
    assert "can be in place before launch" in words
    assert page.index('id="r-write_plan"') < page.index('id="r-advise"') < page.index('id="r-change_course"')
    assert "Or change the campaign" in words
    assert "Advice without a score" in words
    assert "not_listed" not in words, "a remedy that this assessment does not describe is not named"


def test_a_remedy_says_what_must_be_in_place_first_and_what_it_takes_with_that(page: str) -> None:
    told = page[page.index('id="r-write_plan"') :].split("</article>")[0]
    words = Page(f"<article {told}</article>").words
    assert "takes 14 days with what must be in place first: 11 person-days, 35 days" in words
    assert re.search("Must be in place first ?Look around <en> ?Remedy advise <en>", words)
    assert 'href="#r-advise"' in told
    assert 'href="#r-not_described"' not in told, "it is named, and there is nowhere to lead"
    alone = page[page.index('id="r-change_course"') :].split("</article>")[0]
    assert "in place first" not in alone


def test_the_ledger_adds_up_before_the_readers_eyes(page: str, assessment: Assessment) -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", page[page.index('<table class="ledger">') :].split("</table>")[0], re.S)[1:]
    cells = [[re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", row, re.S)] for row in rows]
    assert cells == [
        ["2", "1", "6", "0", "19.9", "0.0"],
        ["1", "open", "2", "9", "6.6", "32.5"],
        ["", "", "8", "9", "26.5", "32.5"],
    ]
    planning = assessment.measures[0]
    assert 1000 - planning.high == 265
    assert planning.high - planning.low == 325


def test_open_questions_are_told_apart_and_keeping_back_is_no_fault(page: str) -> None:
    words = Page(page).words
    steps = [
        "1 question not answered yet",
        "1 question to find out",
        "1 question to answer again",
        "1 answer kept back",
    ]
    assert all(words.index(a) < words.index(b) for a, b in pairwise(steps))
    assert "Keeping an answer back is always allowed." in words
    assert "1 question not examined" in words
    assert "1 question not in use" in words
    assert "counted as 2" in words


def changed(assessment: Assessment, **verdict: object) -> Assessment:
    return assessment.model_copy(update={"verdict": assessment.verdict.model_copy(update=verdict)})


def test_undecided_is_said_to_be_no_good_news(assessment: Assessment, untranslated: None) -> None:
    words = Page(html(changed(assessment, decided=None, possible=("STOP", "NOT_YET", "GO")), "en")).words
    assert "Undecided between “Verdict STOP <en>”, “Verdict NOT_YET <en>” and “Verdict GO <en>”" in words
    assert "This is not good news" in words


def test_go_means_no_more_than_that_nothing_was_found(assessment: Assessment, untranslated: None) -> None:
    words = Page(html(changed(assessment, decided="GO", possible=("GO",), reasons=()), "en")).words
    assert "No blocking gap found among 57 checks" in words
    assert "1 question was not examined" in words


def test_a_full_hundred_is_never_bare(assessment: Assessment, untranslated: None) -> None:
    full = assessment.measures[1].model_copy(update={"low": 1000, "high": 1000})
    measures = (assessment.measures[0], full, *assessment.measures[2:])
    words = Page(html(assessment.model_copy(update={"measures": measures}), "en")).words
    assert "100.0 Every answer counted here stands at its highest level." in words


@pytest.mark.parametrize("emptied", ["findings", "remedies", "ledgers", "answers", "measures"])
def test_an_assessment_with_nothing_to_show_is_still_a_page(
    assessment: Assessment, untranslated: None, emptied: str
) -> None:
    nothing = {"links": (), "chain": (), "priorities": (), "notices": (), emptied: ()}
    if emptied == "measures":
        nothing |= {"ledgers": (), "findings": (), "remedies": ()}
    page = Page(html(changed(assessment, reasons=()).model_copy(update=nothing), "en"))
    assert {a["href"][1:] for _, a in page.elements if "href" in a} <= set(page.ids())


def test_starting_the_program_does_not_load_the_template_engine() -> None:
    check = "import sys, reports.html; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=Path(__file__).parents[2], check=False).returncode == 0
