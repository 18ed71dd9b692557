"""Every mistake that somebody can meet who writes no pack, provoked and told in each language, with no word left."""

import re
import string
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from api.command_messages import (
    CONDITION_TOO_LONG,
    HOLDS_OTHER_FILES,
    IN_THE_PACK,
    NO_LANGUAGE,
    NOT_INSTALLED,
    NOTHING_TO_CHANGE,
    PDF_LIBRARIES_MISSING,
    PDF_NOT_INSTALLED,
    PLANS_FAILED,
)
from api.profile_file import ProfileFile
from api.screen_messages import BROKEN_OFF, REMARKS_UNTOLD, SAME_KEY
from engine.assessment import Assessment
from engine.documents import read_json
from engine.errors import DISAGREEMENT_UNTOLD, NEAREST, Disagreement, Message, Mistake, Refused
from engine.form import fields
from engine.loader import load_profile_for
from engine.profile import Evidence, GivenAnswer, Profile
from engine.profile_messages import DOES_NOT_FIT
from engine.profile_text import ProfileText
from engine.stored import STORED
from engine.waivers import Reason, WaiversFile
from reports.html import HtmlWords
from reports.mistakes import told
from reports.words import Words
from tests.commands.command import DAY, INSTALLED, SOUND, InProcess, Munasara
from tests.commands.conftest import unprivileged
from tests.commands.intake_mistakes import NAMES, files, intake_mistakes
from tests.commands.stored_mistakes import stored_mistakes
from tests.commands.tampered import without_a_question
from tests.examples import DAY as ASSESSED_ON
from tests.examples import advocacy
from tests.extract_words import read
from tests.messages import AROUND, EVERY_MESSAGE, templates

ROOT = Path(__file__).parents[2]
HEAD = "campaign: Clean water\nanswered_on: 2026-05-20\n"
PROFILES: dict[str, str | bytes] = {
    "empty.yaml": "",
    "large.yaml": "#" * (513 * 1024),
    "utf16.yaml": SOUND.encode("utf-16"),
    "latin.yaml": b"campaign: caf\xe9\n",
    "control.yaml": "campaign: \x1b[31m\n",
    "reversed.yaml": "campaign: \u202ex\n",
    "escape.yaml": 'campaign: "\\e[31m"\n',
    "unclosed.yaml": 'campaign: "b\nc: d\n',
    "bracket.yaml": "lessons: [b\nc: d\n",
    "colon.yaml": "campaign: b: c\n",
    "key.yaml": "campaign: b\n- c\n",
    "dash.yaml": "- a\nb: c\n",
    "line.yaml": "campaign: x\nb\n",
    "item.yaml": "campaign: - b\n",
    "sign.yaml": "campaign: @x\n",
    "tab.yaml": "a: |\n\tx\n",
    "comma.yaml": "lessons: [,]\n",
    "after.yaml": '"a" b\n',
    "backslash.yaml": 'campaign: "\\q"\n',
    "digits.yaml": 'campaign: "\\xZZ"\n',
    "malformed.yaml": "a: ? b\n",
    "extra.json": '{"campaign": "x"} x',
    "name.json": '{"campaign": "x", 1}',
    "delimiter.json": '{"campaign" 1}',
    "value.json": '{"campaign": }',
    "unclosed.json": '["a]',
    "break.json": '["\t"]',
    "nan.json": '{"campaign": NaN}',
    "anchor.yaml": "campaign: &x y\nlessons: [*x]\n",
    "tag.yaml": "campaign: !x y\n",
    "directive.yaml": "%YAML 1.2\n---\ncampaign: x\n",
    "twice.yaml": f"{HEAD}campaign: y\n",
    "deep.yaml": "[" * 40,
    "parts.yaml": f"lessons: [{'x,' * 10_001}]\n",
    "nokey.yaml": "[a]: b\n",
    "longkey.yaml": f"{'k' * 201}: b\n",
    "second.yaml": f"{HEAD}---\ncampaign: y\n",
    "merge.yaml": "dates:\n  <<: {launch: x}\n",
    "list.yaml": "- x\n",
    "field.json": '{"campaign": "x", "answered_on": "2026-05-20", "answers": {"written_plan": 7}}',
    "form.yaml": (
        "stage: soon\ncampaign: '  '\ncontry: TN\ncountry: tn\ndates: x\nlessons: x\nunheard_of: y\n"
        "answers:\n  written_plan: {answer: 3, evidence: {date: soon, owner: [x]}}\n  tone: []\n"
    ),
    "day.yaml": "campaign: x\nanswered_on: 2026-02-30\n",
    "shape.yaml": f"campaign: {'x' * 501}\nanswers: [x]\nanswered_on:\n",
    "lists.yaml": f"{HEAD}answers:\n  tactics: march, media\n  tone: “Strong”\n",
    "answers.yaml": (
        f"{HEAD}answers:\n  writen_plan: 3\n  tactics: [march, march]\n  past_sanctions: [none, prison]\n"
        "  exposed_people: [march]\n  written_plan: 9\n  specific_demand: [1, 2]\n  present_threat: perhaps\n"
        "  ally_liability: [yes, no]\n  tone: loud\n  scope: [local, national]\n"
        "  spokespeople: {answer: 3, answered_on: 2027-01-01}\ndates: {launch: 2026-09-01, end: 2026-08-31}\n"
    ),
}
SOUND_FILE, LOCKED, INSIDE, BARE = "sound.yaml", "locked.yaml", "closed/report.html", "bare"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("assess", "nothing.yaml"),
    ("assess", SOUND_FILE, "-o", "report.docx"),
    ("assess", SOUND_FILE, "--format", "pdf"),
    ("check", "nothing-*.yaml"),
    ("check", SOUND_FILE, "--format", "jsn"),
    ("check", SOUND_FILE, "--fail-on", "GO"),
    ("check", SOUND_FILE, "--format", "json,sarif"),
    ("check", SOUND_FILE, "--format", "json", "-o", SOUND_FILE),
    ("check", SOUND_FILE, "--format", "github", "-o", "notes.txt"),
    ("check", SOUND_FILE, "--baseline", SOUND_FILE),
    ("assess", "."),
    ("assess", "/dev/zero"),
    ("assess", "x" * 300),
    ("explain", SOUND_FILE, "weak_plannin"),
    ("assess", SOUND_FILE, "--policy", "lanch"),
    ("assess", SOUND_FILE, "--on", "soon"),
    ("assess", SOUND_FILE, "--pack", "advocac"),
    ("assess", SOUND_FILE, "--pack", "."),
    ("assess", SOUND_FILE, "-o", SOUND_FILE),
    ("assess", SOUND_FILE, "-o", "."),
    ("assess", SOUND_FILE, "-o", f"{SOUND_FILE}/report.html"),
    ("assess", SOUND_FILE, "-o", f"{SOUND_FILE}/reports/report.html"),
    ("assess", SOUND_FILE, "-o", "nowhere/report.html"),
    ("assess", SOUND_FILE, "-o", "y" * 300),
    ("assess", SOUND_FILE, "-o", "/dev/full"),
    ("assess", SOUND_FILE, "-o", "/proc/report.html"),
    ("questionnaire", "-o", SOUND_FILE),
    ("questionnaire", "--format", "xlsx"),
    ("questionnaire", "--format", "paper", "--from", SOUND_FILE),
    ("questionnaire", "--with-sensitive"),
    ("what-if", SOUND_FILE, "written_plan", "tone=loud", "tone=accusing", "writen_plan=3"),
    ("plan", SOUND_FILE, "--keep", "writen_plan"),
    ("plan", SOUND_FILE, "--policy", "quick", "--to", "GO"),
    ("screen", SOUND_FILE, "-o", "results", "--format", "jsn"),
    ("screen", BARE, "-o", "results"),
    ("screen", ".", "-o", "results"),
    ("import", SOUND_FILE),
)
# As a user whom permissions bind.
BOUND: tuple[tuple[str, ...], ...] = (
    ("assess", "unread.yaml"),
    ("ask", LOCKED),
    ("assess", SOUND_FILE, "-o", INSIDE),
)


@dataclass(frozen=True)
class Line:
    """One mistake as a command told it, and the words that were typed."""

    said: str
    typed: tuple[str, ...]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that anybody may enter, with every file that the commands name."""
    for name, content in PROFILES.items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / SOUND_FILE).write_text(SOUND, encoding="utf-8")
    for name, mode in ((LOCKED, 0o444), ("unread.yaml", 0o000)):
        (tmp_path / name).write_text(SOUND, encoding="utf-8")
        (tmp_path / name).chmod(mode)
    (tmp_path / "closed").mkdir(mode=0o555)
    (tmp_path / BARE).mkdir()
    for outer in (tmp_path, *tmp_path.parents[:2]):
        outer.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ended_by(arguments: tuple[str, ...], language: str, in_process: InProcess) -> Iterator[Line]:
    day = () if arguments[0] == "questionnaire" or "--on" in arguments else ("--on", DAY)
    ran = in_process(*arguments, *day, "--lang", language)
    assert ran.code == 2, (arguments, ran)
    for line in ran.err.splitlines():
        yield Line(line, arguments)


def of_processes(language: str, munasara: Munasara, folder: Path) -> Iterator[Line]:
    """What takes a process of its own: a closed output, and failures inside."""
    words = ("assess", SOUND_FILE, "--on", DAY, "--lang", language)
    command = ["sh", "-c", 'exec "$@" >&-', "sh", str(INSTALLED), *words]
    ran = subprocess.run(command, env=munasara.environment(), stderr=subprocess.PIPE, check=False)
    broken = without_a_question(munasara, folder / f"cache-{language}")
    asked = ("ask", SOUND_FILE, "--on", DAY, "--lang", language)
    for said in (ran.stderr.decode(), broken(*words).err, broken(*asked).err):
        yield Line(said.strip(), ("KeyError", *(path.name for path in (ROOT / "engine").glob("*.py"))))


def made(folder: Path) -> Iterator[Mistake]:
    """What every file is refused for, read without a command; and what no command can be brought to in a test."""
    for name in PROFILES:
        with pytest.raises(Refused) as unread:
            load_profile_for(advocacy(), Path(name), date.fromisoformat(DAY))
        yield from unread.value.mistakes
    ended = f"{HEAD}...\n".encode()
    with pytest.raises(Refused) as unfilled:
        ProfileText.read("profile.yaml", ended, False, ASSESSED_ON).answering("tone", "accusing", ASSESSED_ON)
    yield from unfilled.value.mistakes
    file = ProfileFile.open(folder / SOUND_FILE, advocacy(), ASSESSED_ON)
    (folder / SOUND_FILE).write_text(SOUND + "lessons: []\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        file.answer("tone", "accusing", ASSESSED_ON)
    yield from refused.value.mistakes
    for content in (b" " * (STORED.size + 1), b"[" + b"1," * STORED.parts + b"1]"):
        with pytest.raises(Refused) as too_much:
            read_json("old.json", content, STORED)
        yield from too_much.value.mistakes
    yield from stored_mistakes(folder)
    yield from intake_mistakes(folder)
    yield PLANS_FAILED.at(SOUND_FILE)
    yield SAME_KEY.at(SOUND_FILE, key=SOUND_FILE)
    yield BROKEN_OFF.at("", number=3)
    yield REMARKS_UNTOLD.at("", number=3)
    yield DISAGREEMENT_UNTOLD.at(SOUND_FILE)
    yield Disagreement("0" * 64, ["weak_planning", "silence_and_fear"]).mistake
    yield NOT_INSTALLED.at("", library="json")
    yield PDF_NOT_INSTALLED.at("", library="json")
    yield PDF_LIBRARIES_MISSING.at("")
    yield CONDITION_TOO_LONG.at("written_plan")
    yield NOTHING_TO_CHANGE.at("--only")
    yield IN_THE_PACK.at(SOUND_FILE)
    yield HOLDS_OTHER_FILES.at(SOUND_FILE, file=SOUND_FILE)
    yield NO_LANGUAGE.at("--lang tlh", languages=("en", "ar", "fr"))
    yield DOES_NOT_FIT.at("profile.yaml:3", field="country")


@pytest.fixture
def lines(in_process: InProcess, munasara: Munasara, folder: Path) -> Callable[[str], list[Line]]:
    def tell(language: str) -> list[Line]:
        found: list[Line] = []
        for arguments in (("assess", "form.yaml"), ("assess", "field.json"), *COMMANDS):
            found += ended_by(arguments, language, in_process)
        with unprivileged():
            for arguments in BOUND:
                found += ended_by(arguments, language, in_process)
        found += of_processes(language, munasara, folder)
        typed = ("0" * 64, str(folder / SOUND_FILE), "profile", "en", "ar", "fr", "tlh", *PROFILES, *NAMES, *files())
        found += [Line(str(told(mistake, Words(language))), typed) for mistake in made(folder)]
        return found

    return tell


def pattern(template: str) -> str:
    parts = string.Formatter().parse(template)
    return "".join(re.escape(text) + ("" if name is None else "(.+)") for text, name, _, _ in parts)


@cache
def translations(language: str) -> dict[str, str]:
    """As the catalogue's file has them; in English each sentence stands for itself."""
    every = [sentence for sentences in templates().values() for sentence in sentences]
    if language == "en":
        return {sentence: sentence for sentence in every}
    catalogue = read(language)
    found = {}
    for sentence in every:
        message = catalogue.get(sentence)
        found[sentence] = str(message.string) if message is not None else ""
    return found


def of(line: Line, language: str) -> Iterator[Message]:
    """The messages that a line can be."""
    return (message for message, shape in shapes(language).items() if shape.fullmatch(line.said))


@cache
def shapes(language: str) -> dict[Message, re.Pattern[str]]:
    """What a line looks like that tells a message: its translated sentences, anything in their placeholders."""
    words = {sentence: pattern(translated) for sentence, translated in translations(language).items()}

    def shape(message: Message) -> str:
        return f"{_code(message)} (.*: )?{words[message.fact]} ({words[NEAREST]} )?{words[message.remedy]}"

    return {message: re.compile(shape(message)) for message in EVERY_MESSAGE}


def _code(message: Message) -> str:
    """What a format refuses has the same number for each kind of file."""
    family, _, number = message.code.partition("-")
    return f"(?:PROFILE|WAIVER|ASSESSMENT|MAP)-{number}" if family == "PROFILE" and int(number) <= 3 else message.code


@cache
def names() -> frozenset[str]:
    """What stands in files and commands, and is the same in every language."""
    pack = advocacy()
    written: list[Iterable[str]] = [pack.questions, pack.policy, pack.rule, ("minimal", "advocacy")]
    written += [question.values for question in pack.questions.values()]
    written += [Profile.model_fields, GivenAnswer.model_fields, Evidence.model_fields, ("launch", "end")]
    written += [
        ("preparing", "launching", "running", "closing"),
        ("STOP", "NOT_YET", "GO", "CONDITIONS", "unknown", "withheld"),
    ]
    written += [
        fields(Assessment),
        fields(WaiversFile),
        get_args(Reason),
        ("OLD", "NEW", "new"),
        ("format", "assessment", "from", "redact"),
    ]
    written += [("html", "json", "md", "txt", "docx", "csv", "pdf", "xlsx", "received", "U", "true", "false")]
    written += [("yaml", "json", "html", "py", "contry", "unheard_of", "writen_plan", "a", "c", "A", "Z"), ("k" * 60,)]
    written += [
        ("ENOENT", "EACCES"),
        ("keep", "policy", "to", "on", "lang", "only", "munasara", "assess", "format", "questionnaire"),
        ("old", "jsn", "text", "sarif", "junit", "github", "gitlab", "markdown", "o", "xlsx"),
    ]
    return frozenset(word for one in written for word in one)


def left(line: Line, language: str) -> set[str]:
    """Latin words of a line that are neither names, nor typed, nor in the translation of what it says."""
    own = {
        word
        for message in of(line, language)
        for sentence in (message.fact, message.remedy, NEAREST, *(one for some in AROUND.values() for one in some))
        for word in re.findall(r"[^\W\d_]\w*", re.sub(r"\{\w+\}", " ", translations(language)[sentence]))
    }
    typed = {word for text in line.typed for word in re.findall(r"\w+", text)}
    said = line.said.split(" ", 1)[1]
    return set(re.findall(r"(?<![\w])[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9_]*", said)) - own - typed - names()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_message_is_told_in_the_language_asked_for(language: str, lines: Callable[[str], list[Line]]) -> None:
    said = lines(language)
    assert [line for line in said if not list(of(line, language))] == []
    assert {line.said: found for line in said if (found := left(line, language))} == {}
    met = {message for line in said for message in of(line, language)}
    assert [message for message in EVERY_MESSAGE if message not in met] == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_message_has_a_translation_of_its_own(language: str) -> None:
    for sentence, translated in translations(language).items():
        assert translated, sentence
        assert translated != sentence
        assert sorted(name for _, name, _, _ in string.Formatter().parse(translated) if name) == sorted(
            name for _, name, _, _ in string.Formatter().parse(sentence) if name
        )


def test_no_message_of_these_families_is_made_elsewhere() -> None:
    """A code in quotes stands only where messages are listed, so that none is left out of the catalogues."""
    listed = {*templates(), "api/command_messages.py", "engine/assessment.py"}  # the last names one in its format
    families = "|".join(sorted({message.code.partition("-")[0] for message in EVERY_MESSAGE} - {"PACK"}))
    for layer in ("api", "reports", "engine"):
        for path in (ROOT / layer).rglob("*.py"):
            codes = re.findall(rf'"((?:{families})-\d{{3}})"', path.read_text("utf-8"))
            assert not codes or path.relative_to(ROOT).as_posix() in listed, path


def test_without_a_language_and_in_one_that_nobody_speaks_they_are_in_english(
    in_process: InProcess, folder: Path
) -> None:
    english = "DOC-001 nothing.yaml: does not exist. Name a file that exists and that you may read.\n"
    assert in_process("assess", "nothing.yaml").err == english
    refused = in_process("assess", "nothing.yaml", "--lang", "tlh")
    assert refused.err == "CLI-003 --lang tlh: is no language of this pack. It speaks en, ar, fr.\n"


def test_the_variable_of_the_language_and_the_digits_count_too(munasara: Munasara, folder: Path) -> None:
    mistyped = munasara("assess", "large.yaml", "--lang", "xx", MUNASARA_LANG="ar")
    assert mistyped.err.startswith("CLI-003 --lang xx: ")
    assert re.search("[\u0600-\u06ff]", mistyped.err)
    ran = munasara("assess", "large.yaml", MUNASARA_LANG="ar", MUNASARA_DIGITS="arabic")
    assert ran.err == "DOC-002 large.yaml: الملف أكبر من ٥١٢ كيبيبايت. يُقسَّم إلى عدة ملفات.\n"


def test_mistakes_in_a_pack_stay_in_english(in_process: InProcess, folder: Path) -> None:
    (folder / "pack.yaml").write_text("id: &x broken\n", encoding="utf-8")
    ran = in_process("assess", SOUND_FILE, "--pack", ".", "--lang", "ar")
    assert ran.code == 4
    assert not re.search("[\u0600-\u06ff]", ran.err)


def test_on_a_page_names_and_numbers_are_kept_apart_from_the_direction_of_the_sentence() -> None:
    mistake = DOES_NOT_FIT.at("profile.yaml:3", "country", field="<contry>")
    shown = told(mistake, HtmlWords("ar"))
    assert shown.fact == "الحقل '<bdi>&lt;contry&gt;</bdi>' لا يوافق الصيغة.".replace("'", "&#39;")
    assert shown.remedy.startswith("أقرب اسم: &#39;<bdi>country</bdi>&#39;.")
    assert mistake.remedy == "Nearest: 'country'. Correct it."
