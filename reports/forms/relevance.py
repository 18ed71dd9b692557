"""When a form shows a field: conditions on answers as expressions that ODK Collect and Enketo compute alike.

A question is shown exactly where the engine has it certainly in use: an answer that is missing, not known or kept back
satisfies no test, nor the absence of one. That a test's own question is shown at all is written out with it, since
clients differ in whether they forget an answer that is hidden later. Neither pyxform nor ODK Validate refuses a
function that no client knows, so that nothing but FUNCTIONS is ever called.
"""

from collections.abc import Iterable
from typing import Final

from engine.form_fields import UNANSWERED, Field, FormPlan
from engine.normal import AnswerIs, normal_form
from engine.pack import Question
from engine.vocabulary import YES, Variable, Vocabulary

FUNCTIONS: Final = ("count-selected", "false", "not", "regex", "selected", "string-length", "today")
LONGEST: Final = 32_000  # characters: a cell of a spreadsheet holds 32,767

Expression = str | bool  # what is known before anybody answers is a truth value, and is not written out


class TooLong(Exception):
    """A condition that no cell of a spreadsheet can hold; its text is the column that it belongs to."""


class Relevance:
    """The expressions of one form."""

    def __init__(self, plan: FormPlan) -> None:
        self._plan = plan
        self._vocabulary = Vocabulary(plan.pack)
        self._known: dict[tuple[str, bool], Expression] = {}

    def of(self, field: Field) -> str:
        """When the field is shown; empty for always. Raises TooLong."""
        try:
            expression = self._holds(field, certain=True)
        except TooLong as error:
            raise TooLong(field.column) from error
        if isinstance(expression, bool):
            return "" if expression else "false()"
        return expression

    def _holds(self, field: Field, certain: bool) -> Expression:
        """When the condition of a field certainly holds, or when it may hold."""
        known = (field.column, certain)
        if known not in self._known:
            self._known[known] = field.asked_if is None or self._any(field, certain)
        return self._known[known]

    def _any(self, field: Field, certain: bool) -> Expression:
        assert field.asked_if is not None
        alternatives = normal_form(field.asked_if, self._vocabulary, confirmed=True)
        return _joined(
            "or",
            (
                _joined("and", (self._test(one, certain) for one in alternative if isinstance(one, AnswerIs)))
                for alternative in alternatives
            ),
        )

    def _in_use(self, question: Question, certain: bool) -> Expression:
        asked = self._plan.by_path.get(("answers", question.id, "answer"))
        return asked is not None and self._holds(asked, certain)

    def _test(self, test: AnswerIs, certain: bool) -> Expression:
        """When all that a variable could be passes the test, or when some of it does; being out of use is a value."""
        variable = self._vocabulary.variables[test.variable]
        question = self._plan.pack.questions[variable.question]
        surely, maybe = self._in_use(question, certain=True), self._in_use(question, certain=False)
        unused = bool(test.mask & variable.not_in_use)
        if certain:
            passes = _joined("or", (_not(maybe), _passes(test.mask, variable, question)))
            return _joined("and", (_joined("or", (unused, surely)), passes))
        failing = (variable.everything ^ variable.not_in_use) & ~test.mask
        may_pass = _joined("and", (maybe, _not(_passes(failing, variable, question))))
        return _joined("or", (may_pass, unused and _not(surely)))


def _passes(mask: int, variable: Variable, question: Question) -> Expression:
    """When the answer that is given has one of the values in the mask; true without one if every value is in it."""
    wanted = [value for place, value in enumerate(variable.values) if mask >> place & 1]
    if len(wanted) in (0, len(variable.values)):
        return bool(wanted)
    answer = f"${{{question.id}}}"
    if variable.option is not None:
        return f"selected({answer}, '{variable.option}')" if mask & YES else _without(variable.option, answer)
    if question.kind == "level":
        low, high = int(wanted[0]), int(wanted[-1])
        if high - low + 1 == len(wanted):
            bounds = ([f"{answer} >= {low}"] if low > 0 else []) + ([f"{answer} <= {high}"] if high < 4 else [])
            return _joined("and", bounds)
    return _joined("or", (f"{answer} = '{value}'" for value in wanted))


def _without(option: str, answer: str) -> Expression:
    """When some options were chosen, and this one was not."""
    absent = (f"not(selected({answer}, '{name}'))" for name in (option, *UNANSWERED))
    return _joined("and", (f"count-selected({answer}) > 0", *absent))


def _joined(word: str, parts: Iterable[Expression]) -> Expression:
    settling = word == "or"  # the truth value that settles the whole
    some = list(dict.fromkeys(parts))
    if any(part is settling for part in some):
        return settling
    written = [part for part in some if isinstance(part, str)]
    if len(written) < 2:
        return written[0] if written else not settling
    made = f"({f' {word} '.join(written)})"
    if len(made) > LONGEST:
        raise TooLong
    return made


def _not(part: Expression) -> Expression:
    return not part if isinstance(part, bool) else f"not({part})"
