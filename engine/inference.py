"""The only door to durable-rules: from answers to fired rules with the facts that matched.

durable-rules 2.0.28 is fast and correct inside a narrow lane and crashes, hangs or lies outside it. The lane is kept
here, each rule of it with its reason:

- Every message carries `s: 1` and small whole numbers, under a closed list of names; ids are explicit, because equal
  contents are otherwise refused and automatic ids can collide.
- A `begin` rule fires before anything else is asserted: deleting a session in which no action has run frees memory
  that was never taken, and one that is never deleted stays for good.
- A `sink` rule mentions every message and never completes: a message that no rule mentions would abort its batch.
- Alternatives are separate rules. `$not`, `$any`, `$nex`, events and timers are never used: each gives wrong results
  or crashes in some case. What must be absent is a message of its own, asserted when a stratum is complete.
- `$or` is not used either: each use hangs one more node under its branches, and a message that meets 64 is refused.
  A test whose values have gaps, or that an open question can pass in any case, is a message of its own.
- Actions record before they assert; an exception inside one is swallowed by the library, so whatever fails in one,
  finding its session included, is kept and raised after.
- The engine's limits (see `inference_limits.py`) are checked before a ruleset is made: beyond them it may
  hang or crash.
- One session per assessment, deleted in any case; one lock, since sessions are not safe across threads, nor are the
  process's filters of warnings, in which every assessment ignores one: where warnings are errors, as with `-W error`,
  the library's own use of a deprecated call (Python 3.12 and later) would keep its actions from running.

Unanswered questions: two sessions run side by side, stratum by stratum. The *certain* one gives an open question a
value that no test matches; the *possible* one asserts a message for each value it could still take. A fact is absent
for certain when it is not even possible, and possibly absent when it is not certain. With everything answered both are
one and the same.
"""

import itertools
import threading
import warnings
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.answers import ALWAYS, NEVER, is_settled
from engine.inference_limits import DurableRule, durable_rules, limits_exceeded, representatives
from engine.measures import UNUSED, Interval, measure_one
from engine.normal import AnswerIs, FactIs, MeasureIs, PlainTest
from engine.program import Program

Message = dict[str, int | str]
_DEPRECATED = r"datetime\.datetime\.utcfromtimestamp\(\)"
OPEN = -1  # the value of an open question: no test matches it
PASSES = 1000  # plus the place of a test among those of its variable: the answer passes that test as a whole


class EngineTrouble(Exception):
    """durable-rules did not do what it was asked. No assessment is issued."""


class Firing(NamedTuple):
    """One alternative of a conclusion that held, and the tests that were matched, in the order of the alternative."""

    conclusion: int
    certainty: int
    matched: tuple[PlainTest, ...]
    rank: int


class Inferred(NamedTuple):
    """What was inferred: as `Truth` has it, and the firings behind what is certain and behind what is possible."""

    certain: tuple[int, ...]
    possible: tuple[int, ...]
    measures: tuple[Interval, ...]
    firings: tuple[Firing, ...]
    possible_firings: tuple[Firing, ...]


@dataclass
class _Session:
    """What one durable-rules session has shown so far."""

    sid: str
    certainty: list[int]
    firings: list[Firing] = field(default_factory=list)
    asserted: set[str] = field(default_factory=set)
    begun: bool = False


class Inference:
    """A program in durable-rules, for any number of assessments. Freed with the object."""

    _lock = threading.Lock()  # of all programs: they share the filters of warnings, and no two run at once anyway

    def __init__(self, program: Program) -> None:
        self.program = program
        exceeded = [limit.sentence for limit in limits_exceeded(program)]
        if exceeded:
            raise EngineTrouble(" ".join(exceeded))
        self._rules = durable_rules(program)
        self._representatives = representatives(program, self._rules)
        self._whole = [
            [(place, mask) for place, mask in enumerate(seen.wanted) if self._is_whole(variable, mask)]
            for variable, seen in enumerate(self._representatives)
        ]
        self._consumed = {
            f"f{test.fact}={test.certainty}"
            for rule in self._rules
            for test in rule.alternative
            if isinstance(test, FactIs) and not test.negated
        }
        self._refused = sorted(
            {
                (test.fact, test.certainty)
                for rule in self._rules
                for test in rule.alternative
                if isinstance(test, FactIs) and test.negated
            }
        )
        self._sessions: dict[str, _Session] = {}
        self._troubles: list[BaseException] = []  # not by session: finding the session is what may have failed
        self._counter = itertools.count(1)
        self._ruleset = self._make()

    def _make(self) -> Any:
        import durable_rules_engine
        from durable.engine import Ruleset

        definition: dict[str, Any] = {
            "begin": {"all": [{"m": {"begin": 1}}], "run": self._begin()},
            "sink": {"all": [{"m": {"$ex": {"s": 1}}}, {"n": {"never": 1}}], "run": self._begin()},
        }
        for number, rule in enumerate(self._rules):
            tests = [{f"t{place}": self._antecedent(test)} for place, test in enumerate(rule.alternative)]
            definition[f"r{number}"] = {"all": tests or [{"t": {"begin": 1}}], "run": self._record(rule)}
        ruleset = Ruleset("munasara", None, definition)
        weakref.finalize(self, durable_rules_engine.delete_ruleset, ruleset._handle)
        return ruleset

    def _begin(self) -> Callable[[Any], None]:
        def begin(session: _Session, _: Any) -> None:
            session.begun = True

        return self._action(begin)

    def _record(self, rule: DurableRule) -> Callable[[Any], None]:
        """The action of one rule: what was matched, and the fact that it establishes if any rule asks for it."""
        consumed = self._consumed
        by_alias = {f"t{place}": test for place, test in enumerate(rule.alternative)}

        def record(session: _Session, context: Any) -> None:
            messages: Mapping[str, Any] = context._m
            matched = tuple(test for alias, test in by_alias.items() if alias in messages)
            certainty = max(rule.certainties)
            session.firings.append(Firing(rule.conclusion, certainty, matched, len(session.firings)))
            session.certainty[rule.conclusion] = max(session.certainty[rule.conclusion], certainty)
            for reached in rule.certainties:
                identity = f"f{rule.conclusion}={reached}"
                if identity in consumed and identity not in session.asserted:
                    session.asserted.add(identity)
                    context.assert_fact({"id": identity, "s": 1, "f": f"f{rule.conclusion}", "t": reached})

        return self._action(record)

    def _action(self, act: Callable[[_Session, Any], None]) -> Callable[[Any], None]:
        """What durable-rules calls: a closure, as it counts an action's parameters, in which nothing fails unseen."""
        sessions, troubles = self._sessions, self._troubles

        def action(context: Any) -> None:
            try:
                act(sessions[context.s.sid], context)
            except BaseException as trouble:  # the library would swallow it, whatever it is
                troubles.append(trouble)

        return action

    def _antecedent(self, test: PlainTest) -> dict[str, Any]:
        """One test as durable-rules reads it; the first comparison is always a positive equality on a name."""
        match test:
            case AnswerIs(variable, mask):
                if self._is_whole(variable, mask):
                    place = self._representatives[variable].wanted.index(mask)
                    return {"$and": [{"q": f"q{variable}"}, {"v": PASSES + place}]}
                return {"$and": [{"q": f"q{variable}"}, *_range(*runs(mask)[0])]}
            case FactIs(fact, certainty, negated):
                return {"$and": [{"f": f"f{fact}"}, {"t": -certainty if negated else certainty}]}
            case MeasureIs(measure, "at_least", bound):
                return {"$and": [{"m": f"low{measure}"}, {"$gte": {"b": bound}}]}
            case MeasureIs(measure, "at_most", bound):
                return {"$and": [{"m": f"high{measure}"}, {"$lte": {"b": bound}}]}
            case MeasureIs(measure, _, _):
                return {"$and": [{"m": f"none{measure}"}, {"b": 0}]}

    def _is_whole(self, variable: int, mask: int) -> bool:
        """Whether the test is asserted as a whole: it has gaps, or an open question can pass it in any case."""
        unused = self.program.vocabulary.variables[variable].not_in_use
        in_any_case = mask | unused == self.program.vocabulary.everything[variable] or mask & unused != 0
        return len(runs(mask)) > 1 or (in_any_case and mask != unused)

    def infer(self, masks: Sequence[int]) -> Inferred:
        """Run the program on one set of answers. Raises EngineTrouble rather than give half a result."""
        settled = is_settled(masks)
        with self._lock, _deprecation_ignored():
            self._troubles.clear()
            certain = self._open_session()
            try:
                possible = certain if settled else self._open_session()
                try:
                    return self._run(masks, certain, possible)
                finally:
                    if possible is not certain:
                        self._close(possible)
            finally:
                self._close(certain)

    def _open_session(self) -> _Session:
        session = _Session(str(next(self._counter)), [0] * len(self.program.conclusions))
        self._sessions[session.sid] = session
        return session

    def _close(self, session: _Session) -> None:
        del self._sessions[session.sid]
        if session.begun:
            self._ruleset.delete_state(session.sid)

    def _run(self, masks: Sequence[int], certain: _Session, possible: _Session) -> Inferred:
        program = self.program
        measures: list[Interval] = [UNUSED] * len(program.scales)
        both = (certain,) if possible is certain else (certain, possible)
        ready = self._measure(0, masks, certain, possible, measures)
        for session in both:
            self._assert(session, [{"id": "begin", "s": 1, "begin": 1}])
            if not session.begun:
                raise EngineTrouble("the session did not begin")
            self._assert(
                session, self._answers(masks, session is certain) + _bounds(ready, measures, session is certain)
            )
        for completed in range(max(program.stratum.values(), default=0)):
            ready = self._measure(completed + 1, masks, certain, possible, measures)
            absent = [self._absent(completed, session) for session in (possible, certain)]
            for session, missing in zip(both, absent, strict=False):
                self._assert(session, missing + _bounds(ready, measures, session is certain))
        return Inferred(
            tuple(certain.certainty),
            tuple(possible.certainty),
            tuple(measures),
            tuple(certain.firings),
            () if possible is certain else tuple(possible.firings),
        )

    def _assert(self, session: _Session, messages: list[Message]) -> None:
        """Assert a batch, unless it is empty (the library would crash), and let the rules run until they are quiet."""
        if not messages:
            return
        answered: list[object] = []
        try:
            handle = self._ruleset.assert_facts([{"sid": session.sid, **message} for message in messages])
            self._ruleset.do_actions(handle, lambda error, _state: answered.append(error))
        except Exception as trouble:
            raise EngineTrouble("the messages were refused") from trouble
        if self._troubles:
            raise EngineTrouble("an action failed") from self._troubles[0]
        if answered != [None]:
            raise EngineTrouble("the rules did not run to their end")

    def _answers(self, masks: Sequence[int], certain: bool) -> list[Message]:
        """One message per variable with its value, an open one as OPEN or as each of the values it could take; and
        one for each test that is asserted as a whole and that it passes, in any case or (if not `certain`) perhaps."""
        messages: list[Message] = []
        for number, mask in enumerate(masks):
            name = f"q{number}"
            if not self._representatives[number].wanted:
                continue  # no rule tests it; readiness reads it from the mask
            if mask & (mask - 1) == 0:
                messages.append(
                    {"id": f"{name}={mask.bit_length() - 1}", "s": 1, "q": name, "v": mask.bit_length() - 1}
                )
            elif certain:
                messages.append({"id": f"{name}=open", "s": 1, "q": name, "v": OPEN})
            else:
                for value in self._representatives[number].of(mask):
                    messages.append({"id": f"{name}={value}", "s": 1, "q": name, "v": value})
            messages += [
                {"id": f"{name}~{place}", "s": 1, "q": name, "v": PASSES + place}
                for place, wanted in self._whole[number]
                if (mask & ~wanted == 0 if certain else mask & wanted)
            ]
        return messages

    def _measure(
        self, stratum: int, masks: Sequence[int], certain: _Session, possible: _Session, measures: list[Interval]
    ) -> list[int]:
        """Work out the measures of one stratum; returns their numbers."""
        ready = [n for n in self.program.measures_in_order if self.program.measure_stratum[n] == stratum]
        for number in ready:
            scale = self.program.scales[number]
            measures[number] = measure_one(scale, masks, certain.certainty, possible.certainty, measures)
        return ready

    def _absent(self, stratum: int, other: _Session) -> list[Message]:
        """The messages of absence, for facts complete at this stratum that `other` has not established."""
        return [
            {"id": f"f{fact}!{certainty}", "s": 1, "f": f"f{fact}", "t": -certainty}
            for fact, certainty in self._refused
            if self.program.conclusion_stratum[fact] == stratum and other.certainty[fact] < certainty
        ]


@contextmanager
def _deprecation_ignored() -> Iterator[None]:
    """Without the one warning that durable-rules itself causes, in each action. All others stay what they are."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _DEPRECATED, DeprecationWarning, r"durable\.engine$")
        yield


def _range(low: int, high: int) -> list[dict[str, Any]]:
    return [{"v": low}] if low == high else [{"$gte": {"v": low}}, {"$lte": {"v": high}}]


def runs(mask: int) -> list[tuple[int, int]]:
    """The consecutive values in a mask, as (first, last)."""
    found: list[tuple[int, int]] = []
    for value in range(mask.bit_length()):
        if mask >> value & 1:
            found[-1:] = (
                [(found[-1][0], value)] if found and found[-1][1] == value - 1 else [*found[-1:], (value, value)]
            )
    return found


def _bounds(ready: list[int], measures: Sequence[Interval], certain: bool) -> list[Message]:
    """A measure enters as the bound that `at_least` reads and the bound that `at_most` reads.

    The certain session may rely on the worse bound of each only, and only if the measure is in use in any case.
    """
    messages: list[Message] = []
    for number in ready:
        low, high, use = measures[number]
        if use == ALWAYS or (use != NEVER and not certain):
            least, most = (low, high) if certain else (high, low)
            messages.append({"id": f"low{number}", "s": 1, "m": f"low{number}", "b": least})
            messages.append({"id": f"high{number}", "s": 1, "m": f"high{number}", "b": most})
        if use == NEVER or (use != ALWAYS and not certain):
            messages.append({"id": f"none{number}", "s": 1, "m": f"none{number}", "b": 0})
    return messages
