"""Where results go: to standard output, or to a file that is made whole before it takes its name."""

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Final, TypeVar

from api.endings import INVALID_INPUT, refuse
from api.options import FORMS, Digits, Format

if TYPE_CHECKING:
    from engine.assessment import Assessment

ONLY_THE_USER: Final = 0o600  # a profile or a report can endanger people: nobody else on the machine reads a new one


def rendered(
    result: "Assessment", form: Format, language: str, digits: Digits, colour: bool, again: tuple[str, ...] = ()
) -> str:
    """The assessment in one of its forms; `again` are the options that a further command about it takes as well."""
    if form is Format.json:
        return result.model_dump_json(indent=2, by_alias=True) + "\n"
    if form is Format.html:
        from reports.html import html

        return html(result, language, digits.value)
    if form is Format.markdown:
        from reports.markdown import markdown

        return markdown(result, language, digits.value)
    from reports.text import text

    return text(result, language, colour=colour, digits=digits.value, again=again)


def briefly_rendered(result: "Assessment", form: Format, language: str, digits: Digits, colour: bool) -> str:
    """The short form as text, HTML or Markdown."""
    from reports.brief_forms import brief_html, brief_markdown, brief_text

    if form is Format.html:
        return brief_html(result, language, digits.value)
    if form is Format.markdown:
        return brief_markdown(result, language, digits.value)
    return brief_text(result, language, colour=colour, digits=digits.value)


Kind = TypeVar("Kind")


def form_of(output: Path | None) -> Format:
    """The form that a file's ending names; text for standard output and for a file without an ending."""
    return form_by_ending(output, FORMS, Format.text)


def form_by_ending(output: Path | None, forms: Mapping[str, Kind], silent: Kind) -> Kind:
    """The form by the ending of a file; `silent` for standard output and for a file without one. An ending of none of
    the forms ends the command."""
    if output is None or not output.suffix:
        return silent
    if (form := forms.get(output.suffix.lower())) is None:
        from api.command_messages import NO_FORM_BY_ENDING

        refuse([NO_FORM_BY_ENDING.at(str(output), endings=tuple(forms))], INVALID_INPUT)
    return form


def exists(path: Path) -> bool:
    """Whether there is such a file; one that cannot even be looked for is refused when it is written."""
    try:
        return path.exists()
    except OSError:
        return False


def keep_profile(profile: Path, output: Path | None) -> None:
    """Refuse to write a result over the profile that it is made from."""
    if output is not None and exists(output) and output.resolve() == profile.resolve():
        from api.command_messages import THE_PROFILE_ITSELF

        refuse([THE_PROFILE_ITSELF.at(str(output))], INVALID_INPUT)


def write(content: str, output: Path | None) -> None:
    """To the file, made whole before it takes its name; or to standard output."""
    content = content if content.endswith("\n") else content + "\n"
    with unwritable_exits(output):
        if output is None:
            _print(content)
        else:
            write_file(content.encode(), output)


def write_bytes(content: bytes, output: Path) -> None:
    """The same for what is no text: it has to be a file."""
    with unwritable_exits(output):
        write_file(content, output)


def say(text: str) -> None:
    """To standard output as it is, also without a line end."""
    with unwritable_exits(None):
        _print(text)


@contextmanager
def unwritable_exits(output: Path | None) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        from api.command_messages import STANDARD_OUTPUT, cannot_be_written

        refuse([cannot_be_written(error, STANDARD_OUTPUT if output is None else str(output))], INVALID_INPUT)


def at_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _print(content: str) -> None:
    """To standard output, at once: what fails only when Python ends can no longer be reported."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "it is closed")
    try:
        sys.stdout.write(content)
        sys.stdout.flush()
    except OSError:
        forget_output()
        raise


def forget_output() -> None:
    """Send what standard output still holds nowhere, so that Python does not fail over it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(content: bytes, output: Path) -> None:
    """To the file, made whole before it takes its name. Raises OSError.

    A device or a pipe is written to as it is: a file must never take its place.
    """
    mode = ONLY_THE_USER
    try:
        before = output.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        output.parent.mkdir(parents=True, exist_ok=True)
    else:
        if not S_ISREG(before):
            output.write_bytes(content)
            return
        mode = before & 0o777
    partial = output.parent / f".munasara.{os.getpid()}.part"
    try:
        with open(partial, "wb", opener=lambda path, flags: os.open(path, flags, mode)) as file:
            file.write(content)
        partial.replace(output)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
