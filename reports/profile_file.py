"""A profile as the text of a profile file, with nothing in it but what the profile says."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.profile import Profile
from reports.carried_answers import quoted


def profile_yaml(profile: Profile) -> str:
    """YAML that reads as exactly this profile; every text stands in quotes."""
    said: dict[str, Any] = profile.model_dump(mode="json", exclude_defaults=True)
    answers = said.pop("answers", {})
    answers = {name: _short(given) for name, given in answers.items()}
    return "\n".join(_mapping({**said, "answers": answers}, "")) + "\n"


def _short(given: Mapping[str, Any]) -> Any:
    """A bare answer where nothing stands beside it."""
    return given["answer"] if set(given) == {"answer"} else given


def _mapping(part: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in part.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{name}:"
            yield from _mapping(value, f"{indent}  ")
        else:
            yield f"{indent}{name}: {_value(value)}".rstrip()


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{}"
    return "true" if value is True else quoted(str(value))
