"""The only door to durable-rules: from answers to fired rules with the facts that matched.

durable-rules 2.0.28 is fast and correct inside a narrow lane and crashes, hangs or lies outside it. The lane is kept
here, each rule of it with its reason:

- Its engine is called directly, and what a rule does runs in a loop of our own. The Python layer above the engine
  swallows whatever fails in an action, gives up without a word when the clock says that one took ten seconds, makes a
  deprecated call in each (Python 3.12 and later), and takes half of the time.
- Every message carries `s: 1` and small whole numbers, under a closed list of names; ids are explicit, because equal
  contents are otherwise refused and automatic ids can collide.
- A `begin` rule fires before anything else is asserted: deleting a session in which no action has run frees memory
  that was never taken, and one that is never deleted stays for good.
- A `sink` rule mentions every message and never completes: a message that no rule mentions would abort its batch.
- Alternatives are separate rules. `$not`, `$any`, `$nex`, events and timers are never used: each gives wrong results
  or crashes in some case. What must be absent is a message of its own, asserted when a stratum is complete.
- `$or` is not used either: each use hangs one more node under its branches, and a message that meets 64 is refused.
  A test whose values have gaps, or that an open question can pass in any case, is a message of its own.
- A rule's action records before it asserts; if one fails, its session is abandoned.
- The engine's limits (see `inference_limits.py`) are checked before a ruleset is made: beyond them it may
  hang or crash.
- One session per assessment, deleted in any case; one assessment at a time, since sessions are not safe across
  threads and a ruleset holds no more than 1,024.

Unanswered questions: two sessions run side by side, stratum by stratum. The *certain* one gives an open question a
value that no test matches; the *possible* one asserts a message for each value it could still take. A fact is absent
for certain when it is not even possible, and possibly absent when it is not certain. With everything answered both are
one and the same.
"""

import itertools
import json
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.answers import ALWAYS, NEVER, is_settled
from engine.inference_limits import DurableRule, durable_rules, limits_exceeded, representatives
from engine.measures import UNUSED, Interval, measure_one
from engine.normal import AnswerIs, FactIs, MeasureIs, PlainTest
from engine.program import Program

Message = dict[str, int | str]
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


# What a rule does, given the messages that it matched: it notes them, and returns the facts to assert.
Action = Callable[[_Session, Mapping[str, Any]], Sequence[Message]]


class Inference:
    """A program in durable-rules, for any number of assessments. Freed with the object."""

    def __init__(self, program: Program) -> None:
        import durable_rules_engine

        self._engine: Any = durable_rules_engine
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
        self._lock = threading.Lock()
        self._counter = itertools.count(1)
        self._actions: dict[str, Action] = {}
        self._handle = self._make()

    def _make(self) -> int:
        """The ruleset's handle in the engine."""
        engine = self._engine
        definition: dict[str, Any] = {
            "begin": {"all": [{"m": {"begin": 1}}]},
            "sink": {"all": [{"m": {"$ex": {"s": 1}}}, {"n": {"never": 1}}]},
        }
        self._actions["begin"] = self._begin
        for number, rule in enumerate(self._rules):
            tests = [{f"t{place}": self._antecedent(test)} for place, test in enumerate(rule.alternative)]
            definition[f"r{number}"] = {"all": tests or [{"t": {"begin": 1}}]}
            self._actions[f"r{number}"] = self._record(rule)
        handle: int = engine.create_ruleset("munasara", _json(definition))
        weakref.finalize(self, engine.delete_ruleset, handle)
        return handle

    @staticmethod
    def _begin(session: _Session, _: Mapping[str, Any]) -> Sequence[Message]:
        session.begun = True
        return ()

    def _record(self, rule: DurableRule) -> Action:
        """The action of one rule: what was matched, and the fact that it establishes if any rule asks for it."""
        by_alias = [(f"t{place}", test) for place, test in enumerate(rule.alternative)]
        conclusion, certainty = rule.conclusion, max(rule.certainties)
        names = {f"f{conclusion}={reached}": reached for reached in rule.certainties}
        establishes: dict[str, Message] = {
            name: {"id": name, "s": 1, "f": f"f{conclusion}", "t": reached}
            for name, reached in names.items()
            if name in self._consumed
        }

        def record(session: _Session, messages: Mapping[str, Any]) -> Sequence[Message]:
            matched = tuple([test for alias, test in by_alias if alias in messages])
            session.firings.append(Firing(conclusion, certainty, matched, len(session.firings)))
            session.certainty[conclusion] = max(session.certainty[conclusion], certainty)
            new = [message for name, message in establishes.items() if name not in session.asserted]
            session.asserted.update(establishes)
            return new

        return record

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
        with self._lock:
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
        return _Session(str(next(self._counter)), [0] * len(self.program.conclusions))

    def _close(self, session: _Session) -> None:
        if session.begun:
            self._engine.delete_state(self._handle, session.sid)

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
        """Assert a batch, unless it is empty (the engine would crash), and let the rules run until they are quiet."""
        if not messages:
            return
        engine = self._engine
        state = self._send(engine.assert_facts, [{"sid": session.sid, **message} for message in messages])
        begun = engine.start_action_for_state(self._handle, state)
        fired = begun and begun[1]
        try:
            while fired:
                ((rule, matched),) = json.loads(fired).items()
                for fact in self._actions[rule](session, matched):
                    self._send(engine.assert_fact, {"sid": session.sid, **fact})
                fired = engine.complete_and_start_action(self._handle, state)
        except BaseException as trouble:  # also an interruption: the engine would keep the session locked
            engine.abandon_action(self._handle, state)
            if isinstance(trouble, Exception):
                raise EngineTrouble("an action failed") from trouble
            raise

    def _send(self, assertion: Callable[[int, str], tuple[int, int]], messages: object) -> int:
        """Pass messages to the engine; returns what it calls the state that they went into."""
        try:
            code, state = assertion(self._handle, _json(messages))
        except Exception as trouble:
            raise EngineTrouble("the messages were refused") from trouble
        if code != 0:
            raise EngineTrouble("the messages were refused")
        return state

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


_json = json.JSONEncoder(separators=(",", ":")).encode


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
