"""Many mistakes in one pack: one run tells them all, and nothing that only follows from them.

The texts that mistakes are planted in are those of `test_bad_packs.py`.
"""

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from engine.loader import load_pack
from engine.pack_files import SINGLE_FILES
from tests.commands import test_bad_packs
from tests.commands.command import Munasara
from tests.commands.test_bad_packs import (
    ADVOCACY,
    CASE,
    CHOICE_QUESTION,
    DEFECTS,
    EXTENDING,
    FIVE_OF_FOUR,
    JUDGED,
    LADDER,
    LEVEL_QUESTION,
    NO_LINE,
    PLANTED,
    POINTS,
    POLICY,
    QUESTION,
    REMEDY,
    RULE,
    SAME,
    SECTION,
    TOLD,
    TWENTY_OF_FORTY,
    USES_REMEDY,
    Change,
    Plant,
    change_files,
    mistakes,
    place,
)

plant = test_bad_packs.plant
_read_each_file_once = test_bad_packs._read_each_file_once


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


# One pack with mistakes of every kind, several of them in one file: what each file holds, and what is wrong with it.
TOGETHER: dict[str, tuple[Change, tuple[tuple[str, str], ...]]] = {
    "notes.txt": ("x", (("PACK-004", NO_LINE),)),
    "pack.yaml": (("default_policy: default", "default_policy: defalt"), (("PACK-015", "defalt"),)),
    "cases/told.yaml": (
        changed(TOLD, ("story: TEXT", "story: {en: x, fr: x}"), ("[weak_planning]", "[weak_planing]"))
        + "variations:\n  - name: of the other kind\n    on: soon\n"
        + "    answers: {writen_plan: 1}\n    bands: {inherent_exposure: huge}\n"
        + "    verdicts:\n      defalt: []\n",
        (
            *(("PACK-005", "story"), ("PACK-008", "weak_planing"), ("PACK-003", "on: soon")),
            *(("PACK-021", "writen_plan"), ("PACK-009", "huge"), ("PACK-015", "defalt")),
        ),
    ),
    "measures.yaml": (
        changed(POINTS, ("planted", "idle"))
        + changed(LADDER, ("planted", "short"), (LADDER[LADDER.index("      - {id: high") :], "")),
        (("PACK-012", "id: idle"), ("PACK-003", "id: short")),
    ),
    SECTION: (
        changed(LEVEL_QUESTION, ("planted", "half"), ("      3: TEXT\n", ""))
        + changed(LEVEL_QUESTION, ("planted", "again"), ("Z9", "A1"))
        + changed(QUESTION, ("planted", "unread"), ("Z9", "Z8"))
        + changed(QUESTION, ("planted", "misread"), ("Z9", "Z7"))
        + changed(
            CHOICE_QUESTION, ("planted", "twice"), ("Z9", "Z6"), ("id: two", "id: one"), ("one,", "one, alone: true,")
        ),
        (
            *(("PACK-003", "id: half"), ("PACK-013", "id: again"), ("PACK-012", "id: unread")),
            *(("PACK-003", "id: twice"), ("PACK-003", "id: twice")),  # one option twice; and one alone
        ),
    ),
    "policies/broken.yaml": ("verdicts: [\n", (("DOC-005", "["),)),
    "policies/judged.yaml": (
        changed(
            JUDGED, ("tone, is", "ton, is"), ("{fact: weak_planning}", TWENTY_OF_FORTY), ("first: [tone", "first: [x")
        ),
        (("PACK-007", "first"), ("PACK-007", "ton, is"), ("PACK-017", "- when#2")),
    ),
    "remedies.yaml": (
        changed(REMEDY, ("planted", "round"))
        + "    requires: [and_round]\n"
        + changed(REMEDY, ("planted", "and_round"))
        + "    requires: [round]\n"
        + changed(REMEDY, ("planted", "named_by_nobody")),
        (("PACK-016", "id: and_round"), ("PACK-012", "id: named_by_nobody")),
    ),
    "policies/extending.yaml": (
        changed(EXTENDING, ("default", "defalt"), ("GO: TEXT", "GO: {en: x, ar: x}")),
        (("PACK-015", "defalt"), ("PACK-005", "GO: {en")),
    ),
    "policies/taking_over.yaml": (  # which takes over a clause that is too wide, and tells it no second time
        changed(EXTENDING, ("default", "judged"), ("NOT_YET: TEXT, CONDITIONS", "CONDITIONS"), (", GO: TEXT", ""))
        + "otherwise: CONDITIONS\nfirst: [allies, allies]\nevidence: some\n",
        (("PACK-003", "extends"), ("PACK-003", "first"), ("PACK-003", "evidence")),
    ),
    "policies/upon_another.yaml": (changed(EXTENDING, ("default", "extending")), (("PACK-023", "extends"),)),
    "mutants.yaml": (("    reason:", "    reasn:"), (("PACK-001", "reasn"),)),
    "rules/a.yaml": (RULE + "unless: {fact: b}\n", (("PACK-016", ""),)),
    "rules/b.yaml": (RULE + "unless: {fact: a}\n", ()),
    "rules/c.yaml": (RULE + "unless: {fact: c}\n", (("PACK-016", ""),)),
    "rules/form.yaml": (
        changed(RULE, ("low", "awful"), ("write_the_plan", "write_plan"), ("why:", "wy:"))
        + "unless:\n  none:\n    - {answer: writen_plan, at_least: 9}\n"
        + "    - {fact: yaml_error}\n    - {answer: half, is: x}\n",
        (
            *(("PACK-003", "severity"), ("PACK-001", "wy"), ("PACK-014", "write_plan")),
            *(("PACK-007", "writen_plan"), ("PACK-003", "at_least: 9")),
        ),
    ),
    "rules/names.yaml": (
        changed(
            RULE,
            (SAME, "{all: [{fact: form}, {fact: yaml_error}, {fact: nowhere}, {answer: mised, is: yes}]}"),
            ("P29", "P999"),
            ("outcome: absent", "outcome: unknown"),
        ),
        (("PACK-019", "P999"), ("PACK-008", "confirmed"), ("PACK-007", "confirmed"), ("PACK-020", "examples")),
    ),
    "rules/sense.yaml": (
        changed(RULE, (SAME, "{measure: short, at_least: high}"))
        + "adds: {planning: 1}\nfloors: {inherent_exposure: huge}\n",
        (("PACK-010", "adds"), ("PACK-010", "floors")),
    ),
    "rules/without.yaml": (
        changed(RULE, ("severity: low\n", ""), ("why: TEXT", 'why: {en: ""}')),
        (("PACK-003", "why"), ("PACK-003", "")),  # a text that is empty; and the whole needs a severity
    ),
    "rules/wide.yaml": (changed(RULE, (SAME, f"{{all: [{FIVE_OF_FOUR}]}}")), (("PACK-017", ""),)),
    "rules/wider.yaml": (changed(RULE, (SAME, TWENTY_OF_FORTY)), (("PACK-017", ""),)),
    "rules/yaml_error.yaml": (changed(RULE, ("low", '"low')), (("DOC-005", "nobody knows"),)),
    "rules/readers.yaml": (RULE + "unless: {any: [{answer: again, at_least: 4}, {fact: names}]}\n", ()),
}


def test_mistakes_of_every_kind_are_all_told_at_once_in_the_order_of_the_files(plant: Plant) -> None:
    folder = plant({name: change for name, (change, _) in TOGETHER.items()})
    expected = [(code, place(folder, name, at)) for name, (_, found) in TOGETHER.items() for code, at in found]
    assert len(expected) > 30

    found = mistakes(folder)

    assert sorted((code, where) for code, where, _ in found) == sorted(expected)
    places = [where.rpartition(":") for _, where, _ in found if where[-1].isdigit()]
    assert places == sorted(places, key=lambda where: (where[0], int(where[2])))
    assert all(words.endswith(".") for _, _, words in found)


def test_the_command_tells_them_all(plant: Plant, munasara: Munasara) -> None:
    folder = plant({name: change for name, (change, _) in TOGETHER.items()})

    ran = munasara("pack", "check", folder)

    assert (ran.code, ran.out) == (4, "")
    assert sorted(ran.codes) == sorted(code for _, found in TOGETHER.values() for code, _ in found)


# What is changed in the shipped pack, or added to it, and the one mistake that is to be told: its code and where.
FOLLOWED: dict[str, tuple[Mapping[str, Change], tuple[str, str, str]]] = {
    "the kind of a question that rules test": (
        {"questions/planning.yaml": ("kind: level", "kind: levl")},
        ("PACK-003", "questions/planning.yaml", "kind: levl"),
    ),
    "the name of a question that rules test": (
        {"questions/planning.yaml": ("id: written_plan", "id: Written Plan")},
        ("PACK-003", "questions/planning.yaml", "id: Written Plan"),
    ),
    "a question without a name": (
        {"questions/planning.yaml": ("id: written_plan\n    code", "code")},
        ("PACK-002", "questions/planning.yaml", "- code: C1"),
    ),
    "a field of a question that must be there": (
        {"questions/planning.yaml": ("    anchors:", "    ancors:")},
        ("PACK-001", "questions/planning.yaml", "ancors:"),
    ),
    "the list of questions": (
        {"questions/planning.yaml": ("questions:", "question:")},
        ("PACK-001", "questions/planning.yaml", "question:"),
    ),
    "a question that another has the name of": (
        {SECTION: changed(CHOICE_QUESTION, ("planted", "written_plan"))},
        ("PACK-013", SECTION, "id: written_plan"),
    ),
    "the kind of a measure that rules change": (
        {"measures.yaml": ("kind: points", "kind: point")},
        ("PACK-003", "measures.yaml", "kind: point"),
    ),
    "the start of a ladder": (
        {"measures.yaml": ("starts_from: exposure_points", "starts_from: exposure_point")},
        ("PACK-010", "measures.yaml", "starts_from: exposure_point"),
    ),
    "a name in a mean": (
        {"measures.yaml": ("mean_of: {", "mean_of: {plannin: 1, ")},
        ("PACK-010", "measures.yaml", "plannin: 1"),
    ),
    "the languages": (
        {"pack.yaml": ("languages: [", "languages: [EN, ")},
        ("PACK-003", "pack.yaml", "languages"),
    ),
    "one of the sections": (
        {"pack.yaml": ("sections: [context", "sections: [contxt")},
        ("PACK-015", "pack.yaml", "contxt"),
    ),
    "a rule whose fact others test": (
        {"rules/weak_planning.yaml": ("kind: weakness", "kind: weaknes")},
        ("PACK-003", "rules/weak_planning.yaml", "kind: weaknes"),
    ),
    "the ending of such a rule": (
        {"rules/weak_planning.yaml": None, "rules/weak_planning.yml": RULE},
        ("PACK-004", "rules/weak_planning.yml", NO_LINE),
    ),
    "the only rule that reads an answer": (
        {PLANTED: changed(RULE, ("low", "awful"), (SAME, "{answer: planted, is: yes}")), SECTION: QUESTION},
        ("PACK-003", PLANTED, "awful"),
    ),
    "the condition in which alone an answer is read": (
        {PLANTED: changed(RULE, (SAME, "{answr: planted, is: yes}")), SECTION: QUESTION},
        ("PACK-003", PLANTED, "planted"),
    ),
    "the name of the answer in the only test of it": (
        {PLANTED: changed(RULE, (SAME, "{answer: plantd, is: yes}")), SECTION: QUESTION},
        ("PACK-007", PLANTED, "plantd"),
    ),
    "the syntax of the only rule that reads an answer": (
        {PLANTED: changed(RULE, ("low", '"low'), (SAME, "{answer: planted, is: yes}")), SECTION: QUESTION},
        ("DOC-005", PLANTED, "nobody knows"),
    ),
    "a condition that is lacking": (
        {PLANTED: changed(RULE, ("  confirmed: " + SAME, "")), SECTION: QUESTION},
        ("PACK-003", PLANTED, "when:"),
    ),
    "the remedies of the only rule that names one": (
        {PLANTED: changed(USES_REMEDY, ("[planted]", "planted")), "remedies.yaml": REMEDY},
        ("PACK-003", PLANTED, "remedies: planted"),
    ),
    "the remedies that a rule must name": (
        {PLANTED: changed(RULE, ("remedies: [write_the_plan]\n", "")), "remedies.yaml": REMEDY},
        ("PACK-003", PLANTED, ""),
    ),
    "a policy that a rule names": (
        {POLICY: changed(JUDGED, ("asks:", "evidence: some\nasks:")), PLANTED: RULE + "policies: [planted]\n"},
        ("PACK-003", POLICY, "evidence"),
    ),
    "a policy that another extends": (
        {"policies/default.yaml": ("otherwise: ", "otherwise: X"), POLICY: EXTENDING},
        ("PACK-003", "policies/default.yaml", "otherwise: X"),
    ),
    "the syntax of a policy that another extends": (
        {"policies/other.yaml": "title: 'never closed\n", POLICY: changed(EXTENDING, ("default", "other"))},
        ("DOC-005", "policies/other.yaml", "never closed"),
    ),
    "the field that says what is extended": (
        {POLICY: changed(EXTENDING, ("extends", "extnds"))},
        ("PACK-001", POLICY, "extnds"),
    ),
    "a question that is asked, and asked first": (
        {POLICY: changed(JUDGED, ("[written_plan, tone]", "[written_plan, ton]"))},
        ("PACK-007", POLICY, "asks"),
    ),
    "a variation whose policy cannot be read": (
        {
            POLICY: changed(JUDGED, ("otherwise: C", "otherwise: XC")),
            CASE: TOLD + "variations:\n  - {name: x, verdicts: {planted: [STOP]}}\n",
        },
        ("PACK-003", POLICY, "otherwise"),
    ),
    "a condition that would have made a circle": (
        {PLANTED: RULE + "unless: {all: [{fact: planted}, {fact: planed}]}\n"},
        ("PACK-008", PLANTED, "unless"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), FOLLOWED.values(), ids=FOLLOWED.keys())
def test_nothing_is_told_that_only_follows_from_a_mistake_in(
    changes: Mapping[str, Change], expected: tuple[str, str, str], plant: Plant
) -> None:
    folder = plant(changes)
    code, file, at = expected

    assert [(code, where) for code, where, _ in mistakes(folder)] == [(code, place(folder, file, at))]


SOME_FILES = [
    *SINGLE_FILES,
    *("questions/context.yaml", "questions/planning.yaml", "policies/default.yaml", "policies/launch.yaml"),
    *("rules/silence_and_fear.yaml", "rules/weak_planning.yaml"),
]


@pytest.mark.parametrize("name", SOME_FILES)
def test_a_file_that_cannot_be_parsed_is_all_that_is_wrong(name: str, plant: Plant) -> None:
    folder = plant({name: "\nx: 'never closed\n"})

    assert [(code, where) for code, where, _ in mistakes(folder)] == [("DOC-005", place(folder, name, "x: 'never"))]


@pytest.mark.parametrize("name", ["measures.yaml", "remedies.yaml", "sources.yaml", "pack.yaml"])
def test_a_file_that_is_not_there_is_all_that_is_wrong(name: str, plant: Plant) -> None:
    folder = plant({name: None})

    assert [(code, where) for code, where, _ in mistakes(folder)] == [("PACK-004", str(folder / name))]


def test_every_circle_is_told_those_that_share_a_rule_among_them(plant: Plant) -> None:
    facts = {
        "a": "{any: [{fact: b}, {fact: c}]}",
        "b": "{fact: a}",
        "c": "{fact: a}",
        "d": "{fact: e}",
        "e": "{fact: d}",
    }
    folder = plant({f"rules/{name}.yaml": f"{RULE}unless: {unless}\n" for name, unless in facts.items()})

    found = mistakes(folder)

    told = {words.partition("cannot be ordered: ")[2].partition(" (")[0] for _, _, words in found}
    assert told == {"a -> b -> a", "a -> c -> a", "d -> e -> d"}
    assert {code for code, _, _ in found} == {"PACK-016"}


def test_a_limit_of_the_engine_is_told_once_and_not_for_each_policy(plant: Plant) -> None:
    levels = [name for name, question in load_pack(ADVOCACY).questions.items() if question.kind == "level"]
    joined = ", ".join(f"{{answer: {name}, at_most: 1}}" for name in levels[:18])
    wide = changed(RULE, (SAME, f"{{any: [{{all: [{joined}]}}, {{all: [{joined}, {{fact: weak_planning}}]}}]}}"))
    clause = changed(JUDGED, ("{fact: weak_planning}", f"{{all: [{joined}]}}"))
    folder = plant({PLANTED: wide, "rules/other.yaml": wide, POLICY: clause, "policies/more.yaml": clause})

    found = [(code, where) for code, where, _ in mistakes(folder)]

    holding = [place(folder, name, "- when#2") for name in (POLICY, "policies/more.yaml")]
    holding += [place(folder, name, "") for name in (PLANTED, "rules/other.yaml")]
    assert sorted(found) == sorted(("PACK-018", where) for where in holding)


def test_a_limit_that_rules_reach_together_is_told_of_the_first_by_the_name_of_the_question(plant: Plant) -> None:
    levels = [name for name, question in load_pack(ADVOCACY).questions.items() if question.kind == "level"]
    wide = ", ".join(f"{{answer: {name}, is: 3}}" for name in levels[:40])
    rule = changed(RULE, (SAME, f"{{all: [{{answer: written_plan, is: 2}}, {{any: [{wide}]}}]}}"))
    folder = plant({f"rules/{name}.yaml": rule for name in "wxyzabc"})

    ((code, where, words),) = mistakes(folder)

    assert (code, where) == ("PACK-018", place(folder, "rules/a.yaml", ""))
    assert "The rules use one test of the answer 'written_plan' 273 times, and 255 is the most." in words


# What these hide cannot be known: what files without words or fields use, or what a part in doubt is to start from.
HIDING = {
    "a file of the pack is missing",
    "the pack's own page is missing",
    "a list for a rule",
    "an empty rule",
    "a rule in UTF-16",
    "a rule of a megabyte",
    "bad news without a remedy",
    "a measure twice",
    "a ladder upon readiness",
    "ladders that start from each other",
}
# What is no mistake yet while another part cannot be read: that part may take points away.
HIDDEN = {"a second band that begins where points do", "a second band that begins as low as points can fall"}
APART = [name for name in DEFECTS if name not in HIDING | HIDDEN]
SHARED = {*SINGLE_FILES, SECTION}
GROUPS = 5


def numbered(text: str, number: int) -> str:
    """The same with names of its own, so that it can stand beside others."""
    for name in ("planted", "planted_too", "aa", "bb", "cc"):
        text = re.sub(rf"\b{name}\b", f"{name}_{number}", text)
    page = "MNOPQRSTUVWXY"[number % 13]
    return text.replace("code: Z9", f"code: {page}{number}").replace("code: Z8", f"code: {page}{number + 40}")


@pytest.mark.parametrize("group", range(GROUPS))
def test_what_is_planted_together_is_told_as_if_each_were_planted_alone(group: int, plant: Plant) -> None:
    folder = plant({})
    expected: Counter[tuple[str, str]] = Counter()
    for number, name in enumerate(APART[group::GROUPS]):
        planted = DEFECTS[name].planted
        files = {file: file if file in SHARED else numbered(file, number) for file in planted}
        texts = {file: numbered(change, number) for file, change in planted.items() if isinstance(change, str)}
        change_files(folder, {files[file]: texts.get(file, change) for file, change in planted.items()})
        expected.update((code, files.get(file, file)) for code, file, _ in DEFECTS[name].expected)
    assert expected.total() > 20

    found = mistakes(folder)

    where = [re.sub(r":\d+$", "", where).removeprefix(f"{folder}/") for _, where, _ in found]
    assert Counter(zip((code for code, _, _ in found), where, strict=True)) == expected
