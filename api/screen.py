"""The command `munasara screen`: many proposals under one policy, in the order that is certain, with shared needs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from api.endings import INVALID_INPUT, in_its_language, refuse, warn
from api.opening import chosen_day, chosen_language, chosen_policy, open_named_pack
from api.options import DEFAULT_PACK, Digits, DigitsKind, Language, MapOption, OnDay, PackName
from api.output import say
from api.start import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.intake.sources import Intake
    from api.screen_output import Output
    from api.screen_run import Run
    from engine.errors import Mistake
    from engine.screening import Screening

FUNDER: Final = "funder"
SOME_REJECTED: Final = 1
MOST_TOLD: Final = 20  # rejected rows on standard error; the document has all


@in_its_language
def screen(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE...", help="Folders, profile files, tables (CSV, XLSX), exports of KoBo and ODK."
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder for the results.")],
    pack: PackName = DEFAULT_PACK,
    policy: Annotated[
        str | None, typer.Option("--policy", metavar="ID", help="Default: funder, or the pack's default.")
    ] = None,
    mapped: MapOption = None,
    on: OnDay = None,
    redact: Annotated[bool, typer.Option("--redact", help="Leave sensitive answers out, as if kept back.")] = False,
    blind: Annotated[bool, typer.Option("--blind", help="Codes in place of names, files and countries.")] = False,
    form: Annotated[
        list[str] | None, typer.Option("--format", help="html, xlsx, csv, json, with commas; default: all.")
    ] = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
) -> None:
    """Screen a portfolio: assess every proposal, say which certainly stand above which, and what they share.

    Interrupted with Ctrl+C, it keeps what is done in the folder of the results; the same command goes on from there.

    Exit codes: 0 every row was screened; 1 some rows were rejected, and the results say why; 2 a mistake in the
    command, or no row at all; 4 a bad pack or an internal error; 130 interrupted.
    """
    from api.screen_output import Output, ScreenFormat, chosen_forms, unmakeable
    from api.screen_pool import collecting_rarely

    opened = open_named_pack(pack)
    language, day = chosen_language(lang, opened), chosen_day(on)
    chosen = chosen_policy(policy or (FUNDER if FUNDER in opened.policy else opened.manifest.default_policy), opened)
    forms, mistakes = chosen_forms(form or [])
    missing = unmakeable(forms)
    if mistakes := [*mistakes, *(missing if form else ()), *misplaced(sources, output)]:
        refuse(mistakes, INVALID_INPUT)
    for mistake in missing:  # nobody asked for a workbook: the other forms are written
        warn(mistake, language, digits)
        forms.remove(ScreenFormat.xlsx)
    from api.importing import chosen_map
    from api.intake.sources import Intake
    from api.screen_run import Run

    notes: list[Mistake] = []
    intake = Intake(opened, day, chosen_map(mapped, opened), notes.append)
    run = Run(opened, chosen, day, redact)
    with collecting_rarely():
        made = _screened(run, intake, sources, output, language, digits)
    if blind:
        from api.screen_messages import REMARKS_UNTOLD
        from engine.blinding import blinded

        made = blinded(made)
        notes = [REMARKS_UNTOLD.at("", number=len(notes))] if notes else []
    else:
        _tell_rejected(run, language, digits)
    for note in notes:
        warn(note, language, digits)
    with collecting_rarely():
        files = _written(run, lambda: Output(made, forms, output, language, digits), language, digits)

    from reports.screening_text import screening_text

    run.forget(output)
    say(screening_text(made, files, language, digits.value))
    if made.counts.rejected:
        raise typer.Exit(SOME_REJECTED)


def misplaced(sources: list[Path], output: Path) -> list["Mistake"]:
    """Results in a folder that is screened would be read as a part of it the next time."""
    from api.screen_messages import INSIDE_A_SOURCE

    folders = [source.resolve() for source in sources if source.is_dir()]
    inside = any(output.resolve().is_relative_to(folder) for folder in folders)
    return [INSIDE_A_SOURCE.at(str(output))] if inside else []


def _screened(
    run: "Run", intake: "Intake", sources: list[Path], output: Path, language: str, digits: Digits
) -> "Screening":
    from api.progress import progress
    from api.screen_messages import NO_PROPOSAL
    from reports.screening_text import so_far

    try:
        with progress(so_far(language)) as tick:
            made = run.screening(intake.rows(sources), output, tick)
    except KeyboardInterrupt:
        _broken_off(run, language, digits)
    if not made.counts.received:
        refuse([NO_PROPOSAL.at(str(source)) for source in sources], INVALID_INPUT)
    return made


def _written(run: "Run", output: "Callable[[], Output]", language: str, digits: Digits) -> list[str]:
    from api.progress import progress
    from api.screen_output import write_forms
    from reports.screening_text import written_so_far

    try:
        made = output()
        with progress(written_so_far(language), len(made.paths())) as tick:
            return [str(path) for path in write_forms(made, tick)]
    except KeyboardInterrupt:
        _broken_off(run, language, digits)


def _broken_off(run: "Run", language: str, digits: Digits) -> NoReturn:
    from api.screen_messages import BROKEN_OFF

    warn(BROKEN_OFF.at("", number=len(run.assessed)), language, digits)
    raise typer.Exit(INTERRUPTED)


def _tell_rejected(run: "Run", language: str, digits: Digits) -> None:
    for row in run.rejected[:MOST_TOLD]:
        for mistake in row.mistakes:
            warn(mistake, language, digits)
