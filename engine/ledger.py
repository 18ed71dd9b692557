"""Where a readiness measure lost its points, question by question, adding up exactly."""

from collections.abc import Sequence

from engine.answers import Answers
from engine.assessment import Ledger, LedgerLine
from engine.measures import FULL_LEVEL, FULL_READINESS, Interval
from engine.program import Program
from engine.unordered import Scale


def ledger(scale: Scale, measured: Interval, answers: Answers, program: Program) -> Ledger:
    """The ledger of one readiness measure over questions, largest loss first.

    Units are weight times level. While it is open whether a question applies, the total is too, and there are no
    lines: half a ledger would add up to nothing.
    """
    masks = [answers.masks[lift.variable] for lift in scale.lifts]
    if any(mask >> len(lift.levels) and mask.bit_count() > 1 for lift, mask in zip(scale.lifts, masks, strict=True)):
        return Ledger(measure=scale.measure.id, units=None, lost=None, open=None, lines=())
    rows = []
    for lift, mask in zip(scale.lifts, masks, strict=True):
        levels = [level for place, level in enumerate(lift.levels) if mask >> place & 1]
        if levels:
            question = program.vocabulary.variables[lift.variable].question
            lost, undecided = FULL_LEVEL - max(levels), max(levels) - min(levels)
            known = answers.standing[question].state == "answered"
            rows.append(
                (question, lift.weight, max(levels) if known else None, lift.weight * lost, lift.weight * undecided)
            )
    lost_points = apportion(FULL_READINESS - measured.high, [row[3] for row in rows])
    open_points = apportion(measured.high - measured.low, [row[4] for row in rows])
    lines = [
        LedgerLine(
            question=question,
            weight=weight,
            level=level,
            lost=lost,
            open=undecided,
            lost_points=gone,
            open_points=still,
        )
        for (question, weight, level, lost, undecided), gone, still in zip(rows, lost_points, open_points, strict=True)
    ]
    return Ledger(
        measure=scale.measure.id,
        units=FULL_LEVEL * sum(row[1] for row in rows),
        lost=sum(row[3] for row in rows),
        open=sum(row[4] for row in rows),
        lines=tuple(sorted(lines, key=lambda line: (-line.lost, -line.open))),
    )


def apportion(total: int, units: Sequence[int]) -> list[int]:
    """Divide a total in proportion to units, in whole numbers that add up to it (largest remainders, first on ties).

    Without any unit there is nothing to divide, and the total is 0 for every measure that was floored exactly.
    """
    whole = sum(units)
    if whole == 0:
        return [0] * len(units)
    shares = [total * unit // whole for unit in units]
    by_remainder = sorted(range(len(units)), key=lambda place: (-(total * units[place] % whole), place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares
