"""What is said of stored assessments (ASSESSMENT-...) and of what is done with two moments of a campaign: as a baseline
(BASELINE-...), compared (COMPARE-...), as the beginning of the next one (NEXT-...)."""

from typing import Final

from engine.errors import Message

_WRITE_ANEW = "Write it anew with `munasara assess --format json`."

NO_ASSESSMENT = Message(
    "ASSESSMENT-004",
    "is not such an assessment.",
    "Give a file that `munasara assess --format json` of this version wrote: {format}.",
)
NO_LANGUAGE_NAMED = Message("ASSESSMENT-005", "no language is named.", _WRITE_ANEW)
TEXT_LACKING = Message("ASSESSMENT-005", "a text is lacking in one of the assessment's languages.", _WRITE_ANEW)
ENTRY_TWICE = Message("ASSESSMENT-005", "'{field}' has an entry twice.", _WRITE_ANEW)
VERDICTS_UNORDERED = Message(
    "ASSESSMENT-005", "the possible verdicts are not listed from worst to best, each once.", _WRITE_ANEW
)
NOT_THE_VERDICT = Message("ASSESSMENT-005", "the verdict is not the one that is possible.", _WRITE_ANEW)
VERDICT_WITHOUT_WORDS = Message("ASSESSMENT-005", "a verdict has no words.", _WRITE_ANEW)
BOUNDS_CROSSED = Message("ASSESSMENT-005", "the lower bound is above the upper one.", _WRITE_ANEW)
READINESS_OUTSIDE = Message("ASSESSMENT-005", "a readiness is not within 0 and 1000.", _WRITE_ANEW)
NO_BAND = Message("ASSESSMENT-005", "a bound is none of the bands.", _WRITE_ANEW)
STATE_AND_ANSWER = Message("ASSESSMENT-005", "a state that does not go with the answer.", _WRITE_ANEW)
ANSWER_AND_WORDS = Message("ASSESSMENT-005", "an answer and its words do not go together.", _WRITE_ANEW)
NO_LEVEL = Message("ASSESSMENT-005", "a level is none of 0 to 4.", _WRITE_ANEW)
SEVERAL_ANSWERS = Message("ASSESSMENT-005", "several answers stand where one is given.", _WRITE_ANEW)

BASELINE_REDACTED = Message(
    "BASELINE-002",
    "is a copy for sharing, which lacks the sensitive answers.",
    "Store the assessment without --redact.",
)
OTHER_BASELINE = Message(
    "BASELINE-003",
    "was made with the pack '{pack}' and its policy '{policy}'.",
    "Make it with the pack '{wanted}' and its policy '{asked}'.",
)
SAME_CAMPAIGN = Message("BASELINE-004", "is of the same campaign as {file}.", "Name one of the two.")

NO_BASELINE = Message(
    "BASELINE-005",
    "is no stored assessment.",
    "Make one of the profile and name that: `munasara assess PROFILE --policy {policy} -o FILE.json`.",
)

LATER_BASELINE = Message(
    "BASELINE-006",
    "was assessed on {day}, and the check is of an earlier day, {on}.",
    "Name an older one, or check as of that day or later with --on.",
)

TWO_PACKS = Message(
    "COMPARE-001",
    "were assessed under two different packs.",
    "Compare two that were made under the same pack, of any version.",
)
LATER_THAN_NEW = Message(
    "COMPARE-002",
    "was assessed on a later day than NEW.",
    "Name the older one first; or set the days of profiles with --old-on and --on.",
)
CANNOT_REDACT = Message(
    "COMPARE-003",
    "cannot be redacted, since its rules are not at hand or it does not keep the days of its answers.",
    "Write it with `munasara assess --redact --format json`.",
)
UNDATED = Message(
    "NEXT-001",
    "is an assessment that does not keep the days of its answers, so none can be carried over.",
    "Name the profile itself, or assess it again.",
)

MESSAGES: Final = (
    *(NO_ASSESSMENT, NO_LANGUAGE_NAMED, TEXT_LACKING, ENTRY_TWICE, VERDICTS_UNORDERED, NOT_THE_VERDICT),
    *(VERDICT_WITHOUT_WORDS, BOUNDS_CROSSED, READINESS_OUTSIDE, NO_BAND),
    *(STATE_AND_ANSWER, ANSWER_AND_WORDS, NO_LEVEL, SEVERAL_ANSWERS),
    *(
        BASELINE_REDACTED,
        OTHER_BASELINE,
        SAME_CAMPAIGN,
        NO_BASELINE,
        LATER_BASELINE,
        TWO_PACKS,
        LATER_THAN_NEW,
        CANNOT_REDACT,
        UNDATED,
    ),
)
