"""Where the solver cannot tell, `pack verify` calls nothing proven or broken that trying everything does not find.

Some of its questions stay open here, any of them (see `tests/doubt.py`): each subject is then judged as trying
everything judges it, or it is `unknown`.
"""

from collections import Counter
from random import Random

import pytest

import engine.verify_ground
from engine.pack import Pack
from engine.properties import CANNOT_TELL
from engine.verify import verify
from tests.doubt import doubting
from tests.property.test_proofs import (
    _judged,
    _require_true,
    _shown,
    expected,
    small_packs,
    unsaid,
)


@pytest.mark.parametrize("tried", [4, 300], ids=["by the solver", "by trying first"])
def test_every_judgement_is_what_trying_everything_finds_or_is_left_open(
    tried: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.verify_ground, "TRIED", tried)
    met: Counter[str] = Counter()
    for number, pack in enumerate(small_packs(14, start=2000 * tried)):
        held = expected(pack)
        for turn in range(2):
            met += _judge(pack, Random(f"{number} {turn}"), held)
    assert met["unknown"] > 8, met
    assert min(met["proven"], met["counter-example"]) > 45, met


def _judge(pack: Pack, random: Random, held: dict[tuple[str, str], bool]) -> Counter[str]:
    with doubting(random):
        certificate = verify(pack)
    judged = _judged(certificate)
    met = Counter(judged.values())
    for key, holds in held.items():
        status = judged.pop(key)
        assert status == "unknown" or (status == "proven") == holds, (pack.manifest.id, key)
    _require_implications(pack, judged)
    told = _judged(certificate)
    for name, subject, shown in _shown(certificate):
        if told[name, subject] != "unknown":
            _require_true(pack, name, subject, shown)
    assert certificate.holds == (set(met) <= {"proven"})
    codes = {failure.code for failure in certificate.failures}
    assert (CANNOT_TELL in codes) == ("unknown" in met)
    return met


def _require_implications(pack: Pack, judged: dict[tuple[str, str], str]) -> None:
    """What is left are rules and pairs of rules: a rule stands alone, or a pair of it says why not, or may do so."""
    silent, equal = unsaid(pack)
    for (name, subject), status in judged.items():
        wrong = silent if name == "not_implied" else equal
        assert status != "counter-example" or subject in wrong, subject
        if status == "proven":
            others = [
                pair for pair in wrong if subject == pair.split()[-1] or (pair in equal and subject in pair.split())
            ]
            assert not others, subject
    for name, wrong in (("not_implied", silent), ("not_equal", equal)):
        assert all(judged.get((name, subject)) in ("counter-example", "unknown") for subject in wrong)
