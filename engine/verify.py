"""What is proved about a pack before anyone uses it: every property, subject by subject, as a certificate.

docs/proofs.md says what each property means. Nothing here is sampled: what must be possible is shown by answers that
make it so, and what must never be is excluded by signs or by the solver.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from engine.certificate import FORMAT, Certificate, Proved, Status, Subject
from engine.pack import Pack
from engine.prepared import prepare
from engine.properties import PROPERTIES, PropertyName
from engine.verify_answers import answers_matter, remedies_matter
from engine.verify_exceptions import with_exceptions
from engine.verify_ground import Ground
from engine.verify_implied import Implications
from engine.verify_measures import bands_reached, ends_reached, measures_vary
from engine.verify_raising import Rises
from engine.verify_reach import clauses_hold, verdicts_reached
from engine.verify_remedies import changes_answers, findings_clear, remedies_clear
from engine.verify_rules import rules_fire, rules_stay_silent, ways_hold
from engine.verify_words import Places, Written, without_lines
from engine.version import VERSION

Clock = Callable[[], float]  # seconds since any moment
Prover = Callable[[], Iterable[Subject]]


def verify(pack: Pack, places: Places = without_lines, clock: Clock | None = None) -> Certificate:
    """Prove or refute every property of a pack that has passed its checks; without a clock no times are kept.

    Raises SolverTrouble where the solver contradicts the rules, which is a defect of Munasara.
    """
    grounds = [Ground(prepare(pack, policy)) for policy in pack.policy.values()]
    written = Written(pack, places)
    properties = [_proved(name, prove, written, clock) for name, prove in _provers(grounds, written).items()]
    counts = Counter(subject.status for proved in properties for subject in proved.subjects)
    in_order: Sequence[Status] = ("proven", "declared", "counter-example", "unknown")
    return Certificate(
        format=FORMAT,
        engine=VERSION,
        pack=pack.manifest.id,
        pack_version=pack.manifest.version,
        pack_digest=pack.digest,
        policies=tuple(policy.id for policy in pack.policies),
        holds=not counts["counter-example"] and not counts["unknown"],
        counts={status: counts[status] for status in in_order},
        properties=tuple(properties),
        advice=tuple(remedy.id for remedy in pack.remedies if not changes_answers(remedy)),
        completions={name: answers for ground in grounds for name, answers in ground.used().items()},
    )


def _provers(grounds: Sequence[Ground], written: Written) -> dict[PropertyName, Prover]:
    """Who proves each property, in the order in which they are printed."""
    in_full = [ground for ground in grounds if not ground.program.policy.asks] or grounds
    implications, rises = Implications(in_full, written), Rises(grounds, written)
    return {
        "rules_fire": lambda: rules_fire(grounds, written),
        "rules_stay_silent": lambda: rules_stay_silent(grounds, written),
        "ways_hold": lambda: ways_hold(grounds, written),
        "verdicts_reached": lambda: verdicts_reached(grounds, written),
        "clauses_hold": lambda: clauses_hold(grounds, written),
        "answers_matter": lambda: answers_matter(grounds, written),
        "measures_vary": lambda: measures_vary(grounds, written),
        "remedies_matter": lambda: remedies_matter(grounds, written),
        "remedies_clear": lambda: remedies_clear(grounds, written),
        "findings_clear": lambda: findings_clear(grounds, written),
        "not_implied": implications.not_implied,
        "not_equal": implications.not_equal,
        "raising_keeps_readiness": rises.readiness,
        "raising_keeps_exposure": rises.exposure,
        "raising_keeps_verdicts": rises.verdicts,
        "bands_reached": lambda: bands_reached(in_full, written),
        "ends_reached": lambda: ends_reached(in_full, written),
    }


def _proved(name: PropertyName, prove: Prover, written: Written, clock: Clock | None) -> Proved:
    begun = clock() if clock else 0.0
    subjects = tuple(with_exceptions(name, list(prove()), written))
    seconds = round(clock() - begun, 3) if clock else None
    says = PROPERTIES[name]
    return Proved(property=name, says=says.says, over=says.over, subjects=subjects, seconds=seconds)
