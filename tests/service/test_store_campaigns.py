"""What an owner can rely on: saves, codes, sessions, the end of drafts, deletion."""

import pytest

from api.storage.database import Database
from api.storage.records import MOST_CODES, Closed, Content, Stale, TooMuch
from api.storage.store import Store
from api.storage.tables import campaigns, codes, sessions
from tests.service.databases import Clock

PROFILE = {"campaign": "حملة الحديقة", "answers": {"written_plan": {"answer": "3", "evidence": {"note": "minutes"}}}}
FIRST = Content(PROFILE, "quick", "ar", {"seen": ["plan"]})
SECOND = Content({**PROFILE, "answers": {}}, "full", "fr")


@pytest.fixture
def code(store: Store) -> str:
    """A campaign with a code; its content is FIRST."""
    return store.claim(store.create_draft(FIRST).token)


def opened(store: Store, code: str) -> str:
    token = store.open(code)
    assert token is not None
    return token


def rows(database: Database, table: object = campaigns) -> int:
    with database.reading() as connection:
        return len(connection.execute(table.select()).all())  # type: ignore[attr-defined]


def test_what_was_saved_first_comes_back_as_it_was(store: Store) -> None:
    draft = store.create_draft(FIRST)
    campaign = store.load(draft.token)
    assert campaign is not None
    assert (campaign.content, campaign.revision, campaign.claimed) == (FIRST, draft.revision, False)


def test_a_save_is_a_new_revision(store: Store) -> None:
    draft = store.create_draft(FIRST)
    revision = store.save(draft.token, SECOND, draft.revision)
    campaign = store.load(draft.token)
    assert campaign is not None
    assert revision == draft.revision + 1
    assert (campaign.content, campaign.revision) == (SECOND, revision)


def test_a_save_on_an_older_revision_is_refused_and_changes_nothing(store: Store) -> None:
    draft = store.create_draft(FIRST)
    store.save(draft.token, SECOND, draft.revision)
    with pytest.raises(Stale):
        store.save(draft.token, FIRST, draft.revision)
    campaign = store.load(draft.token)
    assert campaign is not None
    assert campaign.content == SECOND


@pytest.mark.parametrize(
    "profile",
    [{"campaign": "x" * (1 << 20)}, {"a": float("nan")}, {"a": "\ud800"}, {"a": 10**5000}, {"a": object()}],
    ids=["large", "NaN", "surrogate", "number", "object"],
)
def test_what_is_too_large_or_no_plain_data_is_refused_and_changes_nothing(
    store: Store, profile: dict[str, object]
) -> None:
    draft = store.create_draft(FIRST)
    with pytest.raises(TooMuch):
        store.save(draft.token, Content(profile), draft.revision)
    campaign = store.load(draft.token)
    assert campaign is not None
    assert (campaign.content, campaign.revision) == (FIRST, draft.revision)


def test_a_code_opens_the_campaign_from_anywhere(store: Store, code: str) -> None:
    campaign = store.load(opened(store, f"  {code.upper().replace(' ', '-')}\n"))
    assert campaign is not None
    assert (campaign.content, campaign.claimed, campaign.dies) == (FIRST, True, None)


def test_another_code_opens_nothing_and_neither_does_what_is_no_code(store: Store, code: str) -> None:
    other = " ".join(reversed(code.split()))
    assert [store.open(typed) for typed in (other, code[:-1], "", "1234", "ا" * 56, "x" * 10_000)] == [None] * 6


def test_a_code_opens_one_campaign_and_no_other(store: Store, code: str) -> None:
    other = store.claim(store.create_draft(SECOND).token)
    loaded = [store.load(opened(store, each)) for each in (code, other)]
    assert [campaign.content for campaign in loaded if campaign] == [FIRST, SECOND]


def test_a_form_sent_twice_gives_two_codes_that_both_work(store: Store) -> None:
    token = store.create_draft(FIRST).token
    both = {store.claim(token), store.claim(token)}
    assert len(both) == 2
    assert all(store.open(code) for code in both)


def test_a_code_that_replaces_the_others_ends_them(store: Store, code: str) -> None:
    token = opened(store, code)
    new = store.claim(token, replace=True)
    assert store.open(code) is None
    assert store.load(opened(store, new)) == store.load(token)


def test_a_code_that_replaces_the_others_puts_out_everybody_but_who_made_it(store: Store, code: str) -> None:
    intruder, owner = opened(store, code), opened(store, code)
    kept = store.keep_assessment(owner, {"verdict": "GO"}, {})
    new = store.claim(owner, replace=True)
    assert store.load(intruder) is None
    for attempt in (
        lambda: store.save(intruder, SECOND, 1),
        lambda: store.claim(intruder, replace=True),
        lambda: store.assessment(intruder, kept.id),
        lambda: store.share(intruder, {}, 1),
        lambda: store.delete(intruder),
    ):
        with pytest.raises(Closed):
            attempt()
    assert store.save(owner, SECOND, 1) == 2
    assert store.load(opened(store, new)) == store.load(owner)


def test_a_code_beside_the_others_puts_nobody_out_and_neither_does_that_of_another_campaign(
    store: Store, code: str
) -> None:
    first, second = opened(store, code), opened(store, code)
    store.claim(second)
    store.claim(store.create_draft(SECOND).token, replace=True)
    assert store.load(first) == store.load(second)


def test_a_session_used_while_its_code_is_replaced_ends_with_it(store: Store, code: str, clock: Clock) -> None:
    """Also where what it does began before, and came to its turn after."""
    intruder, owner = opened(store, code), opened(store, code)
    clock.passes(minutes=5)
    with store._database.reading() as connection:
        before = store._sessions.find(connection, intruder, "campaign")
    store.claim(owner, replace=True)
    with store._database.writing() as connection, pytest.raises(Closed):
        store._campaigns.save(connection, before, SECOND, 1)
    assert store.load(intruder) is None


def test_a_campaign_has_a_limited_number_of_codes(store: Store) -> None:
    token = store.create_draft(FIRST).token
    for _ in range(MOST_CODES):
        store.claim(token)
    with pytest.raises(TooMuch):
        store.claim(token)
    assert store.open(store.claim(token, replace=True))


def test_a_session_ends_when_it_is_not_used_for_half_an_hour(store: Store, code: str, clock: Clock) -> None:
    token = opened(store, code)
    clock.passes(minutes=29)
    assert store.load(token)
    clock.passes(minutes=29)
    assert store.save(token, SECOND, 1) == 2
    clock.passes(minutes=31)
    assert store.load(token) is None
    with pytest.raises(Closed):
        store.save(token, FIRST, 2)


def test_a_draft_can_be_returned_to_for_most_of_a_day_and_never_for_longer(store: Store, clock: Clock) -> None:
    token = store.create_draft(FIRST).token
    clock.passes(hours=23)
    campaign = store.load(token)
    assert campaign is not None
    assert campaign.dies is not None
    clock.now = campaign.dies
    assert store.load(token) is None


def test_using_a_draft_does_not_keep_it_alive(store: Store, database: Database, clock: Clock) -> None:
    draft = store.create_draft(FIRST)
    revision = draft.revision
    for _ in range(23):
        clock.passes(hours=1)
        revision = store.save(draft.token, FIRST, revision)
    clock.passes(hours=1)
    assert store.load(draft.token) is None
    swept = store.sweep()
    assert (swept.drafts, swept.sessions, rows(database)) == (1, 1, 0)


def test_a_campaign_with_a_code_outlives_sweeping(store: Store, code: str, clock: Clock) -> None:
    clock.passes(days=400)
    assert store.sweep().drafts == 0
    assert store.load(opened(store, code))


def test_the_session_of_a_draft_that_got_a_code_ends_when_idle(store: Store, clock: Clock) -> None:
    token = store.create_draft(FIRST).token
    store.claim(token)
    clock.passes(minutes=31)
    assert store.load(token) is None


def test_a_session_that_was_ended_opens_nothing(store: Store, code: str, database: Database) -> None:
    token, other = opened(store, code), opened(store, code)
    before = rows(database, sessions)
    store.close(token)
    store.close(token)
    store.close("nonsense")
    assert store.load(token) is None
    assert store.load(other)
    assert rows(database, sessions) == before - 1


def test_a_deleted_campaign_is_gone_with_everything_that_belongs_to_it(
    store: Store, code: str, database: Database
) -> None:
    token, elsewhere = opened(store, code), opened(store, code)
    store.keep_assessment(token, {"verdict": "GO"}, {})
    shared = store.share(token, {"verdict": "GO"}, 7)
    reader = store.open_share(shared.code)
    assert reader is not None
    store.delete(token)
    assert store.load(token) is None
    assert store.load(elsewhere) is None
    assert store.open(code) is None
    assert store.open_share(shared.code) is None
    assert store.load_share(reader) is None
    assert (rows(database), rows(database, codes)) == (0, 0)
    with pytest.raises(Closed):
        store.save(elsewhere, FIRST, 1)


def test_deleting_one_campaign_leaves_the_others(store: Store, code: str) -> None:
    store.delete(store.create_draft(SECOND).token)
    store.sweep()
    assert store.load(opened(store, code))


@pytest.mark.parametrize("token", ["", "x", "é" * 43, "\ud800" * 43, "a" * 43, "a" * 100_000, "a" * 42 + "\0"])
def test_a_token_that_was_never_given_opens_nothing(store: Store, token: str) -> None:
    assert store.load(token) is None
    assert store.load_share(token) is None
    with pytest.raises(Closed):
        store.shares(token)


def test_a_code_that_is_known_and_one_that_is_not_are_stretched_alike(store: Store, code: str) -> None:
    """Both run Argon2id once: what is counted is the work, since times on a busy machine tell little."""
    other = " ".join(reversed(code.split()))
    assert [_stretchings(store, each) for each in (code, other)] == [1, 1]


def _stretchings(store: Store, code: str) -> int:
    import sys

    seen = 0

    def count(frame: object, kind: str, _: object) -> None:
        nonlocal seen
        seen += kind == "call" and frame.f_code.co_name == "stretched"  # type: ignore[attr-defined]

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        store.open(code)
    finally:
        sys.setprofile(before)
    return seen
