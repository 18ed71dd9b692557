"""A check as a code-quality report of GitLab, which shows it beside the lines of a merge request."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from engine.check import Check, CheckedProfile, Result, fingerprint, trouble_fingerprints
from reports.check_wording import CheckWording
from reports.phrases import plain
from reports.words import Digits, Words


def gitlab(check: Check, language: str, digits: Digits = "western") -> str:
    """One entry for each thing that is not waived, with a fingerprint of its own."""
    say = CheckWording(check, Words(language, digits))
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    for files, said in zip(check.one_campaign, say.shared(), strict=True):
        found.append(_entry("one_campaign", said, "info", files[0], 1, fingerprint("one_campaign", files[0], files)))
    for profile in check.profiles:
        for entry in _entries(say, profile):
            while entry["fingerprint"] in seen:  # two files on one campaign: each entry needs one of its own
                again = f"{entry['fingerprint']} {profile.file}"
                entry["fingerprint"] = hashlib.sha256(again.encode("utf-8", "surrogatepass")).hexdigest()[:32]
            seen.add(entry["fingerprint"])
            found.append(entry)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in found)  # quick where there are many
    return f"[\n{lines}\n]\n" if found else "[]\n"


def _entries(say: CheckWording, profile: CheckedProfile) -> Iterator[dict[str, Any]]:
    troubles = zip(profile.troubles, say.troubles(profile), trouble_fingerprints(profile), strict=True)
    for trouble, told, lasting in troubles:
        said = f"{told.fact} {told.remedy}"
        yield _entry(trouble.code, said, "blocker", profile.file, trouble.line, lasting)
    for result in profile.results:
        if result.waived_by is None:
            severity = _severity(say.check, result)
            yield _entry(result.rule, say.message(result), severity, profile.file, result.line, result.fingerprint)


def _severity(check: Check, result: Result) -> str:
    rule = check.rules.get(result.rule)
    if rule is not None and rule.kind == "blocker":
        return "blocker"
    return "critical" if result.blocks else {"error": "major", "warning": "major", "note": "minor"}[result.level]


def _entry(rule: str, said: str, severity: str, file: str, line: int, lasting: str) -> dict[str, Any]:
    return {
        "description": plain(said),
        "check_name": rule,
        "fingerprint": lasting,
        "severity": severity,
        "location": {"path": file, "lines": {"begin": line}},
    }
