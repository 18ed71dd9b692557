"""What people are told when something is refused: what happened, and what they can do."""

from typing import Final

from reports.words import Words

REFUSED: Final = (
    "bad_request",
    "cross_site",
    "not_found",
    "too_large",
    "invalid",
    "too_complex",
    "rate_limited",
    "internal",
    "overloaded",
)


def heading(words: Words, error: str) -> str:
    return {
        "bad_request": words("This did not work"),
        "cross_site": words("This did not come from our own page"),
        "not_found": words("There is nothing here"),
        "too_large": words("This is too large"),
        "invalid": words("This cannot be used"),
        "too_complex": words("This would take too long"),
        "rate_limited": words("Too many requests in a short time"),
        "internal": words("Something failed on our side"),
        "overloaded": words("There is too much to do at this moment"),
    }[error]


def remedy(words: Words, error: str, wait: int) -> str:
    """`wait` is after how many seconds it is worth while to try again; 0 where that is not known."""
    again = words("Go back one page and try again. Nothing that was saved before is lost.")
    later = words.many(
        "Wait {number} second, then try again. Nothing that was saved before is lost.",
        "Wait {number} seconds, then try again. Nothing that was saved before is lost.",
        wait or 60,
    )
    return {
        "bad_request": again,
        "cross_site": words("Open the page again from its own address, and send it from there."),
        "not_found": words("The address may be mistyped, or the page may have been deleted."),
        "too_large": words("Shorten what you wrote, or choose a smaller file."),
        "invalid": again,
        "too_complex": words("Answer more questions, so that less is open, and try again."),
        "rate_limited": later,
        "internal": again,
        "overloaded": later,
    }[error]
