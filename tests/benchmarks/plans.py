"""How long a plan takes on the advocacy pack: `python -m tests.benchmarks.plans`, part of `make bench`.

Random campaigns, the same on every machine, with everything answered or a part of it open. Time is that of the
processor, so that what else a machine does counts little; the solver is loaded beforehand.
"""

from collections import Counter
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from engine.loader import load_pack
from engine.pack import Pack
from engine.plan import Wishes, plan
from engine.plans import Plans
from engine.prepared import prepare
from engine.profile import Profile
from engine.solver import Model
from tests.packs import TODAY, random_answer

ROOT = Path(__file__).parents[2]
PROFILES = 20
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


def main() -> None:
    pack = load_pack(ROOT / "rules" / "advocacy")
    policy = pack.policy["default"]
    loaded = Model()
    loaded.binary()
    loaded.solve()
    assert prepare(pack, policy).evaluator
    print(f"\nPlans: {PROFILES} campaigns of each kind, seconds of the processor.")
    print(f"  {'campaigns':<20}{'wishes':<18}{'median':>8}{'most':>8}  outcomes")
    for kind, drawn in KINDS.items():
        for wish, wishes in WISHES.items():
            taken, outcomes = [], Counter[str]()
            for seed in range(PROFILES):
                profile = campaign(pack, seed, *drawn)
                begun = process_time()
                found = plan(profile, pack, policy, TODAY, wishes)
                taken.append(process_time() - begun)
                outcomes[outcome(found)] += 1
            told = ", ".join(f"{number} {name}" for name, number in sorted(outcomes.items()))
            print(f"  {kind:<20}{wish:<18}{median(taken):>8.3f}{max(taken):>8.3f}  {told}")


if __name__ == "__main__":
    main()
