"""What is changed in a pack, and which changes are none."""

from functools import cache

import pytest

from api.packs import SHIPPED
from engine.loader import load_pack
from engine.mutants import Mutant, mutants
from engine.pack import Pack
from engine.program import Program
from engine.same_meaning import Meaning
from tests.examples import advocacy


@cache
def minimal() -> Pack:
    return load_pack(SHIPPED / "minimal")


@cache
def changes(pack_name: str) -> dict[tuple[str, str], Mutant]:
    pack = minimal() if pack_name == "minimal" else advocacy()
    return {(mutant.subject, mutant.change): mutant for mutant in mutants(pack)}


def test_no_two_changes_are_in_the_same_words() -> None:
    """Otherwise a reason for one would do for the other."""
    assert len(changes("advocacy")) == sum(1 for _ in mutants(advocacy()))


def test_a_policy_is_changed_in_its_clauses_its_evidence_and_its_days() -> None:
    assert [change for subject, change in changes("minimal") if subject == "policies/default.yaml"] == [
        "evidence required",
        "expires_after volatile 29",
        "expires_after volatile 31",
        "expires_after other 179",
        "expires_after other 181",
        "STOP clause 1: left out",
        "STOP clause 1: any finding of kind weakness",
        "STOP clause 1: any finding of kind consequence",
        "STOP clause 1: any finding of kind exposure",
        "STOP clause 1: any finding of kind strength",
        "STOP clause 1: any finding of kind protection",
        "STOP clause 1: any finding from severity medium",
        "NOT_YET clause 1: left out",
        "NOT_YET clause 1: preparation at_most 299",
        "NOT_YET clause 1: preparation at_most 499",
        "NOT_YET clause 1: preparation the other way round",
        "CONDITIONS clause 1: left out",
        "CONDITIONS clause 1: any finding not of kind weakness",
        "CONDITIONS clause 1: any finding not of kind consequence",
        "CONDITIONS clause 1: any finding not of kind exposure",
        "CONDITIONS clause 1: any finding of kind strength",
        "CONDITIONS clause 1: any finding of kind protection",
        "CONDITIONS clause 1: any finding not of kind blocker",
        "CONDITIONS clause 1: any finding from severity medium",
        "CONDITIONS clause 1: any finding from severity critical",
        "CONDITIONS clause 2: left out",
        "CONDITIONS clause 2: trouble at_least calm",
        "CONDITIONS clause 2: trouble the other way round",
    ]


def test_a_part_of_a_tree_is_named_by_where_it_stands() -> None:
    found = [change for subject, change in changes("minimal") if subject == "rules/trusted_invitation.yaml"]
    assert found == [
        "confirmed: all made any",
        "confirmed: without part 1",
        "confirmed: part 1: invitation is in_writing",
        "confirmed: without part 2",
        "confirmed: part 2: safe_welcome at_least 2",
        "confirmed: part 2: safe_welcome at_least 4",
        "confirmed: part 2: safe_welcome the other way round",
        "confirmed made likely",
    ]


def same(subject: str, change: str, policy: str = "default") -> bool:
    pack = advocacy()
    mutant = changes("advocacy")[subject, change]
    before = Program(pack, pack.policy[policy])
    return Meaning(before).same(Program(mutant.pack, mutant.pack.policy[policy], like=before))


@pytest.mark.parametrize(
    ("subject", "change"),
    [
        # A fact that is never merely likely.
        ("rules/unlawful_tactic.yaml", "confirmed: part 2: part 2: gathering_not_permitted only if confirmed"),
        # Two facts that rest on the same answers.
        ("rules/credibility_loss.yaml", "confirmed: without part 4"),
        # What is prepared is never prepared under a threat, so that the rule need not say it.
        ("rules/double_protection.yaml", "without unless"),
        # Accusations are asked about only where the tone accuses.
        ("rules/seen_as_unjust_accuser.yaml", "confirmed: without part 1"),
        # Who answers names at least one tactic.
        ("rules/narrow_strategy.yaml", "confirmed: part 2: count at_least 0"),
        # A blocker has already stopped the campaign.
        ("policies/default.yaml", "CONDITIONS clause 9: any finding not of kind blocker"),
        # Every blocker is critical.
        ("policies/default.yaml", "STOP clause 1: any finding from severity medium"),
    ],
)
def test_a_change_that_no_complete_answers_can_tell_is_proved_to_be_none(subject: str, change: str) -> None:
    assert same(subject, change)


@pytest.mark.parametrize(
    ("subject", "change"),
    [
        ("rules/allies_leave.yaml", "confirmed: part 1: credibility_loss only if confirmed"),
        ("rules/credibility_loss.yaml", "confirmed: without part 1"),
        ("rules/weak_planning.yaml", "confirmed: part 1: written_plan at_most 2"),
        ("rules/protection_in_place.yaml", "without unless"),
        ("rules/protection_in_place.yaml", "does not move residual_exposure"),
        ("questions/protection.yaml stewarding", "always asked"),
        ("policies/default.yaml", "evidence required"),
        ("policies/default.yaml", "NOT_YET clause 1: overall at_most 399"),
        ("policies/default.yaml", "CONDITIONS clause 9: any finding not of kind weakness"),
    ],
)
def test_a_change_that_some_answers_tell_is_not_taken_for_none(subject: str, change: str) -> None:
    assert not same(subject, change)
