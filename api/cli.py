"""The command `munasara`. Exit codes: 0 fine, 2 usage or invalid input, 4 a bad pack or an internal error."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

# Looking for pydantic plugins reads the metadata of every installed package: a tenth of a second nothing here uses.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

import typer

if TYPE_CHECKING:
    from engine.assessment import Assessment
    from engine.pack import Pack, Policy
    from engine.profile import Profile

INVALID_INPUT = 2
BAD_PACK_OR_INTERNAL = 4


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


_FORMS = {".html": Format.html, ".json": Format.json, ".md": Format.markdown}

app = typer.Typer(
    help="Says before an advocacy campaign launches whether it is ready, what could go wrong and for whom, and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
pack_app = typer.Typer(help="Check, test and describe packs of rules.", no_args_is_help=True)
app.add_typer(pack_app, name="pack")

ProfileFile = Annotated[Path, typer.Argument(metavar="PROFILE", help="A profile file, YAML or JSON.")]
PackName = Annotated[str, typer.Option("--pack", metavar="ID|DIR", help="A shipped pack, or a folder.")]
PolicyName = Annotated[str | None, typer.Option("--policy", metavar="ID", help="Default: by the campaign's stage.")]
OnDay = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the assessment; default: today.")]
Language = Annotated[
    str | None, typer.Option("--lang", metavar="CODE", help="A language of the pack; default: its first.")
]
DigitsKind = Annotated[
    Digits, typer.Option("--digits", envvar="MUNASARA_DIGITS", help="How numbers are written in Arabic.")
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file instead.")]
PackFolder = Annotated[str, typer.Argument(metavar="DIR", help="The folder of a pack, or the name of a shipped one.")]


@app.command()
def assess(
    profile: ProfileFile,
    pack: PackName = "advocacy",
    policy: PolicyName = None,
    on: OnDay = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="The form of the result; default: by the file's ending, else text."),
    ] = None,
    output: Output = None,
    redact: Annotated[bool, typer.Option("--redact", help="Leave sensitive answers out, as if kept back.")] = False,
) -> None:
    """Assess a campaign: the verdict, readiness, exposure, findings with their causes, and what to do first.

    The exit code is 0 whatever the verdict; 2 means that the profile cannot be used, 4 that the pack cannot.
    """
    opened = _open_pack(pack)
    language = _language(lang, opened)
    _keep(profile, output)
    result, _, _ = _assess(profile, opened, policy, on, redact)
    form = form or _FORMS.get(output.suffix if output else "", Format.text)
    _write(_rendered(result, form, language, digits, output is None and _at_terminal()), output)


@app.command()
def explain(
    profile: ProfileFile,
    fact: Annotated[str, typer.Argument(metavar="FACT", help="A finding, as in `silence_and_fear`.")],
    pack: PackName = "advocacy",
    policy: PolicyName = None,
    on: OnDay = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
) -> None:
    """Explain a finding: why it holds, down to the answers; or why it does not, and what would change that."""
    opened = _open_pack(pack)
    language = _language(lang, opened)
    if fact not in opened.rule:
        from engine.errors import Mistake, nearest

        remedy = f"{nearest(fact, opened.rule)}`munasara assess` lists what was found."
        _refuse([Mistake("CLI-001", fact, "is no finding of this pack.", remedy)], INVALID_INPUT)
    result, chosen, read = _assess(profile, opened, policy, on, redact=False)
    if any(finding.fact == fact for finding in result.findings):
        from reports.text import explanation

        _write(explanation(result, fact, language, digits=digits.value), None)
    else:
        from engine.why_not import why_not
        from reports.absence import absence

        _write(
            absence(result, why_not(read, opened, chosen, result.receipt.on, fact), language, digits=digits.value), None
        )


@app.command()
def questionnaire(
    pack: PackName = "advocacy",
    policy: Annotated[str | None, typer.Option("--policy", metavar="ID", help="Only what this policy asks.")] = None,
    lang: Language = None,
    output: Output = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Write a blank profile, with each question and its answers as comments, to fill in with any editor."""
    from reports.questionnaire import blank_profile

    if output is not None and not force and _exists(output):
        from engine.errors import Mistake

        remedy = "Name another file, or replace it with --force."
        _refuse([Mistake("CLI-006", str(output), "exists, and could hold answers.", remedy)], INVALID_INPUT)
    opened = _open_pack(pack)
    chosen = _policy(policy or opened.manifest.default_policy, opened)
    _write(blank_profile(opened, chosen, _language(lang, opened)), output)


@pack_app.command("check")
def pack_check(folder: PackFolder) -> None:
    """Check a pack: its form, its names, its texts, whether its rules can be ordered and run. Lists every mistake."""
    from api.packs import pack_folder
    from engine.loader import load_pack

    with _bad_input_exits(BAD_PACK_OR_INTERNAL):
        pack = load_pack(pack_folder(folder))
    counts = f"{len(pack.questions)} questions, {len(pack.rules)} rules, {len(pack.remedies)} remedies"
    _write(f"{pack.manifest.id} {pack.manifest.version} is in order: {counts}, {len(pack.policies)} policies.", None)


@pack_app.command("test")
def pack_test(folder: PackFolder) -> None:
    """Run a pack's own tests: the examples beside its rules, and its cases, through both inferences."""
    from engine.pack_tests import test_pack

    opened = _open_pack(folder)
    run = failed = 0
    for tested in test_pack(opened):
        run += 1
        failed += bool(tested.failures)
        for failure in tested.failures:
            typer.echo(f"{tested.subject}: {tested.name}: {failure}.", err=True)
    _write(f"{run} examples and cases run, {failed} failed.", None)
    if failed:
        raise typer.Exit(BAD_PACK_OR_INTERNAL)


@pack_app.command("mutate")
def pack_mutate(
    folder: PackFolder,
    subject: Annotated[
        str | None, typer.Option("--only", metavar="TEXT", help="Only parts whose name holds this.")
    ] = None,
) -> None:
    """Change one thing at a time in a pack and list the changes that no example and no case notices."""
    from engine.mutation import mutate

    judged = list(mutate(_open_pack(folder), subject))
    survivors = [verdict for verdict in judged if verdict.killed_by is None]
    for survivor in survivors:
        typer.echo(f"{survivor.subject}: {survivor.change}")
    percent = 100 * (len(judged) - len(survivors)) // len(judged) if judged else 100
    typer.echo(f"{len(judged)} mutants, {len(survivors)} survive, {percent} % killed.")


@pack_app.command("coverage")
def pack_coverage(folder: PackFolder, lang: Language = None, output: Output = None) -> None:
    """List which paragraph of the founding text is encoded by which questions, rules and remedies."""
    from reports.coverage import coverage

    opened = _open_pack(folder)
    _write(coverage(opened, _language(lang, opened)), output)


@pack_app.command("docs")
def pack_docs(
    folder: PackFolder,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Write the pages here.")],
) -> None:
    """Write a small static site that describes a pack in all its languages, to read, to search and to contest."""
    from reports.pack_site import pack_site

    pages = pack_site(_open_pack(folder))
    for name, page in pages.items():
        _write(page, output / name)
    typer.echo(f"{len(pages)} pages. Begin with {output / 'index.html'}")


@pack_app.command("schema")
def pack_schema(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="One file each, into DIR.")
    ] = None,
) -> None:
    """Print the JSON Schemas of every file format, for editors and for checking files elsewhere."""
    import json

    from engine.schemas import schemas

    made = schemas()
    if output is None:
        _write(json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False), None)
        return
    for name, schema in made.items():
        _write(json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False), output / f"{name}.schema.json")


def _open_pack(name: str) -> "Pack":
    from api.packs import open_pack, pack_folder

    with _bad_input_exits(INVALID_INPUT):
        pack_folder(name)  # a pack that is not there is a slip of the user's, not a mistake in a pack
    with _bad_input_exits(BAD_PACK_OR_INTERNAL):
        return open_pack(name)


def _assess(
    path: Path, pack: "Pack", policy: str | None, on: str | None, redact: bool
) -> tuple["Assessment", "Policy", "Profile"]:
    """Read a profile and assess it; every mistake in it ends the command with its file and line."""
    from engine.assess import assess as assess_profile
    from engine.loader import load_profile_for

    day = _day(on)
    with _bad_input_exits(INVALID_INPUT):
        profile = load_profile_for(pack, path, day)
    if redact:
        from engine.redaction import marked, redacted

        profile = redacted(profile, pack)
    chosen = _policy(policy or _policy_for(profile, pack), pack)
    result = assess_profile(profile, pack, chosen, day)
    if redact:
        result = marked(result)
    return result, chosen, profile


def _exists(path: Path) -> bool:
    """Whether there is such a file; one that cannot even be looked for is refused when it is written."""
    try:
        return path.exists()
    except OSError:
        return False


def _keep(profile: Path, output: Path | None) -> None:
    """Refuse to write a result over the profile that it is made from."""
    from engine.errors import Mistake

    if output is not None and _exists(output) and output.resolve() == profile.resolve():
        fact = "is the profile itself, and the result would replace it."
        _refuse([Mistake("CLI-006", str(output), fact, "Name another file.")], INVALID_INPUT)


def _policy_for(profile: "Profile", pack: "Pack") -> str:
    """The policy for the campaign's stage, else the pack's default."""
    fitting = [policy.id for policy in pack.policies if profile.stage in policy.stages]
    return fitting[0] if fitting else pack.manifest.default_policy


def _policy(name: str, pack: "Pack") -> "Policy":
    from engine.errors import Mistake, nearest

    if name not in pack.policy:
        remedy = f"{nearest(name, pack.policy)}It has {', '.join(pack.policy)}."
        _refuse([Mistake("CLI-002", f"--policy {name}", "is no policy of this pack.", remedy)], INVALID_INPUT)
    return pack.policy[name]


def _language(code: str | None, pack: "Pack") -> str:
    from engine.errors import Mistake

    if code is not None and code not in pack.manifest.languages:
        remedy = f"It speaks {', '.join(pack.manifest.languages)}."
        _refuse([Mistake("CLI-003", f"--lang {code}", "is no language of this pack.", remedy)], INVALID_INPUT)
    return code or pack.manifest.languages[0]


def _day(text: str | None) -> date:
    from engine.errors import Mistake

    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError:
        _refuse(
            [Mistake("CLI-004", "--on", "is not a date.", "Write year-month-day, as in 2026-03-31.")], INVALID_INPUT
        )


def _rendered(result: "Assessment", form: Format, language: str, digits: Digits, colour: bool) -> str:
    if form is Format.json:
        return result.model_dump_json(indent=2, by_alias=True) + "\n"
    if form is Format.html:
        from reports.html import html

        return html(result, language, digits.value)
    if form is Format.markdown:
        from reports.markdown import markdown

        return markdown(result, language, digits.value)
    from reports.text import text

    return text(result, language, colour=colour, digits=digits.value)


def _write(content: str, output: Path | None) -> None:
    """To the file, made whole before it takes its name; or to standard output."""
    from engine.errors import Mistake

    content = content if content.endswith("\n") else content + "\n"
    try:
        if output is None:
            _print(content)
        else:
            _write_file(content, output)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = "standard output" if output is None else str(output)
        fact = f"cannot be written: {error.strerror or 'the system refused'}."
        remedy = "Name a file in a folder that you may write to."
        _refuse([Mistake("CLI-005", place, fact, remedy)], INVALID_INPUT)


def _at_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _print(content: str) -> None:
    """To standard output, at once: what fails only when Python ends can no longer be reported."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "it is closed")
    try:
        sys.stdout.write(content)
        sys.stdout.flush()
    except OSError:
        _forget_output()
        raise


def _forget_output() -> None:
    """Send what standard output still holds nowhere, so that Python does not fail over it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_file(content: str, output: Path) -> None:
    """A device or a pipe is written to as it is: a file must never take its place."""
    output.parent.mkdir(parents=True, exist_ok=True)
    if output.exists() and not output.is_file():
        output.write_text(content, encoding="utf-8", newline="\n")
        return
    partial = output.parent / f".munasara.{os.getpid()}.part"
    try:
        partial.write_text(content, encoding="utf-8", newline="\n")
        partial.replace(output)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


@contextmanager
def _bad_input_exits(code: int) -> Iterator[None]:
    from engine.errors import Refused

    try:
        yield
    except Refused as refused:
        _refuse(refused.mistakes, code)


def _refuse(mistakes: object, code: int) -> NoReturn:
    for mistake in mistakes if isinstance(mistakes, list | tuple) else [mistakes]:
        typer.echo(str(mistake), err=True)
    raise typer.Exit(code)


def main() -> None:
    """Run the command. Whatever goes wrong inside ends with one sentence and code 4, never with a traceback that
    could show answers; MUNASARA_TRACEBACK=1 shows it to a developer."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # a reader that has enough, as `head`, is no failure
            _forget_output()
            sys.exit(0)
        raise
    except Exception as error:
        from engine.errors import Disagreement

        if os.environ.get("MUNASARA_TRACEBACK") == "1":
            raise
        if isinstance(error, Disagreement):
            sys.stderr.write(f"{error}\n")
        else:
            where = f"{type(error).__name__} in {Path(_last_frame(error)).name}"
            sys.stderr.write(f"INTERNAL-001 munasara failed ({where}). Nothing was written. Please report this.\n")
        sys.exit(BAD_PACK_OR_INTERNAL)


def _last_frame(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_filename if trace is not None else "unknown"
