"""The document of a screening cannot hold what does not add up; its order has terms, stated by a policy or not."""

from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from pydantic import ValidationError

from engine.blinding import blinded
from engine.profile import Profile
from engine.ranking import ranking_terms
from engine.screen import screen
from engine.screen_row import SETTLING_AMONG
from engine.screening import Assessed, Counts, Screening
from engine.settling import Settler
from tests.examples import advocacy
from tests.packs import TODAY, random_pack, random_profile
from tests.portfolios import row, screened


def test_a_policy_that_states_its_terms_is_ranked_by_them() -> None:
    pack = advocacy()
    terms = ranking_terms(pack, pack.policy["funder"])
    assert terms.stated
    assert terms.weights == {
        name: tuple(ends)
        for name, ends in sorted(
            pack.policy["funder"].ranking.weights.items(),  # type: ignore[union-attr]
            key=lambda one: list(pack.measure).index(one[0]),
        )
    }


def test_the_terms_of_the_funder_are_those_that_hold_where_a_policy_states_none() -> None:
    pack = advocacy()
    stated, default = (ranking_terms(pack, pack.policy[name]) for name in ("funder", "default"))
    assert not default.stated
    assert stated.weights == default.weights
    assert stated.exposure == default.exposure == ("residual_exposure",)


def test_without_a_mean_all_readiness_measures_weigh_alike() -> None:
    pack = advocacy()
    measures = tuple(measure for measure in pack.measures if not measure.mean_of)
    terms = ranking_terms(pack.model_copy(update={"measures": measures}), pack.policy["default"])
    assert set(terms.weights) == {measure.id for measure in measures if measure.kind == "readiness"}
    assert set(terms.weights.values()) == {(1, 4)}


@pytest.mark.parametrize(
    "wrong",
    [{"received": 4}, {"accepted": 3}, {"undecided": 2}, {"decided": {"GO": 2}}],
    ids=["received", "accepted", "undecided", "decided"],
)
def test_counts_that_do_not_add_up_cannot_be_written(wrong: dict[str, Any]) -> None:
    sound = {"received": 3, "accepted": 2, "rejected": 1, "decided": {"GO": 1}, "undecided": 1}
    assert Counts.model_validate(sound).received == 3
    with pytest.raises(ValidationError, match="add up"):
        Counts.model_validate(sound | wrong)


def test_of_many_open_questions_those_that_bear_most_are_tried() -> None:
    pack = advocacy()
    assessor = row(pack, pack.policy["funder"], small=False)
    assessor.warm()
    with patch.object(Settler, "_after", autospec=True, side_effect=Settler._after) as tried:
        found = assessor.assess_row(Profile(campaign="x", answered_on=TODAY))
    assert (found.settling, tried.call_count) == ("found_among_some", SETTLING_AMONG)


def test_a_question_settles_a_place_exactly_where_one_was_found() -> None:
    sound = {
        "profile_digest": "0", "possible": ["GO"], "exact": True, "measures": {}, "unanswered": 0, "withheld": 0,
        "expired": 0, "to_answer": [], "unevidenced": 0, "settling": "settled",
    }  # fmt: skip
    assert Assessed.model_validate(sound).decided == "GO"
    with pytest.raises(ValidationError, match="exactly where one was found"):
        Assessed.model_validate({**sound, "settling": "found_among_some"})
    with pytest.raises(ValidationError, match="exactly where one was found"):
        Assessed.model_validate({**sound, "settled_by": "tone"})


def a_screening(number: int = 4) -> Screening:
    pack = random_pack(7, 6)
    return screened([random_profile(Random(seed), pack) for seed in range(number)], row(pack, pack.policies[0]))


@pytest.mark.parametrize(
    ("change", "said_of"),
    [("unsorted", "sorted by key"), ("uncounted", "counts do not fit"), ("nowhere", "one tier of one group")],
)
def test_a_document_that_contradicts_itself_cannot_be_written(change: str, said_of: str) -> None:
    said = a_screening().model_dump()
    if change == "unsorted":
        said["proposals"] = said["proposals"][::-1]
    elif change == "uncounted":
        nothing = {"code": "", "place": "", "fact": "", "remedy": ""}
        said["rejected"] = [{"key": "x", "place": "x", "mistakes": [nothing]}]
    else:
        said["groups"] = said["groups"][1:]
    with pytest.raises(ValidationError, match=said_of):
        Screening.model_validate(said)


def test_proposals_that_say_the_same_have_codes_of_their_own_in_a_blind_document() -> None:
    pack = random_pack(7, 6)
    one = random_profile(Random(1), pack)
    shown = blinded(screened([one, one, random_profile(Random(2), pack)], row(pack, pack.policies[0])))
    codes = [proposal.key for proposal in shown.proposals]
    assert len(set(codes)) == 3
    stems = [code.partition("-")[0] for code in codes]
    twins = [stem for stem in stems if stems.count(stem) == 2]
    assert len(twins) == 2
    Screening.model_validate(shown.model_dump())


def test_an_empty_portfolio_is_a_document_too() -> None:
    pack = random_pack(7, 6)
    made = screen(row(pack, pack.policies[0]).terms, (), (), 0)
    assert (made.counts.received, made.groups, made.proposals) == (0, (), ())
    assert blinded(made).blind
