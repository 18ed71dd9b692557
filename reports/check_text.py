"""A check for a terminal or the log of a pipeline: what does not pass first, each thing with its place."""

from engine.check import EXIT_CODES, Check, CheckedProfile
from engine.pack import VERDICTS
from reports.check_wording import CheckWording
from reports.phrases import plain
from reports.words import Digits, Words


def check_text(check: Check, language: str, digits: Digits = "western") -> str:
    """One line for each thing, `file:line: level: what (rule)`, as editors and people find their way by."""
    say = CheckWording(check, Words(language, digits))
    lines = [say.heading(), say.gate(), *say.notes()]
    for profile in in_order(check):
        lines += ["", *_profile(say, profile)]
    if check.waivers:
        lines += ["", say.words("Waivers")]
        lines += [f"  {check.waivers_file}:{one.line}: {say.waivers.standing(one)}" for one in check.waivers]
    return "\n".join(plain_line(line) for line in (*lines, "", say.summary())) + "\n"


def in_order(check: Check) -> list[CheckedProfile]:
    """The profiles by outcome and verdict, the worst first, else as they were named."""
    outcomes = list(EXIT_CODES)

    def place(profile: CheckedProfile) -> tuple[int, list[int]]:
        return outcomes.index(profile.outcome), [VERDICTS.index(one) for one in profile.possible]

    return sorted(check.profiles, key=place)


def plain_line(line: str) -> str:
    """A line that keeps its indentation and can steer no terminal."""
    bare = line.lstrip(" ")
    return " " * (len(line) - len(bare)) + plain(bare)


def _profile(say: CheckWording, profile: CheckedProfile) -> list[str]:
    lines = [say.title(profile), *(f"  {line}" for line in say.about(profile))]
    lines += [f"  {one}" for one in say.troubles(profile)]
    for result in profile.results:
        told = say.words("{title}: {value}", title=say.level(result), value=say.message(result))
        lines.append(f"  {profile.file}:{result.line}: {told} [{result.rule}]")
        lines += [f"    {detail}" for detail in say.details(result)]
    return lines
