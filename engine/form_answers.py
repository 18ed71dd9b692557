"""A profile as what a filled-in form holds, one text by column, and back: nothing is lost either way.

An empty text, or no column, is *not answered*; `unknown` and `withheld` are texts like any answer. Answers to questions
that are not in use are kept. A profile that is written and read again is the same, but for what says nothing (an entry
without a value) and for a single option of several, which comes back as a list of one.
"""

from collections.abc import Mapping
from typing import Any

from engine.form_fields import UNANSWERED, Field, FormPlan
from engine.profile import Profile

CONFIRM = "yes"
_BLANK = " \t\r\n\u00a0"


def form_answers(profile: Profile, plan: FormPlan) -> dict[str, str]:
    """What each column holds; empty ones are left out. Raises ValueError if the profile has answers that the form does
    not ask for, which would be lost."""
    lost = sorted(name for name in profile.answers if ("answers", name, "answer") not in plan.by_path)
    if lost:
        raise ValueError(f"the form does not ask for {', '.join(lost)}")
    return {field.column: text for field in plan.fields if (text := _text(_value(profile, field.path), field))}


def profile_fields(row: Mapping[str, str], plan: FormPlan) -> dict[str, Any]:
    """The fields of a profile file from the texts of columns, not yet checked; columns that are not in the plan must be
    dealt with before. `Field.path` says where a column's value comes to stand."""
    made: dict[str, Any] = {}
    for field in plan.fields:
        text = row.get(field.column, "")
        if not text.strip(_BLANK):
            continue
        inside = made
        for step in field.path[:-1]:
            inside = inside.setdefault(step, {})
        inside[field.path[-1]] = _read(text, field)
    return made


def profile_from(row: Mapping[str, str], plan: FormPlan) -> Profile:
    """The profile of these texts. Raises pydantic's ValidationError for what no profile can hold."""
    return Profile.model_validate(profile_fields(row, plan))


def _value(profile: Profile, path: tuple[str, ...]) -> Any:
    """What stands at a path of a profile; None where there is nothing."""
    value: Any = profile
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif value is not None:
            value = getattr(value, step)
    return value


def _text(value: Any, field: Field) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return CONFIRM
    if field.kind == "lines":
        # A line break within an entry is followed by a blank, which no entry begins with.
        return "\n".join(entry.replace("\n", "\n ") for entry in value)
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _read(text: str, field: Field) -> Any:
    if field.path[-1] == "to_confirm":
        return True if text.strip(_BLANK) == CONFIRM else text
    if field.kind == "lines":
        return entries(text)
    if field.kind == "several" and text.strip(_BLANK) not in UNANSWERED:
        return text.split()
    return text.strip(_BLANK) if field.kind != "line" else text


def entries(text: str) -> list[str]:
    """One entry a line; a line that begins with a blank goes on with the entry above it."""
    entries: list[str] = []
    for line in text.split("\n"):
        if line.startswith(" ") and entries:
            entries[-1] += f"\n{line[1:]}"
        elif line.strip(_BLANK):
            entries.append(line)
    return entries
