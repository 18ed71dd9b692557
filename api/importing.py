"""The command `munasara import`: what was received, as profile files, with every row accounted for."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.endings import INVALID_INPUT, bad_input_exits, in_its_language, refuse, warn
from api.opening import chosen_day, chosen_language, open_named_pack
from api.options import DEFAULT_PACK, Digits, DigitsKind, Language, MapOption, OnDay, PackName
from api.output import exists, say, write
from api.screen import misplaced

if TYPE_CHECKING:
    from api.intake.mapping import ColumnMap
    from api.intake.rows import Row
    from api.intake.sources import Intake
    from engine.pack import Pack
    from reports.intake_text import Imported

SOME_REJECTED: Final = 1
MOST_TOLD: Final = 50  # rejected rows on standard error
_LONGEST_PART: Final = 40  # characters of the name of a file or a campaign in the name of a file
_NUMBERED: Final = re.compile("(.*?)(?:[:!]([0-9]+))?", re.DOTALL)  # a key, with the number of its row where it has one


@in_its_language
def import_(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE...", help="Folders, profile files, tables (CSV, XLSX), exports of KoBo and ODK."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="The folder for the profiles; with --propose-map a file."),
    ] = None,
    pack: PackName = DEFAULT_PACK,
    mapped: MapOption = None,
    propose_map: Annotated[
        bool, typer.Option("--propose-map", help="Read the names of columns alone, and draft a file for --map.")
    ] = False,
    on: OnDay = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
) -> None:
    """Import proposals from a folder, a spreadsheet, KoBoToolbox or ODK: one profile file for each row.

    Exit codes: 0 every row was accepted; 1 some rows were rejected, with their reasons on standard error; 2 a mistake
    in the command, or no row at all; 4 a bad pack or an internal error.
    """
    from api.intake.sources import Intake

    opened, day = open_named_pack(pack), chosen_day(on)
    language = chosen_language(lang, opened)
    intake = Intake(opened, day, chosen_map(mapped, opened), lambda mistake: warn(mistake, lang, digits))
    if propose_map:
        _propose(sources, intake, output, force, language)
        return
    if output is None:
        from api.command_messages import NEEDS_A_FOLDER

        refuse([NEEDS_A_FOLDER.at("import")], INVALID_INPUT)
    if mistakes := misplaced(sources, output):
        refuse(mistakes, INVALID_INPUT)
    from api.progress import progress
    from reports.intake_text import imported_text, rows_so_far

    with progress(rows_so_far(language)) as tick:
        imported = _Import(output, force, lang, digits).take(_ticking(intake.rows(sources), tick))
    if not imported.accepted + imported.rejected:
        from api.screen_messages import NO_PROPOSAL

        refuse([NO_PROPOSAL.at(str(source)) for source in sources], INVALID_INPUT)
    say(imported_text(imported, language, digits.value))
    if imported.rejected:
        raise typer.Exit(SOME_REJECTED)


def chosen_map(path: Path | None, pack: "Pack") -> "ColumnMap":
    """The file that `--map` names; mistakes in it end the command."""
    from api.intake.mapping import NO_MAP, read_map

    if path is None:
        return NO_MAP
    from api.intake.columns import ColumnNames
    from reports.forms.plan import worded_plan

    with bad_input_exits(INVALID_INPUT):
        return read_map(path, ColumnNames(worded_plan(pack)))


def _propose(sources: list[Path], intake: "Intake", output: Path | None, force: bool, language: str) -> None:
    from api.intake.proposing import drafted
    from reports.intake_text import map_draft

    if output is not None and not force and exists(output):
        from api.command_messages import EXISTS

        refuse([EXISTS.at(str(output))], INVALID_INPUT)
    tables, mistakes = drafted(sources, intake)
    if not tables:
        from api.intake.messages import NO_TABLE

        refuse(mistakes or [NO_TABLE.at(str(source)) for source in sources], INVALID_INPUT)
    for mistake in mistakes:
        warn(mistake, language)
    write(map_draft(tables, language), output)


def _ticking(rows: "Iterable[Row]", tick: Callable[[int], None]) -> "Iterable[Row]":
    for row in rows:
        tick(1)
        yield row


class _Import:
    """The folder that profiles are written to, one file a row; what is there stays unless it may be replaced. A file
    that says the same already is as good as one that is written."""

    def __init__(self, folder: Path, force: bool, language: str | None, digits: Digits) -> None:
        self._folder, self._force, self._language, self._digits = folder, force, language, digits
        self._names: Counter[str] = Counter()
        self._taken: set[str] = set()

    def take(self, rows: "Iterable[Row]") -> "Imported":
        from api.command_messages import EXISTS
        from api.intake.rows import Rejected
        from reports.intake_text import Imported
        from reports.profile_file import profile_yaml

        accepted, unchanged, rejected, reasons = 0, 0, 0, Counter[str]()
        for row in rows:
            if isinstance(row, Rejected):
                mistakes = row.mistakes
            else:
                path, content = self._folder / self._file_name(row.key, row.profile.campaign), profile_yaml(row.profile)
                there = exists(path)
                same = there and _says(path, content)
                if same or self._force or not there:
                    if not same:
                        write(content, path)
                    accepted, unchanged = accepted + 1, unchanged + same
                    continue
                mistakes = (EXISTS.at(str(path)),)
            rejected += 1
            reasons.update({mistake.code for mistake in mistakes})
            if rejected <= MOST_TOLD:
                for mistake in mistakes:
                    warn(mistake, self._language, self._digits)
        return Imported(accepted, unchanged, rejected, reasons, str(self._folder))

    def _file_name(self, key: str, campaign: str) -> str:
        """From the row and its campaign: letters, digits and hyphens alone, so that it is safe on every system."""
        numbered = _NUMBERED.fullmatch(key)
        file, number = (key, None) if numbered is None else numbered.groups()
        name = "-".join(filter(None, (_plain(file), number, _plain(campaign))))
        found = name
        while found in self._taken or not self._names[name]:
            self._names[name] += 1
            found = name if self._names[name] == 1 else f"{name}-{self._names[name]}"
        self._taken.add(found)
        return f"{found}.yaml"


def _says(path: Path, content: str) -> bool:
    """Whether a file holds this; one that cannot be read does not."""
    wanted = content.encode()
    try:
        return path.is_file() and path.stat().st_size == len(wanted) and path.read_bytes() == wanted
    except OSError:
        return False


def _plain(text: str) -> str:
    words = re.findall("[^\\W_]+", unicodedata.normalize("NFC", text).casefold())
    return "-".join(words)[:_LONGEST_PART].strip("-")
