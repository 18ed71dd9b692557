"""The rules in zen-engine (GoRules), as one expression with assignments: alone, and as the node of a decision graph.

Its documentation says to compile once: `compile_expression`, and for graphs a loader of the engine. (A decision made
with `create_decision` took several times as long a call, and is not used.) Of the ways tried the fastest were one list
as input, one as output, and a name only for what other expressions read; one row of an expression node a conclusion
took half as long again.
"""

from collections.abc import Callable, Sequence

import zen

from tests.benchmarks.expressions import Rules, Syntax

SYNTAX = Syntax(" and ", " or ", "(not {})", "floor({} / {})")

Results = Sequence[Sequence[float]]


def zen_expression(rules: Rules, answers: Sequence[list[int | bool]]) -> Callable[[], Results]:
    evaluate = zen.compile_expression(_source(rules)).evaluate
    inputs = [{"v": values} for values in answers]
    return lambda: [evaluate(given) for given in inputs]


def zen_graph(rules: Rules, answers: Sequence[list[int | bool]]) -> Callable[[], Results]:
    evaluate = _engine(rules).evaluate
    inputs = [{"v": values} for values in answers]
    return lambda: [evaluate("rules", given)["result"]["outcomes"] for given in inputs]


def zen_batch(rules: Rules, answers: Sequence[list[int | bool]]) -> Callable[[], Results]:
    evaluate = _engine(rules).evaluate_batch
    requests: list[zen.EvaluateBatchRequest] = [{"key": "rules", "context": {"v": values}} for values in answers]
    return lambda: [answered["data"]["result"]["outcomes"] for answered in evaluate(requests)]


def _source(rules: Rules) -> str:
    text = rules.written(SYNTAX, read=lambda name: name)
    shared = {name for layer in rules.layers for name in layer}
    assigned = [f"{name} = {written}" for name, written in text.items() if name in shared]
    returned = ", ".join(name if name in shared else text[name] for name in rules.outcomes)
    return "; ".join((*assigned, f"[{returned}]"))


def _engine(rules: Rules) -> zen.ZenEngine:
    expressions = [{"id": "1", "key": "outcomes", "value": _source(rules)}]
    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    return zen.ZenEngine({"loader": {"type": "static", "content": {"rules": graph}}})
