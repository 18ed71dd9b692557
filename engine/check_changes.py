"""What has changed since a baseline, for a reader."""

from collections.abc import Callable, Iterator, Mapping

from engine.bad_news import Key
from engine.baseline import Baseline, Compared, changed_answers
from engine.check import Changes, ResultChange
from engine.check_terms import Terms
from engine.pack import Pack
from engine.profile import Profile
from engine.text import Text


def changes_since(
    baseline: Baseline, against: Compared, profile: Profile, terms: Terms, shown: Callable[[Key], bool]
) -> Changes:
    """What has changed, for a reader; in a redacted result only what shows without the sensitive answers."""
    pack = terms.pack
    changed, expired = changed_answers(baseline, profile, pack), against.expired
    hidden = {name for name, question in pack.questions.items() if question.sensitive} if terms.redact else set()
    receipt = baseline.assessment.receipt
    return Changes(
        baseline=baseline.name,
        on=receipt.on,
        verdicts=against.then.verdicts,
        pack_version=receipt.pack_version,
        same_pack=receipt.pack_digest == pack.digest,
        results=tuple(_result_changes(against, _dropped(baseline, pack), shown if terms.redact else None)),
        expired=tuple(name for name in expired if name not in hidden),
        answers=tuple(name for name in changed if name not in hidden),
        sensitive=len(hidden & {*changed, *expired}),
    )


def _dropped(baseline: Baseline, pack: Pack) -> dict[str, Text]:
    """The titles of findings that were stored and that the pack does not have any more."""
    return {one.fact: one.title for one in baseline.assessment.findings if one.fact not in pack.rule}


def _result_changes(
    against: Compared, dropped: Mapping[str, Text], shown: Callable[[Key], bool] | None
) -> Iterator[ResultChange]:
    """Every change; with `shown`, what came only if it can be shown now, and what went only if it could be then."""
    for key, move in against.moves.items():
        if shown is not None and not (shown(key) if move.change in ("new", "worse") else key in against.public_then):
            continue
        kind, name = key
        if isinstance(name, Text):
            yield ResultChange(rule=kind, text=name, change=move.change, since=move.since)
        else:
            yield ResultChange(rule=name, text=dropped.get(name), change=move.change, since=move.since)
