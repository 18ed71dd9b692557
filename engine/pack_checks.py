"""How the parts of a pack fit together: names that exist, effects and tests that suit them, texts in every language.

PACK-001 unknown field        PACK-009 a test that does not suit its subject   PACK-016 a circle
PACK-002 missing field        PACK-010 an effect that does not suit it         PACK-017 too wide to run
PACK-003 senseless value      PACK-011 asked_if reads more than answers        PACK-018 beyond a limit of the engine
PACK-004 files of the folder  PACK-012 never used                              PACK-019 unknown source
PACK-005 missing translation  PACK-013 the same name twice                     PACK-020 examples that are lacking
PACK-006 superfluous language PACK-014 unknown remedy                          PACK-021 an example that cannot be
PACK-007 unknown question     PACK-015 unknown policy, section or measure      PACK-022 a remedy that cannot be
PACK-008 unknown fact         PACK-023 a policy that cannot be extended

Values are checked one by one (see `field_checks.py`): whether their part keeps the format makes no difference.
"""

from collections.abc import Iterator
from functools import partial

from engine.condition_checks import Reporter
from engine.conditions import FactTest, MeasureTest
from engine.documents import Steps
from engine.errors import Mistake
from engine.field_checks import value_faults
from engine.ladder_checks import start_faults
from engine.pack import Case, Manifest, Question, Rule
from engine.pack_parts import Part, Parts
from engine.policy_checks import policy_mistakes, stage_mistakes
from engine.profile_checks import date_mistakes
from engine.readable import values_of
from engine.text import Text


def part_mistakes(parts: Parts) -> Iterator[Mistake]:
    """Every mistake in the names, tests, effects, texts and examples of all that could be read."""
    names = parts.names
    languages = frozenset(parts.manifest.fields.get("languages", ()) if parts.manifest else ())
    reporters: dict[str, Reporter] = {}
    for part in parts:
        report = reporters.setdefault(part.document.name, Reporter(part.document))
        for value in part.values:
            for code, fact, remedy in value_faults(part.name, value, names, report.nearest):
                yield report(code, value.path, fact, remedy)
            if languages and isinstance(value.value, Text):
                yield from _translations(value.value, value.path, languages, report)
    for question in parts.questions:
        yield from _asked_if(question)
    for measure in parts.measures:
        report = reporters[measure.document.name]
        for field, fault in start_faults(measure.whole, names, report.nearest) if measure.whole else ():
            yield report(fault.code, (*measure.path, field), fault.fact, fault.remedy)
    for rule in parts.rules:
        yield from _lacking_examples(rule)
    for policy in parts.policies:
        yield from policy_mistakes(policy, parts, reporters[policy.document.name])
    yield from stage_mistakes(parts.policies)
    for case in parts.cases:
        if case.whole is not None:
            yield from date_mistakes(values_of(case.whole.profile), case.whole.on, partial(_in_profile, case))
    yield from _names_once(parts)
    if parts.manifest is not None:
        yield from _manifest(parts.manifest, parts)


def _in_profile(case: Part[Case], path: Steps) -> str:
    return case.document.place((*case.path, "profile", *path))


def _translations(text: Text, path: Steps, wanted: frozenset[str], report: Reporter) -> Iterator[Mistake]:
    """A text has all languages of the pack and no other."""
    dotted = ".".join(map(str, path))
    for language in sorted(wanted - text.languages()):
        fact = f"the text at '{dotted}' has no '{language}'."
        yield report("PACK-005", path, fact, f"Translate it: add `{language}: ...`.")
    for language in sorted(text.languages() - wanted):
        fact = f"the text at '{dotted}' is also in '{language}', which pack.yaml does not list."
        yield report("PACK-006", (*path, language), fact, "List the language, or remove the text.")


def _asked_if(question: Part[Question]) -> Iterator[Mistake]:
    for value in question.values:
        if "asked_if" in value.path and isinstance(value.value, FactTest | MeasureTest):
            fact = "asked_if looks at something other than answers."
            remedy = "Test answers only, so that a form can show it."
            yield Mistake("PACK-011", question.document.place(value.path), fact, remedy)


def _lacking_examples(rule: Part[Rule]) -> Iterator[Mistake]:
    """One for each grade, one that is absent and one that is unknown, if all that a rule has could be read."""
    when, examples = rule.fields.get("when"), rule.fields.get("examples")
    if not when or not examples:
        return
    outcomes = {example.outcome for example in examples}
    grades = [(grade,) for grade in ("confirmed", "likely") if getattr(when, grade) is not None]
    wanted: list[tuple[str, ...]] = [("confirmed", "likely")] if len(grades) == 1 else list(grades)
    for group in (*wanted, ("absent",), ("unknown",)):
        if not outcomes.intersection(group):
            fact = f"has no example whose outcome is '{grades[0][0] if len(group) == 2 else group[0]}'."
            place = rule.document.place(("examples",))
            yield Mistake("PACK-020", place, fact, "Add one: an example is the rule's test.")


def _names_once(parts: Parts) -> Iterator[Mistake]:
    """Ids of questions, measures and remedies, and printed codes, stand once."""
    seen: dict[str, str] = {}
    for question in parts.questions:
        for name in filter(None, (question.name, question.fields.get("code"))):
            if name in seen:
                fact = f"uses '{name}', which the question at {seen[name]} has."
                yield Mistake("PACK-013", question.place, fact, "Rename one of them.")
            seen[name] = question.place
    for kind in (parts.measures, parts.remedies):
        borne: set[str] = set()
        for part in kind:
            if part.name and part.name in borne:
                fact = f"uses the name '{part.name}' a second time."
                yield Mistake("PACK-013", part.place, fact, "Rename one of them.")
            borne.add(part.name)


def _manifest(manifest: Part[Manifest], parts: Parts) -> Iterator[Mistake]:
    report = Reporter(manifest.document)
    found, listed = parts.names.sections, manifest.fields.get("sections")
    meant: set[str | None] = set()
    for value in manifest.values:
        if value.field == "sections" and found.lacks(value.name):
            meant.add(report.nearest.name(value.name, found.known))
            remedy = f"{report.nearest(value.name, found.known)}Add questions/{value.name}.yaml, or remove the name."
            yield report("PACK-015", value.path, f"lists the section '{value.name}', which no file has.", remedy)
    for name in sorted(parts.section_files() - set(listed) - meant) if listed else ():
        fact = f"does not list the section '{name}'."
        yield report("PACK-015", ("sections",), fact, "Add it in the order of the pages.")
    for field, what in (("languages", "a language"), ("sections", "a section")):
        names = manifest.fields.get(field, ())
        if len(set(names)) < len(names):
            yield report("PACK-013", (field,), f"lists {what} twice.", "Keep it once.")
