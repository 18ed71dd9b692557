"""What the verdict hangs on, as sentences to stand beside it."""

from collections.abc import Iterable
from typing import Final

from engine.assessment import FragileSet, Fragility
from engine.pack import VERDICTS
from reports.grounds import MOST_NAMED
from reports.wording import Wording

_GOOD: Final = ("CONDITIONS", "GO")


def hanging(wording: Wording) -> list[str]:
    """On which answers the verdict hangs, or that it does not; nothing where it cannot get worse.

    That nothing makes it worse is said of a good verdict only: beside a bad one it would read as praise.
    """
    fragility = wording.assessment.fragility
    match fragility.outlook:
        case "at_worst":
            return []
        case "holds" if wording.assessment.verdict.possible[0] not in _GOOD:
            return []
        case "holds":
            said = [wording.words("However many of the answers were one level lower, the verdict would be no worse.")]
        case "not_known":
            said = [_not_known(wording, fragility)]
        case "hangs" if fragility.fewest == 1:
            said = _single(wording, fragility)
        case "hangs":
            said = _together(wording, fragility)
    if not fragility.proven:
        said.append(wording.words("These are bounds, not exact: the search reached its limit."))
    return said


def _single(wording: Wording, fragility: Fragility) -> list[str]:
    """Each answer on which alone the verdict hangs, those with the same consequence together, the worst first."""
    words, sets = wording.words, fragility.sets
    groups: dict[str, list[str]] = {}
    for one in sorted(sets, key=lambda one: VERDICTS.index(one.worst)):
        groups.setdefault(_then(wording, one), []).append(one.answers[0].question)
    said = [
        words.many("The verdict hangs on {number} answer.", "The verdict hangs on each of {number} answers.", len(sets))
    ]
    for then, questions in groups.items():
        codes = wording.some_codes(questions)
        said.append(
            words.many(
                "If {codes} were one level lower, {then}.",
                "If any one of these were one level lower, {then}: {codes}.",
                len(questions),
                codes=codes,
                then=then,
            )
        )
    return said + _unshown(wording, sets)


def _together(wording: Wording, fragility: Fragility) -> list[str]:
    """The smallest number of answers that it takes, and which ones where they are few."""
    words, (one,) = wording.words, fragility.sets
    said = [
        words.many(
            "The verdict hangs on no fewer than {number} answer.",
            "The verdict hangs on no fewer than {number} answers together.",
            fragility.fewest,
        )
    ]
    if fragility.fewest <= MOST_NAMED:
        codes = wording.codes(answer.question for answer in one.answers)
        said.append(words("If {codes} were each one level lower, {then}.", codes=codes, then=_then(wording, one)))
        said += _unshown(wording, (one,))
    return said


def _unshown(wording: Wording, sets: Iterable[FragileSet]) -> list[str]:
    """From where the answers are lowered that count as less than they say, for want of evidence."""
    named = (answer for one in sets for answer in one.answers if answer.question in wording.answers)
    less = [one for one in named if wording.answers[one.question].values != (str(one.level),)]
    levels = sorted({one.level for one in less})
    return [
        wording.words(
            "Counted as level {level} for want of evidence, and one level lower from there: {codes}.",
            level=wording.words.number(level),
            codes=wording.some_codes([one.question for one in less if one.level == level]),
        )
        for level in levels
    ]


def _not_known(wording: Wording, fragility: Fragility) -> str:
    if fragility.fewest == 1:
        return wording.words("Whether the verdict hangs on single answers could not be worked out.")
    return wording.words.many(
        "The verdict does not hang on {number} answer alone. Whether it hangs on more could not be worked out.",
        "The verdict does not hang on {number} answers alone. Whether it hangs on more could not be worked out.",
        fragility.fewest - 1,
    )


def _then(wording: Wording, one: FragileSet) -> str:
    """What the verdict would be, or could be while something is open."""
    words, verdict = wording.words, wording.verdict([one.worst])
    if one.certain:
        return words("it would be “{verdict}”", verdict=verdict)
    return words("it could be “{verdict}”", verdict=verdict)
