"""What a form refuses at once: answers that a profile could not hold, with what is said then."""

from collections.abc import Callable
from typing import Final, NamedTuple

from engine.form_fields import Field, FormPlan, Labels
from engine.profile import LONGEST_LINE
from reports.words import Words

_TODAY: Final = ". <= today()"


class Constraint(NamedTuple):
    """An expression that must hold for an answer that is given, and why, by language."""

    expression: str
    message: Labels


def constraint(field: Field, plan: FormPlan) -> Constraint | None:
    """The constraint of a field, if it has one."""
    if field.kind == "several":
        return Constraint(_alone(field), _said(plan, lambda words: words("One of these answers excludes all others.")))
    if field.kind == "country":
        return Constraint(
            "regex(., '^[A-Z]{2}$')",
            _said(plan, lambda words: words("Write two capital letters, as in TN, LB or YE.")),
        )
    if field.kind == "line":
        return Constraint(
            f"string-length(.) <= {LONGEST_LINE}",
            _said(plan, lambda words: words("Write at most {number} characters.", number=LONGEST_LINE)),
        )
    if field.path == ("dates", "end"):
        launch = f"${{{plan.by_path['dates', 'launch'].column}}}"
        return Constraint(
            f"{launch} = '' or . >= {launch}",
            _said(plan, lambda words: words("The end cannot be before the launch.")),
        )
    if field.kind == "day" and field.path != ("dates", "launch"):
        return Constraint(_TODAY, _said(plan, lambda words: words("This day is still to come.")))
    return None


def _alone(field: Field) -> str:
    """An answer that excludes the others is the only one."""
    excluding = " or ".join(f"selected(., '{choice.value}')" for choice in field.choices if choice.alone)
    return f"count-selected(.) <= 1 or not({excluding})"


def _said(plan: FormPlan, say: Callable[[Words], str]) -> Labels:
    return {language: say(Words(language)) for language in plan.languages}
