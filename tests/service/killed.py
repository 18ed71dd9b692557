"""Services that are killed while they save, one after the other; run in a process of its own.

Reads from standard input: the URL of a database, how many are to be killed, and after how many of these the database's
own process is killed as well (0: never). Each service first tells what it finds, then saves as fast as it can, and
acknowledges each save to a pipe. Writes what came of it to standard output.
"""

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from threading import Lock, Thread

from api.storage.database import Database, DatabaseFailed, connect
from api.storage.records import Content, Stale
from api.storage.store import Store
from api.storage.upgrading import upgrade

WRITERS = 4
"""How many save at once in each service, two to a campaign."""


@dataclass
class Outcome:
    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    """Saves that were found though the kill came before they could be acknowledged."""
    lost: list[str] = field(default_factory=list)
    last: dict[int, int] = field(default_factory=dict)
    """The last revision acknowledged or found, by campaign."""


def serve(url: str, tokens: list[str], pipe: int) -> None:
    """What is killed: tells what it finds, then saves until the end."""
    database = connect(url)
    store, lock = Store(database), Lock()

    def tell(*words: object) -> None:
        with lock:
            os.write(pipe, (" ".join(map(str, words)) + "\n").encode())

    def save(number: int) -> None:
        while True:
            campaign = store.load(tokens[number])
            assert campaign is not None
            content = Content({"revision": campaign.revision + 1, "lessons": ["x" * 400] * random.randrange(40)})
            with suppress(Stale):
                tell("saved", number, store.save(tokens[number], content, campaign.revision))

    if not database.on_sqlite:
        with database.reading() as connection:
            tell("server", connection.exec_driver_sql("SELECT pg_backend_pid()").scalar(), 0)
    for number, token in enumerate(tokens):
        campaign = store.load(token)
        right = campaign is not None and campaign.content.profile["revision"] == campaign.revision
        tell("found" if right else "garbled", number, campaign.revision if campaign else -1)
    for number in range(WRITERS):
        Thread(target=save, args=(number % len(tokens),), daemon=True).start()
    time.sleep(60)


def kill_one(url: str, tokens: list[str], outcome: Outcome, server_too: bool) -> None:
    """Start a service, kill it after some saves at no special moment, and take in what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            serve(url, tokens, writing)
        except DatabaseFailed:
            os._exit(1)  # the database is not yet there again
        os._exit(0)
    os.close(writing)
    saves, server, wanted = 0, 0, random.randrange(1, 12)
    with open(reading, encoding="ascii") as said:
        for line in said:
            kind, number, revision = line.split()
            server = int(number) if kind == "server" else server
            saves += kind == "saved"
            if kind != "server":
                _take_in(outcome, kind, int(number), int(revision))
            if saves == wanted and kind == "saved":
                time.sleep(random.random() / 200)
                if server_too:
                    os.kill(server, signal.SIGKILL)
                os.kill(child, signal.SIGKILL)  # what it has said until now still comes out of the pipe
    _, status = os.waitpid(child, 0)
    outcome.kills += os.WIFSIGNALED(status)


def _take_in(outcome: Outcome, kind: str, number: int, revision: int) -> None:
    last = outcome.last.get(number, 1)
    if kind == "garbled" or (kind == "found" and revision < last):
        outcome.lost.append(f"{kind}: campaign {number} is at {revision}, and was at {last}")
    elif kind == "found":
        outcome.unacknowledged += revision - last
    outcome.acknowledged += kind == "saved"
    outcome.last[number] = max(last, revision)


def main() -> None:
    told = json.load(sys.stdin)
    tokens = _prepared(told["url"])
    outcome, every = Outcome(), told["server every"]
    while outcome.kills < told["kills"]:
        server_too = bool(every) and outcome.kills % every == every // 2
        kill_one(told["url"], tokens, outcome, server_too)
    json.dump({**asdict(outcome), "whole": _whole(told["url"], tokens, outcome)}, sys.stdout)


def _prepared(url: str) -> list[str]:
    database = connect(url)
    upgrade(database, memory_kib=64)
    store = Store(database)
    tokens = [store.create_draft(Content({"revision": 1})).token for _ in range(WRITERS // 2)]
    database.close()  # a process that forks must hold no connection
    return tokens


def _whole(url: str, tokens: list[str], outcome: Outcome) -> bool:
    """Whether the database is sound in the end, and holds what was acknowledged last."""
    database: Database = connect(url)
    store = Store(database)
    found = [store.load(token) for token in tokens]
    kept = all(campaign and campaign.revision >= outcome.last[number] for number, campaign in enumerate(found))
    if database.on_sqlite:
        with database.reading() as connection:
            kept &= connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    database.close()
    return bool(kept)


if __name__ == "__main__":
    main()
