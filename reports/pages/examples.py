"""In which order example reports are offered: each verdict once before any comes again."""

from collections import Counter
from collections.abc import Iterable

from engine.pack import VERDICTS, Case, VerdictName


def telling_first(cases: Iterable[Case]) -> tuple[Case, ...]:
    """First one case of each verdict, then the next of each: worst verdicts first, what is undecided last. Of one
    verdict the case comes first of which its authors say most."""
    found, places = list[tuple[int, int, Case]](), Counter[tuple[VerdictName, ...]]()
    for case in sorted(cases, key=_said, reverse=True):
        verdicts = case.expect.verdicts
        rank = VERDICTS.index(verdicts[0]) if len(verdicts) == 1 else len(VERDICTS)
        found.append((places[verdicts], rank, case))
        places[verdicts] += 1
    return tuple(case for *_, case in sorted(found, key=lambda one: one[:2]))


def _said(case: Case) -> int:
    expected = case.expect
    return len(expected.confirmed) + len(expected.likely) + len(expected.absent)
