"""What is said of the content of a profile (PROFILE-...), of answers filled in (ASK-...), of plans (PLAN-...)."""

from collections.abc import Mapping

from engine.errors import Message

_DATE = ("'{field}' is not a date.", "Write year-month-day, as in 2026-03-31.")
_FIELDS = ("'{field}' is not a mapping of fields.", "Write it as `field: value` lines.")
_COUNTRY = "Write the two capital letters that ISO 3166-1 gives the country, as in TN."
_WHOLE = ("'{field}' is not a whole number.", "Write a whole number.")
_BOOL = ("'{field}' is neither true nor false.", "Write true or false.")
_LEVEL = "Write a level from 0 to 4; or unknown, or withheld; or leave it empty."
_YES_NO = "Write yes or no; or unknown, or withheld; or leave it empty."
_ONE = "Write one of {options}; or unknown, or withheld; or leave it empty."
_ANY = "Write any of {options}; or unknown, or withheld; or leave it empty."
_SEVERAL = "answers '{question}' with several options, and it takes one."
_NO_ANSWER = "answers '{question}' with something that is not one of its answers."

# Against the format of any file: the same numbers stand after WAIVER and ASSESSMENT for what is wrong in such files.
NO_MAPPING = Message("PROFILE-003", "is not a mapping of fields.", "Start it as `field: value`.")
UNKNOWN_FIELD = Message(
    "PROFILE-001", "has the field '{field}', which this format does not know.", "Correct the name, or remove it."
)
LACKING = Message("PROFILE-002", "lacks '{field}'.", "Add it.")
WITHOUT_VALUE = Message("PROFILE-002", "'{field}' is empty.", "Write it.")
NO_SPACE = Message(
    "PROFILE-003",
    "'{field}' is not a mapping of names to values: a colon lacks the space after it.",
    "Write a space between the colon and the value.",
)
DOES_NOT_FIT = Message("PROFILE-003", "'{field}' does not fit the format.", "Correct it.")
# What pydantic finds -> what is said; placeholders are filled from the error's own context, never from the input.
VALUES: Mapping[str, Message] = {
    finding: Message("PROFILE-003", fact, remedy)
    for finding, (fact, remedy) in {
        "literal_error": ("'{field}' has a value that is not allowed.", "Write one of: {expected}."),
        "string_too_short": ("'{field}' is empty.", "Write it, or remove the field."),
        "string_too_long": ("'{field}' is longer than {max_length} characters.", "Shorten it."),
        "string_pattern_mismatch": (
            "'{field}' is not written as it must be.",
            _COUNTRY,
        ),
        "string_type": ("'{field}' is not one text.", "Write one text."),
        "tuple_type": ("'{field}' is not a list.", "Write a list: [..., ...]."),
        "dict_type": ("'{field}' is not a mapping of names to values.", "Write it as `name: value` lines."),
        "model_type": _FIELDS,
        "model_attributes_type": _FIELDS,
        "date_from_datetime_parsing": _DATE,
        "date_parsing": _DATE,
        "date_type": _DATE,
        "no_such_day": ("'{field}' is a day that does not exist.", _DATE[1]),
        "one_answer": ("must be one answer, or a list of options.", "Correct it."),
        "int_parsing": _WHOLE,
        "int_type": _WHOLE,
        "bool_parsing": _BOOL,
        "bool_type": _BOOL,
        "too_long": ("'{field}' has more than {max_length} entries.", "Shorten it."),
    }.items()
}

NO_NAME = Message(
    "PROFILE-003",
    "'{field}' is not written as it must be.",
    "Write a small letter first, then small letters, digits and _, at most 64 in all.",
)
UNKNOWN_QUESTION = Message(
    "PROFILE-004",
    "answers '{question}', which no question of the pack asks.",
    "Correct the name; `munasara questionnaire`, with --pack where you named one, lists them all.",
)
NO_FIELDS_OF_AN_ANSWER = Message(
    "PROFILE-003",
    "answers '{question}' with names and values beneath it.",
    "Write the answer itself; of several options a list between brackets, with commas between them.",
)
OPTION_TWICE = Message("PROFILE-005", "answers '{question}' with the same option twice.", _ANY)
NO_OPTION = Message("PROFILE-005", "answers '{question}' with something that is not one of its options.", _ANY)
NOT_ALONE = Message(
    "PROFILE-005",
    "answers '{question}' with an option that excludes all others, and another one.",
    "Write {alone} by itself, or any of {options}; or unknown, or withheld; or leave it empty.",
)
NO_LIST = Message(
    "PROFILE-005",
    "answers '{question}' with several options that are not written as a list.",
    "Put them between brackets, with commas (,) between them, as in [{example}].",
)
ALMOST = Message(
    "PROFILE-005",
    "answers '{question}' with one of its answers, but within quotes of another kind or in other letters.",
    "Write it without quotes and in small letters, as the questionnaire does: {options}.",
)
# By the kind of a question that takes one answer.
SEVERAL: Mapping[str, Message] = {
    "level": Message("PROFILE-005", _SEVERAL, _LEVEL),
    "yes_no": Message("PROFILE-005", _SEVERAL, _YES_NO),
    "choice": Message("PROFILE-005", _SEVERAL, _ONE),
}
NO_ANSWER: Mapping[str, Message] = {
    "level": Message("PROFILE-005", _NO_ANSWER, _LEVEL),
    "yes_no": Message("PROFILE-005", _NO_ANSWER, _YES_NO),
    "choice": Message("PROFILE-005", _NO_ANSWER, _ONE),
}
FROM_THE_FUTURE = Message(
    "PROFILE-006",
    "the answers or their evidence are dated after the day of the assessment, {day}.",
    "Correct the date, or assess on a later day with --on.",
)
PLACEHOLDER = Message(
    "PROFILE-003", "'{field}' still says what stands in a blank questionnaire.", "Write the name of the campaign there."
)
NO_COUNTRY = Message("PROFILE-003", "'{field}' is the code of no country.", _COUNTRY)
ENDS_TOO_EARLY = Message("PROFILE-006", "the campaign ends before it is launched.", "Correct the dates.")

CHANGE = "change {number}"  # where a change stands among those typed
APPROVERS = "Write a role that the policy lets waive: {roles}."  # the remedy where a waiver's approver is no role
NO_CHANGE = Message(
    "PROFILE-007",
    "is not written as question=value.",
    "Write the question's name, an equals sign and the answer, as in written_plan=3.",
)
SPACED_CHANGE = Message(
    "PROFILE-007",
    "spaces stand around the equals sign.",
    "Write question, equals sign and answer without spaces, as in written_plan=3.",
)
CHANGED_TWICE = Message("PROFILE-007", "changes '{question}' a second time.", "Keep one of the two.")

CANNOT_FILL_IN = Message(
    "ASK-001",
    "is written in a way in which nothing can be filled in without touching the rest, so nothing was.",
    "Write the answers into it with an editor.",
)
NO_QUESTION_TO_KEEP = Message("PLAN-001", "is no question of this pack.", "Correct it.")
TOO_GOOD = Message("PLAN-002", "is better than any verdict of the policy '{policy}'.", "Its best is {verdict}.")

MESSAGES = (
    *(
        UNKNOWN_FIELD,
        LACKING,
        WITHOUT_VALUE,
        NO_MAPPING,
        *dict.fromkeys(VALUES.values()),
        NO_NAME,
        NO_SPACE,
        DOES_NOT_FIT,
    ),
    *(UNKNOWN_QUESTION, NO_FIELDS_OF_AN_ANSWER, OPTION_TWICE, NO_OPTION, NOT_ALONE, NO_LIST, ALMOST),
    *(*SEVERAL.values(), *NO_ANSWER.values()),
    *(
        FROM_THE_FUTURE,
        PLACEHOLDER,
        NO_COUNTRY,
        ENDS_TOO_EARLY,
        NO_CHANGE,
        SPACED_CHANGE,
        CHANGED_TWICE,
        CANNOT_FILL_IN,
        NO_QUESTION_TO_KEEP,
        TOO_GOOD,
    ),
)
