"""What messages and tests of a program in durable-rules are about: by number, by id, and as an author knows it."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from engine.normal import CONFIRMED, LIKELY, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.unordered import Unordered


class Subject(NamedTuple):
    """An answer, a fact, or one side of a measure, by its number."""

    kind: Literal["answer", "fact", "at_least", "at_most", "not_in_use"]
    number: int


def subject_of(test: PlainTest) -> Subject:
    """What a test is about."""
    match test:
        case AnswerIs(variable, _):
            return Subject("answer", variable)
        case FactIs(fact, _, _):
            return Subject("fact", fact)
        case MeasureIs(measure, kind):
            return Subject(kind, measure)


def named(program: Unordered, subject: Subject | None) -> str:
    """A subject as the author of the pack knows it; None is the beginning of an assessment."""
    match subject:
        case None:
            return "the beginning"
        case Subject("answer", number):
            variable = program.vocabulary.variables[number]
            answer = f"the answer '{variable.question}'"
            return answer if variable.option is None else f"the option '{variable.option}' of {answer}"
        case Subject("fact", number):
            return f"the fact '{program.conclusions[number].name}'"
        case Subject("not_in_use", number):
            return f"the measure '{program.pack.measures[number].id}' (whether it is in use)"
        case Subject(side, number):
            return f"the measure '{program.pack.measures[number].id}' ({side})"


def identities(program: Unordered, wanted: Sequence[int]) -> dict[str, Subject | None]:
    """Every id that a message of this program can carry, with what it is about; None is the beginning.

    `wanted` says for each variable how many masks the rules ask of it.
    """
    found: dict[str, Subject | None] = {"begin": None}
    for number, variable in enumerate(program.vocabulary.variables):
        values = [f"q{number}={value}" for value in ("open", *range(len(variable.values) + 1))]
        whole = [f"q{number}~{place}" for place in range(wanted[number])]
        found |= dict.fromkeys([*values, *whole], Subject("answer", number))
    for number in range(len(program.conclusions)):
        names = [f"f{number}{sign}{certainty}" for certainty in (LIKELY, CONFIRMED) for sign in "=!"]
        found |= dict.fromkeys(names, Subject("fact", number))
    for number in range(len(program.scales)):
        found[f"low{number}"] = Subject("at_least", number)
        found[f"high{number}"] = Subject("at_most", number)
        found[f"none{number}"] = Subject("not_in_use", number)
    return found


def colliding(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names with the same FNV-1a-32 hash, by which durable-rules compares ids."""
    by_hash: dict[int, str] = {}
    found = []
    for name in names:
        hashed = 2166136261
        for byte in name.encode():
            hashed = (hashed ^ byte) * 16777619 & 0xFFFFFFFF
        if hashed in by_hash:
            found.append((by_hash[hashed], name))
        by_hash[hashed] = name
    return found
