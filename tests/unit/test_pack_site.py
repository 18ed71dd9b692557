"""What a pack's reference promises: everything in every language, every link right, nothing from elsewhere."""

import base64
import gettext
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from markupsafe import escape

from engine.conditions import Condition
from engine.pack import Clause, Pack
from reports.pack_site import PAGES, pack_site
from reports.site_conditions import Said
from reports.site_references import References
from reports.site_search import entries
from reports.site_wording import SiteWording
from tests.examples import advocacy
from tests.packs import random_pack

LANGUAGES = ("en", "ar", "fr")
CSS = (Path(__file__).parents[2] / "reports" / "templates" / "site.css").read_text(encoding="utf-8")
VOID = {"meta", "path", "input"}


class Page(HTMLParser):
    """What a browser would make of the page: its elements with their attributes, and its text."""

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
        if not {"style", "script"} & set(self.open):
            self.shown.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.shown).split())

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.elements if tag == "a"]


@pytest.fixture(scope="module", autouse=True)
def untranslated() -> Iterator[None]:
    """Interface words in English in every language, so that these tests do not wait for translations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.words.gettext.translation", lambda *_, **__: gettext.NullTranslations())
        yield


def in_languages(value: Any) -> Any:
    """A pack's data with every text in all languages, each marked with its own."""
    if isinstance(value, list):
        return [in_languages(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value and set(value) <= set(LANGUAGES):
        return {code: f"{value['en']} <{code}>" for code in LANGUAGES}
    return {key: in_languages(item) for key, item in value.items()}


def spoken(pack: Pack) -> Pack:
    data = in_languages(json.loads(pack.model_dump_json(by_alias=True)))
    data["manifest"]["languages"] = LANGUAGES
    return Pack.model_validate(data)


def en(sentence: str) -> dict[str, str]:
    return {"en": sentence}


def small_pack(**of_rule: Any) -> Pack:
    """One of each sort of question, measure and finding; `of_rule` changes the rule named silence."""
    common = {"help": en("Help."), "source": ["P1"]}
    options = [
        {"id": "firm", "text": en("Firm.")},
        {"id": "sharp", "text": en("Sharp")},
        {"id": "kind", "text": en("Kind")},
    ]
    anchors = {level: en(f"Anchor {level}.") for level in range(5)}
    rule = {
        "severity": "high", "why": en("Why."), "source": ["P1"], "remedies": ["plan"],
        "when": {"confirmed": {"answer": "plan", "at_most": 1}}, "examples": [{"name": "x", "outcome": "unknown"}],
    }  # fmt: skip
    rules: list[dict[str, Any]] = [
        {**rule, "id": "weak", "kind": "weakness", "title": en("Planning is weak")},
        {**rule, "id": "quiet", "kind": "strength", "severity": None, "title": en("Quiet by choice")},
        {**rule, "id": "danger", "kind": "blocker", "title": en("People are in danger"), "adds": {"points": 2}},
        {**rule, "id": "shield", "kind": "protection", "severity": None, "title": en("Shield"), "moves": {"band": -1}},
        {**rule, "id": "silence", "kind": "consequence", "title": en("Silence"), **of_rule},
    ]
    policy = {
        "title": en("Policy"), "what": en("What."),
        "words": {"STOP": en("Stop"), "NOT_YET": en("Not yet"), "GO": en("Go")},
        "verdicts": [
            {"verdict": "STOP", "clauses": [{"any_finding": {"kinds": ["blocker"]}, "because": en("Danger.")}]},
            {"verdict": "NOT_YET", "clauses": [
                {"any_finding": {"severity": "high"}, "because": en("Grave.")},
                {"when": {"fact": "quiet"}, "because": en("Quiet.")},
            ]},
        ],
    }  # fmt: skip
    remedy = {"id": "plan", "title": en("Plan"), "what": en("Plan."), "effort": 1, "lead_time": 1, "role": en("Anyone")}
    described = {"what": en("What.")}
    return Pack.model_validate(
        {
            "manifest": {
                "id": "small", "version": "1.0.0", "languages": ["en"], "title": en("Small"), "what": en("What."),
                "caveat": en("Caveat."), "sections": ["one"], "default_policy": "main", "review_by": "2030-01-01",
            },
            "digest": "0",
            "sources": {"P1": {"text": en("Paragraph.")}},
            "sections": [{"id": "one", "title": en("One"), "intro": en("Intro."), "questions": [
                {"id": "plan", "code": "A1", "kind": "level", "text": en("Plan?"), "anchors": anchors,
                 "counts_in": ["ready"], **common},
                {"id": "tone", "code": "A2", "kind": "choice", "text": en("Tone?"), "options": options, **common},
                {"id": "acts", "code": "A3", "kind": "choices", "text": en("Acts?"), "options": options, **common},
                {"id": "safe", "code": "A4", "kind": "yes_no", "text": en("Safe?"), **common},
            ]}],
            "measures": [
                {"id": "ready", "kind": "readiness", "title": en("Readiness"), **described},
                {"id": "points", "kind": "points", "title": en("Points"), **described},
                {"id": "band", "kind": "ladder", "title": en("Exposure"), "starts_from": "points", **described,
                 "bands": [{"id": "low", "title": en("Low")}, {"id": "high", "title": en("High"), "from": 2}]},
            ],
            "rules": rules,
            "remedies": [remedy, {**remedy, "id": "rest", "requires": ["plan"], "raises": {"plan": "3"},
                                  "sets": {"tone": "firm", "safe": "yes"}, "drops": {"acts": ["sharp"]}}],
            "policies": [{**policy, "id": "main"}, {**policy, "id": "other"}],
        }
    )  # fmt: skip


def odd_pack(seed: int) -> Pack:
    """A random pack in which whatever a rule names is there."""
    data = json.loads(random_pack(seed, 9).model_dump_json(by_alias=True))
    for rule in data["rules"]:
        rule["policies"] = ["policy"] if rule["policies"] else []
    return Pack.model_validate(data)


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A small pack in every language."""
    conditions = {"confirmed": {"fact": "weak"}, "likely": {"measure": "band", "at_least": "high"}}
    return spoken(small_pack(when=conditions, unless={"fact": "quiet"}, floors={"band": "high"}))


@pytest.fixture(scope="module")
def site(pack: Pack) -> dict[str, str]:
    return pack_site(pack)


@pytest.fixture(scope="module")
def pages(site: dict[str, str]) -> dict[str, Page]:
    return {name: Page(content) for name, content in site.items()}


def test_every_language_has_every_page_and_the_first_page_leads_to_each(pages: dict[str, Page]) -> None:
    assert set(pages) == {"index.html", *(f"{code}/{page}.html" for code in LANGUAGES for page in PAGES)}
    assert pages["index.html"].links == [f"{code}/index.html" for code in LANGUAGES]


def test_the_same_pack_gives_the_same_bytes(pack: Pack, site: dict[str, str]) -> None:
    again = Pack.model_validate_json(pack.model_dump_json(by_alias=True))
    assert list(pack_site(again).items()) == list(site.items())


def broken_links(pages: dict[str, Page]) -> list[tuple[str, str]]:
    broken = []
    ids = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.links:
            place, _, anchor = link.partition("#")
            file = normpath(join(dirname(name), place)) if place else name
            if file not in pages or (anchor and anchor not in ids[file]):
                broken.append((name, link))
    return broken


def test_every_link_leads_to_one_place(pages: dict[str, Page]) -> None:
    assert broken_links(pages) == []
    assert [name for name, page in pages.items() if len(set(page.ids)) < len(page.ids)] == []


@pytest.mark.parametrize("seed", range(12))
def test_a_reference_can_be_made_of_whatever_the_format_allows(seed: int) -> None:
    assert broken_links({name: Page(content) for name, content in pack_site(odd_pack(seed)).items()}) == []


def left_out(pack: Pack, pages: dict[str, Page], language: str) -> set[str]:
    """The pack's anchors and sentences that stand nowhere in one language's pages."""
    ids = {f"{page}#{name}" for page in PAGES for name in pages[f"{language}/{page}.html"].ids}
    anchors = {
        *(f"questions#q-{name}" for name in pack.questions),
        *(f"rules#f-{rule.id}" for rule in pack.rules),
        *(f"measures#m-{measure.id}" for measure in pack.measures),
        *(f"remedies#r-{remedy.id}" for remedy in pack.remedies),
        *(f"policies#p-{policy.id}" for policy in pack.policies),
        *(f"sources#s-{paragraph}" for paragraph in pack.sources),
    }
    shown = " ".join(pages[f"{language}/{page}.html"].words for page in PAGES)
    texts = re.findall(rf'"{language}":"((?:[^"\\]|\\.)*)"', pack.model_copy(update={"cases": ()}).model_dump_json())
    said = {" ".join(json.loads(f'"{text}"').split()) for text in texts}
    return (anchors - ids) | {text for text in said if text not in shown}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_pack_is_left_out(pack: Pack, pages: dict[str, Page], language: str) -> None:
    assert left_out(pack, pages, language) == set()


def test_nothing_of_the_shipped_pack_is_left_out_and_every_link_in_it_is_right() -> None:
    pack = advocacy()
    pack = pack.model_copy(update={"manifest": pack.manifest.model_copy(update={"languages": ("en",)})})
    pages = {name: Page(content) for name, content in pack_site(pack).items()}
    assert left_out(pack, pages, "en") == set()
    assert broken_links(pages) == []


def test_in_arabic_no_threshold_falls_apart_and_no_sign_stands_behind_its_number() -> None:
    """Points and tenths in two isolated parts would be read the other way round, and so would a bare sign."""
    site = pack_site(advocacy())
    policies, measures = site["ar/policies.html"], site["ar/measures.html"]
    assert re.search(r"<bdi>49\.9</bdi>", policies)
    assert not [name for name, page in site.items() if re.search(r"</bdi>[.٫,]<bdi>", page)]
    signs = re.findall(r"<bdi>(.?)[+\u2212]\d", measures)
    assert signs
    assert set(signs) == {"\u200e"}


def test_each_language_speaks_its_own(pages: dict[str, Page]) -> None:
    for language in LANGUAGES:
        words = " ".join(pages[f"{language}/{page}.html"].words for page in PAGES)
        assert {code for code in LANGUAGES if f"<{code}>" in words} == {language}


def test_the_reference_needs_nothing_from_elsewhere(site: dict[str, str], pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert not re.search(r"https?:|//[a-z]|@import|url\(", site[name].lower())
        for tag, attributes in page.elements:
            assert tag not in {"link", "img", "iframe", "object", "embed", "base", "video", "audio"}
            assert not {"src", "srcset", "action", "data", "poster", "xlink:href"} & set(attributes)
            assert not any(attribute.startswith("on") for attribute in attributes)


def test_only_the_search_is_a_script_and_only_it_may_run(site: dict[str, str]) -> None:
    for name, content in site.items():
        scripts = re.findall("<script>(.*?)</script>", content, re.DOTALL)
        allowed = re.findall("script-src '(.*?)'", content)
        digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
        assert allowed == [f"sha256-{digest}" for digest in digests]
        assert len(scripts) == (name.endswith("/index.html")), name


def test_what_a_pack_says_is_shown_as_text_and_never_run() -> None:
    typed = small_pack().model_dump_json(by_alias=True)
    hostile = re.sub('"(en|ar|fr)":"', r'"\1":"</script><b onclick=x>{0} & ', typed)
    hostile = hostile.replace('"name":"x', '"name":"<i>')
    content = pack_site(Pack.model_validate_json(hostile))
    for name, page in content.items():
        assert "<b onclick" not in page, name
        assert "<i>" not in page, name
        assert "</script><b onclick=x>{0} & " in Page(page).words


def test_no_side_is_named_in_the_style_sheet() -> None:
    assert not re.search(r"\b(left|right|top|bottom)\s*:|-(left|right|top|bottom)\b|(?<![\w-])(width|height)\s*:", CSS)


# Conditions in words


def flat(part: Said) -> str:
    """The words of a condition as one line, with what is inside it in brackets."""
    inside = [*(f"{meaning.label} {meaning.text}".strip() for meaning in part.meanings), *map(flat, part.inside)]
    return re.sub("<.*?>", "", part.sentence) + (f" [{' | '.join(inside)}]" if inside else "")


WEAK = {"fact": "weak"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"answer": "plan", "at_most": 1}, "A1 Plan? The answer is level 1 or lower: [0 Anchor 0. | 1 Anchor 1.]"),
        ({"answer": "plan", "at_least": 3}, "A1 Plan? The answer is level 3 or higher: [3 Anchor 3. | 4 Anchor 4.]"),
        ({"answer": "plan", "at_most": 0}, "A1 Plan? The answer is level 0: [0 Anchor 0.]"),
        ({"answer": "plan", "is": "2"}, "A1 Plan? The answer is level 2: [2 Anchor 2.]"),
        (
            {"answer": "plan", "at_least": 1, "at_most": 2},
            "A1 Plan? The answer is level 1 to 2: [1 Anchor 1. | 2 Anchor 2.]",
        ),
        ({"answer": "tone", "is": "firm"}, "A2 Tone? The answer is “Firm”."),
        (
            {"answer": "tone", "is_any_of": ["sharp", "firm"]},
            "A2 Tone? The answer is one of these: [Firm | Sharp]",
        ),
        (
            {"answer": "acts", "includes_any_of": ["kind"]},
            "A3 Acts? The answer includes at least one of these: [Kind]",
        ),
        ({"answer": "safe", "is": "no"}, "A4 Safe? The answer is “No”."),
        (WEAK, "“Planning is weak” is established."),
        ({**WEAK, "certainty": "confirmed"}, "“Planning is weak” is confirmed."),
        ({"none": [WEAK]}, "“Planning is weak” is not established."),
        (
            {"none": [{"answer": "safe", "is": "no"}]},
            "This does not hold: [A4 Safe? The answer is “No”.]",
        ),
        (
            {"none": [WEAK, WEAK]},
            "None of these holds: [“Planning is weak” is established. | “Planning is weak” is established.]",
        ),
        ({"all": [WEAK]}, "“Planning is weak” is established."),
        (
            {"any": [WEAK, {"all": [WEAK, WEAK]}]},
            "At least one of these holds: [“Planning is weak” is established. | All of these hold: [“Planning is "
            "weak” is established. | “Planning is weak” is established.]]",
        ),
        ({"count": {"at_least": 1, "of": [WEAK]}}, "At least 1 of these holds: [“Planning is weak” is established.]"),
        ({"count": {"at_most": 2, "of": [WEAK]}}, "At most 2 of these hold: [“Planning is weak” is established.]"),
        (
            {"count": {"at_least": 1, "at_most": 1, "of": [WEAK]}},
            "Exactly 1 of these holds: [“Planning is weak” is established.]",
        ),
        (
            {"count": {"at_least": 0, "at_most": 1, "of": [WEAK]}},
            "Between 0 and 1 of these hold: [“Planning is weak” is established.]",
        ),
        ({"measure": "ready", "at_most": 499}, "Readiness: at most 49.9 of 100."),
        ({"measure": "band", "at_least": "high"}, "Exposure: at least “High”."),
        ({"measure": "points", "at_least": 1, "at_most": 3}, "Points: at least 1 point, at most 3 points."),
    ],
)
def test_a_condition_is_told_in_words_with_the_answers_it_accepts(condition: dict[str, Any], words: str) -> None:
    pack = small_pack(when={"confirmed": condition})
    written: Condition | None = pack.rule["silence"].when.confirmed
    assert written is not None
    assert flat(SiteWording(pack, "en").condition(written)) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"kinds": ["blocker"]}, "Any finding of kind “Blocker” is established."),
        ({}, "Any finding against the campaign is established."),
        ({"severity": "high"}, "Any finding of severity “High” or graver is established."),
        (
            {"kinds": ["weakness", "exposure"], "severity": "medium"},
            "Any finding of kind “Weakness”, “Exposure” and of severity “Medium” or graver is established.",
        ),
    ],
)
def test_a_clause_about_any_finding_is_told_in_words(found: dict[str, Any], words: str) -> None:
    clause = Clause.model_validate({"because": {"en": "x"}, "any_finding": found})
    assert flat(SiteWording(small_pack(), "en").clause(clause)) == words


def test_what_a_remedy_changes_is_told_in_words() -> None:
    say = SiteWording(small_pack(), "en")
    assert [re.sub("<.*?>", "", change) for change in say.changes(say.pack.remedy["rest"])] == [
        "Raises A1 to level 3 (Anchor 3).",
        "Changes the answer to A2 to “Firm”.",
        "Changes the answer to A4 to “Yes”.",
        "Takes “Sharp” out of the answer to A3.",
    ]


# What rests on what


def test_a_rule_says_what_it_rests_on_what_it_leads_to_and_what_holds_it_back() -> None:
    pack = small_pack(
        when={"likely": {"all": [{"fact": "weak"}, {"none": [{"fact": "shield"}]}]}}, unless={"fact": "quiet"}
    )
    references = References(pack)
    assert references.causes("f-silence", "leads_to") == ["f-weak"]
    assert references.effects("f-weak", "leads_to") == ["f-silence"]
    assert references.causes("f-silence", "holds_back") == ["f-shield", "f-quiet"]


def test_a_rule_that_is_cancelled_by_an_absence_leads_from_it() -> None:
    references = References(small_pack(unless={"none": [{"fact": "weak"}]}))
    assert references.causes("f-silence", "leads_to") == ["f-weak"]


def test_measures_stand_between_the_rules_that_move_them_and_those_that_read_them() -> None:
    references = References(small_pack(when={"likely": {"measure": "band", "at_least": "high"}}))
    assert references.causes("m-points", "raises") == ["f-danger"]
    assert references.causes("m-band", "lowers") == ["f-shield"]
    assert references.causes("m-band", "leads_to") == ["m-points"]
    assert references.effects("m-band", "leads_to") == ["f-silence"]


def test_a_rule_names_the_worst_verdict_that_it_can_bring_under_each_policy() -> None:
    pack = small_pack(policies=["other"])
    verdicts = References(pack).verdicts_of
    assert verdicts(pack.rule["danger"]) == {"main": "STOP", "other": "STOP"}
    assert verdicts(pack.rule["weak"]) == {"main": "NOT_YET", "other": "NOT_YET"}
    assert verdicts(pack.rule["silence"]) == {"other": "NOT_YET"}, "it counts under one policy only"
    assert verdicts(pack.rule["quiet"]) == {"main": "NOT_YET", "other": "NOT_YET"}, "a clause names it"
    assert verdicts(pack.rule["shield"]) == {}


def extending(clauses: list[dict[str, Any]]) -> Pack:
    """The small pack, whose second policy extends the first and adds these clauses to NOT_YET."""
    data = json.loads(small_pack().model_dump_json(by_alias=True))
    verdicts = [{"verdict": "NOT_YET", "clauses": clauses}] if clauses else []
    data["policies"][1] |= {"extends": "main", "verdicts": verdicts}
    return Pack.model_validate(data)


def test_a_policy_that_extends_another_shows_all_its_reasons_and_where_they_come_from() -> None:
    pack = extending([{"when": {"fact": "silence"}, "because": en("Nobody speaks.")}])
    shown = Page(pack_site(pack)["en/policies.html"]).words.partition("It takes over all reasons of “Policy”")
    assert shown[1], "it says so"
    for reason in ("Danger.", "Grave.", "Quiet.", "Nobody speaks."):
        assert reason in shown[2]
    assert "Nobody speaks." not in shown[0]
    assert "its own stand after them" in shown[2]
    assert References(pack).verdicts_of(pack.rule["danger"]) == {"main": "STOP", "other": "STOP"}
    assert "Danger." in entries(SiteWording(pack, "en"))["policies"][1].also


def test_a_policy_that_adds_no_reason_says_so() -> None:
    page = Page(pack_site(extending([]))["en/policies.html"])
    assert "It takes over all reasons of “Policy” and adds none." in page.words
    assert "policies.html#p-main" in page.links


def test_the_graph_page_lists_every_step_it_draws(pages: dict[str, Page], pack: Pack) -> None:
    drawn = [attributes for tag, attributes in pages["en/graph.html"].elements if "box" in attributes.get("class", "")]
    boxes = {attributes["href"].partition("#")[2] for attributes in drawn if "href" in attributes}
    assert boxes == {end for step in References(pack).steps for end in step[:2]}
    alone = {f"f-{rule.id}" for rule in pack.rules} - boxes
    listed = {link.partition("#")[2] for link in pages["en/graph.html"].links}
    assert alone <= listed


def test_the_search_knows_every_part(pack: Pack) -> None:
    found = entries(SiteWording(pack, "en"))
    assert {page: len(items) for page, items in found.items()} == {
        "questions": len(pack.questions),
        "rules": len(pack.rules),
        "measures": len(pack.measures),
        "remedies": len(pack.remedies),
        "policies": len(pack.policies),
        "sources": len(pack.sources),
    }
    silence = entries(SiteWording(small_pack(), "en"))["rules"][-1]
    assert (silence.place, silence.title) == ("rules.html#f-silence", "Silence")
    assert silence.also.split("\n") == ["Why.", "P1", "silence"]


def test_what_a_pack_declares_stands_on_its_first_page_with_the_reason() -> None:
    site = pack_site(advocacy())
    for language in ("en", "ar", "fr"):
        for exception in advocacy().manifest.exceptions:
            assert " ".join(exception.reason[language].split()) in Page(site[f"{language}/index.html"]).words
            for subject in exception.subjects:
                assert f"<code>{escape(subject)}</code>" in site[f"{language}/index.html"]
