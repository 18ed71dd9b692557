"""What is left in an output of the words of another language, once all is taken away that has the same name in each."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from html.parser import HTMLParser

from tests.examples import EXAMPLES, advocacy, assessed_example, example

POLICIES = [policy.id for policy in advocacy().policies]
# Words that French and English spell alike.
ALIKE = frozenset(
    {
        "Code",
        "Question",
        "Source",
        "Verdict",
        "Verdicts",
        "Protection",
        "Messages",
        "certain",
        "possible",
        "points",
        "Questions",
    }
    | {"Conditions", "Date", "Page", "Sources", "Pages", "Version", "SHA", "questions", "sources", "version", "point"}
)


class Read(HTMLParser):
    """What a page says to a reader, also to one who hears it: its text and its labels."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("style", "script")
        self.said += [f" {value} " for name, value in attrs if value and name in ("aria-label", "alt", "title")]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def read(page: str) -> str:
    return "".join(Read(page).said)


@cache
def names() -> frozenset[str]:
    """What reports name as it is written in files and commands: ids of findings, codes, the receipt."""
    pack = advocacy()
    assessment = assessed_example(EXAMPLES[0])
    command = {"munasara", "explain", "PROFILE", "assess", "campaign", "yaml", "policy", "lang", "ar", *POLICIES}
    command |= {"change", "tactics", "ask", "all"}  # what plans and questions speak of
    command |= {"TN", "LB", "YE"}  # codes of countries, as examples
    receipt = {"SHA", pack.manifest.id, *re.findall(r"[A-Za-z]+", assessment.receipt.engine)}
    codes = {question.code for question in pack.questions.values()}
    facts = {rule.id for rule in pack.rules}
    return frozenset(command | receipt | codes | set(pack.sources) | facts)


def typed(name: str) -> list[str]:
    """What the campaign wrote itself, the longest first."""
    profile = example(name)
    said = [profile.campaign, *profile.lessons, profile.country or ""]
    for answer in profile.answers.values():
        if (evidence := answer.evidence) is not None:
            said += [evidence.note or "", evidence.reference or "", evidence.owner or ""]
    return sorted({" ".join(part.split()) for part in said if part}, key=len, reverse=True)


def leftover(shown: str, name: str | None = None) -> set[str]:
    """Latin words in an output, without what the campaign wrote and without digests."""
    shown = " ".join(shown.replace("\\", "").split())
    for part in typed(name) if name else ():
        shown = shown.replace(part, " ")
    shown = re.sub(r"\b[0-9a-f]{64}\b", " ", shown)
    return set(re.findall(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9_]*", shown))


def outside(shown: str) -> str:
    """What stands in no bracket. Brackets have to match, so that nothing is hidden by a lost one."""
    depth, rest = 0, []
    for letter in shown:
        if letter in "⟦⟪":
            depth += 1
        elif letter in "⟧⟫":
            depth -= 1
            assert depth >= 0
        elif depth == 0:
            rest.append(letter)
    assert depth == 0
    return "".join(rest)


@cache
def written_in_profiles() -> frozenset[str]:
    """The words of the file format itself: keys, values of answers, codes of questions."""
    pack = advocacy()
    keys = {"campaign", "country", "stage", "dates", "launch", "end", "lessons", "answered_on", "answers"}
    evidence = {"answer", "evidence", "note", "reference", "date", "owner"}
    values = {"yes", "no", "unknown", "withheld", "preparing", "launching", "running", "closing", "TN", "LB", "YE"}
    questions = {question.id for question in pack.questions.values()} | {q.code for q in pack.questions.values()}
    options = {option.id for question in pack.questions.values() for option in question.options}
    return frozenset(keys | evidence | values | questions | options)


@cache
def identifiers() -> frozenset[str]:
    pack = advocacy()
    parts = {measure.id for measure in pack.measures} | {remedy.id for remedy in pack.remedies}
    return names() | written_in_profiles() | parts


def shared_with_english(
    told: Callable[[str], Mapping[str, str]], foreign: Callable[[str], set[str]]
) -> dict[str, set[str]]:
    """Whole lines that the French of something has in common with any of its English, by its name; lines of names, and
    of words that both languages spell alike, are none."""
    english = {line.strip() for shown in told("en").values() for line in shown.splitlines()}
    found = {}
    for name, shown in told("fr").items():
        lines = {line.strip() for line in shown.splitlines()} & english
        if left := {line for line in lines if foreign(line) - ALIKE}:
            found[name] = left
    return found
