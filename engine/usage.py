"""Which questions are in use: `asked_if` and the policy's selection, compiled to one function over masks."""

from collections.abc import Callable, Iterable, Sequence

from engine.normal import Alternatives, AnswerIs
from engine.vocabulary import Vocabulary

SettleUse = Callable[[list[int]], None]


def compile_use(
    vocabulary: Vocabulary, asked: Sequence[str], asked_if: Iterable[tuple[str, Alternatives]]
) -> SettleUse:
    """A function that writes into masks, in place, which questions are not in use, or perhaps not.

    `asked` are the questions that the policy asks (none: all of them); `asked_if` comes in the order in which it can
    be worked out. A mask keeps its other values where a question is only perhaps out of use.
    """
    source = ["def settle_use(v):"]
    left_out = [name for name in vocabulary.of_question if asked and name not in asked]
    source += [f"    v[{n}] = {_unused(vocabulary, n)}" for name in left_out for n in vocabulary.of_question[name]]
    for name, form in asked_if:
        if name in left_out:
            continue
        numbers = vocabulary.of_question[name]
        source += [f"    if not ({_any_of(form, certain=True)}):", f"        if {_any_of(form, certain=False)}:"]
        source += [f"            v[{n}] |= {_unused(vocabulary, n)}" for n in numbers]
        source += ["        else:"]
        source += [f"            v[{n}] = {_unused(vocabulary, n)}" for n in numbers]
    space: dict[str, SettleUse] = {}
    exec(compile("\n".join((*source, "    return None")), "<asked_if>", "exec"), space)
    return space["settle_use"]


def _unused(vocabulary: Vocabulary, number: int) -> int:
    return vocabulary.variables[number].not_in_use


def _any_of(form: Alternatives, certain: bool) -> str:
    alternatives = (
        " and ".join(_test(test, certain) for test in alternative if isinstance(test, AnswerIs)) or "True"
        for alternative in form
    )
    return " or ".join(alternatives) or "False"


def _test(test: AnswerIs, certain: bool) -> str:
    return f"v[{test.variable}] | {test.mask} == {test.mask}" if certain else f"v[{test.variable}] & {test.mask}"
