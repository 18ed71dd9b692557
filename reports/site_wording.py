"""What the parts of a pack do, in one language: effects of rules, changes by remedies, what measures are made of."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from markupsafe import Markup

from engine.pack import Measure, Option, Question, Remedy, Rule
from engine.profile import Answer
from reports.site_conditions import SiteConditions
from reports.words import LEFT_TO_RIGHT

Sourced = TypeVar("Sourced", Question, Rule)


class SiteWording(SiteConditions):
    """All sentences about one pack in one language."""

    def effects(self, rule: Rule) -> list[Markup]:
        """What a rule does to measures as soon as it is established at all."""
        words, said = self.words, []
        for name, number in rule.adds.items():
            if number > 0:
                adds = words.many(
                    "Adds {number} point to {measure}.",
                    "Adds {number} points to {measure}.",
                    number,
                    measure=self.measure(name),
                )
                said.append(adds)
            elif number < 0:
                takes = words.many(
                    "Takes {number} point off {measure}.",
                    "Takes {number} points off {measure}.",
                    -number,
                    measure=self.measure(name),
                )
                said.append(takes)
        for name, number in rule.moves.items():
            if number > 0:
                up = words.many(
                    "Moves {measure} up by {number} band.",
                    "Moves {measure} up by {number} bands.",
                    number,
                    measure=self.measure(name),
                )
                said.append(up)
            elif number < 0:
                down = words.many(
                    "Moves {measure} down by {number} band.",
                    "Moves {measure} down by {number} bands.",
                    -number,
                    measure=self.measure(name),
                )
                said.append(down)
        for name, band in rule.floors.items():
            title = self.band(self.pack.measure[name], band)
            said.append(words("Keeps {measure} at “{band}” or higher.", measure=self.measure(name), band=title))
        return said

    def option_notes(self, points: Mapping[str, int], level: int | None, alone: bool) -> list[Markup]:
        """What choosing an option does beyond answering."""
        words, said = self.words, []
        if level is not None:
            said.append(words("Counts as level {level}.", level=level))
        for name, number in points.items():
            if number:
                said.append(words("{measure}: {number}", measure=self.measure(name), number=self.signed(number)))
        if alone:
            said.append(words("Excludes every other answer."))
        return said

    def changes(self, remedy: Remedy) -> list[Markup]:
        """What a remedy does to the answers."""
        words, questions, said = self.words, self.pack.questions, []
        for name, value in remedy.raises.items():
            code, question = questions[name].code, questions[name]
            if question.kind == "level":
                label = self.label(question.anchors[int(value)])
                said.append(words("Raises {code} to level {level} ({label}).", code=code, level=value, label=label))
            else:
                label = self.value(question, value)
                said.append(words("Raises the answer to {code} to “{label}”.", code=code, label=label))
        for name, value in remedy.sets.items():
            label = self.value(questions[name], value)
            said.append(words("Changes the answer to {code} to “{label}”.", code=questions[name].code, label=label))
        for name, values in remedy.drops.items():
            for value in values:
                label = self.value(questions[name], value)
                said.append(
                    words("Takes “{label}” out of the answer to {code}.", label=label, code=questions[name].code)
                )
        return said

    def given(self, answers: Mapping[str, Answer]) -> list[tuple[str, Markup]]:
        """The answers of an example, in words."""
        said = []
        for name, given in answers.items():
            values = (given.answer,) if isinstance(given.answer, str) else given.answer or ()
            chosen = [self.value(self.pack.questions[name], value) for value in values]
            if len(chosen) > 1:
                chosen = [self.words("“{title}”", title=one) for one in chosen]
            said.append((name, self.listing(chosen)))
        return said

    # What a measure or a source is made of

    def counted_in(self, measure: str) -> list[Question]:
        return [question for question in self.pack.questions.values() if measure in question.counts_in]

    def points_from(self, measure: str) -> list[tuple[Question, list[tuple[Option, str]]]]:
        """The options that bring points to a measure, by question, with their points and sign."""
        found = []
        for question in self.pack.questions.values():
            options = [(one, self.signed(one.points[measure])) for one in question.options if one.points.get(measure)]
            if options:
                found.append((question, options))
        return found

    def movers(self, measure: Measure) -> list[tuple[str, Markup]]:
        """The rules that change a measure, each with what it does to it."""
        words, name, found = self.words, measure.id, []
        for rule in self.pack.rules:
            if points := rule.adds.get(name):
                number = self.signed(points)
                change = words.many("{signed} point", "{signed} points", abs(points), signed=number)
                found.append((rule.id, change))
            if bands := rule.moves.get(name):
                change = (
                    words.many("up by {number} band", "up by {number} bands", bands)
                    if bands > 0
                    else words.many("down by {number} band", "down by {number} bands", -bands)
                )
                found.append((rule.id, change))
            if name in rule.floors:
                found.append((rule.id, words("at least “{band}”", band=self.band(measure, rule.floors[name]))))
        return found

    def signed(self, number: int) -> str:
        """With its sign before it, also where words run from the right."""
        mark = LEFT_TO_RIGHT if self.words.direction == "rtl" else ""
        return mark + self.words.number(f"{number:+}".replace("-", "\u2212"))

    def expert(self, parts: Iterable[Sourced]) -> list[tuple[Sourced, list[Markup]]]:
        """The rules or questions to which experts added something, with their reasons."""
        found = []
        for part in parts:
            reasons = [self.words.of(basis.expert) for basis in part.source if not isinstance(basis, str)]
            if reasons:
                found.append((part, reasons))
        return found
