"""What is said of the words of a command (CLI-...), of what it opens and writes, and of a failure inside."""

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from engine.errors import DISAGREEMENT, DISAGREEMENT_UNTOLD, Message, Mistake
from engine.sentences import Sentence

STANDARD_OUTPUT: Final = Sentence("standard output")
SAVED: Final = "What was answered before is saved."  # a note on a failure
_ANOTHER_FOLDER = "Name a file in a folder that you may write to."
_ANOTHER_FILE = "Name a file that you may write to."

NO_FINDING = Message(
    "CLI-001",
    "is no finding and no question of this pack.",
    "With --pack where you named one, `munasara assess` lists what was found, and `munasara questionnaire` every "
    "question.",
)
NO_POLICY = Message("CLI-002", "is no policy of this pack.", "It has {policies}.")
NO_LANGUAGE = Message("CLI-003", "is no language of this pack.", "It speaks {languages}.")
NO_DATE = Message("CLI-004", "is not a date.", "Write year-month-day, as in 2026-03-31.")
MAY_NOT_WRITE = Message("CLI-005", "cannot be written: this user may not write it.", _ANOTHER_FILE)
# By what the system says; the English words are its own.
_SYSTEM: Mapping[int, str] = {
    errno.EACCES: "cannot be written: Permission denied.",
    errno.EISDIR: "cannot be written: Is a directory.",
    errno.ENOTDIR: "cannot be written: Not a directory.",
    errno.EEXIST: "cannot be written: File exists.",
    errno.ENAMETOOLONG: "cannot be written: File name too long.",
    errno.ENOSPC: "cannot be written: No space left on device.",
    errno.EBADF: "cannot be written: it is closed.",
}
CANNOT_BE_WRITTEN: Mapping[int, Message] = {
    number: Message("CLI-005", fact, _ANOTHER_FOLDER) for number, fact in _SYSTEM.items()
}
SYSTEM_REFUSED = Message("CLI-005", "cannot be written: the system refused ({error}).", _ANOTHER_FOLDER)
NO_FOLDER = Message(
    "CLI-005", "cannot be written: there is no such folder to put it in.", "Correct the name, or make the folder first."
)
EXISTS = Message("CLI-006", "exists, and could hold answers.", "Name another file, or replace it with --force.")
THE_PROFILE_ITSELF = Message("CLI-006", "is the profile itself, and the result would replace it.", "Name another file.")
NOTHING_TO_CHANGE = Message(
    "CLI-008", "names nothing that can be changed.", "Name a part of the pack, as in `--only rules/silence`."
)
CHANGED_MEANWHILE = Message(
    "ASK-002",
    "was changed by something else in the meantime, and is left as it now is.",
    "Begin again with the same command.",
)
NO_FILE_MATCHES = Message("CHECK-001", "matches no file.", "Correct the pattern: a check of no file proves nothing.")
IN_THE_PACK = Message(
    "CLI-013",
    "is the folder of the pack or lies in it, and pages there would make the pack unreadable.",
    "Name another folder.",
)
HOLDS_OTHER_FILES = Message(
    "CLI-014",
    "holds '{file}', which is no page that this command wrote there.",
    "Name a new folder, an empty one, or one that it wrote before.",
)
NOT_INSTALLED = Message(
    "FORM-001",
    "this needs the library {library}, which is not installed.",
    "Install Munasara with its extra: `munasara[screen]`.",
)
NEEDS_A_FILE = Message("FORM-002", "makes a workbook, which no terminal can show.", "Name a file for it with -o.")
PDF_NOT_INSTALLED = Message(
    "FORM-001",
    "this needs the library {library}, which is not installed.",
    "Install Munasara with its extra: `munasara[pdf]`.",
)
PDF_LIBRARIES_MISSING = Message(
    "FORM-006",
    "this needs libraries of the system that cannot be loaded: Pango, HarfBuzz and Fontconfig.",
    "Install them; on Debian they are `libpango-1.0-0`, `libpangoft2-1.0-0` and `libharfbuzz-subset0`.",
)
PDF_NEEDS_A_FILE = Message("FORM-002", "makes a PDF, which no terminal can show.", "Name a file for it with -o.")
NEEDS_A_FOLDER = Message("CLI-012", "writes one profile for each row.", "Name a folder for them with -o.")
YAML_ONLY = Message("FORM-003", "goes with the form yaml only.", "Leave out --format, or leave this out.")
AFTER_A_CAMPAIGN_ONLY = Message(
    "FORM-005", "goes with --from only.", "Name the campaign to begin after with --from, or leave this out."
)
CONDITION_TOO_LONG = Message(
    "FORM-004",
    "depends on a condition that is too long for a cell of a spreadsheet.",
    "Shorten its asked_if, or divide the question.",
)
NO_FORM = Message("CLI-007", "is no format that a check can write.", "Write any of: {forms}.")
NO_FAILING_VERDICT = Message("CLI-016", "is no verdict that a check can fail on.", "Write any of: {verdicts}.")
SEVERAL_FORMS = Message(
    "CLI-010", "asks for several forms, and there is one place for them.", "Name a folder, ending in /, with -o."
)
GOES_TO_OUTPUT = Message(
    "CLI-015",
    "would stay unwritten: annotations for GitHub go to standard output, where the runner reads them.",
    "Leave out -o, or name another form besides.",
)
NO_FORM_BY_ENDING = Message("CLI-011", "has an ending of no form.", "End it in {endings}, or name one with --format.")
READ_BY_THIS = Message("CLI-006", "is read by this check, and the result would replace it.", "Name another file.")
PLANS_FAILED = Message(
    "PLAN-003",
    "its plans could not be worked out: the solver contradicted the rules, which is a defect of Munasara.",
    "What `munasara assess` says stands. Try other wishes, such as another --to, and report this.",
)
NO_PACK_IN_FOLDER = Message("PACK-004", "is missing, so this folder holds no pack.", "Name the folder of a pack.")
NO_PACK = Message("PACK-004", "is neither a shipped pack nor a folder.", "Shipped packs: {packs}. Or name a folder.")
FAILED = Message("INTERNAL-001", "munasara failed ({error} in {file}).", "Nothing was written. Please report this.")
FAILED_LATE = Message(
    "INTERNAL-001",
    "munasara failed ({error} in {file}).",
    "What was answered before is saved. Please report this.",
)

MESSAGES: Final = (
    *(NO_FINDING, NO_POLICY, NO_LANGUAGE, NO_DATE, MAY_NOT_WRITE, *CANNOT_BE_WRITTEN.values(), SYSTEM_REFUSED),
    NO_FOLDER,
    *(EXISTS, THE_PROFILE_ITSELF, NOTHING_TO_CHANGE, CHANGED_MEANWHILE, NO_PACK_IN_FOLDER, NO_PACK),
    *(IN_THE_PACK, HOLDS_OTHER_FILES),
    *(NO_FILE_MATCHES, NO_FORM, NO_FAILING_VERDICT, SEVERAL_FORMS, GOES_TO_OUTPUT, NO_FORM_BY_ENDING, READ_BY_THIS),
    *(PLANS_FAILED, FAILED, FAILED_LATE, DISAGREEMENT, DISAGREEMENT_UNTOLD),
    *(NOT_INSTALLED, NEEDS_A_FILE, NEEDS_A_FOLDER, YAML_ONLY, AFTER_A_CAMPAIGN_ONLY, CONDITION_TOO_LONG),
    *(PDF_NOT_INSTALLED, PDF_LIBRARIES_MISSING, PDF_NEEDS_A_FILE),
)


def cannot_be_written(error: Exception, place: str) -> Mistake:
    """What is said when the system refuses to write; a refusal without words here is called by the system's name."""
    number = getattr(error, "errno", None) or 0
    if number in CANNOT_BE_WRITTEN:
        return CANNOT_BE_WRITTEN[number].at(place)
    return SYSTEM_REFUSED.at(place, error=errno.errorcode.get(number, type(error).__name__))


def failed(error: Exception) -> Mistake:
    """A failure inside, by the kind of error and the module it comes from: nothing that a profile says."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    file = "unknown" if trace is None else Path(trace.tb_frame.f_code.co_filename).name
    message = FAILED_LATE if SAVED in getattr(error, "__notes__", ()) else FAILED
    return message.at("", error=type(error).__name__, file=file)
