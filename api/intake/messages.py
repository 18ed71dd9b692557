"""What is said of files that were received and of the tables in them (INTAKE-...)."""

from typing import Final

from engine.errors import Message

IN_A_COLUMN: Final = "{row} (column {column})"  # where a cell stands

_SAVE_ANEW = "Open it, save it anew, and read it again."
_MAP = "Say in a file for --map what it is; `munasara import --propose-map` drafts one."
_SMALLER = "Divide it into several files."
_FAR = "Look for cells far away from all others and delete them, or divide the file."

NOT_READ = Message(
    "INTAKE-001",
    "is no file of profiles, and no table.",
    "Take it out of the folder, or save it as .yaml, .json, .ndjson, .csv or .xlsx.",
)
OLD_WORKBOOK = Message(
    "INTAKE-002", "is a workbook of an old kind, or one with a password.", "Save it as .xlsx, without a password."
)
DAMAGED = Message("INTAKE-003", "is damaged, or no workbook.", _SAVE_ANEW)
DEFINITIONS = Message("INTAKE-003", "holds definitions (DOCTYPE) that no workbook needs.", _SAVE_ANEW)
BROKEN_QUOTES = Message(
    "INTAKE-003",
    "quotes are opened here and not closed, or closed within a value; nothing from here on is read.",
    "Correct it, or export the table again.",
)
TOO_MUCH_UNPACKED = Message("INTAKE-004", "comes to more than {number} MiB when it is unpacked.", _SMALLER)
TOO_MANY_CELLS = Message("INTAKE-004", "has more than {number} cells.", _SMALLER)
TOO_MUCH_WORK = Message(
    "INTAKE-004",
    "takes more memory or time than one file is given.",
    _FAR,
)
TOO_MANY_COLUMNS = Message("INTAKE-004", "has more than {number} columns.", "Keep the columns that are needed.")
TOO_MANY_ROWS = Message("INTAKE-004", "has more than {number} rows; those after them are not read.", _FAR)
LONG_LINE = Message("INTAKE-004", "has a row of more than {number} characters.", "Shorten what stands in it.")
LONG_CELL = Message("INTAKE-004", "holds a text of more than {number} characters.", "Shorten it.")
NO_LETTERS = Message("INTAKE-005", "its letters cannot be made out.", "Save it as UTF-8.")
GUESSED_LETTERS = Message(
    "INTAKE-005",
    "is not UTF-8, and was read as {encoding}.",
    "Look at a few of its proposals: if their letters are wrong, save it as UTF-8 and read it again.",
)
NO_HEADS = Message("INTAKE-006", "has no row with the names of columns.", "Begin it with one.")
LACKS_COLUMN = Message("INTAKE-006", "has no column for '{field}'.", _MAP)
AMBIGUOUS_COLUMN = Message("INTAKE-007", "the column '{column}' could be any of {candidates}.", _MAP)
SAME_COLUMN = Message(
    "INTAKE-008", "has several columns for '{field}': {columns}.", "Keep one of them; ignore the others in a map."
)
SAME_NAMES = Message(
    "INTAKE-008",
    "has several columns called alike for '{field}': {columns}.",
    "Rename or delete all but one of them in the file: a map could not tell them apart.",
)
UNKNOWN_COLUMNS = Message(
    "INTAKE-009", "columns of which nothing is read, though they are not empty: {number} ({columns}).", _MAP
)
OTHER_SHEETS = Message(
    "INTAKE-010",
    "sheets of which nothing is read: {sheets}.",
    "Proposals are read from each visible sheet whose first row names a column for the campaign.",
)
MORE_PAGES = Message("INTAKE-011", "holds one page of several: more proposals are on the server.", "Fetch them all.")
NO_RECORD = Message("INTAKE-012", "is no record of a proposal.", "Export the data again.")
LARGE_RECORD = Message("INTAKE-012", "the record that begins here is larger than {number} KiB.", "Export it anew.")
WRONG_WIDTH = Message(
    "INTAKE-013",
    "has {number} cells where the first row has {columns}.",
    "Look for a delimiter or a line break that is not in quotes.",
)
NO_VALUE = Message(
    "INTAKE-014",
    "holds an error, or a formula whose result is not kept in the file.",
    "Open the workbook, replace it by its value, and save.",
)
AMBIGUOUS_ANSWER = Message(
    "INTAKE-015", "answers '{question}' with words that stand for several of its answers.", "Write one of {options}."
)
TWO_ANSWERS = Message(
    "INTAKE-016",
    "answers '{question}' in one column otherwise than in the columns of its options.",
    "Correct it, or keep only one of the two.",
)
NOT_MARKED = Message("INTAKE-016", "is neither 0 nor 1.", "Write 1 for an option that was chosen, 0 for another.")
NO_SUCH_COLUMN = Message("INTAKE-017", "'{name}' is no column of this questionnaire.", "Name one, or `ignore`.")
MAPPED_TWICE = Message("INTAKE-017", "says of the column '{column}' a second time what it is.", "Keep one of the two.")
NO_TABLE = Message("INTAKE-018", "holds no table whose columns could be named.", "Name a CSV, XLSX or JSON file.")

MESSAGES: Final = (
    *(NOT_READ, OLD_WORKBOOK, DAMAGED, DEFINITIONS, BROKEN_QUOTES, TOO_MUCH_UNPACKED, TOO_MANY_CELLS, TOO_MUCH_WORK),
    *(
        TOO_MANY_ROWS,
        TOO_MANY_COLUMNS,
        LONG_LINE,
        LONG_CELL,
        NO_LETTERS,
        GUESSED_LETTERS,
        NO_HEADS,
        LACKS_COLUMN,
        AMBIGUOUS_COLUMN,
    ),
    *(
        SAME_COLUMN,
        SAME_NAMES,
        UNKNOWN_COLUMNS,
        OTHER_SHEETS,
        MORE_PAGES,
        NO_RECORD,
        LARGE_RECORD,
        WRONG_WIDTH,
        NO_VALUE,
    ),
    *(AMBIGUOUS_ANSWER, TWO_ANSWERS, NOT_MARKED, NO_SUCH_COLUMN, MAPPED_TWICE, NO_TABLE),
)
