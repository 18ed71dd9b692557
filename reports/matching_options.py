"""Reasons that differ only in which chosen option meets them, as one reason that names all of these options."""

from collections.abc import Iterable

from engine.assessment import AnswerPremise, Premise, Reason


class SeveralOptions(AnswerPremise):
    """An answer of which several chosen options meet a conclusion's condition, each by itself."""

    options: tuple[str, ...]


def options_of(premise: AnswerPremise) -> tuple[str, ...]:
    """The chosen options that meet the condition; none where the answer is no choice of options."""
    if isinstance(premise, SeveralOptions):
        return premise.options
    return () if premise.option is None else (premise.option,)


def merged(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each reason once, in the order given: quoting one option alone would read as if the others did not count."""
    kept: dict[object, Reason] = {}
    for reason in reasons:
        bare = (reason.certainty, tuple(map(_bare, reason.premises)))
        kept[bare] = _with_options_of(kept[bare], reason) if bare in kept else reason
    return tuple(kept.values())


def _bare(premise: Premise) -> Premise:
    return premise.model_copy(update={"option": None}) if isinstance(premise, AnswerPremise) else premise


def _with_options_of(reason: Reason, other: Reason) -> Reason:
    pairs = zip(reason.premises, other.premises, strict=True)
    return reason.model_copy(update={"premises": tuple(_joined(one, two) for one, two in pairs)})


def _joined(one: Premise, two: Premise) -> Premise:
    if not isinstance(one, AnswerPremise) or not isinstance(two, AnswerPremise):
        return one
    options = tuple(dict.fromkeys((*options_of(one), *options_of(two))))
    return SeveralOptions(question=one.question, options=options) if len(options) > 1 else one
