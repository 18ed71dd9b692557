"""The sentences and numbers that all forms of a screening share, in one language."""

from collections.abc import Sequence

from engine.pack import SEVERITIES, Severity, VerdictName
from engine.screening import Proposal, ScreenedMeasure, Screening, Standing
from reports.phrases import between, listed, plain
from reports.words import Words

UNSAID = "—"


class ScreeningWording:
    """One screening's sentences; as HTML if the words are. Numbers of cells are mere text."""

    def __init__(self, screening: Screening, words: Words) -> None:
        self.screening = screening
        self.words = words
        self._plain = Words(words.language, words.digits)
        self._gravity = {name: _gravity(rule.severity) for name, rule in screening.rules.items()}
        self._tiers = {group.possible: len(group.tiers) for group in screening.groups}

    def name(self, proposal: Proposal) -> str:
        """What a proposal is called: by its title, else by its key."""
        return plain(proposal.title or proposal.key)

    def verdict(self, possible: Sequence[VerdictName]) -> str:
        """One verdict in the policy's words, or between which it still is: all of them, worst first."""
        titles = [self.words.of(self.screening.words[verdict]) for verdict in possible]
        return between(titles, self.words, alone=True)

    def standing(self, standing: Standing) -> str:
        """Above how many others a proposal stands, below how many, and with how many it ties."""
        others = self.screening.counts.accepted - 1
        return self.words(
            "Stands certainly above: {above}. Certainly below: {below}. Ties with: {ties}.",
            above=standing.above,
            below=standing.below,
            ties=others - standing.above - standing.below,
        )

    def tier(self, proposal: Proposal) -> str:
        """Its tier and how many tiers its group has; nothing where the group is a single one."""
        tiers = self._tiers[proposal.possible]
        if tiers == 1:
            return ""
        return self.words("tier {tier} of {tiers}", tier=proposal.standing.tier, tiers=tiers)

    def points(self, tenths: int) -> str:
        """Tenths of a point as points, without HTML."""
        return self._plain("{whole}.{tenth}", whole=tenths // 10, tenth=tenths % 10)

    def ends(self, measure: ScreenedMeasure, low: int, high: int) -> tuple[str, str]:
        """Both ends of a measure, as mere text."""
        if measure.kind == "readiness":
            return self.points(low), self.points(high)
        if measure.kind == "ladder":
            return self._plain.of(measure.bands[low].title), self._plain.of(measure.bands[high].title)
        return self._plain.number(low), self._plain.number(high)

    def value(self, measure: ScreenedMeasure, low: int, high: int) -> str:
        """Where a measure stands, in a few letters: one value or a range."""
        first, last = self.ends(measure, low, high)
        return self.range(first, last)

    def readiness(self, standing: Standing) -> str:
        return self.range(*map(self.points, standing.readiness))

    def range(self, first: str, last: str) -> str:
        return self.words("{value}", value=first) if first == last else self.words("{low}–{high}", low=first, high=last)

    def settling(self, proposal: Proposal) -> str:
        """Which unanswered question would settle most of where a proposal stands, or why none is named."""
        if proposal.settled_by is not None:
            return self.sought(proposal, self.question(proposal.settled_by))
        if proposal.settling == "settled":
            return self.words("Nothing: its place is settled")
        return self.words("No single answer would settle it")

    def sought(self, proposal: Proposal, question: str) -> str:
        """The question that was found, and whether others were left untried."""
        if proposal.settling == "found":
            return question
        return self.words("{question} (not all open questions were tried)", question=question)

    def question(self, name: str) -> str:
        question = self.screening.questions[name]
        return self.words("{code} · {text}", code=question.code, text=self.words.of(question.text))

    def answer(self, name: str, value: str) -> str:
        """One answer in the words of its question."""
        labels = self.screening.questions[name].labels
        if value in labels:
            return self.words.of(labels[value])
        return self.words("yes") if value == "yes" else self.words("no")

    def certainty(self, name: str) -> str:
        words = self.words
        match name:
            case "confirmed":
                return words("Confirmed")
            case "likely":
                return words("Likely")
            case _:
                return words("Still open")

    def effort(self, person_days: int) -> str:
        return self.words.many("{number} person-day", "{number} person-days", person_days)

    def days(self, number: int) -> str:
        return self.words.many("{number} day", "{number} days", number)

    def listing(self, items: Sequence[str]) -> str:
        return listed(items, self.words)

    def titles(self, findings: Sequence[str]) -> str:
        """Several findings by their titles, in quotes, as any of them may hold a comma itself."""
        of = self.words.of
        return self.listing([self.words("“{title}”", title=of(self.screening.rules[name].title)) for name in findings])

    def gravest(self, proposal: Proposal) -> str:
        """The gravest of the findings that are certain, where there are any against a proposal."""
        return max((*proposal.confirmed, *proposal.likely), key=lambda name: self._gravity[name])

    def findings(self, proposal: Proposal) -> list[tuple[str, str]]:
        """What was found of a proposal with its certainty: what is against it first, the gravest first."""
        found = [(name, "confirmed") for name in proposal.confirmed]
        found += [(name, "likely") for name in proposal.likely]
        found += [(name, "possible") for name in proposal.possible_findings]
        return sorted(found, key=lambda one: (one[1] == "possible", -self._gravity[one[0]]))


def _gravity(severity: Severity | None) -> int:
    return -1 if severity is None else SEVERITIES.index(severity)
