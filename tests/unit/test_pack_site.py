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

from engine.conditions import Condition
from engine.pack import Pack, VerdictRule
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


def odd_pack(seed: int) -> Pack:
    """A random pack in which whatever a rule names is there."""
    pack = random_pack(seed, 9)
    remedy = {"id": "x", "title": {"en": "x"}, "what": {"en": "x"}, "effort": 1, "lead_time": 0, "role": {"en": "x"}}
    data = json.loads(pack.model_dump_json(by_alias=True))
    data["remedies"] = [remedy]
    for rule in data["rules"]:
        rule["policies"] = ["policy"] if rule["policies"] else []
    return Pack.model_validate(data)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return spoken(advocacy())


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
    for name, page in pages.items():
        for link in page.links:
            place, _, anchor = link.partition("#")
            file = normpath(join(dirname(name), place)) if place else name
            if file not in pages or (anchor and anchor not in pages[file].ids):
                broken.append((name, link))
    return broken


def test_every_link_leads_to_one_place(pages: dict[str, Page]) -> None:
    assert broken_links(pages) == []
    assert [name for name, page in pages.items() if len(set(page.ids)) < len(page.ids)] == []


@pytest.mark.parametrize("seed", range(12))
def test_a_reference_can_be_made_of_whatever_the_format_allows(seed: int) -> None:
    assert broken_links({name: Page(content) for name, content in pack_site(odd_pack(seed)).items()}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_pack_is_left_out(pack: Pack, pages: dict[str, Page], language: str) -> None:
    ids = {page: set(pages[f"{language}/{page}.html"].ids) for page in PAGES}
    assert {f"q-{name}" for name in pack.questions} <= ids["questions"]
    assert {f"f-{rule.id}" for rule in pack.rules} <= ids["rules"]
    assert {f"m-{measure.id}" for measure in pack.measures} <= ids["measures"]
    assert {f"r-{remedy.id}" for remedy in pack.remedies} <= ids["remedies"]
    assert {f"p-{policy.id}" for policy in pack.policies} <= ids["policies"]
    assert {f"s-{paragraph}" for paragraph in pack.sources} <= ids["sources"]
    shown = " ".join(pages[f"{language}/{page}.html"].words for page in PAGES)
    texts = re.findall(rf'"{language}":"((?:[^"\\]|\\.)*)"', pack.model_copy(update={"cases": ()}).model_dump_json())
    said = {" ".join(json.loads(f'"{text}"').split()) for text in texts}
    assert {text for text in said if text not in shown} == set()


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
    hostile = advocacy().model_dump_json(by_alias=True).replace('"en":"', '"en":"</script><b onclick=x>{0} & ')
    hostile = hostile.replace('"name":"', '"name":"<i>')
    content = pack_site(Pack.model_validate_json(hostile))
    for name, page in content.items():
        assert "<b onclick" not in page, name
        assert "<i>" not in page, name
        assert "</script><b onclick=x>{0} & " in Page(page).words


def test_no_side_is_named_in_the_style_sheet() -> None:
    assert not re.search(r"\b(left|right|top|bottom)\s*:|-(left|right|top|bottom)\b|\b(width|height)\s*:", CSS)


# Conditions in words


def said(pack: Pack, condition: dict[str, Any]) -> str:
    """The words of a condition as one line, with its levels in brackets."""
    rule = pack.rules[0].model_dump(by_alias=True) | {"when": {"confirmed": condition}}
    parsed: Condition | None = type(pack.rules[0]).model_validate(rule).when.confirmed
    assert parsed is not None
    return flat(SiteWording(pack, "en").condition(parsed))


def flat(part: Said) -> str:
    inside = [*(f"{meaning.label} {meaning.text}".strip() for meaning in part.meanings), *map(flat, part.inside)]
    return re.sub("<.*?>", "", part.sentence) + (f" [{' | '.join(inside)}]" if inside else "")


PLAN = "C1 Is there a written plan with a goal, activities, owners, dates and a budget?"
WEAK = {"fact": "weak_planning"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            {"answer": "written_plan", "at_most": 1},
            f"{PLAN} The answer is level 1 or lower: [0 There is no plan. | 1 There is a plan that people talk about, "
            "or that one person has in mind. Nothing is written.]",
        ),
        ({"answer": "written_plan", "at_most": 0}, f"{PLAN} The answer is level 0: [0 There is no plan.]"),
        (
            {"answer": "tone", "is_any_of": ["accusing", "strong"]},
            "A6 What tone does the campaign use in public? The answer is one of these: [Strong: it condemns an "
            "institution or a policy in sharp words | Accusing: it blames named or recognisable persons, or a named "
            "company, for wrongdoing]",
        ),
        (WEAK, "“Planning is weak” is established."),
        ({**WEAK, "certainty": "confirmed"}, "“Planning is weak” is confirmed."),
        ({"none": [WEAK]}, "“Planning is weak” is not established."),
        ({"all": [WEAK]}, "“Planning is weak” is established."),
        (
            {"any": [WEAK, {"all": [WEAK, WEAK]}]},
            "At least one of these holds: [“Planning is weak” is established. | All of these hold: [“Planning is "
            "weak” is established. | “Planning is weak” is established.]]",
        ),
        (
            {"count": {"at_least": 1, "of": [WEAK]}},
            "At least 1 of these holds: [“Planning is weak” is established.]",
        ),
        (
            {"count": {"at_least": 0, "at_most": 1, "of": [WEAK]}},
            "Between 0 and 1 of these hold: [“Planning is weak” is established.]",
        ),
        ({"measure": "overall", "at_most": 499}, "Overall readiness: at most 49.9 of 100."),
        ({"measure": "residual_exposure", "at_least": "high"}, "Exposure that remains: at least “High”."),
        (
            {"measure": "exposure_points", "at_least": 1, "at_most": 3},
            "Exposure points: at least 1 point, at most 3 points.",
        ),
    ],
)
def test_a_condition_is_told_in_words_with_the_answers_it_accepts(condition: dict[str, Any], words: str) -> None:
    assert said(advocacy(), condition) == words


def test_a_label_in_quotes_loses_its_full_stop() -> None:
    assert said(advocacy(), {"answer": "posture", "is": "silent_from_fear"}).endswith("happen”.")


# What rests on what


def test_a_rule_says_what_it_rests_on_what_it_leads_to_and_what_holds_it_back() -> None:
    references = References(advocacy())
    assert references.causes("f-strategy_failure", "leads_to") == ["f-allies_leave", "f-funders_leave"]
    assert references.effects("f-allies_leave", "leads_to") == ["f-strategy_failure"]
    assert references.causes("f-silence_and_fear", "holds_back") == ["f-quiet_diplomacy"]
    assert "f-prepared_protection" in references.causes("m-residual_exposure", "lowers")
    assert references.causes("m-residual_exposure", "leads_to") == ["m-inherent_exposure"]


def test_a_blocker_can_bring_the_worst_verdict_of_a_policy() -> None:
    pack = advocacy()
    verdicts = References(pack).verdicts_of(pack.rule["present_threat"])
    assert verdicts["default"] == "STOP"
    strength = next(rule for rule in pack.rules if rule.kind == "strength")
    assert References(pack).verdicts_of(strength) == {}


def test_a_rule_of_one_policy_brings_no_verdict_under_another() -> None:
    pack = advocacy()
    assert set(References(pack).verdicts_of(pack.rule["premature_launch"])) == {"launch"}


def test_every_clause_of_every_verdict_is_told() -> None:
    pack = advocacy()
    say = SiteWording(pack, "en")
    told = [flat(say.clause(clause)) for policy in pack.policies for rule in policy.verdicts for clause in rule.clauses]
    assert "Any finding of kind “Blocker” is established." in told
    assert "Any finding of severity “High” or graver is established." in told
    mixed = {"because": {"en": "x"}, "any_finding": {"kinds": ["weakness", "exposure"], "severity": "medium"}}
    clause = VerdictRule.model_validate({"verdict": "STOP", "clauses": [mixed]}).clauses[0]
    assert flat(say.clause(clause)) == (
        "Any finding of kind “Weakness”, “Exposure” and of severity “Medium” or graver is established."
    )


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
    silence = next(entry for entry in found["rules"] if entry.place.endswith("#f-silence_and_fear"))
    assert {"P29", "silence_and_fear"} <= set(silence.also.split("\n"))
