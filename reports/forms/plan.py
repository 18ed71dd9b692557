"""The plan of a form with its words: what is not the pack's own is said here, in every language of the pack."""

from collections.abc import Callable, Mapping
from typing import Final

from engine.form_fields import PHRASES, FormPlan, Labels, form_plan
from engine.pack import Pack, Policy
from reports.pack_site import NAMES
from reports.words import Words


def worded_plan(pack: Pack, policy: Policy | None = None) -> FormPlan:
    """The plan of everything that the policy asks, or (None) the pack."""
    return form_plan(pack, policy, form_words(pack.manifest.languages))


def form_words(languages: tuple[str, ...]) -> Mapping[str, Labels]:
    """Each of PHRASES by language, and every language by its own name."""
    spoken = {language: Words(language) for language in languages}
    said = {phrase: {language: _SAID[phrase](words) for language, words in spoken.items()} for phrase in PHRASES}
    return said | {f"language.{code}": dict.fromkeys(languages, NAMES.get(code, code)) for code in languages}


_SAID: Final[dict[str, Callable[[Words], str]]] = {
    "about": lambda words: words("The campaign"),
    "campaign_name": lambda words: words("Name of the campaign"),
    "campaign_name.hint": lambda words: words(
        "Write no names of people anywhere in this form. Write the role instead."
    ),
    "campaign_country": lambda words: words("Country"),
    "campaign_country.hint": lambda words: words("two letters, as in TN, LB or YE"),
    "campaign_language": lambda words: words("Language for letters to you"),
    "campaign_language.hint": lambda words: words("the one in which feedback on the campaign is best read"),
    "campaign_stage": lambda words: words("Stage of the campaign"),
    "campaign_stage.hint": lambda words: words("where the campaign stands today"),
    "launch_date": lambda words: words("Day of the launch"),
    "launch_date.hint": lambda words: words("when the campaign goes public, if that is settled"),
    "end_date": lambda words: words("Day of the end"),
    "end_date.hint": lambda words: words("when the campaign ends, if that is settled"),
    "lessons": lambda words: words("Lessons of earlier campaigns"),
    "lessons.hint": lambda words: words("what earlier campaigns taught you, one line each"),
    "answered_on": lambda words: words("Day of these answers"),
    "answered_on.hint": lambda words: words("from when the answers are, so that old ones are known as old"),
    "beside.note": lambda words: words("{code} · evidence: what shows it", code="{code}"),
    "beside.reference": lambda words: words("{code} · evidence: where it can be seen", code="{code}"),
    "beside.date": lambda words: words("{code} · evidence: since when", code="{code}"),
    "beside.owner": lambda words: words("{code} · evidence: which role keeps it", code="{code}"),
    "beside.answered_on": lambda words: words("{code} · day of this answer, if it is another", code="{code}"),
    "beside.to_confirm": lambda words: words("{code} · carried over, still to be confirmed", code="{code}"),
    "stage.preparing": lambda words: words("Preparing"),
    "stage.launching": lambda words: words("Launching"),
    "stage.running": lambda words: words("Running"),
    "stage.closing": lambda words: words("Closing"),
    "yes": lambda words: words("Yes"),
    "no": lambda words: words("No"),
    "unknown": lambda words: words("Nobody knows"),
    "withheld": lambda words: words("Kept back for safety"),
}
