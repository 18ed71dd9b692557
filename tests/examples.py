"""The example campaigns that the documentation ships, assessed."""

from datetime import date
from functools import cache
from pathlib import Path

from api.packs import SHIPPED
from engine.assess import assess
from engine.assessment import Assessment
from engine.loader import load_pack, load_profile
from engine.pack import Pack
from engine.profile import Profile

FOLDER = Path(__file__).parent.parent / "docs" / "examples"
EXAMPLES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
DAY = date(2026, 11, 22)


@cache
def advocacy() -> Pack:
    return load_pack(SHIPPED / "advocacy")


def example(name: str) -> Profile:
    profile, _ = load_profile(FOLDER / f"{name}.yaml")
    return profile


def assessed_example(name: str, policy: str = "default") -> Assessment:
    pack = advocacy()
    return assess(example(name), pack, pack.policy[policy], DAY)
