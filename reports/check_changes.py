"""What a check says of its baseline: the verdict of then, and what moved since, by its causes."""

from collections.abc import Iterable, Iterator, Sequence

from engine.carried import Cause
from engine.check import Changes, Check, CheckedProfile, ResultChange
from engine.pack import VerdictName
from reports.phrases import between, listed
from reports.words import Words


def since_baseline(profile: CheckedProfile, changes: Changes, check: Check, words: Words) -> Iterator[str]:
    """A line for the baseline, one for each cause with what it moved, and one for the sensitive answers among them."""
    nothing = words("nothing")
    later = changes.on != check.on  # a sensitive answer given again may have moved what is hidden
    if check.redacted and (changes.sensitive or (later and any(one.hidden for one in profile.results))):
        nothing = words("nothing that may be shown here")

    def part(title: str, items: Sequence[str], since: Cause | None, nothing: str = nothing) -> str:
        moved = (_moved(one, check, words) for one in changes.results if one.since == since)
        return words("{title}: {value}", title=title, value=parted([*items, *moved], words) or nothing)

    verdict = reached(changes.verdicts, check, words)
    yield words("Baseline of {day}: {verdict}", day=changes.on.isoformat(), verdict=verdict)
    rules = [] if changes.same_pack else [f"{changes.pack_version} → {check.pack_version}"]
    yield part(words("What new rules changed"), rules, "rules", words("nothing"))
    expired = [_expired(changes, check, words)] if changes.expired else []
    yield part(words("What time changed"), expired, "time")
    yield part(words("What the campaign changed"), [check.questions[name].code for name in changes.answers], "answers")
    if any(one.since is None for one in changes.results):
        yield part(
            words("What changed (no cause is named: the baseline does not keep the days of its answers)"), [], None
        )
    if changes.sensitive:
        yield words.many(
            "{number} sensitive answer changed or expired.",
            "{number} sensitive answers changed or expired.",
            changes.sensitive,
        )


def _expired(changes: Changes, check: Check, words: Words) -> str:
    """The codes of the questions whose answers are too old."""
    codes = (check.questions[name].code for name in changes.expired)
    return words("expired: {questions}", questions=listed(codes, words))


def _moved(change: ResultChange, check: Check, words: Words) -> str:
    title = words.of(change.text or check.rules[change.rule].title)
    match change.change:
        case "new":
            return words("new: {title}", title=title)
        case "worse":
            return words("worse: {title}", title=title)
        case "uncertain":
            return words("no longer certain: {title}", title=title)
        case "better":
            return words("better: {title}", title=title)
        case "gone":
            return words("gone: {title}", title=title)


def reached(possible: Sequence[VerdictName], check: Check, words: Words) -> str:
    """One verdict, or between which it is undecided."""
    return between([words.of(check.words[verdict]) for verdict in possible], words)


def parted(items: Iterable[str], words: Words) -> str:
    """Several things, parted more strongly than by commas: a question may hold one. Empty where there is none."""
    parts = list(items)
    these = parts[0] if parts else ""
    for last in parts[1:]:
        these = words("{these}; {last}", these=these, last=last)
    return these
