"""The results of one profile at the gate: what is shown, where it stands, what it rests on.

A redacted result shows a finding only if it follows without the answers to sensitive questions, and proves it without
them, or if somebody has waived it, and so named it; of the others it says how many there are.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from engine.bad_news import Key
from engine.baseline import Compared, still_fails
from engine.causes import Causes
from engine.check import LEVELS, Outcome, Result, fingerprint, urgency
from engine.check_terms import Terms
from engine.documents import Document
from engine.evaluate import Truth
from engine.explain import hinges
from engine.gate import Judged, fails
from engine.pack import VerdictName
from engine.parts import CERTAINTIES
from engine.profile import Profile
from engine.text import Text

GRAVE = ("high", "critical")


class Telling:
    """The results of one profile. `shared` is what follows whatever the sensitive answers are, and the masks that
    say so; `waived_by` the number of the waiver of each waived finding; `against` the comparison with a baseline."""

    def __init__(
        self,
        terms: Terms,
        profile: Profile,
        document: Document,
        judged: Judged,
        shared: tuple[Truth, list[int]],
        waived_by: Mapping[str, int],
        against: Compared | None,
    ) -> None:
        self.terms, self.profile, self.document, self.judged = terms, profile, document, judged
        self.program, self.waived_by, self.against = judged.prepared.program, waived_by, against
        self.shared = shared[0]
        self._proof = Causes(judged.truth, judged.answers.masks, self.program)
        self._shared_proof = Causes(shared[0], shared[1], self.program)
        self._certain = [number for number, _ in self._clauses() if judged.truth.certain[number]]
        self._blocking = self._reasons(self._proof, judged.truth)
        self._shown_to_block = self._reasons(self._shared_proof, self.shared) if terms.redact else self._blocking
        anew = (number for number in self._certain if self._anew(number))
        self._blocking_anew = {fact for number in anew for fact in self._proof.facts(number)}

    def outcome(self) -> tuple[Outcome, bool]:
        """How the profile fares, and whether only the baseline lets it pass."""
        terms, verdicts = self.terms, self.judged.verdicts
        failing = [fails(verdict, terms.fail_on) for verdict in verdicts]
        outcome: Outcome = "failed" if all(failing) else "undecided" if any(failing) else "passed"
        if self.against is None or outcome == "passed":
            return outcome, False
        certain = {self._key(number) for number in (*self._certain, *self._blocking)}
        open_clauses = [number for number, _ in self._clauses() if self.judged.truth.possible[number]]
        read = {fact for number in open_clauses for fact in self._facts_read(number)}
        possible = {self._key(number) for number in (*open_clauses, *read)}
        fails_still = still_fails(verdicts, terms.fail_on, certain, possible, self.against)
        if fails_still is False:
            return "passed", True
        return ("failed" if fails_still else "undecided"), False

    def results(self, outcome: Outcome) -> tuple[Result, ...]:
        """Everything to tell, worst first, what is alike in the order of the file."""
        found = [*self._findings(), *self._verdict_results()]
        if outcome == "undecided":
            found += self._open_answers()
        elif outcome == "failed" and all(result.level != "error" for result in found):
            found += [*self._open_answers(failing=True)] or [self._verdict_alone()]
        shown = [result for result in found if not result.hidden]
        shown += self._hidden([result for result in found if result.hidden])
        rules = self.terms.pack.rule
        severities = {one.rule: rules[one.rule].severity for one in shown if one.rule in rules}
        return tuple(sorted(shown, key=lambda one: (*urgency(one, severities.get(one.rule)), one.line, one.rule)))

    def _clauses(self) -> Iterator[tuple[int, tuple[VerdictName, Text]]]:
        """The clauses of every verdict that fails."""
        for rule, numbers in zip(self.program.policy.verdicts, self.program.clauses_of, strict=True):
            if fails(rule.verdict, self.terms.fail_on):
                yield from (
                    (number, (rule.verdict, clause.because))
                    for clause, number in zip(rule.clauses, numbers, strict=True)
                )

    def _reasons(self, proof: Causes, truth: Truth) -> dict[int, VerdictName]:
        """The findings that clauses which fail rest on, and the worst verdict that each is a reason of."""
        found: dict[int, VerdictName] = {}
        for number, (verdict, _) in self._clauses():
            if truth.certain[number]:
                for fact in proof.facts(number):
                    found.setdefault(fact, verdict)
        return found

    def _facts_read(self, number: int) -> Iterator[int]:
        """The findings that a clause names and that may be there."""
        names = Causes.read(self.program, number)
        for fact in self.program.adverse:
            if self.program.conclusions[fact].name in names and self.judged.truth.possible[fact]:
                yield fact

    def _key(self, number: int) -> Key:
        if number < len(self.terms.pack.rules):
            return "finding", self.program.conclusions[number].name
        return next(key for clause, key in self._clauses() if clause == number)

    def _findings(self) -> Iterator[Result]:
        for number in self.program.adverse:
            if not self.judged.truth.certain[number]:
                continue
            rule = self.terms.pack.rules[number]
            blocks, waived = number in self._blocking, self.waived_by.get(rule.id)
            grave = rule.severity in GRAVE and waived is None
            yield self._result(
                number,
                about="finding",
                rule=rule.id,
                level="error" if blocks else "warning" if grave else "note",
                blocks=blocks,
                verdict=self._shown_to_block.get(number, self.terms.fail_on) if blocks else None,
                certainty=CERTAINTIES[self._seen_certain(number) - 1],
                waived_by=waived,
            )

    def _verdict_results(self) -> Iterator[Result]:
        """The clauses that hold for more than findings, which speak for themselves; and those that are new while all
        findings they rest on are known."""
        for number, (verdict, because) in self._clauses():
            if self.judged.truth.certain[number] and not self._told_by_findings(number):
                rule = f"{self.terms.policy.id}/{verdict}"
                read = Causes.read(self.program, number)
                yield self._result(
                    number, read, about="verdict", rule=rule, level="error", blocks=True, verdict=verdict, text=because
                )

    def _told_by_findings(self, number: int) -> bool:
        """Whether the findings that a clause rests on say all that there is to say of it."""
        adverse = set(self._proof.facts(number)) & set(self.program.adverse)
        return self._proof.only_facts(number) and (not self._anew(number) or any(map(self._anew, adverse)))

    def _anew(self, number: int) -> bool:
        """Whether something is new or worse since the baseline; nothing is where there is none."""
        return self._change(number)[0] in ("new", "worse")

    def public(self, key: Key) -> bool:
        """Whether something follows without the sensitive answers."""
        kind, name = key
        if isinstance(name, str):
            return bool(self.shared.certain[self.program.number_of[name]])
        return any(self.shared.certain[number] for number, clause in self._clauses() if clause == (kind, name))

    def _seen_certain(self, number: int) -> int:
        """How certain a finding is, as far as it is shown."""
        return (self.shared if self.terms.redact else self.judged.truth).certain[number] or 1

    def _result(self, number: int, read: Collection[str] = (), **said: object) -> Result:
        """One result. `read` is what its condition speaks of, which tells clauses with the same causes apart."""
        # Whoever waives a finding has named it, in a file that stands beside the profile.
        follows = bool(self.shared.certain[number])
        public = follows or said.get("waived_by") is not None
        proof = self._shared_proof if follows else self._proof
        lasting = [cause for cause in proof.grounds(number).names if not self._sensitive(cause)]
        causes = tuple(lasting if self.terms.redact else self._proof.grounds(number).names)
        looked_at = (proof if self.terms.redact else self._proof).answers_behind(number)
        where = next((name for name in looked_at if not (self.terms.redact and self._sensitive(name))), None)
        change, since = self._change(number)
        # The baseline had it: it is not what makes the campaign fail, unless something new rests on it.
        if change == "known" and said["blocks"] and number not in self._blocking_anew:
            said |= {"blocks": False, "level": "warning", "verdict": None}
        return Result.model_validate(
            {
                **said,
                "causes": causes,
                "line": self._line(where),
                "field": self._field(where),
                "fingerprint": fingerprint(str(said["rule"]), self.profile.campaign, [*lasting, *read]),
                "hidden": int(self.terms.redact and not public),
                "change": change,
                "since": since,
            }
        )

    def _change(self, number: int) -> tuple[str | None, str | None]:
        if self.against is None:  # where nothing is stored, nothing can be told to be new
            return None, None
        move = self.against.moves.get(self._key(number))
        if move is None or move.change not in ("new", "worse"):
            return "known", None
        return move.change, move.since

    def _verdict_alone(self) -> Result:
        """A verdict that fails where neither a clause nor a finding nor an open question can be named for it."""
        rule = f"{self.terms.policy.id}/{self.judged.verdicts[-1]}"
        return Result(
            about="verdict",
            rule=rule,
            level="error",
            blocks=True,
            verdict=self.judged.verdicts[-1],
            line=self._line(None),
            field=self._field(None),
            fingerprint=fingerprint(rule, self.profile.campaign, ()),
        )

    def _open_answers(self, failing: bool = False) -> Iterator[Result]:
        """The open questions that could still make the campaign fail; or (`failing`) each answer to which does, for
        another reason, so that no reason is certain."""
        truth, found = self.judged.truth, set[str]()
        for number, _ in self._clauses():
            if truth.possible[number] and not truth.certain[number]:
                found.update(hinges(number, truth, self.judged.answers, self.program))
        for name in (name for name in self.judged.answers.standing if name in found):
            yield Result(
                about="open_answer",
                rule="open_answer",
                level="error" if failing else "warning",
                blocks=failing,
                verdict=self.judged.verdicts[-1] if failing else None,
                causes=(name,),
                line=self._line(name),
                field=self._field(name),
                fingerprint=fingerprint("open_answer", self.profile.campaign, [name]),
                hidden=int(self.terms.redact and self._sensitive(name)),
                expired=self.judged.answers.standing[name].state == "expired",
            )

    def _hidden(self, results: Sequence[Result]) -> Iterator[Result]:
        """One result for all of one level that are not shown. Where they stand would tell what they rest on; of what
        verdict they are the reason, more than that it is the campaign's own."""
        for level in LEVELS:
            these = [result for result in results if result.level == level]
            if these:
                rule, blocks = f"sensitive_answers/{level}", any(result.blocks for result in these)
                yield Result(
                    about="sensitive_answers",
                    rule=rule,
                    level=level,
                    blocks=blocks,
                    verdict=self.judged.verdicts[-1] if blocks else None,
                    line=self._line(None),
                    field=self._field(None),
                    fingerprint=fingerprint(rule, self.profile.campaign, ()),
                    hidden=len(these),
                )

    def _sensitive(self, cause: str) -> bool:
        question = self.terms.pack.questions.get(cause)
        return question is not None and question.sensitive

    def _line(self, question: str | None) -> int:
        """The line of an answer; of all answers if it is not there, else the first."""
        path = ("answers",) if question is None else ("answers", question)
        return self.document.lines[self.document.steps(path)]

    def _field(self, question: str | None) -> str | None:
        path = ("answers",) if question is None else ("answers", question)
        return ".".join(map(str, self.document.steps(path))) or None
