"""Random profiles that say all that a form can hold, and the plans of forms that hold them."""

from datetime import date
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from api.packs import SHIPPED
from engine.form_fields import FormPlan
from engine.loader import load_pack
from engine.pack import Pack, Question
from engine.profile import UNKNOWN, WITHHELD, Evidence, GivenAnswer, Profile
from reports.forms.plan import worded_plan
from tests.examples import advocacy
from tests.packs import SEEDS, random_answer

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
# What a person can type: any letters of any script, line breaks, blanks at either end that a profile takes off.
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def _line(text: str) -> bool:
    try:
        Evidence(note=text)
    except ValueError:
        return False
    return True


LINES = (TYPED | st.text(" \n\r\tا3;=", max_size=12)).filter(_line)


@cache
def plan(pack: str) -> FormPlan:
    return worded_plan(advocacy() if pack == "advocacy" else load_pack(SHIPPED / pack))


def drawn_answer(random: Random, question: Question) -> Any:
    if random.random() < 0.3:
        return random.choice((UNKNOWN, WITHHELD, None))
    answer = random_answer(random, question)
    return [answer] if question.kind == "choices" and isinstance(answer, str) else answer


@st.composite
def profiles(draw: st.DrawFn, pack: Pack, typed: st.SearchStrategy[str] = LINES) -> Profile:
    """One for this pack; `typed` are the texts that its people write."""
    random, lines = Random(draw(SEEDS)), draw(st.lists(typed, min_size=1, max_size=6))
    days = [draw(DAYS), draw(DAYS)]

    def some(values: list[Any]) -> Any:
        return random.choice(values) if random.random() < 0.5 else None

    answers: dict[str, Any] = {}
    for question in pack.questions.values():
        if random.random() < 0.3:
            continue
        given_ = {"answer": drawn_answer(random, question), "answered_on": some(days)}
        given_["to_confirm"] = random.random() < 0.2
        if random.random() < 0.4:
            given_["evidence"] = {"note": some(lines), "reference": some(lines), "date": some(days)}
            given_["evidence"]["owner"] = some(lines)
        answers[question.id] = given_
    fields = {"campaign": lines[0], "country": some(["TN", "LB"]), "answered_on": days[0], "answers": answers}
    fields["stage"] = random.choice(("preparing", "launching", "running", "closing"))
    fields["dates"] = {"launch": some(days), "end": some(days)}
    fields["lessons"] = random.sample(lines, random.randint(0, len(lines)))
    return Profile.model_validate(fields)


def saying(profile: Profile) -> Profile:
    """Without what says nothing: evidence without a field, an answer without a value."""
    kept: dict[str, GivenAnswer] = {}
    for name, given_ in profile.answers.items():
        plain = given_.model_copy(update={"evidence": None}) if given_.evidence == Evidence() else given_
        if plain != GivenAnswer():
            kept[name] = plain
    return profile.model_copy(update={"answers": kept})
