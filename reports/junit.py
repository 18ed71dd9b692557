"""A check as JUnit XML: a suite for each profile, with a test for the verdict and one for each thing found."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from engine.check import Check, CheckedProfile, Result, WaiverStanding, fatal_waivers
from reports.check_wording import CheckWording
from reports.phrases import plain
from reports.words import Digits, Words


def junit(check: Check, language: str, digits: Digits = "western") -> str:
    """What blocks fails, what is waived is skipped, an undecided verdict fails, a file with mistakes is an error; so is
    a waiver that does not bind where the check is strict."""
    say = CheckWording(check, Words(language, digits))
    shared = {files[0]: said for files, said in zip(check.one_campaign, say.shared(), strict=True)}
    suites = [_suite(say, profile, shared.get(profile.file)) for profile in check.profiles]
    if fatal := fatal_waivers(check):
        suites.append(_of_waivers(say, check.waivers_file or "", fatal))
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", *suites, "</testsuites>")) + "\n"


def _suite(say: CheckWording, profile: CheckedProfile, note: str | None) -> str:
    cases = [_verdict(say, profile, note), *(_case(say, profile, result) for result in profile.results)]
    counts = {kind: sum(f"<{kind} " in case for case in cases) for kind in ("failure", "error", "skipped")}
    return (
        f'  <testsuite name={_attribute(profile.file)} tests="{len(cases)}" failures="{counts["failure"]}" '
        f'errors="{counts["error"]}" skipped="{counts["skipped"]}" time="0">\n' + "\n".join(cases) + "\n  </testsuite>"
    )


def _of_waivers(say: CheckWording, file: str, fatal: Sequence[WaiverStanding]) -> str:
    """The waivers that a strict check takes for mistakes, as errors of their file."""
    name = _attribute(file)
    cases = [
        f'    <testcase classname={name} name={_attribute(f"{waiver.finding} ({file}:{waiver.line})")} time="0">'
        f"<error message={_attribute(say.waivers.standing(waiver))} type={_attribute(waiver.state)}>"
        f"{_text([say.waivers.standing(waiver), *say.fatal()])}</error></testcase>"
        for waiver in fatal
    ]
    return (
        f'  <testsuite name={name} tests="{len(cases)}" failures="0" errors="{len(cases)}" skipped="0" time="0">\n'
        + "\n".join(cases)
        + "\n  </testsuite>"
    )


def _verdict(say: CheckWording, profile: CheckedProfile, note: str | None) -> str:
    """The test of the verdict itself, which passes if the profile does. `note` is on what it shares with others."""
    said = say.outcome(profile)
    body = [
        said,
        *say.about(profile),
        *([] if note is None else [note]),
        *(str(one) for one in say.troubles(profile)),
    ]
    match profile.outcome:
        case "passed":
            return _testcase(profile, "verdict", f"<system-out>{_text(body)}</system-out>")
        case "failed" | "undecided":
            outcome = _attribute(profile.outcome)
            return _testcase(
                profile, "verdict", f"<failure message={_attribute(said)} type={outcome}>{_text(body)}</failure>"
            )
        case _:
            kind = _attribute(profile.troubles[0].code if profile.troubles else profile.outcome)
            return _testcase(profile, "verdict", f"<error message={_attribute(said)} type={kind}>{_text(body)}</error>")


def _case(say: CheckWording, profile: CheckedProfile, result: Result) -> str:
    said, details = say.message(result), [f"{profile.file}:{result.line}", *say.details(result)]
    name = f"{result.rule} ({result.fingerprint[:8]})"
    if result.waived_by is not None:
        waived = _attribute(say.waivers.waived(say.check.waivers[result.waived_by]))
        return _testcase(profile, name, f'<skipped type="waived" message={waived}/>')
    if result.blocks and profile.outcome != "passed":
        body = f"<failure message={_attribute(said)} type={_attribute(result.level)}>{_text(details)}</failure>"
        return _testcase(profile, name, body)
    return _testcase(profile, name, f"<system-out>{_text([said, *details])}</system-out>")


def _testcase(profile: CheckedProfile, name: str, body: str) -> str:
    return f'    <testcase classname={_attribute(profile.file)} name={_attribute(name)} time="0">{body}</testcase>'


def _attribute(text: str) -> str:
    return quoteattr(_xml(text))


def _text(lines: list[str]) -> str:
    return escape("\n".join(map(_xml, lines)))


def _xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return plain(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
