"""How the parts of a pack fit together: names that exist, effects and tests that suit them, texts in every language.

PACK-001 unknown field        PACK-009 a test that does not suit its subject   PACK-016 a circle
PACK-002 missing field        PACK-010 an effect that does not suit it         PACK-017 too wide to run
PACK-003 senseless value      PACK-011 asked_if reads more than answers        PACK-018 beyond a limit of the engine
PACK-004 files of the folder  PACK-012 never used                              PACK-019 unknown source
PACK-005 missing translation  PACK-013 the same name twice                     PACK-020 examples that are lacking
PACK-006 superfluous language PACK-014 unknown remedy                          PACK-021 an example that cannot be
PACK-007 unknown question     PACK-015 unknown policy, section or measure      PACK-022 a remedy that cannot be
PACK-008 unknown fact

One check for each field, for whatever value stands in it: whether its part keeps the format makes no difference.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from engine.condition_checks import Reporter, answer_faults, fact_faults, faults, measure_faults
from engine.conditions import AnswerTest, FactTest, MeasureTest
from engine.documents import Steps
from engine.errors import Fault, Mistake, Suggest
from engine.names import PackNames
from engine.pack import Case, Example, Expected, Manifest, Measure, Option, Policy, Question, Remedy, Rule
from engine.parts import Part, Parts
from engine.profile import GivenAnswer, Profile
from engine.profile_checks import unfit_answer, unknown_answer
from engine.readable import UNREAD, Value
from engine.remedies import misfit
from engine.text import Text


class Reference(NamedTuple):
    """A field of names: which kind of name, and what is said of one that nothing bears."""

    kind: str
    code: str
    fact: str
    remedy: str = "Correct it."


_CITES = Reference(
    "sources", "PACK-019", "cites '{}', which sources.yaml does not have.", "Correct it, or add the paragraph."
)
_CHANGES = Reference("measures", "PACK-015", "changes the measure '{}', which does not exist.")
_ANSWERS = Reference("questions", "PACK-022", "changes the answer '{}', which no question asks for.")
_ASKS = Reference("questions", "PACK-007", "names the question '{}', which does not exist.")
_EXPECTS = Reference("facts", "PACK-008", "expects the fact '{}', which no rule establishes.")
_POLICY = Reference(
    "policies", "PACK-015", "names the policy '{}', which no file has.", "Correct it, or add the policy."
)
_REFERENCES: dict[tuple[type, str], Reference] = {
    (Manifest, "default_policy"): _POLICY,
    (Question, "source"): _CITES,
    (Question, "counts_in"): Reference(
        "measures", "PACK-015", "counts in the measure '{}', which does not exist.", "Correct the name."
    ),
    (Option, "points"): _CHANGES,
    (Measure, "mean_of"): Reference(
        "measures", "PACK-010", "is a mean of '{}', which is no other readiness measure.", "Name another one."
    ),
    (Rule, "policies"): _POLICY,
    (Rule, "source"): _CITES,
    (Rule, "adds"): _CHANGES,
    (Rule, "moves"): _CHANGES,
    (Rule, "floors"): _CHANGES,
    (Rule, "remedies"): Reference(
        "remedies",
        "PACK-014",
        "names the remedy '{}', which does not exist.",
        "Correct the name, or add it to remedies.yaml.",
    ),
    (Remedy, "requires"): Reference("remedies", "PACK-014", "requires the remedy '{}', which is no other remedy."),
    (Remedy, "raises"): _ANSWERS,
    (Remedy, "sets"): _ANSWERS,
    (Remedy, "drops"): _ANSWERS,
    (Policy, "asks"): _ASKS,
    (Policy, "first"): _ASKS,
    (Case, "policy"): _POLICY,
    (Expected, "confirmed"): _EXPECTS,
    (Expected, "likely"): _EXPECTS,
    (Expected, "absent"): _EXPECTS,
    (Expected, "measures"): Reference(
        "measures",
        "PACK-009",
        "expects a value of '{}', which is no readiness or points measure.",
        "Name one that is; ladders stand under bands.",
    ),
    (Expected, "bands"): Reference(
        "measures", "PACK-009", "expects a band of '{}' that it does not have.", "Name a ladder and one of its bands."
    ),
}


def part_mistakes(parts: Parts) -> Iterator[Mistake]:
    """Every mistake in the names, tests, effects, texts and examples of all that could be read."""
    names = parts.names
    languages = frozenset(parts.manifest.fields.get("languages", ()) if parts.manifest else ())
    reporters: dict[str, Reporter] = {}
    for part in parts:
        report = reporters.setdefault(part.document.name, Reporter(part.document))
        for value in part.values:
            for code, fact, remedy in _faults(part.name, value, names, report.nearest):
                yield report(code, value.path, fact, remedy)
            if languages and isinstance(value.value, Text):
                yield from _translations(value.value, value.path, languages, report)
    for question in parts.questions:
        yield from _asked_if(question)
    for measure in parts.measures:
        for field, fault in start_faults(measure.whole, names) if measure.whole else ():
            yield Mistake(fault.code, measure.document.place((*measure.path, field)), fault.fact, fault.remedy)
    for rule in parts.rules:
        yield from _lacking_examples(rule)
    yield from _names_once(parts)
    if parts.manifest is not None:
        yield from _manifest(parts.manifest, parts)


def _faults(part: str, value: Value, names: PackNames, suggest: Suggest) -> Iterator[Fault]:
    """What is wrong with one value in the part of this name."""
    if isinstance(value.value, AnswerTest | FactTest | MeasureTest):
        yield from faults(value.value, names, suggest)
        return
    field = value.owner, value.field
    reference = _REFERENCES.get(field)
    if reference is not None:
        known = getattr(names, reference.kind)
        if known.lacks(value.name):
            remedy = suggest(value.name, known.known) + reference.remedy
            yield Fault(reference.code, reference.fact.format(value.name), remedy)
            return
        if value.name == part and field in ((Measure, "mean_of"), (Remedy, "requires")):
            yield Fault(reference.code, reference.fact.format(value.name), reference.remedy)
    if field in _SUITED:
        yield from _SUITED[field](value, names, suggest)


def _counts_in(value: Value, names: PackNames, _: Suggest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and (measure.kind != "readiness" or measure.mean_of):
        yield Fault(
            "PACK-010", f"counts in '{measure.id}', which is not a readiness measure over questions.", "Name one."
        )


def _mean_of(value: Value, names: PackNames, _: Suggest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind != "readiness":
        yield Fault(
            "PACK-010", f"is a mean of '{measure.id}', which is no other readiness measure.", "Name another one."
        )


def _adds(value: Value, names: PackNames, _: Suggest) -> Iterator[Fault]:
    yield from _effect("points", value, names)


def _moves(value: Value, names: PackNames, _: Suggest) -> Iterator[Fault]:
    yield from _effect("ladder", value, names)


def _effect(kind: str, value: Value, names: PackNames) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind != kind:
        fact = f"changes '{measure.id}' in a way that only {kind} measures take."
        remedy = "Points take adds and points; ladders take moves and floors; nothing else moves readiness."
        yield Fault("PACK-010", fact, remedy)


def _floors(value: Value, names: PackNames, _: Suggest) -> Iterator[Fault]:
    yield from _effect("ladder", value, names)
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind == "ladder" and value.value not in (*measure.band_names, UNREAD):
        fact = f"raises '{measure.id}' to '{value.value}', which is not a band of it."
        yield Fault("PACK-010", fact, f"Name one of {', '.join(measure.band_names)}.")


def _changed(value: Value, names: PackNames, _: Suggest) -> Iterator[Fault]:
    question = names.questions.sound.get(value.name)
    fact = misfit(value.field, value.value, question) if question and value.value is not UNREAD else ""
    if fact:
        yield Fault("PACK-022", fact, "Correct it; see the guide for authors.")


def _answered(value: Value, names: PackNames, suggest: Suggest) -> Iterator[Fault]:
    """Answers of an example or a case that do not fit their questions."""
    if names.questions.lacks(value.key):
        yield unknown_answer(value.key, names.questions.known, suggest)._replace(code="PACK-021")
    elif isinstance(value.value, GivenAnswer) and value.key in names.questions.sound:
        for fault in unfit_answer(value.value.answer, names.questions.sound[value.key]):
            yield fault._replace(code="PACK-021")


def _expected_value(value: Value, names: PackNames, _: Suggest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind == "ladder":
        fact = f"expects a value of '{measure.id}', which is no readiness or points measure."
        yield Fault("PACK-009", fact, "Name one that is; ladders stand under bands.")


def _expected_band(value: Value, names: PackNames, _: Suggest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and value.value not in (*measure.band_names, UNREAD):
        fact = f"expects a band of '{measure.id}' that it does not have."
        yield Fault("PACK-009", fact, "Name a ladder and one of its bands.")


_SUITED: dict[tuple[type, str], Callable[[Value, PackNames, Suggest], Iterator[Fault]]] = {
    (AnswerTest, "answer"): lambda value, names, suggest: answer_faults(value.name, names, suggest),
    (FactTest, "fact"): lambda value, names, suggest: fact_faults(value.name, names, suggest),
    (MeasureTest, "measure"): lambda value, names, suggest: measure_faults(value.name, names, suggest),
    (Question, "counts_in"): _counts_in,
    (Option, "points"): _adds,
    (Measure, "mean_of"): _mean_of,
    (Rule, "adds"): _adds,
    (Rule, "moves"): _moves,
    (Rule, "floors"): _floors,
    (Remedy, "raises"): _changed,
    (Remedy, "sets"): _changed,
    (Remedy, "drops"): _changed,
    (Example, "answers"): _answered,
    (Profile, "answers"): _answered,
    (Expected, "measures"): _expected_value,
    (Expected, "bands"): _expected_band,
}


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


def start_faults(measure: Measure, names: PackNames) -> Iterator[tuple[str, Fault]]:
    """What is wrong with how a ladder starts, as far as what it starts from is known, each with the field concerned."""
    name = measure.starts_from or ""
    start = names.measures.sound.get(name)
    if measure.kind != "ladder" or (start is None and not names.measures.lacks(name)):
        return
    begins = [band.from_ for band in measure.bands]
    if start is None or start.kind == "readiness" or start.id == measure.id:
        fact = "starts from something that is neither points nor another ladder."
        yield "starts_from", Fault("PACK-010", fact, "Name a measure of kind points or ladder.")
    elif start.kind == "ladder":
        if start.band_names != measure.band_names or any(begin is not None for begin in begins):
            fact = "starts from a ladder with other bands, or says where its bands begin."
            yield "bands", Fault("PACK-010", fact, "Give it the same bands, without `from`.")
    else:
        rest = [begin for begin in begins[1:] if begin is not None]
        if begins[0] is not None or len(rest) < len(begins) - 1 or rest != sorted(set(rest)):
            fact = "does not say where each band but the first begins, in rising order."
            yield "bands", Fault("PACK-010", fact, "Give each of them a `from`.")


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
            if part.name in borne:
                yield Mistake(
                    "PACK-013", part.place, f"uses the name '{part.name}' a second time.", "Rename one of them."
                )
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
    languages = manifest.fields.get("languages", ())
    if len(set(languages)) < len(languages):
        yield report("PACK-013", ("languages",), "lists a language twice.", "Keep it once.")
