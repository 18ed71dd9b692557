"""What is told of a mistake in a form: one sentence, the same in the summary and at the field."""

from dataclasses import dataclass
from typing import Final, Literal

from engine.profile import LONGEST_LINE, MOST_LESSONS
from reports.phrases import listed
from reports.words import Words

EXAMPLE: Final = "2026-01-31"
"""How a day is written. It always fills in a blank, so that it is kept apart from text that runs the other way."""

Kind = Literal[
    "no_name",
    "too_long",
    "long_lesson",
    "many_lessons",
    "no_text",
    "no_day",
    "future",
    "ends_early",
    "no_country",
    "no_choice",
    "not_alone",
    "one_only",
    "too_large",
    "no_code",
    "wrong_words",
    "unknown_code",
    "many_codes",
    "nothing_tried",
    "no_such_answer",
    "not_sure",
    "no_file",
    "bad_file",
    "long_label",
    "many_shares",
    "unknown_share",
]


@dataclass(frozen=True)
class Mistake:
    """One mistake. `field` is the id of the field on the page; `about` names it, where the sentence alone does not;
    `places` are words of a code, from 1."""

    field: str
    kind: Kind
    about: str = ""
    places: tuple[int, ...] = ()


def told(words: Words, mistake: Mistake) -> str:
    """What is wrong and how to mend it. Nothing that was typed is repeated."""
    if mistake.kind == "wrong_words":
        these = listed((words.number(place) for place in mistake.places), words)
        return words("Check these words of the code, counted from the first: {words}.", words=these)
    return {
        "no_name": words("Give the campaign a name. It need not be its real one."),
        "too_long": words("Shorten this to {most} characters.", most=LONGEST_LINE),
        "long_lesson": words("Shorten each lesson to {most} characters.", most=LONGEST_LINE),
        "many_lessons": words("Keep at most {most} lessons, each on its own line.", most=MOST_LESSONS),
        "no_text": words("Write this on one line, without control characters."),
        "no_day": words("Write the day as year-month-day, as in {example}, or leave it empty.", example=EXAMPLE),
        "future": words("This day lies in the future. Write a day that has passed, or leave it empty."),
        "ends_early": words("The campaign cannot end before it is launched. Correct one of the two days."),
        "no_country": words("Write two letters, as in TN, LB or YE, or leave it empty."),
        "nothing_tried": words("Choose something to try."),
        "no_such_answer": words("The question does not take this answer. Choose another."),
        "no_file": words("Choose a file."),
        "bad_file": words("The file cannot be used as it is: correct what is listed below, then choose it again."),
        "not_sure": words("Say that you are sure, or keep the campaign."),
        "no_choice": words("Choose one of the answers that are offered."),
        "not_alone": words("One of these answers excludes all others. Choose it alone, or leave it out."),
        "one_only": words("“We don't know” and “We prefer not to say” stand alone. Choose one of them, or answers."),
        "too_large": words("This campaign holds too much text. Shorten some of it, then save again."),
        "no_code": words("A code has eight words. Type all of them, in their order."),
        "unknown_code": words("No campaign opens with this code. Check every word; nothing can be said about why."),
        "long_label": words("Shorten this to {most} characters.", most=100),
        "many_shares": words("This campaign has as many shared copies as it can have. Withdraw one of them first."),
        "unknown_share": words(
            "No shared report opens with this code. Check every word; nothing can be said about why."
        ),
        "many_codes": words("This campaign has as many codes as it can have. Replace the earlier ones."),
    }[mistake.kind]
