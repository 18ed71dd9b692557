"""How a ladder starts: from points, with a beginning for each band but the first, or from a ladder with its bands."""

from collections.abc import Iterator

from engine.errors import Fault, Suggest
from engine.names import PackNames
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


def start_in_doubt(measure: Measure, names: PackNames) -> bool:
    """Whether a ladder may be meant to start from something else, and not only in another way."""
    start = names.measures.sound.get(measure.starts_from or "")
    return any(start_faults(measure, names)) and (start is None or start.kind != "points")
