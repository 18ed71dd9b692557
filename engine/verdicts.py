"""The verdict: the first in the policy's order whose clauses hold, or the set of those still possible."""

from engine.evaluate import Truth
from engine.pack import VerdictName
from engine.program import Program


def possible_verdicts(truth: Truth, program: Program) -> tuple[VerdictName, ...]:
    """Every verdict that the truth leaves possible, worst first; exactly one when nothing open matters to it."""
    certain, possible = truth.certain, truth.possible
    found: list[VerdictName] = []
    for rule, clauses in zip(program.policy.verdicts, program.clauses_of, strict=True):
        reached = [certain[clause] for clause in clauses if possible[clause]]
        if reached:
            found.append(rule.verdict)
            if max(reached):
                return tuple(found)
    return (*found, program.policy.otherwise)
