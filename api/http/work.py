"""What a worker does for the API: from the bytes of a request to the bytes of its answer. Nothing is kept."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel

from api.http.bodies import AskedAssessment, AskedPlan, AskedWhatIf, read_body
from api.http.languages import in_language, negotiated
from api.http.opened import open_kept
from engine.assess import assess
from engine.errors import Mistake, Refused
from engine.pack import Pack
from engine.plan import Wishes, plan
from engine.plan_document import plan_document
from engine.prepared import prepare
from engine.redaction import marked, redacted
from engine.what_if import what_if

Answered = tuple[bytes, str]
"""The document as JSON, and the language it speaks (or `all`)."""


def warm(packs: Sequence[str]) -> None:
    """Open the packs before the first request needs them."""
    for name in packs:
        pack = open_kept(name)
        for policy in pack.policy.values():
            _ = prepare(pack, policy).evaluator


def assessments(body: bytes, packs: Sequence[str], today: datetime.date, wanted: str, accepted: str) -> Answered:
    """The assessment of a profile. Raises Refused with every mistake in the request."""
    read = read_body(AskedAssessment, body, packs, today)
    language = chosen(wanted, accepted, read.pack)
    profile = redacted(read.profile, read.pack) if read.asked.redact else read.profile
    result = assess(profile, read.pack, read.policy, read.on)
    return _answered(marked(result) if read.asked.redact else result, language)


def what_ifs(body: bytes, packs: Sequence[str], today: datetime.date, wanted: str, accepted: str) -> Answered:
    """A campaign assessed as it is and with some answers changed."""
    read = read_body(AskedWhatIf, body, packs, today)
    language = chosen(wanted, accepted, read.pack)
    written = [f"{name}={_written(value)}" for name, value in read.asked.changes.items()]
    try:
        result = what_if(read.profile, written, read.pack, read.policy, read.on)
    except Refused as refused:
        changed = tuple(read.asked.changes)
        raise Refused([_at_the_change(mistake, changed) for mistake in refused.mistakes]) from None
    return _answered(result, language)


def plans(body: bytes, packs: Sequence[str], today: datetime.date, wanted: str, accepted: str) -> Answered:
    """The ways to a better verdict."""
    read = read_body(AskedPlan, body, packs, today)
    language = chosen(wanted, accepted, read.pack)
    asked = read.asked
    wishes = Wishes(asked.to, asked.within, asked.keep, asked.change_tactics, asked.budget)
    try:
        made = plan(read.profile, read.pack, read.policy, read.on, wishes)
    except Refused as refused:
        raise Refused([_at_its_field(mistake) for mistake in refused.mistakes]) from None
    result = assess(read.profile, read.pack, read.policy, read.on)
    return _answered(plan_document(result.model_copy(update={"plans": made})), language)


def chosen(wanted: str, accepted: str, pack: Pack) -> str:
    """The language of an answer. Raises Refused for one that the pack does not speak."""
    spoken = pack.manifest.languages
    if not wanted:
        return negotiated(accepted, spoken)
    if wanted not in (*spoken, "all"):
        fact, remedy = "is no language of this pack.", f"It speaks {', '.join(spoken)}; or write all."
        raise Refused([Mistake("REQUEST-005", "lang", fact, remedy)])
    return wanted


def _answered(document: BaseModel, language: str) -> Answered:
    return in_language(document, language).model_dump_json(by_alias=True).encode(), language


def _written(value: str | tuple[str, ...] | None) -> str:
    """A changed answer as `engine.changes` reads it."""
    return ",".join(value) if isinstance(value, tuple) else value or ""


def _at_the_change(mistake: Mistake, changed: Sequence[str]) -> Mistake:
    """A mistake at `change 3` stands at the third of the changed questions."""
    word, _, number = mistake.place.partition(" ")
    name = changed[int(number) - 1] if word == "change" else mistake.place
    return replace(mistake, place=f"changes (field {name})" if word == "change" else name)


def _at_its_field(mistake: Mistake) -> Mistake:
    """A mistake in an option of the command, as in `--keep written_plan`, stands in the field of the same name."""
    return replace(mistake, place=mistake.place.removeprefix("--").partition(" ")[0])
