"""What of a pack is never used: questions that nothing reads, measures and remedies that nothing names.

It is said only of what is certainly not used: not of a name that stands where something could not be read, nor of one
that a wrong name elsewhere probably meant.
"""

from collections.abc import Iterator

from engine.conditions import AnswerTest, MeasureTest
from engine.errors import Mistake, Nearest
from engine.ladder_checks import start_in_doubt
from engine.names import Names
from engine.pack import ADVERSE, Measure, Ranking, Remedy, Rule
from engine.pack_parts import Part, Parts

# Where the names of each kind are used: in which kinds of part, and in which fields.
_USERS = {
    "questions": ("rules", "policies", "questions"),
    "measures": ("rules", "policies", "measures"),
    "remedies": ("rules", "remedies"),
}
_USES: dict[tuple[type, str], str] = {
    (AnswerTest, "answer"): "questions",
    (MeasureTest, "measure"): "measures",
    (Measure, "mean_of"): "measures",
    (Measure, "starts_from"): "measures",
    (Ranking, "weights"): "measures",
    (Ranking, "exposure"): "measures",
    (Rule, "remedies"): "remedies",
    (Remedy, "requires"): "remedies",
}


def unused(parts: Parts) -> Iterator[Mistake]:
    """Each question, measure and remedy that certainly nothing uses."""
    used = _used(parts)
    perhaps = {kind: parts.unread_in(*users) for kind, users in _USERS.items()}
    for question in parts.questions:
        whole = question.whole
        counts = whole is None or whole.counts_in or any(option.points for option in whole.options)
        if not counts and question.name not in used["questions"] and question.name not in perhaps["questions"]:
            fact = f"asks '{question.name}', and nothing reads the answer."
            yield Mistake("PACK-012", question.place, fact, "Use it in a rule, or do not ask.")
    measures = [measure for measure in parts.measures if measure.whole and measure.whole.kind != "readiness"]
    if any(start_in_doubt(measure.whole, parts.names) for measure in measures if measure.whole):
        measures = []  # any of them may be what that ladder is to start from
    idle: list[tuple[str, Part[Measure] | Part[Remedy]]] = [("measures", measure) for measure in measures]
    if not any(_lacks_remedies(rule) for rule in parts.rules):  # any of them may be what that rule is to name
        idle += [("remedies", remedy) for remedy in parts.remedies if remedy.whole]
    yield from _uncited(parts)
    for kind, part in idle:
        if part.name not in used[kind] and part.name not in perhaps[kind]:
            yield Mistake("PACK-012", part.place, f"has '{part.name}', which nothing uses.", "Use it, or remove it.")


def _uncited(parts: Parts) -> Iterator[Mistake]:
    """Paragraphs of the founding text that nothing cites and that are not said to be background."""
    if parts.sources is None or parts.sources.whole is None:
        return
    cited = {value.name for part in parts for value in part.values if value.field == "source"}
    perhaps = parts.unread_in("rules", "questions")
    for name, source in parts.sources.whole.sources.items():
        if source.background is None and name not in cited and name not in perhaps:
            fact = f"has the paragraph '{name}', which nothing cites."
            remedy = "Cite it, or say with `background` why it makes no claim, or remove it."
            yield Mistake("PACK-012", parts.sources.document.place(("sources", name)), fact, remedy)


def _lacks_remedies(rule: Part[Rule]) -> bool:
    return rule.whole is None and rule.fields.get("kind", ADVERSE[0]) in ADVERSE and not rule.fields.get("remedies")


def _used(parts: Parts) -> dict[str, set[str]]:
    """The names used, of each kind; and for each that nothing bears, the nearest that something does."""
    used: dict[str, set[str]] = {kind: set() for kind in _USERS}
    for part in parts:
        for value in part.values:
            if isinstance(value.value, AnswerTest):
                used["questions"].add(value.value.answer)
            elif isinstance(value.value, MeasureTest):
                used["measures"].add(value.value.measure)
            elif (value.owner, value.field) in _USES:
                used[_USES[value.owner, value.field]].add(value.name)
    for kind, found in used.items():
        names: Names[object] = getattr(parts.names, kind)
        nearest = Nearest()
        meant = [nearest.name(name, names.known) for name in sorted(found) if names.lacks(name)]
        found |= {name for name in meant if name is not None}
    return used
