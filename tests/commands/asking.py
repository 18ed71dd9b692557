"""What the tests of `munasara ask` read off a file and a screen."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from engine.profile import Profile
from tests.commands.command import Ran
from tests.examples import advocacy
from tests.features import campaigns

ANSWERED_ON = "2026-11-22"
Asked = Callable[..., Ran]


def said(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def answers(path: Path) -> dict[str, Any]:
    return {name: given for name, given in (said(path)["answers"] or {}).items() if given}


def codes(out: str) -> list[str]:
    """The questions put, in order."""
    return re.findall(r"^([A-K]\d{1,2}) ", out, re.MULTILINE)


def comments(path: Path) -> list[str]:
    return re.findall(r"(?:^|\s)(#.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def only_open(path: Path, question: str) -> None:
    """A profile in which everything but one question is answered, harmlessly."""
    ready = campaigns.ready(advocacy())
    ready.answers.pop(question)
    profile: Profile = ready.profile()
    fields = json.loads(profile.model_dump_json(exclude_none=True))
    path.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")
