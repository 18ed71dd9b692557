"""What is proved about a pack: each property by name, what it says, over which policies, and the code of its failure.

docs/proofs.md says for rule authors why each of them matters.
"""

from typing import Literal, NamedTuple

PropertyName = Literal[
    "rules_fire",
    "rules_stay_silent",
    "ways_hold",
    "verdicts_reached",
    "clauses_hold",
    "answers_matter",
    "measures_vary",
    "remedies_matter",
    "remedies_clear",
    "findings_clear",
    "not_implied",
    "not_equal",
    "raising_keeps_readiness",
    "raising_keeps_exposure",
    "raising_keeps_verdicts",
    "bands_reached",
    "ends_reached",
]


class Property(NamedTuple):
    """`says` is what holds of each subject; `over` is which policies it is proved for; `code` reports a failure."""

    code: str
    says: str
    over: str


SOMEWHERE = "under at least one policy"
EVERYWHERE = "under each policy, one by one"
IN_FULL = "under each policy that asks every question, or under each policy if none does"

PROPERTIES: dict[PropertyName, Property] = {
    "rules_fire": Property("PROOF-001", "Some answers establish the rule in each grade that it has.", SOMEWHERE),
    "rules_stay_silent": Property("PROOF-002", "Some answers leave the rule silent.", EVERYWHERE),
    "ways_hold": Property(
        "PROOF-003",
        "Each way in which the rule or clause can hold does hold for some answers: none asks what excludes itself.",
        f"{SOMEWHERE} for rules; the policy's own for clauses",
    ),
    "verdicts_reached": Property("PROOF-004", "Some answers get the verdict.", EVERYWHERE),
    "clauses_hold": Property("PROOF-005", "Some answers make the clause hold.", EVERYWHERE),
    "answers_matter": Property(
        "PROOF-006",
        "Somewhere the answer to the question alone changes a finding, a measure or the verdict. For an option of "
        "which several can be chosen, choosing it or not does; where one is, each option differs from every other.",
        SOMEWHERE,
    ),
    "measures_vary": Property("PROOF-007", "Some answers give the measure another value than others.", SOMEWHERE),
    "remedies_matter": Property(
        "PROOF-008", "Somewhere the remedy alone changes a finding, a measure or the verdict.", SOMEWHERE
    ),
    "remedies_clear": Property("PROOF-009", "Somewhere the remedy alone clears a finding.", SOMEWHERE),
    "findings_clear": Property(
        "PROOF-010",
        "Somewhere one of the remedies that the rule names clears it, alone or with what that remedy requires.",
        SOMEWHERE,
    ),
    "not_implied": Property(
        "PROOF-011",
        "No other rule always brings this one with it, unless one rests on the other in the open.",
        f"{IN_FULL}, of those that run both rules",
    ),
    "not_equal": Property(
        "PROOF-012",
        "No other rule is established for exactly the same answers, even if one rests on the other.",
        f"{IN_FULL}, of those that run both rules",
    ),
    "raising_keeps_readiness": Property(
        "PROOF-013", "Raising any answer that carries a level, one step, never lowers the measure.", EVERYWHERE
    ),
    "raising_keeps_exposure": Property(
        "PROOF-014",
        "Raising any answer that carries a level, one step, never raises the measure. Every points measure and every "
        "ladder is held to this, unless the pack declares that it may rise.",
        EVERYWHERE,
    ),
    "raising_keeps_verdicts": Property(
        "PROOF-015", "Raising the answer to the question, one step, never worsens the verdict.", EVERYWHERE
    ),
    "bands_reached": Property("PROOF-016", "Some answers bring the ladder to the band.", IN_FULL),
    "ends_reached": Property("PROOF-017", "Some answers bring the readiness measure to this end.", IN_FULL),
}

NOT_NEEDED = "PROOF-018"  # an exception for what holds anyway
NO_SUBJECT = "PROOF-019"  # an exception for what the pack does not have
CANNOT_TELL = "PROOF-020"  # the solver can neither prove nor refute it
