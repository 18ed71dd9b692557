"""The rules in CEL (common-expression-language, a binding of the Rust crate `cel`), as one compiled program.

CEL has no assignment: each layer of outcomes that others read is bound with a `map` over a list of one. Of the ways
tried none was faster; a program a layer took as long, a program a conclusion four times as long.
"""

from collections.abc import Callable, Sequence

import cel

from tests.benchmarks.expressions import Rules, Syntax

SYNTAX = Syntax(" && ", " || ", "!{}", "{} / {}")


def cel_program(rules: Rules, answers: Sequence[list[int | bool]]) -> Callable[[], Sequence[Sequence[float]]]:
    execute = cel.compile(_source(rules)).execute
    contexts = [cel.Context({"v": values}) for values in answers]
    return lambda: [execute(context) for context in contexts]


def _source(rules: Rules) -> str:
    bound = {name: f"l{depth}[{place}]" for depth, layer in enumerate(rules.layers) for place, name in enumerate(layer)}
    text = rules.written(SYNTAX, read=bound.__getitem__)
    source = f"[{', '.join(bound[name] if name in bound else text[name] for name in rules.outcomes)}]"
    for depth, layer in reversed(list(enumerate(rules.layers))):
        source = f"[[{', '.join(text[name] for name in layer)}]].map(l{depth}, {source})[0]"
    return source
