"""How long a plan takes on the advocacy pack, and what plans ask of the solver.

Random campaigns, the same on every machine, with everything answered or a part of it open.
"""

from collections import Counter
from collections.abc import Iterator
from random import Random
from time import process_time

from engine.pack import Pack
from engine.plan import Wishes, plan
from engine.plans import Plans
from engine.prepared import prepare
from engine.profile import Profile
from tests.benchmarks.aims import Timed
from tests.benchmarks.recorded import Workload, recording
from tests.packs import TODAY, random_answer

PROFILES = 20
AIM = 500.0  # milliseconds
WEAK, ANY = ("0", "1", "2"), ("0", "1", "2", "3", "4")
# Which levels are given, what share of the questions is open, and whether the situation is the most harmless one.
KINDS: dict[str, tuple[tuple[str, ...], float, bool]] = {
    "weak, no danger": (WEAK, 0.0, True),
    "any, no danger": (ANY, 0.0, True),
    "weak": (WEAK, 0.0, False),
    "any": (ANY, 0.0, False),
    "any, a tenth open": (ANY, 0.1, False),
    "any, a third open": (ANY, 0.3, False),
    "any, 60 % open": (ANY, 0.6, False),
}
WISHES = {
    "as it is": Wishes(),
    "in 60 days": Wishes(within=60),
    "changing tactics": Wishes(change_tactics=True),
    "and a budget": Wishes(change_tactics=True, budget=25),
}


def campaign(pack: Pack, seed: int, levels: tuple[str, ...], open_share: float, harmless: bool) -> Profile:
    random, answers = Random(seed), {}
    for question in pack.questions.values():
        answer = question.values[0] if harmless else random_answer(random, question)
        if question.kind == "level":
            answer = random.choice(levels)
        if random.random() >= open_share:
            answers[question.id] = {"answer": answer, "answered_on": TODAY}
    return Profile.model_validate({"campaign": "x", "answered_on": TODAY, "answers": answers})


def outcome(found: Plans) -> str:
    return "unproved" if not found.proven else "blocked" if found.blocked else "planned"


def print_plans(pack: Pack) -> None:
    policy = pack.policy["default"]
    assert prepare(pack, policy).evaluator  # what is prepared once for all plans is on nobody's bill
    print(f"\nPlans, milliseconds of the processor: {PROFILES} campaigns of each kind.\n")
    print(f"{'campaigns':<20}{'wishes':<18}{'median':>9}{'max':>9}  outcomes; aim")
    for kind, drawn in KINDS.items():
        for wish, wishes in WISHES.items():
            timed, outcomes = Timed(AIM), Counter[str]()
            for seed in range(PROFILES):
                profile = campaign(pack, seed, *drawn)
                begun = process_time()
                found = plan(profile, pack, policy, TODAY, wishes)
                timed.taken.append((process_time() - begun) * 1000)
                outcomes[outcome(found)] += 1
            told = ", ".join(f"{number} {name}" for name, number in sorted(outcomes.items()))
            print(f"{kind:<20}{wish:<18}{timed}  {told}; {timed.verdict}", flush=True)


def record_plans(pack: Pack) -> Iterator[tuple[str, Workload]]:
    """What plans without a wish ask of the solver, for each kind of campaigns."""
    for kind, drawn in KINDS.items():
        with recording() as workload:
            for seed in range(PROFILES):
                plan(campaign(pack, seed, *drawn), pack, pack.policy["default"], TODAY)
        yield kind, workload
