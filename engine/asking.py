"""In which order a policy asks: its first questions, then the pages of the questionnaire."""

from engine.pack import Pack, Policy, Question


def in_order_of_asking(pack: Pack, policy: Policy) -> tuple[Question, ...]:
    """Every question once: those the policy puts first, in its order, then the others as on the pages.

    Questions that the policy does not ask keep their place, as they are listed too: as not examined.
    """
    pages = (question.id for section in pack.sections for question in section.questions)
    return tuple(pack.questions[name] for name in dict.fromkeys((*policy.first, *pages)))
