"""When a form shows a field: conditions on answers as expressions that ODK Collect and Enketo compute alike.

Neither pyxform nor ODK Validate refuses a function that no client knows, so that nothing but FUNCTIONS is ever called.
A test holds only for an answer that passes it: one that is missing, not known or kept back passes none. What depends on
a question that is itself not shown does not hold either; this is written out, since clients differ in whether they
forget an answer that is hidden later.
"""

from collections.abc import Iterable
from typing import Final

from engine.conditions import All, AnswerTest, AnyOf, Condition, Count, Counted, NoneOf
from engine.form_fields import Field, FormPlan

FUNCTIONS: Final = ("count-selected", "false", "not", "number", "regex", "selected", "string-length", "today")
LONGEST: Final = 32_000  # characters: a cell of a spreadsheet holds 32,767

Expression = str | bool  # what is known before anybody answers is a truth value, and is not written out


class TooLong(Exception):
    """A condition that no cell of a spreadsheet can hold; its text is the column that it belongs to."""


class Relevance:
    """The expressions of one form."""

    def __init__(self, plan: FormPlan) -> None:
        self._plan = plan
        self._known: dict[str, Expression] = {}

    def of(self, field: Field) -> str:
        """When the field is shown; empty for always. Raises TooLong."""
        try:
            expression = self._of(field)
        except TooLong as error:
            raise TooLong(field.column) from error
        if isinstance(expression, bool):
            return "" if expression else "false()"
        return expression

    def _of(self, field: Field) -> Expression:
        if field.column not in self._known:
            self._known[field.column] = True if field.asked_if is None else self._holds(field.asked_if)
        return self._known[field.column]

    def _holds(self, condition: Condition) -> Expression:
        match condition:
            case All(all=inside):
                return _joined("and", map(self._holds, inside))
            case AnyOf(any=inside):
                return _joined("or", map(self._holds, inside))
            case NoneOf(none=inside):
                return _not(_joined("or", map(self._holds, inside)))
            case Count(count=counted):
                return _counted(counted, [self._holds(one) for one in counted.of])
            case AnswerTest():
                return self._tested(condition)
        raise TypeError("a form can ask for answers only")

    def _tested(self, test: AnswerTest) -> Expression:
        """The test, and whether its question is shown at all; one that the form does not ask has no answer."""
        asked = self._plan.by_path.get(("answers", test.answer, "answer"))
        return False if asked is None else _joined("and", (self._of(asked), _test(test, f"${{{asked.column}}}")))


def _test(test: AnswerTest, answer: str) -> Expression:
    if test.includes_any_of is not None:
        return _joined("or", (f"selected({answer}, '{option}')" for option in test.includes_any_of))
    if test.at_least is not None or test.at_most is not None:
        # What is no number compares to nothing, so that neither bound holds for it.
        bounds = ((">=", test.at_least), ("<=", test.at_most))
        return _joined("and", (f"{answer} {sign} {bound}" for sign, bound in bounds if bound is not None))
    wanted = test.is_any_of if test.is_any_of is not None else (test.is_,)
    return _joined("or", (f"{answer} = '{value}'" for value in wanted))


def _joined(word: str, parts: Iterable[Expression]) -> Expression:
    settling = word == "or"  # the truth value that settles the whole
    some = list(dict.fromkeys(parts))
    if any(part is settling for part in some):
        return settling
    written = [part for part in some if isinstance(part, str)]
    if len(written) < 2:
        return written[0] if written else not settling
    return _fitting(f"({f' {word} '.join(written)})")


def _not(part: Expression) -> Expression:
    return not part if isinstance(part, bool) else f"not({part})"


def _counted(counted: Counted, parts: list[Expression]) -> Expression:
    """How many hold, as a sum of truth values; those that are known are taken off the bounds."""
    known = sum(part is True for part in parts)
    written = [part for part in parts if isinstance(part, str)]
    low = (counted.at_least or 0) - known
    high = len(written) if counted.at_most is None else counted.at_most - known
    if low > len(written) or high < 0:
        return False
    total = " + ".join(f"number({part})" for part in written)
    bounds = [f"({total}) >= {low}"] if low > 0 else []
    bounds += [f"({total}) <= {high}"] if high < len(written) else []
    return _joined("and", map(_fitting, bounds))


def _fitting(expression: str) -> str:
    if len(expression) > LONGEST:
        raise TooLong
    return expression
