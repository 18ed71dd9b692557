"""What can be wrong with a policy as a whole: what it extends, and what it asks first."""

from collections.abc import Iterable, Iterator

from engine.condition_checks import Reporter
from engine.errors import Mistake
from engine.pack import Policy
from engine.pack_parts import Part, Parts


def policy_mistakes(policy: Part[Policy], parts: Parts, report: Reporter) -> Iterator[Mistake]:
    """All that can be said of the fields that could be read, beside what is wrong with each name alone."""
    yield from _extended(policy, parts, report)
    yield from _first(policy, parts, report)


def _extended(policy: Part[Policy], parts: Parts, report: Reporter) -> Iterator[Mistake]:
    """A policy that extends another itself, or one whose verdicts do not go with this one's own."""
    name = policy.fields.get("extends")
    if name is None:
        return
    sound = parts.names.policies.sound
    extending = {part.name for part in parts.policies if part.fields.get("extends") is not None}
    if name in extending:
        fact = "extends itself." if name == policy.name else f"extends '{name}', which extends another policy itself."
        whole = [other for other, written in sound.items() if written.extends is None]
        remedy = f"Extend one that extends none ({', '.join(whole) or 'there is none'}), and add the missing clauses."
        yield report("PACK-023", ("extends",), fact, remedy)
    elif policy.whole and name in sound:
        for misfit in policy.whole.with_clauses_of(sound[name]).misfits:
            fact = f"{misfit}, together with those of '{name}', which it extends."
            yield report("PACK-003", ("extends",), fact, "Correct `words` or `otherwise`, or do not extend it.")


def _first(policy: Part[Policy], parts: Parts, report: Reporter) -> Iterator[Mistake]:
    """Questions that stand first twice, or are not among those that the policy asks."""
    questions, asks = parts.names.questions, policy.fields.get("asks", ())
    asked = {report.nearest.name(name, questions.known) if questions.lacks(name) else name for name in asks}
    seen: set[str] = set()
    for value in policy.values:
        if (value.owner, value.field) != (Policy, "first"):
            continue
        if value.name in seen:
            fact = f"puts the question '{value.name}' first twice."
            yield report("PACK-003", value.path, fact, "Keep one.")
        elif asks and value.name not in asked and not questions.lacks(value.name):
            fact = f"puts the question '{value.name}' first and does not ask it."
            yield report("PACK-003", value.path, fact, "Add it to `asks`, or take it out of `first`.")
        seen.add(value.name)


def stage_mistakes(policies: Iterable[Part[Policy]]) -> Iterator[Mistake]:
    """A stage for which two policies are meant: which of them would judge must not hang on their names."""
    taken: dict[str, str] = {}
    for policy in policies:
        for place, stage in enumerate(policy.fields.get("stages", ())):
            if stage in taken:
                fact = f"is meant for the stage '{stage}', as the policy '{taken[stage]}' is."
                yield Mistake("PACK-013", policy.document.place(("stages", place)), fact, "Keep it in one of them.")
            taken.setdefault(stage, policy.name)
