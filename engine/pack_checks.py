"""How the parts of a pack fit together: names that exist, texts in every language, rules that can be ordered and run.

PACK-001 unknown field        PACK-009 a test that does not suit its subject   PACK-016 a circle
PACK-002 missing field        PACK-010 an effect that does not suit it         PACK-017 too wide to run
PACK-003 senseless value      PACK-011 asked_if reads more than answers        PACK-018 beyond a limit of the engine
PACK-004 files of the folder  PACK-012 never used                              PACK-019 unknown source
PACK-005 missing translation  PACK-013 the same name twice                     PACK-020 examples that are lacking
PACK-006 superfluous language PACK-014 unknown remedy                          PACK-021 an example that cannot be
PACK-007 unknown question     PACK-015 unknown policy, section or measure      PACK-022 a remedy that cannot be
PACK-008 unknown fact         PACK-023 a policy that cannot be extended
"""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from engine.condition_checks import Reporter, condition_mistakes
from engine.conditions import AnswerTest, MeasureTest, inner_tests
from engine.documents import Document, Steps
from engine.errors import Mistake, nearest
from engine.extension_checks import extension_mistakes
from engine.inference_limits import limits_exceeded
from engine.loader import PackFiles
from engine.normal import TooWide
from engine.pack import Case, ExpertReason, Measure, Pack, Policy, Question, Remedy, Rule, Source
from engine.profile import GivenAnswer
from engine.profile_checks import answer_mistakes
from engine.program import Program, measure_node, question_node
from engine.remedies import remedy_misfits
from engine.strata import Circle
from engine.text import Text


def check_pack(pack: Pack, files: PackFiles) -> list[Mistake]:
    """Every mistake in how the pack's parts fit. The rules are made ready to run only if all names are right."""
    mistakes = [
        *_manifest(pack, Reporter(files.single["pack.yaml"])),
        *_texts(pack, files),
        *_names_once(pack, files),
        *_questions(pack, files),
        *_measures(pack, Reporter(files.single["measures.yaml"])),
        *(found for rule in pack.rules for found in _rule(rule, pack, Reporter(files.many["rules"][rule.id]))),
        *_remedies(pack, Reporter(files.single["remedies.yaml"])),
        *(
            found
            for policy in pack.policies
            for found in _policy(policy, pack, Reporter(files.many["policies"][policy.id]))
        ),
        *(found for case in pack.cases for found in _case(case, pack, Reporter(files.many["cases"][case.id]))),
    ]
    return mistakes or [*_unused(pack, files), *_runnable(pack, files)]


def _manifest(pack: Pack, report: Reporter) -> Iterator[Mistake]:
    manifest, found = pack.manifest, {section.id for section in pack.sections}
    for place, name in enumerate(manifest.sections):
        if name not in found:
            remedy = f"{nearest(name, found)}Add questions/{name}.yaml, or remove the name."
            yield report("PACK-015", ("sections", place), f"lists the section '{name}', which no file has.", remedy)
    for name in sorted(found - set(manifest.sections)):
        yield report(
            "PACK-015", ("sections",), f"does not list the section '{name}'.", "Add it in the order of the pages."
        )
    if manifest.default_policy not in pack.policy:
        remedy = f"{nearest(manifest.default_policy, pack.policy)}Correct it, or add the policy."
        yield report(
            "PACK-015", ("default_policy",), f"names the policy '{manifest.default_policy}', which no file has.", remedy
        )
    if len(set(manifest.languages)) < len(manifest.languages):
        yield report("PACK-013", ("languages",), "lists a language twice.", "Keep it once.")


def _texts(pack: Pack, files: PackFiles) -> Iterator[Mistake]:
    """Each text has all languages of the pack and no other."""
    wanted = frozenset(pack.manifest.languages)
    for document, part, base in _parts(pack, files):
        for path, text in texts_in(part, base):
            for language in sorted(wanted - text.languages()):
                fact = f"the text at '{_dotted(path)}' has no '{language}'."
                yield Mistake("PACK-005", document.place(path), fact, f"Translate it: add `{language}: ...`.")
            for language in sorted(text.languages() - wanted):
                fact = f"the text at '{_dotted(path)}' is also in '{language}', which pack.yaml does not list."
                yield Mistake(
                    "PACK-006", document.place((*path, language)), fact, "List the language, or remove the text."
                )


def _parts(pack: Pack, files: PackFiles) -> Iterator[tuple[Document, object, Steps]]:
    yield files.single["pack.yaml"], pack.manifest, ()
    for name in ("sources", "measures", "remedies"):
        yield files.single[f"{name}.yaml"], getattr(pack, name), (name,)
    for folder, parts in (
        ("questions", pack.sections),
        ("rules", pack.rules),
        ("policies", pack.policies),
        ("cases", pack.cases),
    ):
        for part in parts:
            yield files.many[folder][part.id], part, ()


def texts_in(part: object, path: Steps) -> Iterator[tuple[Steps, Text]]:
    """Every text inside a part of a pack, with its path in the file."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name, info in type(part).model_fields.items():
            yield from texts_in(getattr(part, name), (*path, info.alias or name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts_in(value, (*path, str(key)))
    elif isinstance(part, tuple):
        for place, value in enumerate(part):
            yield from texts_in(value, (*path, place))


def _dotted(path: Steps) -> str:
    return ".".join(str(step) for step in path)


def _names_once(pack: Pack, files: PackFiles) -> Iterator[Mistake]:
    """Ids of questions, measures and remedies, and printed codes, stand once."""
    seen: dict[str, str] = {}
    for section in pack.sections:
        for place, question in enumerate(section.questions):
            for name in (question.id, question.code):
                here = files.many["questions"][section.id].place(("questions", place))
                if name in seen:
                    yield Mistake(
                        "PACK-013",
                        here,
                        f"uses '{name}', which the question at {seen[name]} has.",
                        "Rename one of them.",
                    )
                seen[name] = here
    listed = {"measures": [m.id for m in pack.measures], "remedies": [remedy.id for remedy in pack.remedies]}
    for part, ids in listed.items():
        for place, name in enumerate(ids):
            if name in ids[:place]:
                here = files.single[f"{part}.yaml"].place((part, place))
                yield Mistake("PACK-013", here, f"uses the name '{name}' a second time.", "Rename one of them.")


def _questions(pack: Pack, files: PackFiles) -> Iterator[Mistake]:
    for section in pack.sections:
        for place, question in enumerate(section.questions):
            yield from _question(question, pack, Reporter(files.many["questions"][section.id], ("questions", place)))


def _question(question: Question, pack: Pack, report: Reporter) -> Iterator[Mistake]:
    yield from _sources(question.source, pack, report)
    for place, name in enumerate(question.counts_in):
        measure = pack.measure.get(name)
        if measure is None:
            remedy = f"{nearest(name, pack.measure)}Correct the name."
            yield report(
                "PACK-015", ("counts_in", place), f"counts in the measure '{name}', which does not exist.", remedy
            )
        elif measure.kind != "readiness" or measure.mean_of:
            fact = f"counts in '{name}', which is not a readiness measure over questions."
            yield report("PACK-010", ("counts_in", place), fact, "Name one that is.")
    for place, option in enumerate(question.options):
        yield from _effects(option.points, "points", pack, ("options", place, "points"), report)
    if question.asked_if is not None:
        yield from condition_mistakes(question.asked_if, pack, ("asked_if",), report)
        for below, test in inner_tests(question.asked_if):
            if not isinstance(test, AnswerTest):
                fact = "asked_if looks at something other than answers."
                yield report("PACK-011", ("asked_if", *below), fact, "Test answers only, so that a form can show it.")


def _measures(pack: Pack, report: Reporter) -> Iterator[Mistake]:
    for place, measure in enumerate(pack.measures):
        here: Steps = ("measures", place)
        for name in measure.mean_of:
            if name not in pack.measure or pack.measure[name].kind != "readiness" or name == measure.id:
                remedy = f"{nearest(name, pack.measure)}Name another readiness measure."
                yield report(
                    "PACK-010",
                    (*here, "mean_of", name),
                    f"is a mean of '{name}', which is no other readiness measure.",
                    remedy,
                )
        if measure.kind == "ladder":
            yield from _ladder(measure, pack, here, report)


def _ladder(measure: Measure, pack: Pack, here: Steps, report: Reporter) -> Iterator[Mistake]:
    start = pack.measure.get(measure.starts_from or "")
    begins = [band.from_ for band in measure.bands]
    if start is None or start.kind == "readiness" or start.id == measure.id:
        yield report(
            "PACK-010",
            (*here, "starts_from"),
            "starts from something that is neither points nor another ladder.",
            "Name a measure of kind points or ladder.",
        )
    elif start.kind == "ladder" and (
        start.band_names != measure.band_names or any(begin is not None for begin in begins)
    ):
        yield report(
            "PACK-010",
            (*here, "bands"),
            "starts from a ladder with other bands, or says where its bands begin.",
            "Give it the same bands, without `from`.",
        )
    elif start.kind == "points":
        rest = [begin for begin in begins[1:] if begin is not None]
        if begins[0] is not None or len(rest) < len(begins) - 1 or rest != sorted(set(rest)):
            yield report(
                "PACK-010",
                (*here, "bands"),
                "does not say where each band but the first begins, in rising order.",
                "Give each of them a `from`.",
            )


def _rule(rule: Rule, pack: Pack, report: Reporter) -> Iterator[Mistake]:
    for grade, condition in (("confirmed", rule.when.confirmed), ("likely", rule.when.likely)):
        if condition is not None:
            yield from condition_mistakes(condition, pack, ("when", grade), report)
    if rule.unless is not None:
        yield from condition_mistakes(rule.unless, pack, ("unless",), report)
    yield from _sources(rule.source, pack, report)
    yield from _effects(rule.adds, "points", pack, ("adds",), report)
    yield from _effects(rule.moves, "ladder", pack, ("moves",), report)
    yield from _effects(rule.floors, "ladder", pack, ("floors",), report)
    for name, band in rule.floors.items():
        if name in pack.measure and band not in pack.measure[name].band_names:
            remedy = f"Name one of {', '.join(pack.measure[name].band_names)}."
            yield report(
                "PACK-010", ("floors", name), f"raises '{name}' to '{band}', which is not a band of it.", remedy
            )
    for place, name in enumerate(rule.remedies):
        if name not in pack.remedy:
            remedy = f"{nearest(name, pack.remedy)}Correct the name, or add it to remedies.yaml."
            yield report("PACK-014", ("remedies", place), f"names the remedy '{name}', which does not exist.", remedy)
    for place, name in enumerate(rule.policies):
        if name not in pack.policy:
            yield report(
                "PACK-015",
                ("policies", place),
                f"names the policy '{name}', which no file has.",
                nearest(name, pack.policy) + "Correct it.",
            )
    yield from _examples(rule, pack, report)


def _examples(rule: Rule, pack: Pack, report: Reporter) -> Iterator[Mistake]:
    outcomes = {example.outcome for example in rule.examples}
    positive = "confirmed" if rule.when.confirmed is not None else "likely"
    grades = [(grade,) for grade in ("confirmed", "likely") if getattr(rule.when, grade) is not None]
    wanted: list[tuple[str, ...]] = [("confirmed", "likely")] if len(grades) == 1 else list(grades)
    for group in (*wanted, ("absent",), ("unknown",)):
        if not outcomes.intersection(group):
            named = positive if len(group) == 2 else group[0]
            yield report(
                "PACK-020",
                ("examples",),
                f"has no example whose outcome is '{named}'.",
                "Add one: an example is the rule's test.",
            )
    for number, example in enumerate(rule.examples):
        yield from _answers(example.answers, pack, Reporter(report.document, ("examples", number, "answers")))


def _answers(answers: Mapping[str, GivenAnswer], pack: Pack, report: Reporter) -> Iterator[Mistake]:
    """Answers of an example or a case that do not fit their questions."""
    for found in answer_mistakes(answers, pack.questions, lambda path: report.document.place((*report.base, *path))):
        yield Mistake("PACK-021", found.place, found.fact, found.remedy)


def _effects(effects: Iterable[str], kind: str, pack: Pack, path: Steps, report: Reporter) -> Iterator[Mistake]:
    for name in effects:
        if name not in pack.measure:
            yield report(
                "PACK-015",
                (*path, name),
                f"changes the measure '{name}', which does not exist.",
                nearest(name, pack.measure) + "Correct it.",
            )
        elif pack.measure[name].kind != kind:
            fact = f"changes '{name}' in a way that only {kind} measures take."
            yield report(
                "PACK-010",
                (*path, name),
                fact,
                "Points take adds and points; ladders take moves and floors; nothing else moves readiness.",
            )


def _sources(source: Source, pack: Pack, report: Reporter) -> Iterator[Mistake]:
    for place, item in enumerate(source):
        if not isinstance(item, ExpertReason) and item not in pack.sources:
            yield report(
                "PACK-019",
                ("source", place),
                f"cites '{item}', which sources.yaml does not have.",
                nearest(item, pack.sources) + "Correct it, or add the paragraph.",
            )


def _remedies(pack: Pack, report: Reporter) -> Iterator[Mistake]:
    for place, remedy in enumerate(pack.remedies):
        here: Steps = ("remedies", place)
        for number, name in enumerate(remedy.requires):
            if name not in pack.remedy or name == remedy.id:
                yield report(
                    "PACK-014",
                    (*here, "requires", number),
                    f"requires the remedy '{name}', which is no other remedy.",
                    nearest(name, pack.remedy) + "Correct it.",
                )
        for path, fact in remedy_misfits(remedy, pack):
            yield report("PACK-022", (*here, *path), fact, "Correct it; see the guide for authors.")
    circle = _circle({remedy.id: remedy for remedy in pack.remedies})
    if circle:
        yield report(
            "PACK-016", ("remedies",), f"remedies require each other in a circle: {' -> '.join(circle)}.", "Break it."
        )


def _circle(remedies: dict[str, Remedy]) -> list[str]:
    """A circle of requirements, its first remedy repeated at the end; empty when there is none."""
    done: set[str] = set()
    for start in remedies:
        path, stack = [start], [iter(remedies[start].requires)]
        while stack:
            name = next(stack[-1], None)
            if name is None:
                done.add(path.pop())
                stack.pop()
            elif name in path:
                return [*path[path.index(name) :], name]
            elif name in remedies and name not in done:
                path.append(name)
                stack.append(iter(remedies[name].requires))
    return []


def _policy(policy: Policy, pack: Pack, report: Reporter) -> Iterator[Mistake]:
    yield from extension_mistakes(policy, pack, report)
    for number, verdict in enumerate(policy.verdicts):
        for place, clause in enumerate(verdict.clauses):
            if clause.when is not None:
                yield from condition_mistakes(clause.when, pack, ("verdicts", number, "clauses", place, "when"), report)
    for key, names in (("asks", policy.asks), ("first", policy.first)):
        for place, name in enumerate(names):
            if name not in pack.questions:
                yield report(
                    "PACK-007",
                    (key, place),
                    f"names the question '{name}', which does not exist.",
                    nearest(name, pack.questions) + "Correct it.",
                )
    for place, name in enumerate(policy.first):
        if name in policy.first[:place]:
            yield report("PACK-003", ("first", place), f"puts the question '{name}' first twice.", "Keep one.")
        elif policy.asks and name in pack.questions and name not in policy.asks:
            fact = f"puts the question '{name}' first and does not ask it."
            yield report("PACK-003", ("first", place), fact, "Add it to `asks`, or take it out of `first`.")


def _case(case: Case, pack: Pack, report: Reporter) -> Iterator[Mistake]:
    yield from _answers(case.profile.answers, pack, Reporter(report.document, ("profile", "answers")))
    if case.policy not in pack.policy:
        yield report(
            "PACK-015",
            ("policy",),
            f"names the policy '{case.policy}', which no file has.",
            nearest(case.policy, pack.policy) + "Correct it.",
        )
    for grade in ("confirmed", "likely", "absent"):
        for place, name in enumerate(getattr(case.expect, grade)):
            if name not in pack.rule:
                yield report(
                    "PACK-008",
                    ("expect", grade, place),
                    f"expects the fact '{name}', which no rule establishes.",
                    nearest(name, pack.rule) + "Correct it.",
                )
    for number, variation in enumerate(case.variations):
        here: Steps = ("variations", number)
        yield from _answers(variation.answers, pack, Reporter(report.document, (*here, "answers")))
        yield from _bands(variation.bands, pack, (*here, "bands"), report)
        for name in variation.verdicts:
            if name not in pack.policy:
                yield report(
                    "PACK-015",
                    (*here, "verdicts", name),
                    f"names the policy '{name}', which no file has.",
                    nearest(name, pack.policy) + "Correct it.",
                )
    for name in case.expect.measures:
        if name not in pack.measure or pack.measure[name].kind == "ladder":
            fact = f"expects a value of '{name}', which is no readiness or points measure."
            yield report("PACK-009", ("expect", "measures", name), fact, "Name one that is; ladders stand under bands.")
    yield from _bands(case.expect.bands, pack, ("expect", "bands"), report)


def _bands(bands: Mapping[str, str], pack: Pack, path: Steps, report: Reporter) -> Iterator[Mistake]:
    for name, band in bands.items():
        if name not in pack.measure or band not in pack.measure[name].band_names:
            fact = f"expects a band of '{name}' that it does not have."
            yield report("PACK-009", (*path, name), fact, "Name a ladder and one of its bands.")


def _unused(pack: Pack, files: PackFiles) -> Iterator[Mistake]:
    """Questions that no rule, measure, clause or asked_if reads; measures and remedies that nothing uses."""
    conditions = [
        condition for rule in pack.rules for condition in (rule.when.confirmed, rule.when.likely, rule.unless)
    ]
    conditions += [clause.when for policy in pack.policies for verdict in policy.verdicts for clause in verdict.clauses]
    conditions += [question.asked_if for question in pack.questions.values()]
    read = [test for condition in conditions if condition is not None for _, test in inner_tests(condition)]
    answers = {test.answer for test in read if isinstance(test, AnswerTest)}
    measures = {test.measure for test in read if isinstance(test, MeasureTest)}
    measures |= {name for measure in pack.measures for name in (*measure.mean_of, measure.starts_from or "")}
    named = {name for rule in pack.rules for name in rule.remedies}
    named |= {name for remedy in pack.remedies for name in remedy.requires}
    for section in pack.sections:
        for place, question in enumerate(section.questions):
            if question.id not in answers and not question.counts_in and not any(o.points for o in question.options):
                here = files.many["questions"][section.id].place(("questions", place))
                yield Mistake(
                    "PACK-012",
                    here,
                    f"asks '{question.id}', and nothing reads the answer.",
                    "Use it in a rule, or do not ask.",
                )
    idle = [
        ("measures", n, m.id) for n, m in enumerate(pack.measures) if m.kind != "readiness" and m.id not in measures
    ]
    idle += [("remedies", n, remedy.id) for n, remedy in enumerate(pack.remedies) if remedy.id not in named]
    for part, place, name in idle:
        here = files.single[f"{part}.yaml"].place((part, place))
        yield Mistake("PACK-012", here, f"has '{name}', which nothing uses.", "Use it, or remove it.")


def _runnable(pack: Pack, files: PackFiles) -> Iterator[Mistake]:
    """Make the rules ready under each policy: circles, conditions too wide, limits of the engine."""
    said: set[tuple[str, str]] = set()
    # Those that extend another last, so that what is wrong with a clause is said of the file that holds it.
    for policy in sorted(pack.policies, key=lambda policy: policy.extends is not None):
        document = files.many["policies"][policy.id]
        try:
            for name, sentence in limits_exceeded(Program(pack, pack.policy[policy.id])):
                rule = files.many["rules"].get(name or "")
                if (name or "", sentence) not in said:
                    said.add((name or "", sentence))
                    yield Mistake("PACK-018", (rule or document).place(()), sentence, "Split or simplify the rules.")
        except Circle as circle:
            if ("circle", "") not in said:
                said.add(("circle", ""))
                fact = f"cannot be ordered: {circle} (a circle through a negation or a measure)."
                yield Mistake(
                    "PACK-016",
                    _place_of(circle.path[0], pack, files, document),
                    fact,
                    "Remove one of these dependencies.",
                )
        except TooWide as wide:
            name = str(wide)
            fact = f"the condition of '{name}' has more than 256 alternatives when it is written out."
            remedy = "Split it into several, or simplify it."
            yield Mistake("PACK-017", _place_of(name, pack, files, document), fact, remedy)
            return  # the other policies would meet it again


def _place_of(node: str, pack: Pack, files: PackFiles, policy: Document) -> str:
    """Where a node of the program's graphs is written: a rule, a measure, a question, else a clause of the policy."""
    if node in pack.rule:
        return files.many["rules"][node].place(())
    for number, measure in enumerate(pack.measures):
        if node == measure_node(measure.id):
            return files.single["measures.yaml"].place(("measures", number))
    for section in pack.sections:
        for number, question in enumerate(section.questions):
            if node == question_node(question.id):
                return files.many["questions"][section.id].place(("questions", number))
    return policy.place(())
