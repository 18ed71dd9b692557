"""What others read of a campaign is in one language as well: checks, comparisons, screenings, imports and forms.

Everything that a campaign, a funder or a file is called is a number here, so that every word that is left is ours.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from api.check_output import CheckFormat, rendered
from api.cli import app
from api.options import Digits
from engine.assess import assess
from engine.check import Check
from engine.compared import Compared, compared
from engine.documents import read_yaml
from engine.errors import Mistake, Refused
from engine.loader import profile_fitting
from engine.profile import Profile
from engine.screen import screen
from engine.screen_row import Entry, Rejection
from engine.screening import Screening
from reports.compared import compared_markdown, compared_text
from reports.compared_html import compared_html
from reports.forms.paper import paper
from reports.forms.plan import worded_plan
from reports.forms.proposals_sheet import proposals_workbook
from reports.forms.xlsform import xlsform
from reports.intake_text import Imported, imported_text
from reports.screening.comma_separated import comma_separated
from reports.screening.site import Site
from tests.commands.gates import ON, Files
from tests.commands.test_screen import proposal
from tests.examples import DAY, advocacy
from tests.features import campaigns
from tests.languages import identifiers, leftover, names, read, shared_with_english
from tests.screened import assessor

NAME, OTHER, SAID = "2040", "2041", "2042"
# What stands in files and commands as it is, and units of the formats.
WRITTEN = frozenset(
    {
        "strict",
        "baseline",
        "unknown",
        "withheld",
        "json",
        "csv",
        "html",
        "xlsx",
        "verdict",
        "YAML",
        "JSON",
        "CSV",
        "munasara",
    }
)
ARABIC = re.compile(r"[\u0621-\u064a]+")
Said = dict[str, str]


# Checks


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Check, ...]:
    """Two runs over campaigns of every outcome: with broken files and waivers, strictly; and since a baseline."""
    files = Files(tmp_path_factory.mktemp("checks"))
    kinds = ("go", "early", "open", "no_plan_no_skills", "threat")
    named = [files.campaign(kind, f"{NAME}{number}", f"{number}.yaml") for number, kind in enumerate(kinds)]
    wrong = files.write("8.yaml", f"campaign: '{SAID}'\nanswered_on: 2026-11-01\nanswers:\n  written_plan: 9\n  1: 1\n")
    broken = files.write("9.yaml", "campaign: [\n")
    of_waivers = {"subject": f"{NAME}1", "text": SAID, "evidence": SAID}
    waivers = files.waivers(of_waivers, {**of_waivers, "subject": f"{NAME}0"}, {**of_waivers, "expires": "2026-11-01"})
    baselines = [files.baseline("open", f"{NAME}2", "2.json"), files.baseline("go", f"{NAME}1", "1.json")]
    since = [part for path in baselines for part in ("--baseline", path)]
    return (
        _checked(*named, wrong, broken, named[0], "--waivers", waivers, "--strict"),
        _checked(*named, *since, "--no-redact"),
    )


def _checked(*arguments: object) -> Check:
    ran = CliRunner().invoke(app, ["check", *map(str, arguments), "--on", ON, "--format", "json"])
    return Check.model_validate_json(ran.stdout)


CHECKED: dict[str, Callable[[str], str]] = {
    "text": str,
    "markdown": read,
    "github": lambda shown: re.sub(r"(?m)^::\w+( file=[^,]*,line=\d+,title=)?", "", shown),
    "junit": lambda shown: "\n".join(_said_in_junit(ElementTree.fromstring(shown))),
    "sarif": lambda shown: "\n".join(_said_in_sarif(json.loads(shown))),
    "gitlab": lambda shown: "\n".join(one["description"] for one in json.loads(shown)),
}
"""What a reader sees of each form of a check: not the names of the fields of its format."""


def _said_in_junit(tree: ElementTree.Element) -> Iterator[str]:
    for element in tree.iter():
        yield from (element.text or "", element.get("message", ""), element.get("name", "").partition(" (")[0])


def _said_in_sarif(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name in ("text", "markdown", "justification") and isinstance(value, str):
                yield value
            else:
                yield from _said_in_sarif(value)
    elif isinstance(part, list):
        for value in part:
            yield from _said_in_sarif(value)


@pytest.fixture(scope="module")
def checked(checks: tuple[Check, ...]) -> Callable[[str], Said]:
    ids = {id for check in checks for profile in check.profiles for id in (result.rule for result in profile.results)}
    named = re.compile("|".join(sorted((re.escape(id) for id in ids if re.search("[_/]", id)), key=len, reverse=True)))

    @cache
    def told(language: str) -> Said:
        return {
            f"{form}/{number}": named.sub(" ", shown(rendered(check, CheckFormat(form), language, Digits.western)))
            for form, shown in CHECKED.items()
            for number, check in enumerate(checks)
        }

    return told


# Comparisons


@cache
def comparison() -> Compared:
    """Everything moved: through the campaign, through time and through the policy; and it deviates from its plan."""
    pack = advocacy()
    campaign = campaigns.ready(pack)
    campaign.about = {"campaign": NAME, "dates": {"launch": "2026-12-01"}}
    before = assess(_named(campaign), pack, pack.policy["default"], campaigns.DAY)
    for question, answer in {"written_plan": "1", "allies": "unknown", "tone": "accusing"}.items():
        campaign.answer(question, answer)
    campaign.answers.pop("transparency")
    campaign.about |= {"stage": "running", "dates": {"launch": "2026-12-11"}}
    later = campaigns.DAY + timedelta(days=40)
    return compared(before, assess(_named(campaign), pack, pack.policy["running"], later), pack)


def _named(campaign: campaigns.Campaign) -> Profile:
    for answer in campaign.answers.values():
        answer["evidence"] = {"reference": SAID, "date": campaigns.DAY, "owner": SAID}
    return campaign.profile()


@cache
def comparisons(language: str) -> Said:
    said = comparison()
    return {
        "text": compared_text(said, language, 100),
        "markdown": read(compared_markdown(said, language)),
        "html": read(compared_html(said, language)),
    }


# What a funder gets


def mistakes() -> tuple[Mistake, ...]:
    """A few that a row can have."""
    profile = f"campaign: '{SAID}'\nanswers:\n  written_plan: 9\n  1: 1\n"
    with pytest.raises(Refused) as refused:
        profile_fitting(advocacy(), read_yaml(f"{SAID}.yaml", profile.encode()), DAY)
    return refused.value.mistakes


@cache
def screening() -> Screening:
    entries = []
    for number in range(5):
        profile = Profile.model_validate(proposal(number) | {"campaign": f"{NAME}{number}"})
        whose = (profile.campaign, None, profile.stage, None)
        entries.append(Entry(f"{OTHER}{number}", f"{SAID}{number}", *whose, assessor().assess_row(profile), {}))
    return screen(assessor().terms, entries, [Rejection(SAID, SAID, mistakes())], 0)


@cache
def screened(language: str) -> Said:
    site = Site(screening(), language)
    pages = {name: read(page) for piece in site.pieces() for name, page in site.files(piece)}
    table = csv.reader(StringIO(comma_separated(screening(), language).decode("utf-8-sig")))
    return {**pages, "csv": "\n".join("\n".join(row) for row in table)}


# What is received, and what is handed out


@cache
def handed_out(language: str) -> Said:
    plan = worded_plan(advocacy())
    summary = imported_text(Imported(3, 1, 2, {"INTAKE-001": 1, "PROFILE-004": 1}, SAID), language)
    return {
        "import": summary,
        "paper": read(paper(plan, language)),
        "xlsx": "\n".join(_cells(proposals_workbook(plan, language), language)),
        "xlsform": "\n".join(text for said, text in _labels() if said == language),
    }


def _cells(workbook: bytes, language: str) -> Iterator[str]:
    """The texts of a workbook, and what appears beside its cells: without names of columns and answers that stand
    alone, and without the guides in other languages."""
    for sheet in load_workbook(BytesIO(workbook)).worksheets:
        spoken = re.search(r"\((\w\w)\)$", sheet.title)
        if spoken and spoken[1] != language:
            continue
        head, *rows = sheet.iter_rows(values_only=True)
        said = [row[2] for row in rows] + list(head) if spoken else [cell for row in rows for cell in row]
        yield re.sub(r"\(\w\w\)$", "", sheet.title)
        yield from (str(cell) for cell in said if cell is not None and str(cell) not in identifiers())
        for rule in sheet.data_validations.dataValidation:
            yield from (text for text in (rule.promptTitle, rule.prompt, rule.errorTitle, rule.error) if text)


@cache
def _labels() -> tuple[tuple[str, str], ...]:
    """What an XLSForm says, with its language: labels, hints, and what is said of answers that do not fit."""
    found = []
    for sheet in load_workbook(BytesIO(xlsform(worded_plan(advocacy()), "ar"))).worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        spoken = {number: said[1] for number, name in enumerate(head) if (said := re.search(r"\((\w\w)\)$", str(name)))}
        found += [(said, str(row[number])) for row in rows for number, said in spoken.items() if row[number]]
    return tuple(found)


# All of them


@pytest.fixture(params=["checked", "comparisons", "screened", "handed_out"])
def told(request: pytest.FixtureRequest) -> Callable[[str], Said]:
    """Some outputs by their names, in the language that is asked for."""
    if request.param == "checked":
        made: Callable[[str], Said] = request.getfixturevalue("checked")
        return made
    return {"comparisons": comparisons, "screened": screened, "handed_out": handed_out}[request.param]


def without_names_of_languages(shown: str) -> str:
    """Each language is called by its own name, in whichever language this is read."""
    return re.sub(r"\b(العربية|English|Français|Arabic|French)\b", " ", shown)


@cache
def allowed() -> frozenset[str]:
    """Names that are the same in each language. Values of answers are often words; those of two words give no doubt."""
    columns = {field.column for field in worded_plan(advocacy()).fields}
    named = {name for name in identifiers() | columns if "_" in name}
    return names() | named | WRITTEN


def foreign(shown: str) -> set[str]:
    """Latin words that are no names; codes of mistakes and names of files have digits, options of commands hyphens, and
    commands the name of the program before them."""
    shown = re.sub(r"--[a-z-]+|\bmunasara [a-z]+(?: FILE)?", " ", without_names_of_languages(shown))
    shown = re.sub(
        r"\b[A-Z]+-\d{3}\b|\b[0-9a-f]{8,}\b|[\w./-]*\d\.(?:yaml|json|html)\b|[\w./-]*waivers\.yaml", " ", shown
    )
    return leftover(shown) - allowed()


def test_arabic_files_have_no_latin_word_but_names(told: Callable[[str], Said]) -> None:
    assert {name: found for name, shown in told("ar").items() if (found := foreign(shown))} == {}


def test_french_files_share_no_sentence_with_english_ones(told: Callable[[str], Said]) -> None:
    assert shared_with_english(told, foreign) == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_files_in_latin_letters_have_no_arabic_word(told: Callable[[str], Said], language: str) -> None:
    shown = {name: without_names_of_languages(each) for name, each in told(language).items()}
    assert {name: found for name, each in shown.items() if (found := ARABIC.findall(each))} == {}


def test_every_file_says_something_in_every_language(told: Callable[[str], Said]) -> None:
    assert all(shown.strip() for shown in told("ar").values())
    assert told("ar").keys() == told("fr").keys() == told("en").keys()
