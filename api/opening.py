"""From the words of a command to what the engine takes: the pack, the policy, the day, the profile, its assessment."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from api.endings import BAD_PACK_OR_INTERNAL, INVALID_INPUT, bad_input_exits, refuse
from api.options import DEFAULT_PACK

if TYPE_CHECKING:
    from engine.assessment import Assessment
    from engine.errors import Mistake
    from engine.pack import Pack, Policy
    from engine.plan import Wishes
    from engine.profile import Profile


def open_named_pack(name: str) -> "Pack":
    from api.packs import open_pack, pack_folder

    with bad_input_exits(INVALID_INPUT):
        pack_folder(name)  # a pack that is not there is a slip of the user's, not a mistake in a pack
    with bad_input_exits(BAD_PACK_OR_INTERNAL):
        return open_pack(name)


def assess_file(
    path: Path, pack: "Pack", policy: str | None, on: str | None, redact: bool
) -> tuple["Assessment", "Policy", "Profile"]:
    """Read a profile and assess it; every mistake in it ends the command with its file and line."""
    from engine.assess import assess as assess_profile
    from engine.loader import load_profile_for

    day = chosen_day(on)
    with bad_input_exits(INVALID_INPUT):
        profile = load_profile_for(pack, path, day)
    if redact:
        from engine.redaction import marked, redacted

        profile = redacted(profile, pack)
    chosen = chosen_policy(policy or policy_for(profile, pack), pack)
    result = assess_profile(profile, pack, chosen, day)
    if redact:
        result = marked(result)
    return result, chosen, profile


def open_to_change(path: Path, changes: list[str], pack: "Pack", day: date) -> "Profile":
    """Read a profile to which changes are made; every mistake in it and in them ends the command, all at once."""
    from engine.changes import read_changes
    from engine.errors import Mistake, Refused
    from engine.loader import load_profile_for

    profile: Profile | None = None
    mistakes: list[Mistake] = []
    try:
        profile = load_profile_for(pack, path, day)
    except Refused as refused:
        mistakes += refused.mistakes
    try:
        read_changes(changes, pack)
    except Refused as refused:
        mistakes += refused.mistakes
    if profile is None or mistakes:
        refuse(mistakes, INVALID_INPUT)
    return profile


def with_plans(
    result: "Assessment", profile: "Profile", pack: "Pack", policy: "Policy", wishes: "Wishes | None" = None
) -> "Assessment":
    """The assessment with the plans for the same campaign, on the same day.

    If the solver contradicts the rules while planning, the assessment stands, and says that it has no plans.
    """
    from engine.plan import plan as make_plans
    from engine.solver import SolverTrouble

    try:
        with bad_input_exits(INVALID_INPUT):
            return result.model_copy(update={"plans": make_plans(profile, pack, policy, result.receipt.on, wishes)})
    except SolverTrouble:
        from api.command_messages import PLANS_FAILED

        return result.model_copy(update={"plans_failed": PLANS_FAILED.code})


def plans_failed(profile: Path) -> "Mistake":
    """What is said where there are no plans because of a defect of Munasara."""
    from api.command_messages import PLANS_FAILED

    return PLANS_FAILED.at(str(profile))


def as_named(pack: str, policy: str | None) -> tuple[str, ...]:
    """The options of a further command for the policy, if one is named, and for the pack as it was: an id does not
    stand for a folder."""
    under = () if policy is None else ("--policy", policy)
    return under if pack == DEFAULT_PACK else (*under, "--pack", pack)


def policy_for(profile: "Profile", pack: "Pack") -> str:
    """The policy for the campaign's stage, else the pack's default."""
    fitting = [policy.id for policy in pack.policies if profile.stage in policy.stages]
    return fitting[0] if fitting else pack.manifest.default_policy


def policy_to_ask(profile: "Profile | None", pack: "Pack") -> "Policy":
    """As for an assessment; but `quick`, where the pack has it, if that would be the pack's default."""
    default = pack.manifest.default_policy
    fitting = default if profile is None else policy_for(profile, pack)
    return pack.policy["quick" if fitting == default and "quick" in pack.policy else fitting]


def chosen_policy(name: str, pack: "Pack") -> "Policy":
    if name not in pack.policy:
        from api.command_messages import NO_POLICY
        from engine.errors import nearest_name

        near = nearest_name(name, pack.policy)
        refuse([NO_POLICY.at(f"--policy {name}", near, policies=tuple(pack.policy))], INVALID_INPUT)
    return pack.policy[name]


def asked_for(name: str, pack: "Pack") -> str:
    """The question of that printed code or name; what is neither that nor a finding ends the command."""
    from api.command_messages import NO_FINDING
    from engine.errors import nearest_name

    if by_name(name, pack) not in pack.questions:
        near = nearest_name(name, pack.rule) or nearest_name(name, pack.questions)
        refuse([NO_FINDING.at(name, near)], INVALID_INPUT)
    return by_name(name, pack)


def by_name(said: str, pack: "Pack") -> str:
    """What is said with a question's printed code, as `C1` or `C1=3`, with its name instead; all else as it is."""
    from engine.text import western_digits

    name, equals, value = said.partition("=")
    code = western_digits(name).upper()
    found = next((question.id for question in pack.questions.values() if question.code.upper() == code), name)
    return f"{found}{equals}{value}"


def chosen_language(code: str | None, pack: "Pack") -> str:
    if code is not None and code not in pack.manifest.languages:
        from api.command_messages import NO_LANGUAGE

        refuse([NO_LANGUAGE.at(f"{_said_by()} {code}", languages=pack.manifest.languages)], INVALID_INPUT)
    return code or pack.manifest.languages[0]


def chosen_day(text: str | None, option: str = "--on") -> date:
    from engine.text import western_digits

    try:
        return date.today() if text is None else date.fromisoformat(western_digits(text))
    except ValueError:
        from api.command_messages import NO_DATE

        refuse([NO_DATE.at(option)], INVALID_INPUT)


def _said_by() -> str:
    """Where the language was asked for: on the command line, or in the environment."""
    return "--lang" if any(word.startswith("--lang") for word in sys.argv) else "MUNASARA_LANG"
