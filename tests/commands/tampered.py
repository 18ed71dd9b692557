"""A cached pack that was tampered with, so that its rules ask what none of its questions asks: a failure inside."""

import json
from pathlib import Path

from tests.commands.command import Munasara


def without_a_question(munasara: Munasara, cache: Path) -> Munasara:
    kept = max(munasara.cache.glob("*.json"), key=lambda path: path.stat().st_size)
    pack = json.loads(kept.read_bytes())
    for section in pack["sections"]:
        section["questions"] = [question for question in section["questions"] if question["id"] != "posture"]
    cache.mkdir()
    (cache / kept.name).write_text(json.dumps(pack), encoding="utf-8")
    return Munasara(cache)
