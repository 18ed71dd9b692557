"""Screenings for tests of their forms: the shipped pack over a few proposals, some with names that mean harm."""

from functools import cache
from typing import Any

from engine.errors import Message
from engine.profile import Profile
from engine.screen import screen
from engine.screen_row import Entry, Rejection, Row
from engine.screening import Screening
from tests.commands.test_screen import proposal
from tests.examples import advocacy
from tests.portfolios import row

HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u202eevil\u2066",
    "+1; =2, -3\t@x",
    "../../etc/passwd",
    "حملة {number} %s",
)
ODD = Message("TEST-001", "the name '{name}' is odd.", "Choose another.")


@cache
def assessor() -> Row:
    return row(advocacy(), advocacy().policy["funder"], small=False)


@cache
def entries(number: int) -> tuple[Entry, ...]:
    """Proposals called by HOSTILE in turn, both by title and by key; in every language, and in none that is spoken."""
    found = []
    for place in range(number):
        said: dict[str, Any] = proposal(place) | {"language": ("ar", "fr", "en", "de", None)[place % 5]}
        profile = Profile.model_validate(said | {"campaign": f"{HOSTILE[place % len(HOSTILE)]} {place}"})
        where = f"{HOSTILE[place % len(HOSTILE)]}/{place}"
        assessed = assessor().assess_row(profile)
        whose = (profile.campaign, profile.country, profile.stage, profile.language)
        found.append(Entry(where, f"received/{where}", *whose, assessed, assessor().answers_shown(profile, assessed)))
    return tuple(found)


def advocacy_screening(number: int = 10) -> Screening:
    rejected = [Rejection(f"{one}!", f"received/{one}", (ODD.at(f"received/{one}", name=one),)) for one in HOSTILE]
    return screen(assessor().terms, entries(number), rejected, 0)
