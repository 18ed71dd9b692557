"""Campaigns of earlier days: profiles to assess, or assessments that were stored; to compare, or to begin anew from."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from api.endings import INVALID_INPUT, bad_input_exits, refuse
from api.opening import chosen_policy, policy_for
from api.options import Digits, Format

if TYPE_CHECKING:
    from engine.assessment import Assessment
    from engine.compared import Compared
    from engine.next_campaign import NextCampaign
    from engine.pack import Pack
    from engine.profile import Profile


def compare_files(
    old: Path, new: Path, pack: "Pack", policy: str | None, old_on: date | None, on: date, redact: bool
) -> "Compared":
    """Read both sides, assess what is a profile, and compare; every mistake in either ends the command.

    Profiles are assessed under one policy: the one named, else that of the side that is stored, else that of the newer
    side. The day of an older one is that of its latest answer, unless it is named.
    """
    from engine.compared import compared
    from engine.errors import Mistake, Refused

    sides: list[Assessment | Profile] = []
    mistakes: list[Mistake] = []
    for path, day in ((old, old_on or on), (new, on)):
        try:
            sides.append(_read(path, pack, day))
        except Refused as refused:
            mistakes += refused.mistakes
    if mistakes:
        refuse(mistakes, INVALID_INPUT)
    with bad_input_exits(INVALID_INPUT):
        later = _assessed(sides[1], pack, policy or _stored_under(sides[0], pack), on)
        same = policy or (later.receipt.policy if later.receipt.policy in pack.policy else None)
        earlier = _assessed(sides[0], pack, same, old_on)
        if redact:
            earlier, later = _redacted(earlier, "OLD", pack), _redacted(later, "NEW", pack)
        return compared(earlier, later, pack)


def _stored_under(side: "Assessment | Profile", pack: "Pack") -> str | None:
    """The policy that a stored assessment was made under, if the pack has it: another would look like new rules."""
    from engine.assessment import Assessment

    if isinstance(side, Assessment) and side.receipt.policy in pack.policy:
        return side.receipt.policy
    return None


def _read(path: Path, pack: "Pack", day: date) -> "Assessment | Profile":
    from engine.documents import content_of, is_json
    from engine.loader import load_profile_for
    from engine.stored import STORED, assessment_in, says_its_format, stored_document

    if is_json(path):
        document = stored_document(str(path), content_of(path, str(path), STORED))
        if says_its_format(document):
            return assessment_in(document)
    return load_profile_for(pack, path, day)


def _assessed(side: "Assessment | Profile", pack: "Pack", policy: str | None, on: date | None) -> "Assessment":
    from engine.assess import assess
    from engine.assessment import Assessment
    from engine.carried import latest_day

    if isinstance(side, Assessment):
        return side
    return assess(side, pack, chosen_policy(policy or policy_for(side, pack), pack), on or latest_day(side))


def _redacted(assessment: "Assessment", name: str, pack: "Pack") -> "Assessment":
    """A copy for sharing; one that is one already stays as it is."""
    from engine.attribution import is_redacted, redacted_alike
    from engine.errors import Refused
    from engine.stored_messages import CANNOT_REDACT

    made = assessment if is_redacted(assessment) else redacted_alike(assessment, pack)
    if made is None:
        raise Refused([CANNOT_REDACT.at(name)])
    return made


def begun_after(earlier: Path, pack: "Pack", today: date, sensitive: bool) -> "NextCampaign":
    """What the campaign in a file leaves to the next one; a profile is assessed as of its latest answer."""
    from engine.next_campaign import next_campaign

    with bad_input_exits(INVALID_INPUT):
        return next_campaign(_assessed(_read(earlier, pack, today), pack, None, None), pack, today, sensitive)


def rendered_comparison(result: "Compared", form: Format, language: str, digits: Digits, colour: bool) -> str:
    if form is Format.json:
        return result.model_dump_json(indent=2, by_alias=True) + "\n"
    if form is Format.html:
        from reports.compared_html import compared_html

        return compared_html(result, language, digits.value)
    from reports.compared import compared_markdown, compared_text

    if form is Format.markdown:
        return compared_markdown(result, language, digits.value)
    return compared_text(result, language, colour=colour, digits=digits.value)
