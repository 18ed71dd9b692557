"""A profile fit to be shown to others: sensitive answers are kept back, which counts as not answered."""

from engine.assessment import Assessment, Notice
from engine.pack import Pack
from engine.profile import WITHHELD, GivenAnswer, Profile


def redacted(profile: Profile, pack: Pack) -> Profile:
    """The profile with every answer to a sensitive question withheld, its evidence gone.

    What a reader of the redacted assessment sees is true but less certain: intervals are wider, never moved. Whether a
    sensitive question was answered at all does not show, nor in the order of the answers.
    """
    kept_back = {name: GivenAnswer(answer=WITHHELD) for name, question in pack.questions.items() if question.sensitive}
    others = {name: given for name, given in profile.answers.items() if name not in kept_back}
    return profile.model_copy(update={"answers": {**others, **kept_back}})


def marked(assessment: Assessment) -> Assessment:
    """The assessment of a redacted profile, saying that it is one.

    What people wrote in their own words (lessons, evidence) is left out: it may tell what the answers no longer do.
    Nothing is put first, since what looks open here may long be in order.
    """
    unsaid = {
        "campaign": assessment.campaign.model_copy(update={"lessons": ()}),
        "answers": tuple(answer.model_copy(update={"evidence": None}) for answer in assessment.answers),
        "priorities": (),
        "best_pair": None,
        "way_out": (),
    }
    return assessment.model_copy(update={**unsaid, "notices": (Notice(code="redacted"), *assessment.notices)})
