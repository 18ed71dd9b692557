"""Where the forms of a check go: to standard output, to a file, or each to a file of its own in a folder."""

import os
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from api.endings import INVALID_INPUT, refuse
from api.options import Digits
from api.output import say, unwritable_exits, write

if TYPE_CHECKING:
    from engine.check import Check
    from engine.errors import Mistake


class CheckFormat(StrEnum):
    """The forms of a check."""

    text = "text"
    json = "json"
    sarif = "sarif"
    junit = "junit"
    github = "github"
    gitlab = "gitlab"
    markdown = "markdown"


FILE_NAMES: Final = {
    CheckFormat.text: "check.txt",
    CheckFormat.json: "check.json",
    CheckFormat.sarif: "check.sarif",
    CheckFormat.junit: "check.junit.xml",
    CheckFormat.gitlab: "check.gitlab.json",
    CheckFormat.markdown: "check.md",
}


ENDINGS: Final = {
    ".txt": CheckFormat.text,
    ".json": CheckFormat.json,
    ".sarif": CheckFormat.sarif,
    ".xml": CheckFormat.junit,
    ".md": CheckFormat.markdown,
}


def chosen_formats(said: Sequence[str]) -> tuple[list[CheckFormat], list["Mistake"]]:
    """The forms that `--format` names, parted by commas or given several times; each once."""
    from api.command_messages import NO_FORM
    from engine.errors import nearest_name

    known = [form.value for form in CheckFormat]
    found: dict[CheckFormat, None] = {}
    mistakes = []
    for name in (name.strip() for part in said for name in part.split(",")):
        if name in known:
            found[CheckFormat(name)] = None
        else:
            mistakes.append(NO_FORM.at(f"--format {name}", nearest_name(name, known), forms=tuple(known)))
    return list(found), mistakes


def is_folder(output: Path | None, written: str | None) -> bool:
    """Whether what stands behind -o is a folder: there is one, or its name ends as one's does."""
    return output is not None and (output.is_dir() or (written or "").endswith(("/", os.sep)))


def output_mistakes(forms: Sequence[CheckFormat], output: Path | None, folder: bool) -> list["Mistake"]:
    """Several forms in one place would be mixed up; annotations alone leave what was named unwritten."""
    from api.command_messages import GOES_TO_OUTPUT, SEVERAL_FORMS

    to_files = [form for form in forms if form is not CheckFormat.github]
    if output is not None and forms and not to_files:
        return [GOES_TO_OUTPUT.at(str(output))]
    if len(to_files) < 2 or folder:
        return []
    place = "--format" if output is None else str(output)
    return [SEVERAL_FORMS.at(place)]


def rendered(check: "Check", form: CheckFormat, language: str, digits: Digits) -> str:
    if form is CheckFormat.json:
        return check.model_dump_json(indent=2) + "\n"
    if form is CheckFormat.sarif:
        from reports.sarif import sarif

        return sarif(check, language, digits.value)
    if form is CheckFormat.junit:
        from reports.junit import junit

        return junit(check, language, digits.value)
    if form is CheckFormat.gitlab:
        from reports.gitlab import gitlab

        return gitlab(check, language, digits.value)
    if form is CheckFormat.markdown:
        from reports.check_markdown import check_markdown

        return check_markdown(check, language, digits.value)
    if form is CheckFormat.github:
        from reports.github import annotations

        return annotations(check, language, digits.value, bool(_summary()))
    from reports.check_text import check_text

    return check_text(check, language, digits.value)


def write_all(
    check: "Check", forms: Sequence[CheckFormat], language: str, digits: Digits, output: Path | None, folder: bool
) -> None:
    """Write every form. Annotations always go to standard output, where the runner reads them, and with them the
    summary of the step, to the file that the runner names."""
    # All are made before the first is written: where one cannot be made, it is true that nothing was written.
    contents = [(form, rendered(check, form, language, digits)) for form in forms]
    step = _summary_of_step(check, language, digits) if CheckFormat.github in forms else None
    for form, content in contents:
        with suppress(BrokenPipeError):  # a reader that has enough must not open the gate
            if form is CheckFormat.github:
                say(content)
            elif output is None:
                write(content, None)
            else:
                write(content, output / FILE_NAMES[form] if folder else output)
        if form is CheckFormat.github and step is not None:
            _summarise_step(*step)
    if output is not None and check.exit_code:
        _conclude(check, language, digits, output, folder)


def _conclude(check: "Check", language: str, digits: Digits, output: Path, folder: bool) -> None:
    """Say on standard error what came of it and where it stands: whoever sees only the exit code learns why."""
    from api.check_files import shown
    from reports.check_wording import CheckWording
    from reports.phrases import plain
    from reports.words import Words

    place = shown(output) + ("/" if folder else "")
    said = CheckWording(check, Words(language, digits.value)).conclusion(place)
    with suppress(BrokenPipeError):
        typer.echo(plain(said), err=True)


def _summary() -> str | None:
    """The file for the summary of a step, where the check runs in one."""
    return os.environ.get("GITHUB_STEP_SUMMARY")


def _summary_of_step(check: "Check", language: str, digits: Digits) -> tuple[Path, str] | None:
    """The file for the summary and what is to stand in it."""
    summary = _summary()
    if not summary:
        return None
    from reports.check_markdown import MOST_OF_A_SUMMARY, check_markdown

    return Path(summary), check_markdown(check, language, digits.value, MOST_OF_A_SUMMARY)


def _summarise_step(summary: Path, content: str) -> None:
    with unwritable_exits(summary), open(summary, "a", encoding="utf-8", newline="\n") as file:
        file.write(content)


def keep_inputs(inputs: Sequence[Path], targets: Sequence[Path]) -> None:
    """Refuse to write over anything that the check reads."""
    from api.command_messages import READ_BY_THIS

    read = {os.path.realpath(path) for path in inputs}
    mistakes = [READ_BY_THIS.at(str(path)) for path in targets if os.path.realpath(path) in read]
    if mistakes:
        refuse(mistakes, INVALID_INPUT)


def targets(forms: Sequence[CheckFormat], output: Path | None, folder: bool) -> list[Path]:
    """The files that will be written."""
    if output is None:
        return []
    to_files = [form for form in forms if form is not CheckFormat.github]
    return [output / FILE_NAMES[form] if folder else output for form in to_files]
