"""The list of mistakes a pack can have: complete, without gaps, and each of them found when it is made."""

import re
import shutil
from pathlib import Path

import pytest

from api.packs import SHIPPED
from engine import documents, file_messages, pack_checks
from engine import profile_messages as said
from engine.errors import Refused
from engine.loader import load_pack
from engine.names import ANY_WORD, NO_WORDS, Names, Words, words_in, words_of
from tests.commands import test_bad_packs as planted

ENGINE = Path(pack_checks.__file__).parent
LISTED = set(re.findall(r"PACK-\d{3}", pack_checks.__doc__ or ""))
PACKS = sorted(path.parent for path in SHIPPED.glob("*/pack.yaml"))


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_shipped_pack_has_no_mistake(folder: Path) -> None:
    assert load_pack(folder).manifest.id == folder.name


def test_the_codes_are_numbered_without_a_gap() -> None:
    assert sorted(LISTED) == [f"PACK-{number:03}" for number in range(1, len(LISTED) + 1)]


def test_every_code_that_the_engine_gives_is_listed_and_every_listed_one_is_given() -> None:
    used: set[str] = set()
    for path in ENGINE.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'"(PACK-\d{3})"', text))
    # What any file can do against its format is listed with profiles, and has the same number in packs.
    used |= {f"PACK-{found.code[-3:]}" for found in (said.UNKNOWN_FIELD, said.LACKING, said.DOES_NOT_FIT)}
    assert used == LISTED


def test_every_listed_mistake_is_planted_somewhere_and_found() -> None:
    found = {code for defect in planted.DEFECTS.values() for code, _, _ in defect.expected}
    in_tests_of_their_own = {"PACK-005", "PACK-006", "PACK-018"}
    assert {code for code in found if code.startswith("PACK")} | in_tests_of_their_own == LISTED


def test_every_mistake_in_a_file_is_listed_where_files_are_read() -> None:
    listed = set(re.findall(r"DOC-\d{3}", documents.__doc__ or ""))
    assert {message.code for message in file_messages.MESSAGES} == listed


def test_mistakes_are_sorted_by_file_and_line_and_said_once(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(SHIPPED / "advocacy", folder)
    shutil.rmtree(folder / "cases")
    for path in (folder / "rules").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^source:.*(\n( +|-).*)*", "source: [P998, P999]", text, count=1), encoding="utf-8")

    with pytest.raises(Refused) as refused:
        load_pack(folder)

    places = [mistake.place.rpartition(":") for mistake in refused.value.mistakes]
    assert places == sorted(places, key=lambda place: (place[0], int(place[2])))
    assert (
        len(set(refused.value.mistakes)) == len(refused.value.mistakes) == 2 * len(list((folder / "rules").iterdir()))
    )


def names(elsewhere: Words = NO_WORDS) -> Names[str]:
    return Names({"written_plan": "a question"}, frozenset({"tone"}), frozenset({"Specific Demand"}), elsewhere)


def test_a_name_is_lacking_only_if_nothing_can_bear_it() -> None:
    assert names().lacks("unheard_of")
    for borne in ("written_plan", "tone", "specific_demand"):
        assert not names().lacks(borne), "a sound part, an unsound one, or one that is called so wrongly bears it"


def test_a_name_that_stands_where_nothing_could_be_read_is_not_lacking() -> None:
    assert not names(elsewhere=words_of("- id: unheard_of\n  text: 'never closed")).lacks("unheard_of")
    assert names(elsewhere=words_of("- id: unheard_of")).lacks("heard_of")
    assert not names(elsewhere=words_in([{"id": ["unheard_of"]}])).lacks("unheard_of")


def test_where_not_even_the_words_are_known_no_name_is_lacking() -> None:
    for unknown in (ANY_WORD, words_in({"id": None}), Words.of_all([NO_WORDS, ANY_WORD])):
        assert not names(elsewhere=unknown).lacks("unheard_of")
