"""Every mistake that files beside a profile can be refused for: waivers, stored assessments, baselines."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from api.comparing import compare_files
from api.endings import Ended
from engine.assessment import Assessment
from engine.baseline import Baseline, by_campaign, read_baseline
from engine.compared import compared
from engine.errors import Mistake, Refused
from engine.next_campaign import next_campaign
from engine.stored import assessment_in, stored_document
from engine.waivers import MOST, read_waivers
from tests.examples import DAY, advocacy, assessed_example

Data = dict[str, Any]
WAIVER = "{finding: Weak Planning, subject: x, reason: x, text: x, approver: lead, expires: 2027-01-01, evidence: x}"
GOOD_WAIVER = WAIVER.replace("Weak Planning", "weak_planning").replace("reason: x", "reason: mitigated_elsewhere")


@cache
def whole() -> Assessment:
    return assessed_example("half-answered")


def _answer(data: Data, kind: str) -> Data:
    """An answer of this kind that was given."""
    found: Data = next(one for one in data["answers"] if one["kind"] == kind and one["values"])
    return found


def _measure(data: Data, kind: str) -> Data:
    found: Data = next(one for one in data["measures"] if one["kind"] == kind)
    return found


def _several(data: Data) -> None:
    answer = _answer(data, "level")
    answer["values"], answer["labels"] = ["1", "2"], answer["labels"] * 2


TAMPERED: tuple[Callable[[Data], object], ...] = (
    lambda data: data.update(format="munasara.assessment/0"),
    lambda data: data.update(languages=[]),
    lambda data: data.update(languages=["en", "de"]),
    lambda data: data["sections"].append(data["sections"][0]),
    lambda data: data["verdict"]["possible"].reverse(),
    lambda data: data["verdict"].update(decided="GO"),
    lambda data: data["verdict"].update(words={}),
    lambda data: _measure(data, "readiness").update(low=900, high=100),
    lambda data: _measure(data, "readiness").update(high=2000),
    lambda data: _measure(data, "readiness").update(high="x"),
    lambda data: _measure(data, "ladder").update(high=99),
    lambda data: _answer(data, "level").update(values=[], labels=[]),
    lambda data: _answer(data, "level").update(labels=[]),
    lambda data: _answer(data, "level").update(values=["7"], counted=["7"]),
    lambda data: _answer(data, "level").update(critical="perhaps"),
    _several,
)


def undated() -> Assessment:
    """As assessments were before they kept the days of their answers."""
    assessment = whole()
    answers = tuple(answer.model_copy(update={"answered_on": None}) for answer in assessment.answers)
    return assessment.model_copy(update={"answers": answers})


def _with_receipt(**changes: object) -> Assessment:
    assessment = whole()
    return assessment.model_copy(update={"receipt": assessment.receipt.model_copy(update=changes)})


def stored_mistakes(folder: Path) -> Iterator[Mistake]:
    """Each is provoked by what reads such a file; `folder` is where files can be written."""
    data = json.loads(whole().model_dump_json(by_alias=True))
    for tamper in TAMPERED:
        changed = deepcopy(data)
        tamper(changed)
        yield from refused(partial(assessment_in, stored_document("old.json", json.dumps(changed).encode())))
    waivers, old, new = folder / "waivers.yaml", folder / "old.json", folder / "new.json"
    for content in (f"waivers: [{WAIVER}]\n", f"waivers: [{f'{GOOD_WAIVER}, ' * (MOST + 1)}]\n"):
        waivers.write_text(content, encoding="utf-8")
        yield from refused(lambda: read_waivers(waivers, "waivers.yaml"))
    pack = advocacy()
    for policy, copy in (("launch", whole()), ("default", assessed_for_sharing())):
        old.write_text(copy.model_dump_json(by_alias=True), encoding="utf-8")
        yield from refused(partial(read_baseline, old, "old.json", pack, pack.policy[policy], DAY))
    old.write_text(whole().model_dump_json(by_alias=True), encoding="utf-8")
    own, before = pack.policy[whole().receipt.policy], date(2026, 1, 1)
    yield from refused(lambda: read_baseline(old, "old.json", pack, own, before))
    yield from refused(lambda: by_campaign([Baseline("old.json", whole()), Baseline("new.json", whole())]))
    yield from refused(lambda: compared(whole(), _with_receipt(pack="minimal"), pack))
    yield from refused(lambda: compared(whole(), _with_receipt(on=date(2026, 1, 1)), pack))
    yield from refused(lambda: next_campaign(undated(), pack, DAY))
    for path in (old, new):
        path.write_text(undated().model_dump_json(by_alias=True), encoding="utf-8")
    yield from refused(lambda: compare_files(old, new, pack, None, None, DAY, redact=True))


def assessed_for_sharing() -> Assessment:
    from engine.attribution import redacted_alike

    made = redacted_alike(whole(), advocacy())
    assert made is not None
    return made


def refused(act: Callable[[], object]) -> tuple[Mistake, ...]:
    with pytest.raises((Refused, Ended)) as found:
        act()
    assert isinstance(found.value, Refused | Ended)
    return tuple(found.value.mistakes)
