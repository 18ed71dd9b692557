"""Shares and the history of assessments: frozen, each under its own key, expiring, revocable."""

import pytest

from api.storage.database import Database
from api.storage.records import (
    LONGEST_LABEL,
    MOST_ASSESSMENTS,
    MOST_ASSESSMENTS_OF_DRAFT,
    MOST_SHARES,
    Closed,
    Content,
    TooMuch,
)
from api.storage.store import Store
from tests.service.databases import Clock

SNAPSHOT = {"verdict": "GO", "withheld": ["gatherings"], "title": "حملة"}


@pytest.fixture
def owner(store: Store) -> str:
    token = store.create_draft(Content({"campaign": "Clean water"})).token
    store.claim(token)
    return token


def reader(store: Store, code: str) -> str:
    token = store.open_share(code)
    assert token is not None
    return token


def test_a_share_shows_what_was_shared_and_goes_on_showing_it(store: Store, owner: str, clock: Clock) -> None:
    made = store.share(owner, SNAPSHOT, 7, "for the funder")
    store.save(owner, Content({"campaign": "another"}), 1)
    snapshot = store.load_share(reader(store, made.code))
    assert snapshot is not None
    assert (snapshot.document, snapshot.shared_on) == (SNAPSHOT, clock.now.date())
    assert snapshot.expires == made.share.expires
    assert store.shares(owner) == (made.share,)


def test_a_share_code_opens_no_campaign_and_a_campaign_s_code_no_share(store: Store, owner: str) -> None:
    code, made = store.claim(owner), store.share(owner, SNAPSHOT, 7)
    assert store.open(made.code) is None
    assert store.open_share(code) is None


def test_a_reader_s_session_is_no_owner_s_and_the_other_way_round(store: Store, owner: str) -> None:
    token = reader(store, store.share(owner, SNAPSHOT, 7).code)
    assert store.load(token) is None
    assert store.load_share(owner) is None
    for forbidden in (
        lambda: store.save(token, Content({}), 1),
        lambda: store.claim(token),
        lambda: store.delete(token),
        lambda: store.shares(token),
        lambda: store.assessments(token),
        lambda: store.share(token, {}, 7),
        lambda: store.revoke(token, "a" * 32),
    ):
        with pytest.raises(Closed):
            forbidden()


def test_a_share_ends_on_its_day_at_the_latest_even_for_who_is_reading(store: Store, owner: str, clock: Clock) -> None:
    made = store.share(owner, SNAPSHOT, 1)
    clock.passes(hours=23)
    token = reader(store, made.code)
    clock.now = made.share.expires
    assert store.load_share(token) is None
    assert store.open_share(made.code) is None


def test_an_expired_share_is_swept_and_no_longer_listed(store: Store, clock: Clock) -> None:
    token = store.create_draft(Content({})).token
    code = store.claim(token)
    store.share(token, SNAPSHOT, 1)
    clock.passes(days=1)
    again = store.open(code)
    assert again is not None
    assert store.shares(again) == ()
    assert store.sweep().shares == 1
    assert store.sweep().shares == 0


def test_a_revoked_share_is_gone_at_once(store: Store, owner: str) -> None:
    kept, gone = store.share(owner, SNAPSHOT, 7, "kept"), store.share(owner, SNAPSHOT, 7, "gone")
    token = reader(store, gone.code)
    assert store.revoke(owner, gone.share.id)
    assert not store.revoke(owner, gone.share.id)
    assert store.load_share(token) is None
    assert store.open_share(gone.code) is None
    assert store.shares(owner) == (kept.share,)
    assert store.load_share(reader(store, kept.code))


def test_nobody_revokes_the_share_of_another_campaign(store: Store, owner: str) -> None:
    made, other = store.share(owner, SNAPSHOT, 7), store.create_draft(Content({})).token
    assert not store.revoke(other, made.share.id)
    assert store.load_share(reader(store, made.code))


def test_a_reader_s_session_ends_when_it_is_not_used_for_half_an_hour(store: Store, owner: str, clock: Clock) -> None:
    token = reader(store, store.share(owner, SNAPSHOT, 7).code)
    for _ in range(3):
        clock.passes(minutes=29)
        assert store.load_share(token)
    clock.passes(minutes=31)
    assert store.load_share(token) is None


@pytest.mark.parametrize("days", [0, -1, 91, 10**9])
def test_a_share_lasts_from_one_day_to_ninety(store: Store, owner: str, days: int) -> None:
    with pytest.raises(ValueError, match="days"):
        store.share(owner, SNAPSHOT, days)


def test_shares_are_limited_in_number_and_in_the_length_of_their_labels(store: Store, owner: str) -> None:
    with pytest.raises(TooMuch):
        store.share(owner, SNAPSHOT, 7, "x" * (LONGEST_LABEL + 1))
    labels = ["ن" * LONGEST_LABEL, "\0" * LONGEST_LABEL, *map(str, range(MOST_SHARES - 2))]
    for label in labels:
        store.share(owner, SNAPSHOT, 7, label)
    with pytest.raises(TooMuch):
        store.share(owner, SNAPSHOT, 7)
    assert [share.label for share in store.shares(owner)] == labels


def test_assessments_are_kept_in_their_order_as_they_were(store: Store, owner: str, clock: Clock) -> None:
    documents = [{"verdict": verdict, "text": "ملخص" * 5000} for verdict in ("STOP", "NOT YET", "GO")]
    kept = []
    for document in documents:
        kept.append(store.keep_assessment(owner, document, {"verdict": document["verdict"]}))
        clock.passes(minutes=20)
    assert store.assessments(owner) == tuple(kept)
    assert [store.assessment(owner, each.id) for each in kept] == documents


def test_nobody_reads_the_assessment_of_another_campaign(store: Store, owner: str) -> None:
    kept, other = store.keep_assessment(owner, {"verdict": "GO"}, {}), store.create_draft(Content({})).token
    assert store.assessment(other, kept.id) is None
    assert store.assessment(owner, "0" * 32) is None
    assert store.assessments(other) == ()


def test_assessments_are_limited_in_number(store: Store, owner: str) -> None:
    for _ in range(MOST_ASSESSMENTS):
        store.keep_assessment(owner, {}, {})
    with pytest.raises(TooMuch):
        store.keep_assessment(owner, {}, {})
    assert len(store.assessments(owner)) == MOST_ASSESSMENTS


def test_a_draft_keeps_few_until_it_has_a_code(store: Store) -> None:
    token = store.create_draft(Content({})).token
    for _ in range(MOST_ASSESSMENTS_OF_DRAFT):
        store.keep_assessment(token, {}, {})
    with pytest.raises(TooMuch):
        store.keep_assessment(token, {}, {})
    store.claim(token)
    store.keep_assessment(token, {}, {})
    assert len(store.assessments(token)) == MOST_ASSESSMENTS_OF_DRAFT + 1


def test_the_audit_trail_says_what_happened_on_which_day_and_nothing_else(
    store: Store, owner: str, database: Database, clock: Clock
) -> None:
    code = store.claim(owner)
    assert store.open(code)
    assert store.open(" ".join(reversed(code.split()))) is None
    store.delete(owner)
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT day, event, times FROM audit ORDER BY event").all()
    day = (clock.now.date() - type(clock.now.date())(1970, 1, 1)).days
    events = {"campaign_deleted": 1, "code_given": 2, "code_refused": 1, "draft_created": 1, "opened": 1}
    assert [tuple(row) for row in rows] == [(day, event, times) for event, times in events.items()]
    clock.passes(days=91)
    store.sweep()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == 0
