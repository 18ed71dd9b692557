"""The verdict: the first in the policy's order whose clauses hold, or the set of those still possible."""

from engine.evaluate import Truth
from engine.normal import LIKELY
from engine.pack import VerdictName
from engine.program import Program


def possible_verdicts(truth: Truth, program: Program) -> tuple[VerdictName, ...]:
    """Every verdict that the truth leaves possible, worst first; exactly one when nothing open matters to it."""
    found: list[VerdictName] = []
    for rule, clauses in zip(program.policy.verdicts, program.clauses_of, strict=True):
        if any(truth.possible[clause] >= LIKELY for clause in clauses):
            found.append(rule.verdict)
        if any(truth.certain[clause] >= LIKELY for clause in clauses):
            return tuple(found)
    return (*found, program.policy.otherwise)
