"""A portfolio from its rows to its document: read, assess, and keep what is done in case it is broken off."""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from api.intake.rows import Accepted, Rejected
from api.intake.rows import Row as SourceRow
from api.screen_messages import SAME_KEY
from api.screen_parts import Parts, remove_parts
from api.screen_pool import Batch, Submit, Task, as_task, finished, workers
from engine.pack import Pack, Policy
from engine.profile import Profile, Stage
from engine.screen_row import SMALL, Entry, Rejection, Row, ScreenTerms
from engine.screening import Assessed, GivenValue, Screening

MOST_CROSS_CHECKED: Final = 20  # so many are assessed by both inferences; beyond, by the compiled rules alone
AT_ONCE: Final = 50  # proposals of one batch, and of one part file
AHEAD: Final = 4  # batches that are read before the first of them is done
ENOUGH: Final = 60  # below, starting processes takes longer than it saves

Tick: TypeAlias = "Callable[[int], None]"


class Whose(NamedTuple):
    """A proposal without its answers, of which few are kept (see `Row.answers_shown`)."""

    key: str
    place: str
    title: str
    country: str | None
    stage: Stage
    language: str | None


_Screened: TypeAlias = "tuple[Whose, Assessed, dict[str, GivenValue]]"
_Begun: TypeAlias = "tuple[list[tuple[Whose, Profile]], Future[Batch]]"


@dataclass
class Run:
    """One screening: under what, and what came of it so far."""

    pack: Pack
    policy: Policy
    on: date
    redact: bool
    assessed: list[_Screened] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def screening(self, rows: Iterator[SourceRow], output: Path, tick: Tick) -> Screening:
        """The document; what is done is kept in the folder of the results until `forget`. Raises Disagreement."""
        proposals = self._accepted(rows)
        first = list(islice(proposals, SMALL + 1))
        terms = ScreenTerms(self.pack, self.policy, self.on, len(first) <= SMALL, self.redact)
        row, parts = Row(terms), Parts(output, terms)
        with workers(row, len(first) >= ENOUGH) as submit:
            self._assess(chain(first, proposals), row, parts, submit, tick)
        self._reject_repeated()
        return self._document(terms)

    def forget(self, output: Path) -> None:
        """The results are written: nothing needs to be kept."""
        remove_parts(output)

    def _accepted(self, rows: Iterator[SourceRow]) -> Iterator[Accepted]:
        for row in rows:
            if isinstance(row, Rejected):
                self.rejected.append(row)
            else:
                yield row

    def _assess(self, proposals: Iterator[Accepted], row: Row, parts: Parts, submit: Submit, tick: Tick) -> None:
        """Batch after batch; who interrupts waits for those that are begun."""
        sorting = _Sorting(row, parts.known())
        waiting: deque[_Begun] = deque()
        try:
            while batch := list(islice(proposals, AT_ONCE)):
                found, left = sorting.sort(batch)
                self.assessed += found
                tick(len(found))
                waiting.append(([(whose, profile) for whose, profile, _ in left], submit([task for *_, task in left])))
                if len(waiting) > AHEAD:
                    self._take(waiting, row, parts, tick)
        except KeyboardInterrupt:
            while waiting:
                self._take(waiting, row, parts, tick)
            raise
        while waiting:
            self._take(waiting, row, parts, tick)

    def _take(self, waiting: deque[_Begun], row: Row, parts: Parts, tick: Tick) -> None:
        """The first batch. Its results are read while others assess; interrupted over that, the batch still waits."""
        begun, batch = waiting[0]
        results = finished(batch)
        assessed = [Assessed.model_validate_json(one) for one in results]
        waiting.popleft()
        if results:
            parts.keep(results)
        self.assessed += [
            (whose, one, row.answers_shown(profile, one)) for (whose, profile), one in zip(begun, assessed, strict=True)
        ]
        tick(len(results))

    def _reject_repeated(self) -> None:
        """Rows with one key: nobody could tell which of them is meant, so none of them counts."""
        times = Counter(whose.key for whose, *_ in self.assessed)
        repeated = [whose for whose, *_ in self.assessed if times[whose.key] > 1]
        self.rejected += [Rejected(one.key, one.place, (SAME_KEY.at(one.place, key=one.key),)) for one in repeated]
        self.assessed = [one for one in self.assessed if times[one[0].key] == 1]

    def _document(self, terms: ScreenTerms) -> Screening:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no process that writes should inherit threads of numpy's
        from engine.screen import screen

        entries = (Entry(*whose, assessed, answers) for whose, assessed, answers in self.assessed)
        rejections = (Rejection(*row) for row in self.rejected)
        return screen(terms, entries, rejections, min(MOST_CROSS_CHECKED, len(self.assessed)))


class _Sorting:
    """Tells proposals that are known from those to be worked out. The first few are always worked out, so that both
    inferences say what they are."""

    def __init__(self, row: Row, known: dict[str, Assessed]) -> None:
        self._row, self._known, self._twice = row, known, MOST_CROSS_CHECKED

    def sort(self, batch: Sequence[Accepted]) -> tuple[list[_Screened], list[tuple[Whose, Profile, Task]]]:
        found: list[_Screened] = []
        left: list[tuple[Whose, Profile, Task]] = []
        for key, place, profile in batch:
            whose = Whose(key, place, profile.campaign, profile.country, profile.stage, profile.language)
            known = self._known.get(self._row.digest(profile)) if self._known and not self._twice else None
            if known is not None:
                found.append((whose, known, self._row.answers_shown(profile, known)))
            else:
                left.append((whose, profile, as_task(profile, self._twice > 0)))
            self._twice = max(0, self._twice - 1)
        return found, left
