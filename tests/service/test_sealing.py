"""Sealing: what is changed or moved does not open; sizes are told roughly; damage on disk is noticed, and named."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.storage.database import Database
from api.storage.records import Content, Damaged
from api.storage.sealing import SMALLEST, Place, Sealing, halves, new_key, padded, unpadded
from api.storage.store import Store
from api.storage.tables import assessments, campaigns, codes, sessions, shares

SEALING = Sealing()
KEY = bytes(range(32))
PLACE = Place("campaigns.content", "a" * 32)
PLAIN = st.binary(max_size=3000)


@given(PLAIN)
def test_what_is_sealed_opens_with_the_key_at_its_place(plain: bytes) -> None:
    assert SEALING.unseal(KEY, PLACE, SEALING.seal(KEY, PLACE, plain)) == plain


@given(PLAIN, st.data())
def test_a_changed_bit_is_noticed_wherever_it_is(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(SEALING.seal(KEY, PLACE, plain))
    place = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(Damaged):
        SEALING.unseal(KEY, PLACE, bytes(sealed))


def test_every_single_bit_counts() -> None:
    sealed = SEALING.seal(KEY, PLACE, b"secret")
    for place in range(8 * len(sealed)):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(Damaged):
            SEALING.unseal(KEY, PLACE, bytes(changed))


@given(PLAIN, st.integers(0, 400))
def test_what_is_cut_short_or_lengthened_does_not_open(plain: bytes, length: int) -> None:
    sealed = SEALING.seal(KEY, PLACE, plain)
    for changed in (sealed[:length], sealed[: -1 - length], sealed + b"\0", b""):
        if changed != sealed:
            with pytest.raises(Damaged):
                SEALING.unseal(KEY, PLACE, changed)


@given(PLAIN, st.text(max_size=20), st.text(max_size=20))
def test_a_record_opens_nowhere_else(plain: bytes, column: str, record: str) -> None:
    other = Place(column, record)
    if other != PLACE:
        with pytest.raises(Damaged):
            SEALING.unseal(KEY, other, SEALING.seal(KEY, PLACE, plain))


def test_two_places_are_never_written_alike() -> None:
    assert Place("a", "b/c").encoded() != Place("a/b", "c").encoded()


def test_no_other_key_opens_and_the_same_text_never_looks_the_same_twice() -> None:
    first, second = SEALING.seal(KEY, PLACE, b"secret"), SEALING.seal(KEY, PLACE, b"secret")
    assert first != second
    with pytest.raises(Damaged):
        SEALING.unseal(new_key(), PLACE, first)


@given(PLAIN)
def test_sizes_are_powers_of_two(plain: bytes) -> None:
    size = len(padded(plain))
    assert size >= max(SMALLEST, len(plain))
    assert size & (size - 1) == 0
    assert unpadded(padded(plain)) == plain


def test_a_campaign_just_begun_is_as_large_as_most_that_are_finished(store: Store, database: Database) -> None:
    answers = {f"question_{number}": {"answer": "3", "evidence": {"note": "x" * 60}} for number in range(100)}
    for profile in ({}, {"campaign": "x"}, {"campaign": "x", "answers": answers}):
        store.create_draft(Content(profile))
    with database.reading() as connection:
        sizes = {len(row.content) for row in connection.execute(campaigns.select())}
    assert len(sizes) == 1


def test_the_halves_of_a_secret_depend_on_it_and_on_what_they_are_for() -> None:
    found = [halves(secret, use) for secret in (KEY, new_key()) for use in ("access code", "share code")]
    parts = [part for half in found for part in (half.name, half.key.hex())]
    assert len(set(parts)) == len(parts)


SEALED = [
    (campaigns, "content"),
    (codes, "key"),
    (assessments, "summary"),
    (assessments, "document"),
    (shares, "key"),
    (shares, "snapshot"),
    (shares, "note"),
    (sessions, "opened"),
]


def test_all_binary_columns_are_known_here() -> None:
    tables = (campaigns, codes, assessments, shares, sessions)
    found = {(table.name, column.name) for table in tables for column in table.c if str(column.type) == "BLOB"}
    assert found == {(table.name, column) for table, column in SEALED}


def _use_everything_of(store: Store, all_of: Iterable[tuple[str, str, str]]) -> None:
    for campaign in all_of:
        _use_everything(store, *campaign)


def _use_everything(store: Store, token: str, code: str, share_code: str) -> None:
    store.load(token)
    for kept in store.assessments(token):
        store.assessment(token, kept.id)
    store.shares(token)
    store.open(code)
    reader = store.open_share(share_code)
    assert reader is not None
    store.load_share(reader)


def _campaign(store: Store, name: str) -> tuple[str, str, str]:
    """A campaign with everything: its session, its code, the code of its share."""
    token = store.create_draft(Content({"campaign": name})).token
    code = store.claim(token)
    store.keep_assessment(token, {"of": name}, {"of": name})
    return token, code, store.share(token, {"of": name}, 7, name).code


@pytest.mark.parametrize(("table", "column"), SEALED, ids=[f"{table.name}.{column}" for table, column in SEALED])
@pytest.mark.parametrize("harm", ["a bit", "another's", "nothing"])
def test_a_record_that_was_changed_on_disk_is_damaged_and_never_shown(
    store: Store, database: Database, table: object, column: str, harm: str
) -> None:
    both = _campaign(store, "first"), _campaign(store, "second")
    _use_everything_of(store, both)
    with database.writing() as connection:
        stored = [row._mapping[column] for row in connection.execute(table.select())]  # type: ignore[attr-defined]
        for before in stored:
            changed = bytearray(before)
            changed[-1] ^= 1
            others = [each for each in stored if each != before]
            now = {"a bit": bytes(changed), "another's": others[0], "nothing": b""}[harm]
            this = table.c[column] == before  # type: ignore[attr-defined]
            connection.execute(table.update().where(this).values({column: now}))  # type: ignore[attr-defined]
            if harm == "another's":
                break
    with pytest.raises(Damaged):
        _use_everything_of(store, both)
