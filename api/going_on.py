"""Commands that a report or a conversation suggests to go on with: about the same pack, policy and language."""

import shlex
from pathlib import Path

from api.opening import as_named, policy_for
from engine.assess import assess
from engine.assessment import Assessment
from engine.interview import to_ask
from engine.pack import Pack, Policy
from engine.profile import Profile


def to_assess(path: Path, pack: Pack, named: str, policy: Policy, profile: Profile, language: str) -> str:
    """The command that assesses under this policy."""
    under = None if policy.id == policy_for(profile, pack) else policy.id
    return _command("assess", path, *as_named(named, under), *_spoken(language, pack))


def to_ask_the_rest(
    path: Path, pack: Pack, named: str, asked: Assessment, profile: Profile, language: str
) -> str | None:
    """The command that asks what `assess` alone, under its policy, asks besides; None where that is nothing.

    A question that was put and is still open is none of these.
    """
    whole = policy_for(profile, pack)
    if asked.policy.id == whole:
        return None
    full = assess(profile, pack, pack.policy[whole], asked.receipt.on)
    if not {*to_ask(profile, full, ())} - {*to_ask(profile, asked, ())}:
        return None
    # Under a verdict that is settled, only --all asks what is left.
    left = () if full.verdict.decided is None else ("--all",)
    return _command("ask", path, *as_named(named, whole), *left, *_spoken(language, pack))


def _spoken(language: str, pack: Pack) -> tuple[str, ...]:
    return () if language == pack.manifest.languages[0] else ("--lang", language)


def _command(verb: str, path: Path, *options: str) -> str:
    return shlex.join(["munasara", verb, str(path), *options])
