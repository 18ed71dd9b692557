"""A check as SARIF 2.1.0, for code scanning and viewers. Rules carry their help in the reader's language."""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from engine.check import Check, CheckedProfile, Level, Result, Trouble, trouble_fingerprints
from reports.check_wording import CheckWording
from reports.phrases import plain
from reports.words import Digits, Words

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "munasara/v1"
# What the standard demands of every result of a run as soon as one has it (3.27.23 and 3.27.24), and what it is where
# nobody waived anything, or where there was nothing to compare with: viewers show at least what is new.
_OF_ALL_OR_NONE: Final[dict[str, Any]] = {"suppressions": [], "baselineState": "new"}
_BASELINE_STATES: Final = {"new": "new", "worse": "updated", "known": "unchanged"}


def sarif(check: Check, language: str, digits: Digits = "western") -> str:
    """One run with one result for each thing found, waived ones suppressed, and one for each mistake in a file."""
    say = CheckWording(check, Words(language, digits))
    results = [one for profile in check.profiles for one in _profile(say, profile)]
    rules = {rule["id"]: rule for rule in _rules(say, results)}
    index = {name: number for number, name in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    for name, otherwise in _OF_ALL_OR_NONE.items():
        if any(name in result for result in results):
            for result in results:
                result.setdefault(name, otherwise)
    run = {
        "tool": {
            "driver": {
                "name": "munasara",
                "version": check.engine,
                "semanticVersion": check.engine,
                "language": language,
                "rules": list(rules.values()),
                "properties": {"pack": f"{check.pack} {check.pack_version}", "packDigest": check.pack_digest},
            }
        },
        "automationDetails": {"id": f"munasara/{check.pack}/{check.policy}/"},
        "invocations": [
            {
                "executionSuccessful": check.exit_code not in (2, 4),
                "exitCode": check.ending,
                "properties": {"outcome": check.outcome},
                "toolExecutionNotifications": [
                    {"level": level, "message": {"text": plain(note)}}
                    for level, notes in (("error", say.fatal()), ("note", say.notes()))
                    for note in notes
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    made = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    # A line for each result: to indent what is inside takes Python several times as long.
    before, empty, after = json.dumps(made, ensure_ascii=False, indent=2).rpartition("[]")
    lines = ",\n".join(json.dumps(result, ensure_ascii=False) for result in results)
    return f"{before}[\n{lines}\n]{after}\n" if results else f"{before}{empty}{after}\n"


def uri(path: str) -> str:
    """A relative path as a relative URI reference."""
    return quote(path, safe="/")


def _profile(say: CheckWording, profile: CheckedProfile) -> Iterator[dict[str, Any]]:
    troubles = zip(profile.troubles, say.troubles(profile), trouble_fingerprints(profile), strict=True)
    for trouble, told, lasting in troubles:
        yield _trouble(profile, trouble, lasting, plain(f"{told.fact} {told.remedy}"))
    for result in profile.results:
        yield _result(say, profile, result)


def _result(say: CheckWording, profile: CheckedProfile, result: Result) -> dict[str, Any]:
    text = plain(say.paragraph(result))
    made = _located(result.rule, result.level, text, profile.file, result.line, result.fingerprint)
    if result.field is not None:
        made["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": result.field}]
    if result.waived_by is not None:
        waiver = say.check.waivers[result.waived_by]
        made["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": plain(say.waivers.waived(waiver))}
        ]
    if result.change is not None:
        made["baselineState"] = _BASELINE_STATES[result.change]
    made["properties"] = {"blocks": result.blocks, "campaign": profile.campaign}
    return made


def _trouble(profile: CheckedProfile, trouble: Trouble, lasting: str, text: str) -> dict[str, Any]:
    return _located(trouble.code, "error", text, profile.file, trouble.line, lasting)


def _located(rule: str, level: Level, text: str, file: str, line: int, lasting: str) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": {"startLine": line}}}],
        "partialFingerprints": {FINGERPRINT: lasting},
    }


def _rules(say: CheckWording, results: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rules that have results, in the order of their names, each with its help."""
    words, check = say.words, say.check
    for name in sorted({result["ruleId"] for result in results}):
        if name in check.rules:
            rule = check.rules[name]
            title, why, remedies = words.of(rule.title), words.of(rule.why), say.remedies(name)
        elif name.startswith("sensitive_answers/"):
            title, remedies = words("Not shown, because it rests on sensitive answers"), ""
            why = words("Run the same check with --no-redact where only the campaign's own people can read it.")
        elif name == "open_answer":
            title, remedies = words("An open question that can still decide the verdict"), ""
            why = words("Answer it, or find out who knows: until then the verdict is not settled.")
        else:
            title, remedies = words("The file has mistakes and cannot be checked"), ""
            why = words("Correct what the message names; a profile that cannot be read never passes.")
        help_text = "\n\n".join(plain(part) for part in (why, remedies) if part)
        yield {
            "id": name,
            "shortDescription": {"text": plain(title)},
            "fullDescription": {"text": plain(why)},
            "help": {"text": help_text, "markdown": help_text},
            "defaultConfiguration": {"level": _level(say, name)},
        }


def _level(say: CheckWording, name: str) -> Level:
    """The level of a rule's gravest result."""
    levels = {result.level for profile in say.check.profiles for result in profile.results if result.rule == name}
    ordered: tuple[Level, ...] = ("error", "warning", "note")
    return next((level for level in ordered if level in levels), "error")
