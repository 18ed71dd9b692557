"""Many at once: of two saves on one revision one is refused, and none is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.storage.database import Database, connect
from api.storage.records import Closed, Content, Stale, StoreRefusal
from api.storage.store import Store
from tests.service.databases import Clock

AT_ONCE = 8


def test_of_saves_on_one_revision_exactly_one_is_taken(store: Store) -> None:
    draft = store.create_draft(Content({"saved": []}))
    start = Barrier(AT_ONCE)

    def save(who: int) -> int | None:
        start.wait()
        try:
            return store.save(draft.token, Content({"saved": [who]}), draft.revision)
        except Stale:
            return None

    with ThreadPoolExecutor(AT_ONCE) as threads:
        outcomes = list(threads.map(save, range(AT_ONCE)))
    campaign = store.load(draft.token)
    assert campaign is not None
    assert sorted(filter(None, outcomes)) == [draft.revision + 1]
    assert campaign.content.profile == {"saved": [next(who for who, taken in enumerate(outcomes) if taken)]}


def test_those_who_try_again_lose_nothing(store: Store) -> None:
    """Each adds its own marks to what it loads, and repeats what is refused: in the end all marks are there."""
    token = store.create_draft(Content({"marks": []})).token
    each = 6

    def add(who: int) -> list[int]:
        taken: list[int] = []
        while len(taken) < each:
            campaign = store.load(token)
            assert campaign is not None
            marks = [*campaign.content.profile["marks"], [who, len(taken)]]
            try:
                taken.append(store.save(token, Content({"marks": marks}), campaign.revision))
            except Stale:
                continue
        return taken

    with ThreadPoolExecutor(AT_ONCE) as threads:
        revisions = [revision for taken in threads.map(add, range(AT_ONCE)) for revision in taken]
    campaign = store.load(token)
    assert campaign is not None
    wanted = [[who, number] for who in range(AT_ONCE) for number in range(each)]
    assert sorted(campaign.content.profile["marks"]) == wanted
    assert sorted(revisions) == list(range(2, len(wanted) + 2))


@given(moves=st.lists(st.sampled_from(["save", "stale", "claim", "reload", "open"]), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_two_sessions_do_the_last_save_that_was_taken_is_what_stands(store: Store, moves: list[str]) -> None:
    draft = store.create_draft(Content({"step": -1}))
    sessions, code = [draft.token], store.claim(draft.token)
    stands, revision = -1, draft.revision
    for step, move in enumerate(moves):
        token = sessions[step % len(sessions)]
        if move == "save":
            revision, stands = store.save(token, Content({"step": step}), revision), step
        elif move == "stale":
            with pytest.raises(Stale):
                store.save(token, Content({"step": step}), revision - 1)
        elif move == "claim":
            code = store.claim(token, replace=True)
            assert [store.load(each) for each in sessions if each != token] == [None] * (len(sessions) - 1)
            sessions = [token]
        elif move == "open":
            opened = store.open(code)
            assert opened is not None
            sessions.append(opened)
        for each in sessions:
            campaign = store.load(each)
            assert campaign is not None
            assert (campaign.content.profile, campaign.revision) == ({"step": stands}, revision)


def test_a_campaign_deleted_while_others_save_is_gone(store: Store, database: Database) -> None:
    draft = store.create_draft(Content({"step": 0}))
    start = Barrier(AT_ONCE)

    def use(who: int) -> str:
        start.wait()
        try:
            if who == 3:
                store.delete(draft.token)
            elif who % 2:
                store.save(draft.token, Content({"step": who}), draft.revision)
            else:
                store.keep_assessment(draft.token, {}, {})
        except StoreRefusal as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as threads:
        outcomes = list(threads.map(use, range(AT_ONCE)))
    assert outcomes[3] == "done"
    assert set(outcomes) <= {"done", Closed.code, Stale.code}
    with database.reading() as connection:
        for table in ("campaigns", "assessments"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_sweeping_and_saving_do_not_get_in_each_other_s_way(store: Store, clock: Clock, database: Database) -> None:
    token = store.create_draft(Content({"step": 0})).token
    another = connect(database.engine.url.render_as_string(hide_password=False))
    other = Store(another, now=clock)

    def save(_: int) -> int:
        revision = 1
        for step in range(30):
            revision = store.save(token, Content({"step": step}), revision)
        return revision

    def sweep(_: int) -> bool:
        done = False
        for _ in range(5):
            other.delete(other.create_draft(Content({})).token)
            done = other.sweep().scrubbed
        return done

    with ThreadPoolExecutor(2) as threads:
        saved, swept = threads.submit(save, 0), threads.submit(sweep, 0)
        assert saved.result() == 31
        swept.result()
    assert other.sweep().scrubbed
    another.close()
