"""What the commands take: the types of their arguments and options, and what they are good for."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer


def at_least(least: int) -> Callable[[str], int]:
    """What reads a whole number that is not below this one, in the digits of any language."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise typer.BadParameter("Write a whole number.") from None
        if number < least:
            raise typer.BadParameter(f"Write {least} or more.")
        return number

    return read


class Digits(StrEnum):
    """How numbers are written in Arabic."""

    western = "western"
    arabic = "arabic"


class Format(StrEnum):
    """The forms of an assessment."""

    text = "text"
    json = "json"
    html = "html"
    markdown = "markdown"


class ReportFormat(StrEnum):
    """The forms of a report on a campaign: those of an assessment, and what only the short one is made as."""

    text = Format.text.value
    json = Format.json.value
    html = Format.html.value
    markdown = Format.markdown.value
    pdf = "pdf"


class FormKind(StrEnum):
    """The forms of a blank questionnaire."""

    yaml = "yaml"
    xlsform = "xlsform"
    xlsx = "xlsx"
    json_schema = "json-schema"
    paper = "paper"


class ShortFormat(StrEnum):
    """The forms of what is no report on a campaign of its own."""

    text = "text"
    json = "json"


class Target(StrEnum):
    """The verdicts that a plan can lead to."""

    go = "GO"
    conditions = "CONDITIONS"


FORMS: Final = {  # by the ending of a file
    ".html": Format.html,
    ".json": Format.json,
    ".md": Format.markdown,
    ".txt": Format.text,
}
REPORT_FORMS: Final = {**{ending: ReportFormat(form.value) for ending, form in FORMS.items()}, ".pdf": ReportFormat.pdf}
SHORT_FORMS: Final = {".json": ShortFormat.json, ".txt": ShortFormat.text}

DEFAULT_PACK: Final = "advocacy"

ProfileFile = Annotated[Path, typer.Argument(metavar="PROFILE", help="A profile file, YAML or JSON.")]
PackName = Annotated[str, typer.Option("--pack", metavar="ID|DIR", help="A shipped pack, or a folder.")]
PolicyName = Annotated[str | None, typer.Option("--policy", metavar="ID", help="Default: by the campaign's stage.")]
OnDay = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the assessment; default: today.")]
Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="CODE", envvar="MUNASARA_LANG", help="As en, ar, fr; default: the pack's first."),
]
DigitsKind = Annotated[
    Digits, typer.Option("--digits", envvar="MUNASARA_DIGITS", help="How numbers are written in Arabic.")
]
MapOption = Annotated[
    Path | None, typer.Option("--map", metavar="FILE", help="What the columns of tables are, where no name says it.")
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file instead.")]
PackFolder = Annotated[str, typer.Argument(metavar="DIR", help="The folder of a pack, or the name of a shipped one.")]
