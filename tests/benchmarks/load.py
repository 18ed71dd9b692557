"""How the service bears a hundred people who answer at the same time: `python -m tests.benchmarks.load`.

The service runs as an operator starts it, on SQLite with every save on disk. Each person begins a campaign, and then
opens, thinks about and saves one section after the other; looks at the list of tasks and at all answers; and gets a
code. Then once more without a pause for thought, to see what the machine bears at most. The people share its processors
with the service.
"""

import asyncio
import re
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from engine.loader import load_pack
from engine.pack import Pack
from tests.benchmarks.browsers import Answer, Browser
from tests.http_api.serving import live

ROOT: Final = Path(__file__).parents[2]
PEOPLE, SECONDS, FULL_SECONDS = 100, 30, 10
THINKING: Final = (3.0, 9.0)
"""Seconds on a page, from and to: people take minutes, so this is as if many more were there."""
AIMS: Final = {"page": 500, "save": 750}
"""Milliseconds that 95 of 100 are to stay below."""
LIFTED: Final = {f"MUNASARA_{kind}_PER_MINUTE": "1000000" for kind in ("READS", "WORK", "RESULTS", "CODES")}
"""All people come from one address here; in life each has the allowance of their own."""
_REVISION: Final = re.compile(rb'name="_revision" value="(\d+)"')


@dataclass
class Measured:
    """Seconds of each kind of request, and statuses that are no page and no redirection."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    failed: Counter[int] = field(default_factory=Counter)

    def add(self, kind: str, answer: Answer) -> Answer:
        self.taken.setdefault(kind, []).append(answer.seconds)
        if answer.status not in (200, 303):
            self.failed[answer.status] += 1
        return answer

    def print(self, title: str, seconds: float, aims: Mapping[str, int]) -> None:
        count = sum(map(len, self.taken.values()))
        print(f"{title}: {count} requests, {count / seconds:.0f} a second")
        print(f"  {'milliseconds':14}{'requests':>9}{'median':>9}{'p95':>9}{'longest':>9}")
        for kind, taken in self.taken.items():
            middle, most, longest = (1000 * _at(share, taken) for share in (0.5, 0.95, 1.0))
            aim = aims.get(kind)
            told = "" if aim is None else f"  {'met' if most < aim else 'NOT met'}: p95 < {aim}"
            print(f"  {kind:14}{len(taken):9}{middle:9.0f}{most:9.0f}{longest:9.0f}{told}")
        print(f"  neither a page nor a redirection: {dict(self.failed) or 'none'}")


def _at(share: float, taken: list[float]) -> float:
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Person:
    browser: Browser
    pack: Pack
    chance: Random
    measured: Measured
    thinking: tuple[float, float]

    async def answers_until(self, end: float) -> None:
        await asyncio.sleep(self.chance.uniform(0, self.thinking[1]))
        while perf_counter() < end:
            await self._walk(end)
        self.browser.leaves()

    async def _walk(self, end: float) -> None:
        """One campaign from its beginning to its code, or to the end of the time."""
        facts = {"campaign": "ماء نظيف", "stage": "preparing", "mode": "full", "_revision": "0"}
        self.measured.add("save", await self.browser.post("/ar/new", facts))
        await self._looks("/ar/campaign")
        for section in self.chance.sample(self.pack.sections, len(self.pack.sections)):
            path = f"/ar/campaign/section/{section.id}"
            page = await self._looks(path)
            await asyncio.sleep(self.chance.uniform(*self.thinking))
            if perf_counter() > end:
                return
            revision = _REVISION.search(page.content)
            if revision is None:
                continue  # nothing in this section applies
            fields = {"_revision": revision[1].decode(), "_then": "on"}
            for question in section.questions:
                fields[question.id] = self.chance.choice(question.values)
                if question.kind == "level":
                    fields[f"{question.id}.note"] = "محضر اجتماع"
            answer = self.measured.add("save", await self.browser.post(path, fields))
            if answer.location:
                await self._looks(answer.location.partition("#")[0])
        await self._looks("/ar/campaign/check")
        self.measured.add("code", await self.browser.post("/ar/campaign/code", {"replace": ""}))

    async def _looks(self, path: str) -> Answer:
        return self.measured.add("page", await self.browser.get(path))


async def together(port: int, seconds: float, thinking: tuple[float, float]) -> Measured:
    """All people at once for so long."""
    pack, measured = load_pack(ROOT / "rules" / "advocacy"), Measured()
    end = perf_counter() + seconds
    people = (Person(Browser(port), pack, Random(number), measured, thinking) for number in range(PEOPLE))
    await asyncio.gather(*(person.answers_until(end) for person in people))
    return measured


def main() -> int:
    with (
        TemporaryDirectory() as folder,
        live(Path(folder), MUNASARA_PACKS="advocacy", MUNASARA_WORKERS="2", **LIFTED) as server,
    ):
        asyncio.run(together(server.port, 3, (0.1, 0.2)))  # everything has been loaded once
        usual = asyncio.run(together(server.port, SECONDS, THINKING))
        usual.print(f"{PEOPLE} people, {THINKING[0]:g} to {THINKING[1]:g} seconds on a page", SECONDS, AIMS)
        full = asyncio.run(together(server.port, FULL_SECONDS, (0, 0)))
        full.print(f"{PEOPLE} people without a pause for thought", FULL_SECONDS, {})
    return int(bool(usual.failed or full.failed))


if __name__ == "__main__":
    sys.exit(main())
