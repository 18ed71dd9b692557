"""Assesses thousands of campaigns and prints a digest of each result, for two processes to be compared.

`python -m tests.property.digests`. The shipped pack shows every part of the format in sensible use; random packs use it
in every other way, with remedies that require each other.
"""

import hashlib
from collections.abc import Iterator
from random import Random

from engine.assess import assess
from engine.assessment import Assessment
from tests.features.campaigns import DAY
from tests.packs import TODAY, random_profile, random_program
from tests.property.test_assessment import POLICIES, drawn_profile, the_pack

SHIPPED, PACKS, PROFILES = 16, 500, 4


def assessments() -> Iterator[tuple[str, Assessment]]:
    """Each with a name by which it is made again."""
    pack = the_pack()
    for seed in range(SHIPPED):
        policy = POLICIES[seed % len(POLICIES)]
        yield f"advocacy {seed} {policy}", assess(drawn_profile(Random(seed)), pack, pack.policy[policy], DAY)
    for seed in range(PACKS):
        program, random = random_program(seed, 2 + seed % 13, circles=seed % 10 == 0), Random(seed)
        for number in range(PROFILES):
            profile = random_profile(random, program.pack, complete=number % 2 > 0)
            yield f"random {seed} {number}", assess(profile, program.pack, program.policy, TODAY)


if __name__ == "__main__":
    for name, assessment in assessments():
        print(name, hashlib.sha256(assessment.model_dump_json(by_alias=True).encode()).hexdigest())
