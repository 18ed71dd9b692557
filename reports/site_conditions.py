"""Conditions in words: what a rule, a question or a verdict asks, with the words of the answers that it accepts."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from engine.conditions import (
    All,
    AnswerTest,
    AnyOf,
    Bound,
    Condition,
    Count,
    Counted,
    FactTest,
    MeasureTest,
    NoneOf,
)
from engine.pack import ADVERSE, SEVERITIES, AnyFinding, Clause, Measure, Question
from reports.site_names import SiteNames
from reports.words import Words


class Meaning(NamedTuple):
    """One answer that a test accepts: what its level or option says."""

    label: str
    text: Markup


class Said(NamedTuple):
    """A condition in words: a sentence, the answers it accepts, and the conditions inside it."""

    sentence: Markup
    meanings: tuple[Meaning, ...] = ()
    inside: tuple["Said", ...] = ()


class SiteConditions(SiteNames):
    """One pack's conditions in one language."""

    def condition(self, condition: Condition) -> Said:
        """A condition in words, as nested as it is written."""
        words = self.words
        match condition:
            case AnswerTest():
                return self._answer(condition)
            case FactTest(fact=fact, certainty=certainty):
                finding = self.fact(fact)
                if certainty == "confirmed":
                    return Said(words("“{finding}” is confirmed.", finding=finding))
                return Said(words("“{finding}” is established.", finding=finding))
            case MeasureTest():
                return Said(self._bounds(condition))
            case All(all=(only,)) | AnyOf(any=(only,)):
                return self.condition(only)
            case NoneOf(none=(FactTest(fact=fact, certainty=None),)):
                return Said(words("“{finding}” is not established.", finding=self.fact(fact)))
            case All(all=inside):
                return self._joined(words("All of these hold:"), inside)
            case AnyOf(any=inside):
                return self._joined(words("At least one of these holds:"), inside)
            case NoneOf(none=(only,)):
                return self._joined(words("This does not hold:"), (only,))
            case NoneOf(none=inside):
                return self._joined(words("None of these holds:"), inside)
            case Count(count=counted):
                return self._joined(self._number(counted), counted.of)

    def clause(self, clause: Clause) -> Said:
        """What makes a clause of a verdict hold."""
        if clause.when is not None:
            return self.condition(clause.when)
        return self._any_finding(clause.any_finding or AnyFinding())

    def _any_finding(self, wanted: AnyFinding) -> Said:
        words = self.words
        grave = self.severity(wanted.severity)
        if set(wanted.kinds) >= set(ADVERSE):
            if wanted.severity == SEVERITIES[0]:
                return Said(words("Any finding against the campaign is established."))
            return Said(words("Any finding of severity “{severity}” or graver is established.", severity=grave))
        kinds = self.listing(words("“{title}”", title=self.kind(kind)) for kind in wanted.kinds)
        if wanted.severity == SEVERITIES[0]:
            return Said(words("Any finding of kind {kinds} is established.", kinds=kinds))
        return Said(
            words(
                "Any finding of kind {kinds} and of severity “{severity}” or graver is established.",
                kinds=kinds,
                severity=grave,
            )
        )

    def _joined(self, sentence: Markup, inside: Iterable[Condition]) -> Said:
        return Said(sentence, inside=tuple(self.condition(child) for child in inside))

    def _number(self, counted: Counted) -> Markup:
        low, high, words = counted.at_least, counted.at_most, self.words
        if high is None:
            return words.many("At least {number} of these holds:", "At least {number} of these hold:", low or 0)
        if low is None:
            return words.many("At most {number} of these holds:", "At most {number} of these hold:", high)
        if low == high:
            return words.many("Exactly {number} of these holds:", "Exactly {number} of these hold:", low)
        return words("Between {low} and {high} of these hold:", low=low, high=high)

    def _answer(self, test: AnswerTest) -> Said:
        words, question = self.words, self.pack.questions[test.answer]
        asked = self.question(test.answer)
        if test.includes_any_of is not None:
            said = words("{question} The answer includes at least one of these:", question=asked)
            return Said(said, self._meanings(question, test.includes_any_of))
        if test.at_least is not None or test.at_most is not None:
            return self._level(question, test.at_least or 0, 4 if test.at_most is None else test.at_most)
        wanted = test.is_any_of or (test.is_ or "",)
        if len(wanted) > 1:
            return Said(
                words("{question} The answer is one of these:", question=asked), self._meanings(question, wanted)
            )
        if question.kind == "level":
            return self._level(question, int(wanted[0]), int(wanted[0]))
        answer = self.value(question, wanted[0])
        return Said(words("{question} The answer is “{answer}”.", question=asked, answer=answer))

    def _level(self, question: Question, low: int, high: int) -> Said:
        words, asked = self.words, self.question(question.id)
        if low == high:
            said = words("{question} The answer is level {level}:", question=asked, level=low)
        elif low == 0:
            said = words("{question} The answer is level {level} or lower:", question=asked, level=high)
        elif high == 4:
            said = words("{question} The answer is level {level} or higher:", question=asked, level=low)
        else:
            said = words("{question} The answer is level {low} to {high}:", question=asked, low=low, high=high)
        return Said(said, self._meanings(question, [str(level) for level in range(low, high + 1)]))

    def _meanings(self, question: Question, values: Iterable[str]) -> tuple[Meaning, ...]:
        """What these answers say, in the order of the questionnaire."""
        wanted = [value for value in question.values if value in set(values)]
        if question.kind == "level":
            return tuple(Meaning(value, self.words.of(question.anchors[int(value)])) for value in wanted)
        return tuple(Meaning("", self.value(question, value)) for value in wanted)

    def _bounds(self, test: MeasureTest) -> Markup:
        words, measure = self.words, self.pack.measure[test.measure]
        title = self.measure(test.measure)
        low = None if test.at_least is None else self.bound(measure, test.at_least)
        high = None if test.at_most is None else self.bound(measure, test.at_most)
        if high is None:
            return words("{measure}: at least {bound}.", measure=title, bound=low)
        if low is None:
            return words("{measure}: at most {bound}.", measure=title, bound=high)
        return words("{measure}: at least {low}, at most {high}.", measure=title, low=low, high=high)

    def bound(self, measure: Measure, bound: Bound) -> Markup:
        words = self.words
        if measure.kind == "ladder":
            return words("“{title}”", title=self.band(measure, str(bound)))
        if measure.kind == "points":
            return words.many("{number} point", "{number} points", int(bound))
        plain = Words(words.language, words.digits)
        points = plain("{whole}.{tenth}", whole=int(bound) // 10, tenth=int(bound) % 10)
        return words("{points} of 100", points=points)

    def band(self, measure: Measure, name: str) -> Markup:
        return next(self.words.of(band.title) for band in measure.bands if band.id == name)
