"""Whether a policy can extend the one that it names."""

from collections.abc import Iterator

from engine.condition_checks import Reporter
from engine.errors import Mistake, nearest
from engine.pack import Pack, Policy


def extension_mistakes(policy: Policy, pack: Pack, report: Reporter) -> Iterator[Mistake]:
    """A policy that is not there, one that extends another itself, or one whose verdicts do not go with its own."""
    written = {other.id: other for other in pack.policies}
    name = policy.extends
    if name is None:
        return
    if name not in written:
        remedy = f"{nearest(name, written)}Correct it, or add the policy."
        yield report("PACK-015", ("extends",), f"extends the policy '{name}', which no file has.", remedy)
    elif written[name].extends is not None:
        fact = "extends itself." if name == policy.id else f"extends '{name}', which extends another policy itself."
        whole = [other.id for other in pack.policies if other.extends is None]
        remedy = f"Extend one that extends none ({', '.join(whole) or 'there is none'}), and add the missing clauses."
        yield report("PACK-023", ("extends",), fact, remedy)
    elif misfit := pack.policy[policy.id].misfit:
        fact = f"{misfit}, together with those of '{name}', which it extends."
        yield report("PACK-003", ("extends",), fact, "Correct `words` or `otherwise`, or do not extend it.")
