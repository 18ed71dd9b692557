"""The forms of a screening, each a file in the folder of the results."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.options import Digits
from api.output import write

if TYPE_CHECKING:
    from engine.errors import Mistake
    from engine.screening import Screening


class ScreenFormat(StrEnum):
    """The forms of a screening."""

    json = "json"


FILE_NAMES: Final = {ScreenFormat.json: "screening.json"}


def chosen_forms(said: Sequence[str]) -> tuple[list[ScreenFormat], list["Mistake"]]:
    """The forms that `--format` names, parted by commas or given several times, each once; all where it is silent."""
    from api.screen_messages import NO_FORM
    from engine.errors import nearest_name

    known = [form.value for form in ScreenFormat]
    found: dict[ScreenFormat, None] = {}
    mistakes = []
    for name in (name.strip() for part in said for name in part.split(",")):
        if name in known:
            found[ScreenFormat(name)] = None
        else:
            mistakes.append(NO_FORM.at(f"--format {name}", nearest_name(name, known), forms=tuple(known)))
    return list(found) or list(ScreenFormat), mistakes


def write_forms(
    screening: "Screening", forms: Sequence[ScreenFormat], folder: Path, language: str, digits: Digits
) -> Iterator[Path]:
    """Write each form, and yield its file."""
    for form in forms:
        target = folder / FILE_NAMES[form]
        write(_rendered(screening, form, language, digits), target)
        yield target


def _rendered(screening: "Screening", form: ScreenFormat, language: str, digits: Digits) -> str:
    """As one line: what twenty thousand proposals come to is for machines."""
    return screening.model_dump_json() + "\n"
