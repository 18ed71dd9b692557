"""What is asked of a new campaign before any question: its name, its stage, where it takes place, when it launches."""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final, Protocol, TypeVar, get_args

from engine.countries import COUNTRIES
from engine.profile import PLACEHOLDERS, Dates, Profile, Stage
from engine.text import western_digits
from reports.asking import Asking
from reports.phrases import REPLACED

LONGEST_NAME: Final = 500
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)


Read = TypeVar("Read")


class Talk(Protocol):
    """Somebody who is asked and told."""

    @property
    def say(self) -> Callable[[str], None]: ...

    def ask(self, prompt: str, /) -> str | None: ...


class _Stopped(Exception):
    """Somebody stops instead of replying."""


def new_campaign(talk: Talk, asking: Asking, on: date) -> Profile | None:
    """A profile without answers; None when somebody stops. All but the name can be left open with an empty line."""
    name = campaign_name(talk, asking)
    if name is None:
        return None
    try:
        stage = _asked(talk, asking, asking.stage_prompt(), _stage, asking.bad_stage()) or STAGES[0]
        country = _asked(talk, asking, asking.country_prompt(), _country, asking.bad_country())
        launch = _asked(talk, asking, asking.launch_prompt(), _day, asking.bad_day())
    except _Stopped:
        return None
    dates = Dates(launch=launch or None)
    return Profile(campaign=name, stage=stage, country=country or None, dates=dates, answered_on=on)


def campaign_name(talk: Talk, asking: Asking) -> str | None:
    """What the campaign is called; None when somebody stops."""
    try:
        return _asked(talk, asking, asking.name_prompt(), _name, asking.bad_name(LONGEST_NAME))
    except _Stopped:
        return None


def _asked(talk: Talk, asking: Asking, prompt: str, read: Callable[[str], Read | None], wrong: str) -> Read | None:
    """Ask until what is typed can be read; None when the input has ended."""
    while True:
        typed = talk.ask(prompt)
        if typed is None:
            return None
        if asking.stops(typed):
            raise _Stopped
        if (found := read(typed)) is not None:
            return found
        talk.say(wrong)


def _name(typed: str) -> str | None:
    sound = 0 < len(typed) <= LONGEST_NAME and not any(_is_no_text(letter) for letter in typed)
    return typed if sound and typed not in PLACEHOLDERS else None


def _stage(typed: str) -> Stage | None:
    """A stage by its number or by the name that it has in the file; the first for an empty line."""
    if not typed:
        return STAGES[0]
    number = int(typed) if typed.isdecimal() and len(typed) == 1 else 0
    named = STAGES[number - 1] if 1 <= number <= len(STAGES) else typed.casefold()
    return next((stage for stage in STAGES if stage == named), None)


def _country(typed: str) -> str | None:
    return typed.upper() if not typed or typed.upper() in COUNTRIES else None


def _day(typed: str) -> date | str | None:
    if not typed:
        return ""
    try:
        return date.fromisoformat(western_digits(typed))
    except ValueError:
        return None


def _is_no_text(letter: str) -> bool:
    return letter == REPLACED or unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
