"""The parts that sentences of a report are made of: names, numbers, and how an answer or a measure stands."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from engine.assessment import AnswerResult, Assessment, Finding, MeasureResult
from engine.pack import ADVERSE, SEVERITIES, Certainty
from reports.words import Words

REPLACED = "\ufffd"
_BLANKS = re.compile("[^\\S\u00a0\u202f]+")
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(sentence: str) -> str:
    """The sentence on one line; what could steer a terminal or turn the reading direction becomes a visible mark.

    Blanks at which no line may break, as French has them before a colon, stay what they are.
    """
    line = _BLANKS.sub(" ", sentence).strip()
    if line.isprintable():  # as nearly all are: nothing of the kind is
        return line
    return "".join(
        REPLACED if letter in _TURNS_DIRECTION or unicodedata.category(letter) in ("Cc", "Cs") else letter
        for letter in line
    )


def between(titles: Sequence[str], words: Words, alone: bool = False) -> str:
    """One verdict by its title, or between which of several it is undecided, in their order; it is part of a sentence
    unless it stands `alone`."""
    if len(titles) == 1:
        return titles[0]
    these, *further, last = (words("“{title}”", title=title) for title in titles)
    for title in further:
        these = words("{these}, {next}", these=these, next=title)
    if alone:
        return words("Undecided between {these} and {last}", these=these, last=last)
    return words("undecided between {these} and {last}", these=these, last=last)


def listed(items: Iterable[str], words: Words) -> str:
    """Several things one after the other, with this language's comma."""
    parts = list(items)
    these = parts[0] if parts else ""
    for last in parts[1:]:
        these = words("{these}, {last}", these=these, last=last)
    return these


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after the other, put together so that HTML stays HTML."""
    first, *others = sentences
    for sentence in others:
        first = first + " " + sentence
    return first


class Phrases:
    """One assessment by name, and its names and numbers as people say them in one language."""

    def __init__(self, assessment: Assessment, words: Words) -> None:
        self.assessment = assessment
        self.words = words
        self.answers = {answer.question: answer for answer in assessment.answers}
        self.findings = {finding.fact: finding for finding in assessment.findings}
        self.measures = {measure.id: measure for measure in assessment.measures}
        self.remedies = {remedy.id: remedy for remedy in assessment.remedies}

    # What there is to show

    def adverse(self) -> list[Finding]:
        """The bad news that holds whatever is still open, worst first."""
        return [
            finding for finding in self.findings.values() if finding.kind in ADVERSE and finding.outlook == "certain"
        ]

    def possible(self) -> list[Finding]:
        """What may hold, good or bad, depending on open questions."""
        return [finding for finding in self.findings.values() if finding.outlook == "possible"]

    def favourable(self) -> list[Finding]:
        """The strengths and protections that hold."""
        return [
            finding
            for finding in self.findings.values()
            if finding.kind not in ADVERSE and finding.outlook == "certain"
        ]

    def open_answers(self) -> list[AnswerResult]:
        return [
            answer
            for answer in self.answers.values()
            if answer.state != "answered" and answer.use in ("in_use", "perhaps")
        ]

    def to_answer(self) -> list[AnswerResult]:
        """The open questions, those that matter most first: what nobody knows yet, then what could be found with them,
        by how grave it is; else as they are asked. What is kept back comes last: nobody is pressed for it."""
        grave: dict[str, int] = {}
        for finding in self.findings.values():
            if finding.kind in ADVERSE and finding.severity is not None:
                for name in finding.hinges_on:
                    grave[name] = max(grave.get(name, 0), 1 + SEVERITIES.index(finding.severity))

        def place(answer: AnswerResult) -> tuple[bool, bool, int]:
            return answer.state == "withheld", answer.state != "unknown", -grave.get(answer.question, 0)

        return sorted(self.open_answers(), key=place)

    def pages(self, answers: Iterable[AnswerResult]) -> list[tuple[str, list[AnswerResult]]]:
        """Answers under the headings that they are asked under: what the policy asks first, then page by page."""
        listed, first = list(answers), self.assessment.policy.first
        groups = [(self.words("Asked first under this policy"), [a for a in listed if a.question in first])]
        for section in self.assessment.sections:
            rest = [a for a in listed if a.section == section.id and a.question not in first]
            groups.append((self.words.of(section.title), rest))
        return [(heading, group) for heading, group in groups if group]

    # Small words

    def listing(self, items: Iterable[str]) -> str:
        """Several things one after the other, with this language's comma."""
        return listed(items, self.words)

    def both(self, items: Iterable[str]) -> str:
        """Several things that belong together, the last one behind this language's "and"."""
        *these, last = items
        return self.words("{these} and {last}", these=self.listing(these), last=last) if these else last

    def quoted(self, titles: Iterable[str]) -> str:
        """Several titles or labels one after the other, in quotes, as any of them may hold a comma itself."""
        return self.listing(self.words("“{title}”", title=title) for title in titles)

    def points(self, tenths: int) -> str:
        """Tenths of a point as points, with this language's decimal mark: 623 is 62.3."""
        return self.words("{whole}.{tenth}", whole=tenths // 10, tenth=tenths % 10)

    def certainty(self, certainty: Certainty) -> str:
        return self.words("confirmed") if certainty == "confirmed" else self.words("likely")

    def fact(self, fact: str) -> str:
        """A finding's title; that of a fact which is only mentioned as absent stands apart."""
        if fact in self.findings:
            return self.words.of(self.findings[fact].title)
        return self.words.of(self.assessment.titles[fact]) if fact in self.assessment.titles else fact

    def remedy(self, remedy: str) -> str:
        """A remedy's title."""
        return self.words.of(self.remedies[remedy].title) if remedy in self.remedies else remedy

    def question(self, answer: AnswerResult) -> str:
        return self.words("{code} {question}", code=answer.code, question=self.words.of(answer.text))

    def codes(self, questions: Iterable[str]) -> str:
        return self.listing(self.answers[name].code if name in self.answers else name for name in questions)

    @property
    def redacted(self) -> bool:
        """Whether this is a copy made for sharing."""
        return any(notice.code == "redacted" for notice in self.assessment.notices)

    def taken_out(self, answer: AnswerResult) -> bool:
        """Whether a copy made for sharing says nothing about this answer, given or not."""
        return self.redacted and answer.sensitive

    def yes_or_no(self, value: str) -> str:
        return self.words("yes") if value == "yes" else self.words("no")

    def standing(self, answer: AnswerResult) -> str:
        """How one question is answered, in words, or why it has no answer that counts."""
        words = self.words
        if answer.use == "not_in_use":
            return words("not in use, because it does not apply")
        if answer.use == "not_examined":
            return words("not examined under this policy")
        match answer.state:
            case "absent":
                return words("not answered yet")
            case "unknown":
                return words("nobody knows yet, so find out")
            case "withheld" if self.taken_out(answer):
                return words("taken out of this copy")
            case "withheld":
                return words("kept back")
            case "expired":
                return words("too old to count, so answer again")
        if answer.kind == "yes_no" and answer.values:
            return self.yes_or_no(answer.values[0])
        if not answer.labels:
            return words("not shown here")
        labels = [words.of(label).rstrip(".") for label in answer.labels]
        label = labels[0] if len(labels) == 1 else self.quoted(labels)
        if answer.kind != "level":
            return label
        if answer.counted != answer.values:
            counted = self.listing(words.number(level) for level in answer.counted)
            return words(
                "level {level} ({label}), counted as {counted}",
                level=int(answer.values[0]),
                label=label,
                counted=counted,
            )
        return words("level {level} ({label})", level=int(answer.values[0]), label=label)

    # Measures

    def interval(self, low: int, high: int) -> str:
        """Readiness out of 100, given in tenths of a point. A full 100 says what it is made of."""
        if low == high == 1000:
            return self.words("{points} of 100: all answers at the highest level", points=self.points(low))
        if low == high:
            return self.words("{points} of 100", points=self.points(low))
        return self.words("{low} to {high} of 100", low=self.points(low), high=self.points(high))

    def band(self, measure: MeasureResult, place: int) -> str:
        """A band's name in a sentence; French names the noun with it, so that nothing has to agree with the measure."""
        return self.words("{band}", band=self.words.of(measure.bands[place].title))

    def scaled(self, measure: MeasureResult) -> str:
        """Where a measure stands; points also say how far it is to the next band, as alone they say nothing."""
        value, bands = self.value(measure), [band for band in measure.bands if band.begins is not None]
        if measure.kind != "points" or measure.in_use == "no" or not bands:
            return value
        following = next((band for band in bands if (band.begins or 0) > measure.high), None)
        band = following or bands[-1]
        title, start = self.words.of(band.title), band.begins or 0
        if following is None:
            return self.words(
                "{value}; by points alone, the highest band, “{band}”, begins at {start}",
                value=value,
                band=title,
                start=start,
            )
        return self.words(
            "{value}; by points alone, the band “{band}” begins at {start}", value=value, band=title, start=start
        )

    def value(self, measure: MeasureResult, low: int | None = None, high: int | None = None) -> str:
        """Where a measure stands, or would stand at other bounds than its own."""
        words = self.words
        if measure.in_use == "no":
            if any(answer.use == "not_examined" for answer in self.answers.values()):
                return words("not in use: none of its questions is examined")
            return words("not in use: none of its questions applies")
        low, high = measure.low if low is None else low, measure.high if high is None else high
        if measure.kind == "readiness":
            shown = self.interval(low, high)
        elif measure.kind == "ladder":
            first, last = words.of(measure.bands[low].title), words.of(measure.bands[high].title)
            shown = self.band(measure, low) if low == high else words("between {low} and {high}", low=first, high=last)
        elif low == high:
            shown = words.many("{number} point", "{number} points", high)
        else:
            shown = words.many("{low} to {number} point", "{low} to {number} points", high, low=low)
        return words("{value}, if it applies at all", value=shown) if measure.in_use == "perhaps" else shown
