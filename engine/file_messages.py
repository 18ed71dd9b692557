"""What is said of a file that cannot be read (DOC-...): see `documents.py` for what each code stands for."""

from engine.errors import Message

_NAME_A_FILE = "Name a file that exists and that you may read."
_WRITE_IT_OUT = "Remove it or write out what it stands for; quote a mere text."
_PLAIN_TEXT = "Save the file as plain text in UTF-8."
_SPLIT = "Split it into several files."
_IN_A_PROFILE = "Write the answers into a profile instead: `munasara questionnaire` writes a blank one."
_WRITE_ANEW = "Write it anew with `munasara assess --format json`."

NOT_THERE = Message("DOC-001", "does not exist.", _NAME_A_FILE)
A_DIRECTORY = Message("DOC-001", "is a directory.", _NAME_A_FILE)
NO_FILE = Message("DOC-001", "is a device, pipe or socket, not a file.", _NAME_A_FILE)
FORBIDDEN = Message("DOC-001", "may not be read by this user.", _NAME_A_FILE)
CANNOT_BE_OPENED = Message("DOC-001", "cannot be opened by the system.", _NAME_A_FILE)
TOO_LARGE = Message("DOC-002", "is larger than {number} KiB.", _SPLIT)
STORED_TOO_LARGE = Message("DOC-002", "is larger than {number} KiB.", _WRITE_ANEW)
UTF_16 = Message("DOC-003", "is written in UTF-16.", "Save it as UTF-8.")
A_SPREADSHEET = Message(
    "DOC-003",
    "is a spreadsheet.",
    "`munasara import` makes profiles of the rows of an .xlsx file, and `munasara screen` assesses them all.",
)
A_DOCUMENT = Message("DOC-003", "is a document of a word processor.", _IN_A_PROFILE)
A_PDF = Message("DOC-003", "is a PDF.", _IN_A_PROFILE)
NOT_UTF_8 = Message("DOC-003", "this is not UTF-8 text.", _PLAIN_TEXT)
CONTROL_CHARACTER = Message("DOC-003", "a control character stands here.", _PLAIN_TEXT)
REVERSED = Message(
    "DOC-003", "a character that reverses the order of letters (U+202D or U+202E) stands here.", "Remove it."
)
ESCAPED = Message("DOC-003", "an escape stands for a character that is not text.", "Remove the escape.")
EMPTY = Message("DOC-004", "is empty.", "Write its content, or remove the file.")
EMPTY_PROFILE = Message(
    "DOC-004", "is empty.", "`munasara questionnaire -o FILE` writes a blank profile with every question."
)
ANCHOR = Message("DOC-006", "an anchor (&...) is used.", _WRITE_IT_OUT)
ALIAS = Message("DOC-006", "an alias (*...) is used.", _WRITE_IT_OUT)
TAG = Message("DOC-007", "a tag (!...) is used.", _WRITE_IT_OUT)
DIRECTIVE = Message("DOC-007", "a line begins with '%', a directive.", "Remove it, or put the text in quotes.")
TWICE = Message(
    "DOC-008", "repeats the key '{key}', which stands on line {line}.", "Remove one of the two, or rename it."
)
TOO_DEEP = Message("DOC-009", "it is nested deeper than {number} levels.", "Flatten the structure.")
TOO_MANY_PARTS = Message("DOC-010", "the file has more than {number} parts.", _SPLIT)
STORED_TOO_MANY_PARTS = Message("DOC-010", "the file has more than {number} parts.", _WRITE_ANEW)
NO_KEY = Message("DOC-011", "a key is empty or not plain text.", "Write the key as plain text.")
LONG_KEY = Message("DOC-011", "the key '{key}' is longer than {number} characters.", "Shorten the key.")
SECOND_DOCUMENT = Message("DOC-012", "a second document begins here.", "Give it a file of its own.")
NOT_A_NUMBER = Message("DOC-013", "NaN or Infinity is not a number.", "Write a number, or null.")
MERGE_KEY = Message("DOC-014", "a merge key (<<) is used.", _WRITE_IT_OUT)

# Not well-formed, for a reason that stands elsewhere than a parser says (see `malformed.py`); {start} is another line.
QUOTES_END = Message(
    "DOC-005",
    "the text in quotes that begins here ends on line {start}, and more text follows it there.",
    "Close them where the text ends, or remove what follows; around a text that has quotes in it, put the other kind.",
)
TAB = Message("DOC-005", "a tab stands where the indentation must be.", "Indent with spaces only.")
NO_SPACE = Message("DOC-005", "a colon lacks the space after it.", "Write a space between the colon and the value.")

# What a parser's message contains -> what is said instead; {start} is the line where the unfinished thing begins.
_PLAIN_WORDS = (
    ("unexpected end of stream", "the quotes that open on line {start} are never closed.", "Add the closing quote."),
    ("',' or", "brackets that open on line {start} lack a comma or their closing bracket.", "Add what is missing."),
    ("mapping values", "a colon stands where no key can be.", "Put the text in quotes, or give the key its own line."),
    ("expected key", "the line does not fit the mapping that begins on line {start}.", "Align it with the other keys."),
    ("'-' indicator", "the line does not fit the list that begins on line {start}.", "Begin it with '- ', aligned."),
    ("expected ':'", "a line is neither a key with its colon nor part of a text.", "Add the colon, or use quotes."),
    ("block sequence entries", "a list item stands where none can be.", "Begin the list on a line of its own."),
    ("start any token", "a tab, @, ` or % begins a value or a key.", "Indent with spaces; put such a text in quotes."),
    ("tab character", TAB.fact, TAB.remedy),
    ("node content", "a bracket or a comma stands where a value must be.", "Remove it, or put the text in quotes."),
    ("document start", "text stands after the end of the value.", "Remove it, or put the whole value in quotes."),
    ("escape", "a backslash begins no known escape.", "Double the backslash."),
    ("hexdecimal", "an escape lacks digits.", "Complete it, or double the backslash."),
    ("Extra data", "text stands after the end of the value.", "Remove it: a file holds one value."),
    ("property name", "a field name in double quotes must stand here.", "Add it, or remove the comma before."),
    ("delimiter", "a comma, a colon or a closing bracket is missing.", "Add it."),
    ("Expecting value", "a value is missing, or a text is not in double quotes.", "Write the value, or add quotes."),
    ("Unterminated string", "the quotes that open here are never closed.", "Add the closing quote."),
    ("control character", "a line break or a tab stands inside quotes.", "Write it as \\n or \\t."),
    ("", "what begins on line {start} is not well-formed.", "Compare it with an example file."),
)
MALFORMED = tuple((said, Message("DOC-005", fact, remedy)) for said, fact, remedy in _PLAIN_WORDS)

MESSAGES = (
    *(NOT_THERE, A_DIRECTORY, NO_FILE, FORBIDDEN, CANNOT_BE_OPENED, TOO_LARGE, STORED_TOO_LARGE, UTF_16),
    *(A_SPREADSHEET, A_DOCUMENT, A_PDF, NOT_UTF_8, CONTROL_CHARACTER, REVERSED),
    *(
        ESCAPED,
        EMPTY,
        EMPTY_PROFILE,
        QUOTES_END,
        NO_SPACE,
        *(message for _, message in MALFORMED),
        ANCHOR,
        ALIAS,
        TAG,
        DIRECTIVE,
        TWICE,
        TOO_DEEP,
    ),
    *(TOO_MANY_PARTS, STORED_TOO_MANY_PARTS, NO_KEY, LONG_KEY, SECOND_DOCUMENT, NOT_A_NUMBER, MERGE_KEY),
)
