"""A pack that cannot be used: every defect is named with its code, file, line and remedy, before any campaign is read.

Each case plants one defect in a copy of the shipped pack, without its cases and most of its policies to save time.
`TEXT` stands for a text in all languages of the pack.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from api.packs import SHIPPED
from engine.documents import Document, read_file, read_yaml
from engine.errors import Refused
from engine.loader import load_pack
from engine.pack_files import SINGLE_FILES
from tests.commands.command import DAY, InProcess, Munasara

ADVOCACY = SHIPPED / "advocacy"
MANIFEST = yaml.safe_load((ADVOCACY / "pack.yaml").read_text(encoding="utf-8"))
LANGUAGES: list[str] = MANIFEST["languages"]
TEXT = "{" + ", ".join(f"{language}: x" for language in LANGUAGES) + "}"

PLANTED = "rules/planted.yaml"
SECTION = f"questions/{MANIFEST['sections'][-1]}.yaml"
POLICY = "policies/planted.yaml"
CASE = "cases/planted.yaml"

RULE = """\
kind: weakness
severity: low
title: TEXT
why: TEXT
source: [P29]
when:
  confirmed: {answer: written_plan, at_most: 0}
remedies: [write_the_plan]
examples:
  - {name: no plan, answers: {written_plan: 0}, outcome: confirmed}
  - {name: a plan, answers: {written_plan: 4}, outcome: absent}
  - {name: nobody knows, outcome: unknown}
"""
GRADED = RULE.replace("when:\n", "when:\n  likely: {answer: written_plan, at_most: 1}\n").replace(
    "  - {name: a plan", "  - {name: a draft, answers: {written_plan: 1}, outcome: likely}\n  - {name: a plan"
)
QUESTION = """
  - id: planted
    code: Z9
    kind: yes_no
    source: [P29]
    text: TEXT
    help: TEXT
"""
LEVELS = """\
    counts_in: [planning]
    anchors:
      0: TEXT
      1: TEXT
      2: TEXT
      3: TEXT
      4: TEXT
"""
LEVEL_QUESTION = QUESTION.replace("yes_no", "level") + LEVELS
CHOICE_QUESTION = QUESTION.replace("yes_no", "choice") + (
    "    options:\n      - {id: one, text: TEXT}\n      - {id: two, text: TEXT}\n"
)
REMEDY = """
  - id: planted
    title: TEXT
    what: TEXT
    effort: 1
    lead_time: 1
    role: TEXT
"""
USES_REMEDY = RULE.replace("[write_the_plan]", "[planted]")
POINTS = """
  - id: planted
    kind: points
    title: TEXT
    what: TEXT
"""
LADDER = """
  - id: planted
    kind: ladder
    starts_from: exposure_points
    title: TEXT
    what: TEXT
    bands:
      - {id: low, title: TEXT}
      - {id: high, from: 3, title: TEXT}
      - {id: severe, from: 6, title: TEXT}
"""
JUDGED = """\
title: TEXT
what: TEXT
asks: [written_plan, tone]
first: [tone]
verdicts:
  - verdict: STOP
    clauses:
      - when: {answer: tone, is: accusing}
        because: TEXT
  - verdict: NOT_YET
    clauses:
      - when: {fact: weak_planning}
        because: TEXT
otherwise: CONDITIONS
words: {STOP: TEXT, NOT_YET: TEXT, CONDITIONS: TEXT}
"""
EXTENDING = """\
title: TEXT
what: TEXT
extends: default
words: {STOP: TEXT, NOT_YET: TEXT, CONDITIONS: TEXT, GO: TEXT}
"""
TOLD = """\
title: TEXT
story: TEXT
policy: default
on: 2026-06-01
profile:
  campaign: x
  answered_on: 2026-06-01
  answers:
    written_plan: 0
expect:
  verdicts: [STOP, NOT_YET]
  bands: {inherent_exposure: low}
  confirmed: [weak_planning]
"""


def rule(old: str, new: str) -> dict[str, str]:
    assert old in RULE
    return {PLANTED: RULE.replace(old, new, 1)}


def when(condition: str) -> dict[str, str]:
    return rule("{answer: written_plan, at_most: 0}", condition)


def policy(old: str, new: str) -> dict[str, str]:
    assert old in JUDGED
    return {POLICY: JUDGED.replace(old, new, 1)}


def extending(old: str, new: str) -> dict[str, str]:
    assert old in EXTENDING
    return {POLICY: EXTENDING.replace(old, new, 1)}


def case(old: str, new: str) -> dict[str, str]:
    assert old in TOLD
    return {CASE: TOLD.replace(old, new, 1)}


def remedy(change: str) -> dict[str, str]:
    return {"remedies.yaml": REMEDY + f"    {change}\n", PLANTED: USES_REMEDY}


def ladder(old: str, new: str) -> dict[str, str]:
    """A ladder that a rule tests."""
    assert old in LADDER
    return {"measures.yaml": LADDER.replace(old, new, 1), **when("{measure: planted, at_least: high}")}


Change = str | tuple[str, str] | bytes | None


@dataclass(frozen=True)
class Defect:
    """What is planted, and each mistake reported: its code, its file, and a text on the line that it names.

    A text is added to a file or makes it, a pair is replaced, None removes the file.
    """

    planted: Mapping[str, Change]
    expected: tuple[tuple[str, str, str], ...]
    says: str


def defect(planted: Mapping[str, Change], code: str, at: str, says: str, file: str = "") -> Defect:
    """One mistake in the file that was planted first, on the first line that holds this text; "" is line 1."""
    return Defect(planted, ((code, file or next(iter(planted)), at),), says)


def ranking(terms: str) -> dict[str, Change]:
    """A policy that puts proposals in order by these terms."""
    return {POLICY: f"{EXTENDING}ranking: {terms}\n"}


NO_LINE = "-"
SAME = "{answer: written_plan, at_most: 0}"
FACTS = sorted(path.stem for path in (ADVOCACY / "rules").iterdir())
FOURS = [", ".join(f"{{fact: {name}}}" for name in FACTS[place : place + 4]) for place in range(0, 20, 4)]
FIVE_OF_FOUR = ", ".join(f"{{any: [{four}]}}" for four in FOURS)
TWENTY_OF_FORTY = f"{{count: {{at_least: 20, of: [{', '.join([SAME] * 40)}]}}}}"
ONE_OF_TWO = "{answer: tone, is: accusing}, {answer: tone, is: strong}"

FILES = {
    "a file of the pack is missing": defect({"sources.yaml": None}, "PACK-004", NO_LINE, "is missing."),
    "the pack's own page is missing": defect({"pack.yaml": None}, "PACK-004", NO_LINE, "is missing."),
    "a file that is no part of a pack": defect({"notes.txt": "x"}, "PACK-004", NO_LINE, "is no part of a pack"),
    "a rule with another ending": defect({"rules/planted.yml": RULE}, "PACK-004", NO_LINE, "passed over in silence"),
    "a rule in a folder below": defect({"rules/more/planted.yaml": RULE}, "PACK-004", NO_LINE, "no part of a pack"),
    "an empty rule": defect({PLANTED: ""}, "DOC-004", NO_LINE, "is empty."),
    "a list for a rule": defect({PLANTED: "- x\n"}, "PACK-003", "", "is not a mapping of fields."),
    "a rule in UTF-16": defect({PLANTED: RULE.encode("utf-16")}, "DOC-003", NO_LINE, "UTF-16"),
    "a rule of a megabyte": defect({PLANTED: RULE + "#" * 2**20}, "DOC-002", NO_LINE, "512 KiB"),
    "a duplicate key": defect({PLANTED: RULE + "kind: weakness\n"}, "DOC-008", "kind: weakness#2", "on line 1"),
    "an anchor": defect(rule("[P29]", "&p [P29]"), "DOC-006", "&p", "an anchor"),
    "a merge key": defect(rule("confirmed:", "<<:"), "DOC-014", "<<", "a merge key"),
    "a tag that would run code": defect(rule("[P29]", "!!python/name:os.system [P29]"), "DOC-007", "!!", "a tag"),
    "sixty thousand brackets": defect(when("[" * 60_000), "DOC-009", "[[[", "deeper than 32 levels"),
    "unclosed quotes": defect(rule("low", '"low'), "DOC-005", "nobody knows", "open on line 2 are never closed"),
    "a rule whose name is no name": defect(
        {"rules/Planted Rule.yaml": RULE},
        "PACK-003",
        "",
        "'the name of the file' is not written as it must be. Write a",
    ),
}
FORM = {
    "an unknown field": defect(rule("severity:", "severty:"), "PACK-001", "severty", "Nearest: 'severity'"),
    "a field that has no like where it stands": defect(
        rule("  confirmed:", "  certain:"), "PACK-001", "certain:", "which this format does not know. Correct the name"
    ),
    "a field of a test that is nearly right": defect(
        when("{fact: weak_planning, certainy: confirmed}"), "PACK-001", "certainy", "Nearest: 'certainty'"
    ),
    "a test that is misspelt": defect(
        when("{answr: written_plan, at_most: 1}"),
        "PACK-003",
        "confirmed:",
        "'confirmed' is not one condition: no condition has 'answr'. Nearest: 'answer'. Write exactly one of all, any,",
    ),
    "a condition that is misspelt within another": defect(
        when("{all: [{fact: weak_planning}, {nome: [{fact: weak_planning}]}]}"),
        "PACK-003",
        "confirmed:",
        "no condition has 'nome'. Nearest: 'none'.",
    ),
    "two conditions side by side": defect(
        when("{fact: weak_planning, answer: written_plan}"),
        "PACK-003",
        "confirmed:",
        "is not one condition: 'fact', 'answer' stand side by side.",
    ),
    "experts named as a paragraph": defect(
        {PLANTED: RULE.replace("source: [P29]", "source: [expert]")},
        "PACK-003",
        "source:",
        "or a reason of your own, as in {expert: {en: …}}.",
    ),
    "a field of a condition within others that is nearly right": defect(
        when("{all: [{count: {at_lest: 1, of: [{fact: weak_planning}]}}]}"), "PACK-001", "at_lest", "'at_least'"
    ),
    "an id that the file name gives": defect({PLANTED: RULE + "id: planted\n"}, "PACK-001", "id: planted", "gives"),
    "a field is missing": defect(rule("why: TEXT\n", ""), "PACK-002", "", "lacks 'why'"),
    "a kind that does not exist": defect(rule("weakness", "sadness"), "PACK-003", "kind:", "blocker"),
    "a rule without examples": defect(rule(RULE[RULE.index("examples") :], ""), "PACK-002", "", "'examples'"),
    "a rule with an empty list of examples": defect(
        rule(RULE[RULE.index("examples") :], "examples: []\n"), "PACK-003", "examples", "fewer than 1"
    ),
    "a rule without a source": defect(rule("source: [P29]\n", ""), "PACK-002", "", "lacks 'source'"),
    "bad news without a remedy": defect(rule("remedies: [write_the_plan]\n", ""), "PACK-003", "", "names no remedy"),
    "a weakness without a severity": defect(rule("severity: low\n", ""), "PACK-003", "", "needs a severity"),
    "a strength with a severity": defect(
        rule("weakness", "strength"), "PACK-003", "", "has a severity, and rules of the kind 'strength' have none"
    ),
    "a rule that never holds": defect(
        rule("  confirmed: {answer: written_plan, at_most: 0}\n", "  {}\n"), "PACK-003", "when", "neither a confirmed"
    ),
    "two tests in one": defect(when("{answer: tone, fact: x}"), "PACK-003", "confirmed:", "exactly one of all"),
    "a test that asks nothing": defect(when("{answer: tone}"), "PACK-003", "confirmed:", "asks an answer in no way"),
    "a test between crossed bounds": defect(
        when("{answer: written_plan, at_least: 3, at_most: 1}"), "PACK-003", "confirmed:", "can never hold"
    ),
    "a level that does not exist": defect(
        when("{answer: written_plan, at_least: 5}"), "PACK-003", "confirmed:", "Write 4 or less"
    ),
    "a count of more than there is": defect(
        when("{count: {at_least: 2, of: [{fact: weak_planning}]}}"), "PACK-003", "confirmed:", "more conditions than"
    ),
    "a level question without an anchor": defect(
        {SECTION: LEVEL_QUESTION.replace("      3: TEXT\n", "")}, "PACK-003", "id: planted", "five anchors"
    ),
    "a level question that counts nowhere": defect(
        {SECTION: LEVEL_QUESTION.replace("    counts_in: [planning]\n", "")}, "PACK-003", "id: planted", "counts in"
    ),
    "a choice between one option": defect(
        {SECTION: CHOICE_QUESTION.replace("      - {id: two, text: TEXT}\n", "")},
        "PACK-003",
        "id: planted",
        "fewer than two options",
    ),
    "an option offered twice": defect(
        {SECTION: CHOICE_QUESTION.replace("id: two", "id: one")}, "PACK-003", "id: planted", "one option twice"
    ),
    "an option alone where one is chosen anyway": defect(
        {SECTION: CHOICE_QUESTION.replace("two, text", "two, alone: true, text")}, "PACK-003", "id: planted", "as alone"
    ),
    "a ladder of one band": defect(
        {"measures.yaml": LADDER[: LADDER.index("      - {id: high")]}, "PACK-003", "id: planted", "at least two bands"
    ),
    "verdicts from best to worst": defect(
        policy("STOP\n    clauses", "CONDITIONS\n    clauses"), "PACK-003", "", "from worst to best"
    ),
    "a verdict without words": defect(policy("NOT_YET: TEXT, ", ""), "PACK-003", "", "words for exactly the verdicts"),
    "a quick policy that ends in GO": defect(
        {POLICY: JUDGED.replace("otherwise: CONDITIONS", "otherwise: GO").replace("CONDITIONS:", "GO:")},
        "PACK-003",
        "",
        "must not end in GO",
    ),
    "a policy without a verdict that extends none": defect(
        extending("extends: default\n", ""), "PACK-003", "", "which only a policy that extends another may do"
    ),
    "a policy that lists a verdict twice and extends another": defect(
        {POLICY: JUDGED.replace("verdict: NOT_YET", "verdict: STOP").replace("asks", "extends: default\nasks")},
        "PACK-003",
        "",
        "each once",
    ),
    "a question put first twice": defect(
        policy("first: [tone]", "first:\n  - tone\n  - tone"), "PACK-003", "- tone#2", "'tone' first twice"
    ),
    "a question put first and not asked": defect(
        policy("asks: [written_plan, tone]", "asks: [written_plan]"), "PACK-003", "first", "does not ask it"
    ),
    "a clause without a reason to hold": defect(
        policy("when: {fact: weak_planning}\n        ", ""), "PACK-003", "- because", "either `when` or `any_finding`"
    ),
}
NAMES = {
    "an unknown question in a rule": defect(
        when("{answer: writen_plan, at_most: 0}"), "PACK-007", "writen_plan", "Nearest: 'written_plan'"
    ),
    "an unknown question deep in a rule": defect(
        when("\n    all:\n      - {fact: weak_planning}\n      - none:\n          - {answer: nothing, is: x}"),
        "PACK-007",
        "nothing",
        "no question asks for",
    ),
    "an unknown question in an exception": defect(
        {PLANTED: RULE + "unless: {answer: writen_plan, at_least: 3}\n"}, "PACK-007", "unless", "'writen_plan'"
    ),
    "an unknown question in asked_if": defect(
        {SECTION: LEVEL_QUESTION + "    asked_if: {answer: ton, is: accusing}\n"},
        "PACK-007",
        "asked_if: {answer: ton,",
        "'tone'",
    ),
    "an unknown question in a verdict": defect(policy("tone, is", "ton, is"), "PACK-007", "when: {answer", "'tone'"),
    "an unknown question in what a policy asks": defect(policy("written_plan,", "x,"), "PACK-007", "asks", "'x'"),
    "an unknown question in what comes first": defect(policy("first: [tone", "first: [x"), "PACK-007", "first", "'x'"),
    "an unknown fact in a rule": defect(when("{fact: weak_planing}"), "PACK-008", "weak_planing", "'weak_planning'"),
    "an unknown fact in an exception": defect(
        {PLANTED: RULE + "unless: {fact: nothing}\n"}, "PACK-008", "unless", "rules/nothing.yaml"
    ),
    "an unknown fact in a verdict": defect(
        policy("weak_planning", "x_y_z"), "PACK-008", "x_y_z", "no rule establishes"
    ),
    "an unknown fact in a case": defect(case("[weak_planning]", "[x_y_z]"), "PACK-008", "x_y_z", "expects the fact"),
    "an unknown measure in a rule": defect(
        when("{measure: plannin, at_most: 1}"), "PACK-015", "plannin", "Nearest: 'planning'"
    ),
    "a level counts in an unknown measure": defect(
        {SECTION: LEVEL_QUESTION.replace("[planning]", "[plannin]")}, "PACK-015", "plannin]", "'planning'"
    ),
    "an option adds to an unknown measure": defect(
        {SECTION: CHOICE_QUESTION.replace("one, text", "one, points: {x_y: 1}, text")}, "PACK-015", "x_y", "'x_y'"
    ),
    "a rule adds to an unknown measure": defect({PLANTED: RULE + "adds: {x_y: 1}\n"}, "PACK-015", "x_y", "'x_y'"),
    "a rule moves an unknown measure": defect({PLANTED: RULE + "moves: {x_y: 1}\n"}, "PACK-015", "x_y", "'x_y'"),
    "a rule with a floor for an unknown measure": defect(
        {PLANTED: RULE + "floors: {x_y: low}\n"}, "PACK-015", "x_y", "'x_y'"
    ),
    "a rule of an unknown policy": defect({PLANTED: RULE + "policies: [defalt]\n"}, "PACK-015", "defalt", "'default'"),
    "a policy that extends an unknown one": defect(
        extending("extends: default", "extends: defalt"), "PACK-015", "extends: defalt", "Nearest: 'default'"
    ),
    "a policy that extends one that extends another": defect(
        extending("extends: default", "extends: launch"),
        "PACK-023",
        "extends: launch",
        "extends none (closing, default,",
    ),
    "a policy that extends itself": defect(
        extending("extends: default", "extends: planted"), "PACK-023", "extends: planted", "extends itself"
    ),
    "a policy without words for a verdict that it takes over": defect(
        extending("NOT_YET: TEXT, ", ""), "PACK-003", "extends: default", "together with those of 'default'"
    ),
    "a policy that ends in a verdict for which it takes over clauses": defect(
        {POLICY: JUDGED.replace("first:", "extends: default\nfirst:")}, "PACK-003", "extends", "from worst to best"
    ),
    "an unknown policy by default": defect(
        {"pack.yaml": ("default_policy: default", "default_policy: defalt")}, "PACK-015", "defalt", "'default'"
    ),
    "a case of an unknown policy": defect(case("policy: default", "policy: defalt"), "PACK-015", "defalt", "'default'"),
    "a section without a file": defect(
        {"pack.yaml": ("sections: [", "sections: [nothing, ")}, "PACK-015", "sections", "questions/nothing.yaml"
    ),
    "a section that is not listed": defect(
        {
            "questions/planted.yaml": f"title: TEXT\nintro: TEXT\nquestions:{CHOICE_QUESTION}",
            PLANTED: when("{answer: planted, is: one}")[PLANTED],
        },
        "PACK-015",
        "sections",
        "does not list the section 'planted'",
        "pack.yaml",
    ),
    "an unknown remedy": defect(rule("[write_the_plan]", "[write_plan]"), "PACK-014", "write_plan", "'write_the_plan'"),
    "a remedy that requires an unknown one": defect(
        remedy("requires: [nothing]"), "PACK-014", "requires: [nothing]", "'nothing'"
    ),
    "a remedy that requires itself": defect(
        remedy("requires: [planted]"), "PACK-014", "requires: [planted]", "which is no other remedy"
    ),
    "an unknown source of a rule": defect(rule("P29", "P999"), "PACK-019", "P999", "'P999'"),
    "an unknown source of a question": defect(
        {SECTION: LEVEL_QUESTION.replace("P29", "P999")}, "PACK-019", "P999", "sources.yaml does not have"
    ),
    "a question twice": defect(
        {SECTION: LEVEL_QUESTION.replace("id: planted", "id: written_plan")},
        "PACK-013",
        "id: written_plan",
        "uses 'written_plan'",
    ),
    "a printed code twice": defect({SECTION: LEVEL_QUESTION.replace("Z9", "A1")}, "PACK-013", "id: planted", "'A1'"),
    "a measure twice": defect(
        {"measures.yaml": POINTS.replace("planted", "overall")}, "PACK-013", "id: overall#2", "a second time"
    ),
    "a remedy twice": defect(
        {"remedies.yaml": REMEDY.replace("planted", "write_the_plan")},
        "PACK-013",
        "id: write_the_plan#2",
        "second time",
    ),
    "a language twice": defect(
        {"pack.yaml": ("languages: [", f"languages: [{LANGUAGES[0]}, ")}, "PACK-013", "languages", "a language twice"
    ),
    "an example that answers an unknown question": defect(
        rule("written_plan: 4", "writen_plan: 4"),
        "PACK-021",
        "writen_plan",
        "Nearest: 'written_plan'. Correct the name, or add it to a file in questions/.",
    ),
    "an example with an impossible answer": defect(
        rule("written_plan: 4", "written_plan: 7"), "PACK-021", "written_plan: 7", "a level from 0 to 4"
    ),
    "a case with an impossible answer": defect(
        case("written_plan: 0", "written_plan: 7"), "PACK-021", "written_plan", "a level from 0 to 4"
    ),
}
SENSE = {
    "an answer that the question does not offer": defect(
        when("{answer: tone, is: loud}"), "PACK-009", "loud", "not one of its answers. It has"
    ),
    "one of several answers that it does not offer": defect(
        when("{answer: tone, is_any_of: [accusing, loud]}"), "PACK-009", "loud", "'loud'"
    ),
    "an option that the question does not offer": defect(
        when("{answer: tactics, includes_any_of: [marsh]}"), "PACK-009", "marsh", "Nearest: 'march'"
    ),
    "a level asked of a choice": defect(
        when("{answer: tone, at_least: 2}"), "PACK-009", "confirmed:", "Only level questions"
    ),
    "one option asked of choices": defect(
        when("{answer: tactics, is: march}"), "PACK-009", "confirmed:", "includes_any_of"
    ),
    "several options asked of a choice": defect(
        when("{answer: tone, includes_any_of: [accusing]}"), "PACK-009", "confirmed:", "Only choices questions"
    ),
    "a band that the ladder lacks": defect(
        when("{measure: inherent_exposure, at_least: extreme}"), "PACK-009", "confirmed:", "low, medium, high, severe"
    ),
    "a number asked of a ladder": defect(
        when("{measure: inherent_exposure, at_least: 2}"), "PACK-009", "confirmed:", "Name one of its bands"
    ),
    "a band asked of a number": defect(
        when("{measure: planning, at_least: high}"), "PACK-009", "confirmed:", "whole number"
    ),
    "more readiness than there is": defect(
        when("{measure: planning, at_least: 1001}"), "PACK-009", "confirmed:", "0 to 1000"
    ),
    "a case that expects a band that is not": defect(
        case("inherent_exposure: low", "inherent_exposure: extreme"), "PACK-009", "bands", "Name a ladder"
    ),
    "an order by a measure that is not": defect(
        ranking("{weights: {plannin: [3, 12]}}"), "PACK-015", "ranking:", "ranks by the measure"
    ),
    "an order by an exposure that is not": defect(
        ranking("{weights: {planning: [3, 12]}, exposure: [residual]}"), "PACK-015", "ranking:", "ranks by"
    ),
    "an order that weighs a ladder": defect(
        ranking("{weights: {residual_exposure: [3, 12]}}"), "PACK-010", "ranking:", "is no readiness measure"
    ),
    "an order that takes readiness for an exposure": defect(
        ranking("{weights: {planning: [3, 12]}, exposure: [planning]}"), "PACK-010", "ranking:", "is no ladder"
    ),
    "a range of weights with one end": defect(
        ranking("{weights: {planning: [3]}}"), "PACK-003", "ranking:", "not two numbers"
    ),
    "a range of weights that ends before it begins": defect(
        ranking("{weights: {planning: [12, 3]}}"), "PACK-003", "ranking:", "ends before it begins"
    ),
    "an order in which nothing need weigh anything": defect(
        ranking("{weights: {planning: [0, 5]}}"), "PACK-003", "ranking:", "nothing need count"
    ),
    "points added to readiness": defect(
        {PLANTED: RULE + "adds: {planning: 1}\n"}, "PACK-010", "adds", "nothing else moves"
    ),
    "readiness moved": defect({PLANTED: RULE + "moves: {planning: 1}\n"}, "PACK-010", "moves", "ladders take moves"),
    "a floor for points": defect(
        {PLANTED: RULE + "floors: {exposure_points: low}\n"}, "PACK-010", "floors", "only ladder measures take"
    ),
    "a floor that is no band": defect(
        {PLANTED: RULE + "floors: {inherent_exposure: extreme}\n"}, "PACK-010", "floors", "not a band of it"
    ),
    "a level that counts in a mean": defect(
        {SECTION: LEVEL_QUESTION.replace("[planning]", "[overall]")}, "PACK-010", "[overall]", "not a readiness measure"
    ),
    "a mean of points": defect(
        {"measures.yaml": ("mean_of: {", "mean_of: {exposure_points: 1, ")}, "PACK-010", "mean_of", "no other readiness"
    ),
    "a ladder upon readiness": defect(
        {"measures.yaml": ("starts_from: exposure_points", "starts_from: planning")},
        "PACK-010",
        "starts_from: planning",
        "neither points nor another ladder",
    ),
    "a ladder with bands out of order": defect(
        ladder("from: 3", "from: 7"), "PACK-010", "bands:#-1", "in rising order"
    ),
    "a ladder that does not say where a band begins": defect(
        ladder("from: 3, ", ""), "PACK-010", "bands:#-1", "where each band but the first"
    ),
    "a ladder upon a ladder with other bands": defect(
        ladder("exposure_points", "inherent_exposure"), "PACK-010", "bands:#-1", "same bands"
    ),
    "asked_if looks at a fact": defect(
        {SECTION: LEVEL_QUESTION + "    asked_if: {fact: weak_planning}\n"},
        "PACK-011",
        "asked_if: {fact",
        "answers only",
    ),
    "asked_if looks at a measure": defect(
        {SECTION: LEVEL_QUESTION + "    asked_if:\n      none:\n        - {measure: planning, at_least: 1}\n"},
        "PACK-011",
        "- {measure",
        "other than answers",
    ),
    "a question that nothing reads": defect({SECTION: QUESTION}, "PACK-012", "id: planted", "nothing reads the answer"),
    "points that nothing reads": defect({"measures.yaml": POINTS}, "PACK-012", "id: planted", "nothing uses"),
    "a remedy that nothing names": defect({"remedies.yaml": REMEDY}, "PACK-012", "id: planted", "nothing uses"),
    "a rule without an example that is unknown": defect(
        rule("  - {name: nobody knows, outcome: unknown}\n", ""), "PACK-020", "examples", "'unknown'"
    ),
    "a rule without an example that is absent": defect(
        rule("outcome: absent", "outcome: unknown"), "PACK-020", "examples", "'absent'"
    ),
    "a rule without an example that is confirmed": defect(
        rule("outcome: confirmed", "outcome: absent"), "PACK-020", "examples", "'confirmed'"
    ),
    "two grades and no example that is likely": defect(
        {PLANTED: GRADED.replace("outcome: likely", "outcome: confirmed")}, "PACK-020", "examples", "'likely'"
    ),
    "a remedy that raises several options": defect(
        remedy("raises: {tactics: 3}"), "PACK-022", "raises: {tactics", "not a level of it"
    ),
    "a remedy that raises to the first level": defect(
        remedy("raises: {written_plan: 0}"),
        "PACK-022",
        "raises: {written_plan: 0",
        "raises 'written_plan' to its lowest level, below which no answer is.",
    ),
    "a second band that begins where points do": defect(
        ladder("from: 3", "from: 0"),
        "PACK-010",
        "bands:#-1",
        "begins its band 'high' at 0, and there are never fewer points, so 'low' is never reached. Begin it higher,",
    ),
    "a second band that begins as low as points can fall": defect(
        {**ladder("from: 3", "from: -2"), "rules/other.yaml": RULE + "adds: {exposure_points: -2}\n"},
        "PACK-010",
        "bands:#-1",
        "begins its band 'high' at -2",
    ),
    "a remedy that raises beyond the last level": defect(
        remedy("raises: {written_plan: 5}"), "PACK-022", "raises: {written_plan: 5", "not a level of it"
    ),
    "a remedy that sets what is not offered": defect(
        remedy("sets: {tone: loud}"), "PACK-022", "sets: {tone: loud", "not one of its single answers"
    ),
    "a remedy that drops what is not offered": defect(
        remedy("drops: {tactics: [marsh]}"), "PACK-022", "drops: {tactics: [marsh", "does not have"
    ),
    "a remedy for an unknown question": defect(
        remedy("raises: {nothing: 3}"), "PACK-022", "raises: {nothing", "no question asks for"
    ),
}
ORDER = {
    "facts that need each other's absence": defect(
        {
            PLANTED: RULE + "unless: {fact: planted_too}\n",
            "rules/planted_too.yaml": RULE + "unless: {fact: planted}\n",
        },
        "PACK-016",
        "",
        "planted -> planted_too -> planted",
    ),
    "a fact that needs its own absence": defect(
        {PLANTED: RULE + "unless: {fact: planted}\n"}, "PACK-016", "", "planted -> planted (a circle"
    ),
    "a circle through a fact, an exception and a third": defect(
        {
            "rules/aa.yaml": RULE.replace(SAME, "{fact: bb}"),
            "rules/bb.yaml": RULE.replace(SAME, "{none: [{fact: cc}]}"),
            "rules/cc.yaml": RULE.replace(SAME, "{fact: aa}"),
        },
        "PACK-016",
        "",
        "bb -> cc -> aa -> bb",
        "rules/bb.yaml",
    ),
    "a circle through a measure": defect(
        {PLANTED: RULE.replace(SAME, "{measure: exposure_points, at_least: 5}") + "adds: {exposure_points: 1}\n"},
        "PACK-016",
        "id: exposure_points",
        "measure exposure_points",
        "measures.yaml",
    ),
    "ladders that start from each other": defect(
        {"measures.yaml": ("starts_from: exposure_points", "starts_from: residual_exposure")},
        "PACK-010",
        "bands:",
        "same bands, without `from`",
    ),
    "questions that wait for each other": defect(
        {
            SECTION: LEVEL_QUESTION
            + "    asked_if: {answer: planted_too, at_least: 1}\n"
            + LEVEL_QUESTION.replace("id: planted", "id: planted_too").replace("Z9", "Z8")
            + "    asked_if: {answer: planted, at_least: 1}\n"
        },
        "PACK-016",
        "id: planted",
        "question planted -> question planted_too -> question planted",
    ),
    "remedies that require each other": defect(
        {
            "remedies.yaml": REMEDY
            + "    requires: [planted_too]\n"
            + REMEDY.replace("id: planted", "id: planted_too")
            + "    requires: [planted]\n"
        },
        "PACK-016",
        "id: planted",
        "planted -> planted_too -> planted",
    ),
    "a condition of more than 256 alternatives": defect(
        when(f"{{all: [{FIVE_OF_FOUR}]}}"),
        "PACK-017",
        "",
        "more than 256 alternatives",
    ),
    "a count whose ways all come to the same": defect(when(TWENTY_OF_FORTY), "PACK-017", "", "Split it"),
    "a count that nothing can meet, in a million ways": defect(
        when(f"{{count: {{at_least: 20, of: [{', '.join([ONE_OF_TWO] * 20)}]}}}}"),
        "PACK-017",
        "",
        "'planted'",
    ),
    "a verdict too wide to write out": defect(
        policy("{fact: weak_planning}", TWENTY_OF_FORTY),
        "PACK-017",
        "- when#2",
        "'NOT_YET.0'",
    ),
    "a verdict too wide to write out that another policy takes over": defect(
        {
            **policy("{fact: weak_planning}", TWENTY_OF_FORTY),
            "policies/another.yaml": EXTENDING.replace("default", "planted")
            .replace("GO: TEXT", "")
            .replace("words", "otherwise: CONDITIONS\nwords"),
        },
        "PACK-017",
        "- when#2",
        "'NOT_YET.0'",
    ),
    "a question whose asked_if is too wide": defect(
        {SECTION: f"{LEVEL_QUESTION}    asked_if: {TWENTY_OF_FORTY}\n"},
        "PACK-017",
        "id: planted",
        "'question planted'",
    ),
}

MEANT_TWICE = {
    "two policies meant for one stage": defect(
        extending("extends", "stages: [preparing]\nextends"), "PACK-013", "stages", "as the policy 'default' is"
    ),
    "a section listed twice": defect(
        {"pack.yaml": (f"[{', '.join(MANIFEST['sections'])}]", f"[{', '.join([*MANIFEST['sections'], 'ethics'])}]")},
        "PACK-013",
        "sections",
        "lists a section twice",
    ),
    "a case assessed before its answers are given": defect(
        case("on: 2026-06-01", "on: 2026-05-01"), "PROFILE-006", "answered_on", "2026-05-01"
    ),
    "a paragraph that nothing cites": defect(
        {"sources.yaml": "\n  P99: {text: TEXT}\n"}, "PACK-012", "P99", "say with `background`"
    ),
    "a question asked if it is answered itself": defect(
        {SECTION: f"{LEVEL_QUESTION}    asked_if: {{answer: planted, at_least: 1}}\n"},
        "PACK-016",
        "id: planted",
        "a circle of questions that are asked if another is",
    ),
}

DEFECTS = FILES | FORM | NAMES | SENSE | ORDER | MEANT_TWICE
Plant = Callable[[Mapping[str, Change]], Path]


def change_files(folder: Path, changes: Mapping[str, Change]) -> None:
    for name, change in changes.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if change is None:
            path.unlink()
        elif isinstance(change, bytes):
            path.write_bytes(change)
        elif isinstance(change, str):
            with path.open("a", encoding="utf-8") as file:
                file.write(change.replace("TEXT", TEXT))
        else:
            before = path.read_text(encoding="utf-8")
            assert change[0] in before
            path.write_text(before.replace(*change, 1), encoding="utf-8")


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """A copy of the shipped pack with these changes."""

    def planted(changes: Mapping[str, Change]) -> Path:
        folder = tmp_path / "pack"
        shutil.copytree(ADVOCACY, folder, ignore=shutil.ignore_patterns("cases", "funder.yaml", "running.yaml"))
        change_files(folder, changes)
        return folder

    return planted


def place(folder: Path, file: str, at: str) -> str:
    """The file, and the line on which this text stands for the first time, or for the nth with #n after it."""
    if at == NO_LINE:
        return str(folder / file)
    text, _, number = at.partition("#")
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    found = [n for n, line in enumerate(lines, start=1) if text in line]
    which = int(number or 1)
    return f"{folder / file}:{found[which - 1 if which > 0 else which]}"


@cache
def parsed(name: str, content: bytes) -> Document:
    """What most files hold is the same in every case, and reading it once is enough."""
    return read_yaml(name, content)


def read_once(path: Path) -> Document:
    inside = Path(path.name) if path.name in SINGLE_FILES else Path(path.parent.name, path.name)
    if not (ADVOCACY / inside).is_file():
        return read_file(path)
    try:
        return replace(parsed(inside.as_posix(), path.read_bytes()), name=str(path))
    except Refused:
        return read_file(path)  # so that it is called as it is


@pytest.fixture(autouse=True)
def _read_each_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.pack_files.read_file", read_once)


def mistakes(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as refused:
        load_pack(folder)
    return [(mistake.code, mistake.place, str(mistake)) for mistake in refused.value.mistakes]


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS.keys())
def test_a_defect_is_reported_with_code_place_and_remedy(defect: Defect, plant: Plant) -> None:
    folder = plant(defect.planted)

    found = mistakes(folder)

    expected = [(code, place(folder, file, at)) for code, file, at in defect.expected]
    assert [(code, where) for code, where, _ in found] == expected
    assert any(defect.says in words for _, _, words in found)
    assert all(words.endswith(".") for _, _, words in found)


@pytest.mark.parametrize(
    "sound",
    [
        {},
        {PLANTED: RULE},
        {PLANTED: GRADED},
        {SECTION: LEVEL_QUESTION},
        {SECTION: CHOICE_QUESTION, PLANTED: RULE.replace(SAME, "{answer: planted, is: one}")},
        {"measures.yaml": POINTS + LADDER.replace("id: planted", "id: upper"), PLANTED: RULE.replace(
            SAME, "{all: [{measure: planted, at_least: 1}, {measure: upper, at_least: high}]}"
        )},
        {POLICY: JUDGED},
        {POLICY: EXTENDING},
        {CASE: TOLD},
        remedy("raises: {written_plan: 3}"),
        {**ladder("from: 3", "from: 0"), "rules/other.yaml": RULE + "adds: {exposure_points: -1}\n"},
        {"README.md": "# Notes\n"},
        {".hidden": "not read\n"},
    ],
)  # fmt: skip
def test_what_the_defects_are_planted_in_is_sound(sound: Mapping[str, Change], plant: Plant) -> None:
    assert load_pack(plant(sound)).manifest.id == "advocacy"


def test_seventeen_tests_in_one_alternative_are_beyond_the_engine(plant: Plant) -> None:
    levels = [name for name, question in load_pack(ADVOCACY).questions.items() if question.kind == "level"]
    seventeen = ", ".join(f"{{answer: {name}, at_most: 1}}" for name in levels[:17])
    sixteen = ", ".join(f"{{answer: {name}, at_most: 1}}" for name in levels[:16])
    folder = plant(when(f"{{all: [{sixteen}]}}"))
    assert load_pack(folder)
    (folder / PLANTED).write_text(when(f"{{all: [{seventeen}]}}")[PLANTED].replace("TEXT", TEXT), encoding="utf-8")

    ((code, where, words),) = mistakes(folder)

    assert (code, where) == ("PACK-018", f"{folder / PLANTED}:1")
    assert "joins 17 tests, and 16 is the most" in words


def texts_of(part: object) -> int:
    """How many texts a file holds: mappings that have the pack's first language."""
    if isinstance(part, dict):
        return 1 if set(part) == set(LANGUAGES) else sum(texts_of(value) for value in part.values())
    return sum(texts_of(value) for value in part) if isinstance(part, list) else 0


def test_a_new_language_lists_every_text_that_lacks_it(plant: Plant) -> None:
    folder = plant({"pack.yaml": ("languages: [", "languages: [eo, ")})
    files = folder.rglob("*.yaml")
    texts = {path: texts_of(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files}

    found = mistakes(folder)

    assert {code for code, _, _ in found} == {"PACK-005"}
    assert len(found) == sum(texts.values())
    assert {where.rpartition(":")[0] for _, where, _ in found} == {str(path) for path, n in texts.items() if n}
    assert all("has no 'eo'. Translate it: add `eo: ...`." in words for _, _, words in found)
    assert all(int(where.rpartition(":")[2]) > 1 or "title" in words for _, where, words in found)


def test_a_language_that_the_pack_does_not_speak_is_superfluous(plant: Plant) -> None:
    folder = plant(rule("why: TEXT", f"why:\n  eo: x\n  {TEXT[1:-1].replace(', ', chr(10) + '  ')}"))

    ((code, where, words),) = mistakes(folder)

    assert (code, where) == ("PACK-006", place(folder, PLANTED, "eo: x"))
    assert "the text at 'why' is also in 'eo'" in words


def test_every_defect_is_reported_at_once_in_the_order_of_the_files(plant: Plant) -> None:
    broken = RULE.replace("low", "awful").replace("P29", "p-29").replace("outcome: absent", "outcome: perhaps")
    folder = plant({"notes.txt": "x", PLANTED: broken, POLICY: "- x\n", "rules/also.yaml": "kind: &a weakness\n"})

    assert [(code, where) for code, where, _ in mistakes(folder)] == [
        ("PACK-004", str(folder / "notes.txt")),
        ("PACK-003", f"{folder / POLICY}:1"),
        ("DOC-006", f"{folder}/rules/also.yaml:1"),
        ("PACK-003", f"{folder / PLANTED}:2"),
        ("PACK-003", f"{folder / PLANTED}:5"),
        ("PACK-003", f"{folder / PLANTED}:11"),
    ]


COMMANDED = [
    "a file of the pack is missing",
    "an unknown field",
    "an unknown question in a rule",
    "facts that need each other's absence",
    "sixty thousand brackets",
    "a count whose ways all come to the same",
]


@pytest.mark.parametrize("name", COMMANDED)
def test_the_command_exits_with_4_and_names_the_defect(name: str, plant: Plant, munasara: Munasara) -> None:
    planted = DEFECTS[name]
    folder = plant(planted.planted)

    ran = munasara("pack", "check", folder)

    assert (ran.code, ran.out) == (4, "")
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == [
        f"{code} {place(folder, file, at)}" for code, file, at in planted.expected
    ]
    assert planted.says in ran.err


@pytest.mark.parametrize("name", COMMANDED[:4])
def test_no_campaign_is_assessed_with_a_bad_pack(
    name: str, plant: Plant, in_process: InProcess, sound: Path, tmp_path: Path
) -> None:
    folder, output = plant(DEFECTS[name].planted), tmp_path / "report.html"
    commands: list[tuple[object, ...]] = [
        ("assess", sound, "--on", DAY, "--pack", folder, "-o", output),
        ("explain", sound, "weak_planning", "--pack", folder),
        ("questionnaire", "--pack", folder, "-o", output),
        ("pack", "test", folder),
    ]

    for command in commands:
        ran = in_process(*command)
        assert (ran.code, ran.out) == (4, "")
        assert ran.codes == [code for code, _, _ in DEFECTS[name].expected]
        assert not output.exists()


def test_a_bad_pack_is_never_kept_in_the_cache(plant: Plant, munasara: Munasara, tmp_path: Path) -> None:
    folder, cache = plant(DEFECTS["an unknown field"].planted), tmp_path / "cache"

    assert munasara("questionnaire", "--pack", folder, MUNASARA_CACHE=str(cache)).code == 4

    assert not cache.exists() or not list(cache.iterdir())


def test_a_folder_that_holds_no_pack_is_not_searched(in_process: InProcess) -> None:
    """The root of the disk is a folder too."""
    ran = in_process("pack", "check", "/")

    assert (ran.code, ran.codes) == (2, ["PACK-004"])
    assert "holds no pack" in ran.err


def test_a_mistyped_pack_is_suggested(in_process: InProcess) -> None:
    ran = in_process("questionnaire", "--pack", "advocasy")

    assert (ran.code, ran.codes) == (2, ["PACK-004"])
    assert "Nearest: 'advocacy'" in ran.err


def test_an_example_that_does_not_come_out_fails_the_test_of_the_pack(
    plant: Plant, in_process: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = load_pack(plant(rule("written_plan: 4}, outcome: absent", "written_plan: 0}, outcome: absent")))
    silent = [rule if rule.id == "planted" else rule.model_copy(update={"examples": ()}) for rule in pack.rules]
    only_planted = pack.model_copy(update={"rules": tuple(silent)})  # the others would take their time
    monkeypatch.setattr("api.pack_commands.open_named_pack", lambda _: only_planted)

    ran = in_process("pack", "test", "planted")

    assert ran.code == 4
    assert ran.err.splitlines() == ["rules/planted.yaml: a plan: expected absent, got confirmed."]
    assert ran.out == "3 examples and cases run, 1 failed.\n"
