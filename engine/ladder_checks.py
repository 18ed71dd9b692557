"""How a ladder starts: from points, with a beginning for each band but the first, or from a ladder with its bands."""

from collections.abc import Iterator
from math import inf

from engine.errors import Fault, Suggest
from engine.names import NO_WORDS, PackNames
from engine.pack import Measure


def start_faults(
    measure: Measure, names: PackNames, suggest: Suggest = lambda wrong, known: ""
) -> Iterator[tuple[str, Fault]]:
    """What is wrong with how a ladder starts, as far as what it starts from is known, each with the field concerned."""
    name = measure.starts_from or ""
    start = names.measures.sound.get(name)
    if measure.kind != "ladder" or (start is None and not names.measures.lacks(name)):
        return
    begins = [band.from_ for band in measure.bands]
    if start is None or start.kind == "readiness" or start.id == measure.id:
        fact = "starts from something that is neither points nor another ladder."
        near = suggest(name, names.measures.known) if start is None else ""
        yield "starts_from", Fault("PACK-010", fact, f"{near}Name a measure of kind points or ladder.")
    elif start.kind == "ladder":
        if start.band_names != measure.band_names or any(begin is not None for begin in begins):
            fact = "starts from a ladder with other bands, or says where its bands begin."
            yield "bands", Fault("PACK-010", fact, "Give it the same bands, without `from`.")
    else:
        rest = [begin for begin in begins[1:] if begin is not None]
        if begins[0] is not None or len(rest) < len(begins) - 1 or rest != sorted(set(rest)):
            fact = "does not say where each band but the first begins, in rising order."
            yield "bands", Fault("PACK-010", fact, "Give each of them a `from`.")
        elif rest and rest[0] <= 0 and rest[0] <= _fewest(start.id, names):
            first, second = measure.band_names[:2]
            never = f"there are never fewer points, so '{first}' is never reached."
            fact = f"begins its band '{second}' at {rest[0]}, and {never}"
            yield "bands", Fault("PACK-010", fact, "Begin it higher, or leave the first band out.")


def _fewest(points: str, names: PackNames) -> float:
    """Fewer of these points cannot come together, as far as all that gives any could be read."""
    if any(kind.others or kind.elsewhere != NO_WORDS for kind in (names.questions, names.facts)):
        return -inf
    of_options = (option.points for question in names.questions.sound.values() for option in question.options)
    of_rules = (rule.adds for rule in names.facts.sound.values())
    return sum(min(0, given.get(points, 0)) for given in (*of_options, *of_rules))


def start_in_doubt(measure: Measure, names: PackNames) -> bool:
    """Whether a ladder may be meant to start from something else, and not only in another way."""
    start = names.measures.sound.get(measure.starts_from or "")
    return any(start_faults(measure, names)) and (start is None or start.kind != "points")
