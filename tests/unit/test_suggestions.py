"""The nearest known name is suggested for a wrong one, as long as that takes no time to speak of."""

import time

from engine.errors import MOST_COMPARED, Nearest, nearest

NAMES = ["written_plan", "specific_demand", "tone", "spokespeople"]


def test_a_misspelt_name_is_told_its_nearest_and_a_strange_one_nothing() -> None:
    assert nearest("writen_plan", NAMES) == "Nearest: 'written_plan'. "
    assert nearest("spokepeople", NAMES) == "Nearest: 'spokespeople'. "
    assert nearest("nothing_like_it", NAMES) == ""
    assert nearest("tone", []) == ""


def test_a_short_name_is_not_told_another_that_shares_half_its_letters_by_chance() -> None:
    """As `nope` and `scope`: three letters of four, in order."""
    assert nearest("nope", ["scope", "tactics"]) == ""
    assert nearest("team", ["stage", "tame"]) == "Nearest: 'tame'. "
    assert nearest("tnoe", NAMES) == nearest("ton", NAMES) == nearest("tome", NAMES) == "Nearest: 'tone'. "


def test_some_hundred_wrong_names_in_one_file_are_each_told_theirs() -> None:
    suggest = Nearest()
    assert all(suggest("writen_plan", NAMES) for _ in range(500))


def test_thousands_of_long_names_that_are_all_alike_are_not_compared_for_ever() -> None:
    known = [f"{'ab' * 29}{number:05}" for number in range(2000)]
    suggest, began = Nearest(), time.process_time()

    answers = [suggest(f"{'ba' * 29}{number:05}", known) for number in range(5000)]

    assert time.process_time() - began < 3
    assert answers[-1] == ""


def test_names_that_are_too_many_to_compare_do_not_keep_a_shorter_list_from_being_looked_at() -> None:
    suggest = Nearest()
    assert suggest("writen_plan", ["x" * 64] * (MOST_COMPARED // 64)) == ""
    assert suggest("writen_plan", NAMES) == "Nearest: 'written_plan'. "
