"""Random packs and profiles: whatever the format allows, more than its authors thought of.

A pack is drawn as one number and built from it in plain Python, which is fast; `rules` is drawn apart, so that a
failing pack shrinks to few rules. Rules have a rank: what they ask to be absent, and the measures they read, rest on
lower ranks only. Rules of one rank may support each other in a circle.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from random import Random
from typing import Any, Literal

from hypothesis import strategies as st

from engine.inference_limits import limits_exceeded
from engine.normal import TooWide
from engine.pack import ADVERSE, SEVERITIES, VERDICTS, Pack, Policy, Question, Remedy
from engine.profile import UNKNOWN, WITHHELD, Profile
from engine.program import Program

TODAY = date(2026, 6, 1)
SEEDS = st.integers(0, 2**48)

Tree = dict[str, Any]
Polarity = Literal["wanted", "refused", "mixed"]

# Names that contain each other: an engine that compares texts carelessly takes one for the other.
OPTIONS = ("air", "open_air", "open", "fair", "op", "fair_open_air")
BANDS = ("low", "medium", "high", "severe")
WORDS = {"en": "x"}


@dataclass(frozen=True)
class Drawn:
    """A random pack, ready to run, with some random profiles for it."""

    program: Program
    profiles: tuple[Profile, ...]

    @property
    def pack(self) -> Pack:
        return self.program.pack

    def __repr__(self) -> str:
        return f"{self.pack.model_dump_json(by_alias=True, exclude_defaults=True)}\n" + "\n".join(
            profile.model_dump_json(by_alias=True, exclude_defaults=True) for profile in self.profiles
        )


def drawn(number: int, complete: bool = False, circles: bool = False) -> st.SearchStrategy[Drawn]:
    """A pack with so many profiles, from hardly answered to completely answered, or all complete; `circles` asks for
    rules in a circle."""

    def build(program: Program, seed: int) -> Drawn:
        random = Random(seed)
        return Drawn(program, tuple(random_profile(random, program.pack, complete) for _ in range(number)))

    return st.builds(build, st.builds(random_program, SEEDS, st.integers(2, 14), st.just(circles)), SEEDS)


def random_pack(seed: int, rules: int, circles: bool = False) -> Pack:
    """The pack of this number, with so many rules, some of which support each other if it is to have circles."""
    return random_program(seed, rules, circles).pack


def random_program(seed: int, rules: int, circles: bool = False) -> Program:
    """The same, ready to run; it is one that the loader would take: in order, and within the engine's limits."""
    random, remedies = Random(f"{seed} {rules}"), Random(f"{seed} {rules} remedies")
    while True:
        writer = _Writer(random, remedies, rules, 0.3 if circles else 0.8)
        data = writer.pack(f"{seed} {rules} {circles}")
        if circles and not _circular(data["rules"]):
            continue  # seen here before it takes longer to find out
        pack = Pack.model_validate(data)
        try:
            program = Program(pack, pack.policies[0])
        except TooWide:
            continue
        if not any(limits_exceeded(program)) and not (circles and all(len(group) == 1 for group in program.groups)):
            return program


def _circular(rules: Sequence[Tree]) -> bool:
    """Whether some rules test each other's facts in a circle, as they are written."""
    tested = {rule["id"]: set(_facts_in([rule["when"], rule.get("unless")])) - {rule["id"]} for rule in rules}
    try:
        TopologicalSorter(tested).prepare()
    except CycleError:
        return True
    return False


def _facts_in(written: Any) -> Iterator[str]:
    if isinstance(written, dict):
        if "fact" in written:
            yield written["fact"]
        written = list(written.values())
    if isinstance(written, list):
        for part in written:
            yield from _facts_in(part)


def random_pack_to_plan_for(seed: int, rules: int, remedies: int) -> Pack:
    """A pack with so many remedies, and mostly with a policy whose clauses they can clear, several ways at times."""
    pack, random = random_pack(seed, rules), Random(f"remedies {seed} {rules}")
    policy, questions = pack.policies[0], list(pack.questions.values())
    random.shuffle(questions)
    some = sorted(questions, key=lambda question: question.kind != "level" and random.random() < 0.7)[:6]
    if not policy.asks and random.random() < 0.85:
        names = sorted(random.sample(VERDICTS[:3], random.randint(1, 3)), key=VERDICTS.index)
        verdicts = [{"verdict": name, "clauses": _plain_clauses(random, pack, some)} for name in names]
        data = {"id": "policy", "title": WORDS, "what": WORDS, "words": dict.fromkeys((*names, "GO"), WORDS)}
        policy = Policy.model_validate({**data, "verdicts": verdicts})
    told = policy.model_dump(by_alias=True)
    for verdict in told["verdicts"]:  # each clause in words of its own
        for number, clause in enumerate(verdict["clauses"]):
            clause["because"] = {"en": f"{verdict['verdict']}.{number}"}
    policy = Policy.model_validate(told)
    made: list[Remedy] = []
    for number in range(remedies):
        made.append(_remedy(random, some, number, made))
    return pack.model_copy(update={"remedies": tuple(made), "policies": (policy,)})


def _plain_clauses(random: Random, pack: Pack, questions: Sequence[Question]) -> list[Tree]:
    """Clauses that a few answers decide, most of which say that something is low or wrong."""
    clauses: list[Tree] = []
    others = [question for question in pack.questions.values() if question.kind != "level"]
    for question in random.sample(questions, random.randint(1, min(3, len(questions)))):
        condition = _something_wrong(random, question)
        kind = random.random()
        if kind < 0.3:
            readiness = [measure.id for measure in pack.measures if measure.kind == "readiness"]
            condition = {"measure": random.choice(readiness), "at_most": random.choice((300, 500, 700))}
        elif kind < 0.6:
            condition = {"all": [condition, _something_wrong(random, random.choice(others))]}
        elif kind < 0.7:
            condition = {"all": [condition, {"fact": random.choice(pack.rules).id}]}
        clauses.append({"because": WORDS, "when": condition})
    if random.random() < 0.1:
        clauses.append({"because": WORDS, "any_finding": {"severity": random.choice(SEVERITIES)}})
    return clauses


def _something_wrong(random: Random, question: Question) -> Tree:
    if question.kind == "level":
        return {"answer": question.id, "at_most": random.randint(0, 2)}
    value = random.choice(question.values)
    return {"answer": question.id, **({"includes_any_of": [value]} if question.kind == "choices" else {"is": value})}


def _remedy(random: Random, questions: Sequence[Question], number: int, before: Sequence[Remedy]) -> Remedy:
    """Any remedy; many cost or last the same as another."""
    remedy: Tree = {
        "id": f"remedy{number}", "title": WORDS, "what": WORDS, "role": WORDS,
        "effort": random.choice((1, 2, 2, 3)), "lead_time": random.choice((0, 7, 7, 14, 30)),
        "alternative": random.random() < 0.15, "raises": {}, "sets": {}, "drops": {},
    }  # fmt: skip
    if before and random.random() < 0.25:
        remedy["requires"] = [random.choice(before).id]
    for question in random.sample(questions, min(len(questions), random.choice((0, 1, 1, 2, 2, 3)))):
        if question.kind == "choices":
            remedy["drops"][question.id] = random.sample(question.values, random.randint(1, len(question.values)))
        elif question.levels and random.random() < 0.9:
            remedy["raises"][question.id] = random.choice(question.values[-2:])
        elif question.kind != "level":
            remedy["sets"][question.id] = random.choice(question.values)
    return Remedy.model_validate(remedy)


def random_campaign_to_plan_for(random: Random, pack: Pack) -> Profile:
    """A profile that needs a plan: levels are low, and some of the situation may be open."""
    missing = random.choice((0.0, 0.3, 0.6))
    answers = {
        question.id: {"answer": random.choice(question.values[:2]), "answered_on": TODAY}
        for question in pack.questions.values()
        if question.kind == "level" and random.random() < 0.9
    }
    for question in pack.questions.values():
        if question.kind != "level" and random.random() >= missing:
            answers[question.id] = {"answer": random_answer(random, question), "answered_on": TODAY}
    return Profile.model_validate({"campaign": "x", "answered_on": TODAY, "answers": answers})


def random_profile(random: Random, pack: Pack, complete: bool = False) -> Profile:
    """A profile; a `complete` one answers every question with evidence, today."""
    missing = 0.0 if complete else random.choice((0.0, 0.1, 0.4, 0.9))
    answers: Tree = {}
    for question in pack.questions.values():
        given: Tree = {"answer": random_answer(random, question)}
        if random.random() < missing:
            if random.random() < 0.4:
                continue
            given["answer"] = random.choice((None, UNKNOWN, WITHHELD))
        if complete or random.random() < 0.5:
            given["evidence"] = {"reference": "x", "date": TODAY, "owner": "x"}
        elif random.random() < 0.3:
            given["evidence"] = {"note": "x", "date": TODAY}
        if complete or random.random() < 0.3:
            given["answered_on"] = (
                TODAY if complete else TODAY - timedelta(days=random.choice((0, 29, 30, 31, 364, 365, 366)))
            )
        answers[question.id] = given if random.random() < 0.8 or complete else given["answer"]
    return Profile.model_validate({"campaign": "x", "answered_on": TODAY, "answers": answers})


def random_answer(random: Random, question: Question) -> str | list[str]:
    """Any answer that the question takes."""
    if question.kind != "choices":
        return random.choice(question.values)
    alone = [option.id for option in question.options if option.alone]
    if alone and random.random() < 0.2:
        return random.choice(alone)
    free = [option.id for option in question.options if not option.alone]
    chosen = random.sample(free, random.randint(1, len(free)))
    return chosen[0] if len(chosen) == 1 and random.random() < 0.5 else chosen


class _Writer:
    """Writes one pack as the data that its files would hold."""

    def __init__(self, random: Random, remedies: Random, rules: int, rising: float) -> None:
        self.random, self.other = random, remedies
        self.questions: list[Tree] = []
        self.readiness = [f"ready{n}" for n in range(random.randint(2, 4))]
        self.ranks = self._ranks(rules, rising)
        top = max(self.ranks) + 1
        cuts = sorted(random.randint(0, top) for _ in range(3))
        # From which rank on a measure may be read; rules of lower rank may change it.
        self.readable = {
            **dict.fromkeys(self.readiness, 0),
            "whole": 0,
            "points": cuts[0],
            "ladder": cuts[1],
            "second": cuts[2],
        }

    def _ranks(self, rules: int, rising: float) -> list[int]:
        """Ranks in order, each the same as the one before or, as often as `rising` says, one above it."""
        ranks = [0]
        for _ in range(rules - 1):
            ranks.append(ranks[-1] + (self.random.random() < rising))
        return ranks

    def pack(self, name: str) -> Tree:
        random = self.random
        for number in range(random.randint(3, 12)):
            self.questions.append(self._question(number))
        rules = [self._rule(number) for number in range(len(self.ranks))]
        measures, policy = self._measures(), self._policy()
        questions = list(self.questions)
        for parts in (questions, rules, measures):
            random.shuffle(parts)
        cut = random.randint(1, len(questions))
        sections = [part for part in (questions[:cut], questions[cut:]) if part]
        remedies = self._remedies()
        for rule in rules:
            rule["remedies"] = self.other.sample([remedy["id"] for remedy in remedies], self.other.randint(1, 2))
        return {
            "manifest": {
                "id": "random", "version": "1.0.0", "languages": ["en"], "title": WORDS, "what": WORDS, "caveat": WORDS,
                "sections": [f"s{n}" for n in range(len(sections))], "default_policy": "policy", "review_by": TODAY,
            },
            "digest": hashlib.sha256(name.encode()).hexdigest(),
            "sources": {"P1": {"text": WORDS}},
            "sections": [
                {"id": f"s{n}", "title": WORDS, "intro": WORDS, "questions": part} for n, part in enumerate(sections)
            ],
            "measures": measures,
            "rules": rules,
            "remedies": remedies,
            "policies": [policy],
        }  # fmt: skip

    def _question(self, number: int) -> Tree:
        random = self.random
        kind = (
            ("level", "choice", "choices", "yes_no")[number]
            if number < 4
            else random.choice(("level", "level", "choice", "choices", "yes_no"))
        )
        question: Tree = {
            "id": f"q{number}", "code": f"A{number}", "kind": kind, "text": WORDS, "help": WORDS, "source": ["P1"],
            "weight": random.choice((1, 2, 3, 5)), "volatile": random.random() < 0.4,
        }  # fmt: skip
        if kind == "level":
            question["anchors"] = dict.fromkeys(range(5), WORDS)
            question["counts_in"] = random.sample(self.readiness, random.randint(1, 2))
        if kind in ("choice", "choices"):
            names = random.sample(OPTIONS, random.randint(2, len(OPTIONS) if kind == "choice" else 4))
            question["options"] = [{"id": name, "text": WORDS} for name in names]
            if kind == "choice" and random.random() < 0.4:
                question["counts_in"] = random.sample(self.readiness, 1)
                for option in question["options"]:
                    option["level"] = random.randint(0, 4)
            for option in question["options"]:
                if random.random() < 0.3:
                    option["points"] = {"points": random.randint(-5, 9)}
            if kind == "choices" and random.random() < 0.5:
                question["options"][-1]["alone"] = True
        if self.questions and random.random() < 0.3:
            question["asked_if"] = self._condition(2, "wanted", None)
        return question

    def _condition(self, depth: int, polarity: Polarity, rank: int | None) -> Tree:
        """A tree; with a rank it may test facts and measures, without one only answers."""
        random = self.random
        form = random.choice(("all", "any", "none", "count", "test", "test")) if depth else "test"
        width = random.choice((1, 2, 2, 3))
        if form == "test":
            return self._test(polarity, rank)
        if form == "none":
            other: Polarity = {"wanted": "refused", "refused": "wanted", "mixed": "mixed"}[polarity]  # type: ignore[assignment]
            return {"none": [self._condition(depth - 1, other, rank) for _ in range(width)]}
        if form == "count":
            least = random.choice((None, random.randint(0, width)))
            most = random.randint(least or 0, width + 1) if least is None or random.random() < 0.4 else None
            bounds = {name: bound for name, bound in (("at_least", least), ("at_most", most)) if bound is not None}
            inside: Polarity = polarity if most is None else "mixed"
            return {"count": {**bounds, "of": [self._condition(depth - 1, inside, rank) for _ in range(width)]}}
        return {form: [self._condition(depth - 1, polarity, rank) for _ in range(width)]}

    def _test(self, polarity: Polarity, rank: int | None) -> Tree:
        random = self.random
        subject = random.choice(("answer", "answer", "fact", "fact", "measure")) if rank is not None else "answer"
        if subject == "fact" and rank is not None:
            known = [
                n for n, other in enumerate(self.ranks) if other < rank or (other == rank and polarity == "wanted")
            ]
            if known:
                near = known[-4:] if random.random() < 0.7 else known
                certainty = {"certainty": "confirmed"} if random.random() < 0.3 else {}
                return {"fact": f"fact{random.choice(near)}", **certainty}
        if subject == "measure" and rank is not None:
            return self._measure_test(random.choice([name for name, least in self.readable.items() if least <= rank]))
        return self._answer_test(random.choice(self.questions))

    def _answer_test(self, question: Tree) -> Tree:
        random, name = self.random, question["id"]
        if question["kind"] == "level":
            low, high = sorted((random.randint(0, 4), random.randint(0, 4)))
            return {
                "answer": name,
                **random.choice(
                    ({"at_least": high}, {"at_most": low}, {"at_least": low, "at_most": high}, {"is": str(low)})
                ),
            }
        if question["kind"] == "yes_no":
            return {"answer": name, "is": random.choice(("yes", "no"))}
        options = [option["id"] for option in question["options"]]
        some = random.sample(options, random.randint(1, len(options)))
        if question["kind"] == "choices":
            return {"answer": name, "includes_any_of": some}
        return {"answer": name, **random.choice(({"is": some[0]}, {"is_any_of": some}))}

    def _measure_test(self, name: str) -> Tree:
        random = self.random
        if name in ("ladder", "second"):
            low, high = sorted((random.randrange(len(BANDS)), random.randrange(len(BANDS))))
            bounds: tuple[int | str, int | str] = BANDS[low], BANDS[high]
        elif name == "points":
            bounds = random.randint(-6, 4), random.randint(4, 14)
        else:
            bounds = random.choice((0, 250, 333, 500)), random.choice((500, 625, 750, 1000))
        least, most = {"at_least": bounds[0]}, {"at_most": bounds[1]}
        return {"measure": name, **random.choice((least, most, {**least, **most}))}

    def _rule(self, number: int) -> Tree:
        random, rank = self.random, self.ranks[number]
        grades = random.choice((("confirmed",), ("likely",), ("confirmed", "likely"), ("confirmed", "likely")))
        kind = random.choice((*ADVERSE, "strength", "protection"))
        rule: Tree = {
            "id": f"fact{number}", "kind": kind, "title": WORDS, "why": WORDS, "source": ["P1"],
            "severity": None if kind in ("strength", "protection") else random.choice(SEVERITIES),
            "when": {grade: self._condition(random.randint(0, 3), "wanted", rank) for grade in grades},
            "examples": [{"name": "x", "outcome": "unknown"}],
        }  # fmt: skip
        if random.random() < 0.25:
            rule["unless"] = self._condition(random.randint(0, 2), "refused", rank)
        if random.random() < 0.05:
            rule["policies"] = ["another"]
        if rank < self.readable["points"] and random.random() < 0.6:
            rule["adds"] = {"points": random.choice((-4, -1, 2, 3, 6))}
        for ladder in ("ladder", "second"):
            if rank < self.readable[ladder] and random.random() < 0.4:
                rule.setdefault("moves", {})[ladder] = random.choice((-2, -1, 1, 2))
            if rank < self.readable[ladder] and random.random() < 0.3:
                rule.setdefault("floors", {})[ladder] = random.choice(BANDS)
        return rule

    def _remedies(self) -> list[Tree]:
        """Drawn apart from all else, so that what they do leaves the rest of the pack as it is."""
        random, made = self.other, list[Tree]()
        for number in range(random.randint(2, 6)):
            remedy: Tree = {
                "id": f"remedy{number}", "title": WORDS, "what": WORDS, "role": WORDS, "effort": random.randint(1, 9),
                "lead_time": random.choice((0, 5, 30)), "alternative": random.random() < 0.2,
                "requires": [other["id"] for other in made if random.random() < 0.3],
            }  # fmt: skip
            for question in random.sample(self.questions, random.randint(0, 2)):
                self._change(remedy, question)
            made.append(remedy)
        random.shuffle(made)
        return made

    def _change(self, remedy: Tree, question: Tree) -> None:
        """Let a remedy change the answer to this question, in a way that it takes."""
        random, options = self.other, [option["id"] for option in question.get("options", ())]
        if question["kind"] == "choices":
            remedy.setdefault("drops", {})[question["id"]] = random.sample(options, random.randint(1, 2))
        elif "counts_in" in question:
            value = random.choice(options) if options else str(random.randint(1, 4))
            remedy.setdefault("raises", {})[question["id"]] = value
        else:
            remedy.setdefault("sets", {})[question["id"]] = random.choice(options or ("yes", "no"))

    def _measures(self) -> list[Tree]:
        random = self.random
        begin = sorted(random.sample(range(-3, 14), len(BANDS) - 1))
        bands: list[Tree] = [{"id": name, "title": WORDS} for name in BANDS]
        first = [band | ({"from": begin[place - 1]} if place else {}) for place, band in enumerate(bands)]
        mean = {
            name: random.choice((1, 2, 3))
            for name in random.sample(self.readiness, random.randint(1, len(self.readiness)))
        }
        described = {"title": WORDS, "what": WORDS}
        return [
            *({"id": name, "kind": "readiness", **described} for name in self.readiness),
            {"id": "whole", "kind": "readiness", "mean_of": mean, **described},
            {"id": "points", "kind": "points", **described},
            {"id": "ladder", "kind": "ladder", "starts_from": "points", "bands": first, **described},
            {"id": "second", "kind": "ladder", "starts_from": "ladder", "bands": bands, **described},
        ]

    def _policy(self) -> Tree:
        random = self.random
        part = random.random() < 0.2
        names = [question["id"] for question in self.questions]
        given = sorted(random.sample(VERDICTS[:2], random.randint(1, 2)), key=VERDICTS.index)
        otherwise = "CONDITIONS" if part else "GO"
        policy: Tree = {
            "id": "policy", "title": WORDS, "what": WORDS, "evidence": random.choice(("stated", "required")),
            "asks": random.sample(names, random.randint(1, len(names))) if part else [],
            "verdicts": [{"verdict": name, "clauses": self._clauses()} for name in given],
            "otherwise": otherwise, "words": dict.fromkeys((*given, otherwise), WORDS),
        }  # fmt: skip
        if random.random() < 0.4:
            policy["expires_after"] = {"volatile": 30, "other": 365}
        return policy

    def _clauses(self) -> Sequence[Tree]:
        random = self.random
        rank = max(self.ranks) + 1
        found: Tree = {"kinds": random.sample(ADVERSE, random.randint(1, 4)), "severity": random.choice(SEVERITIES)}
        ways: list[Tree] = [{"any_finding": found}, *({"when": self._condition(2, "mixed", rank)} for _ in range(2))]
        return [{"because": WORDS, **way} for way in random.sample(ways, random.randint(1, 3))]
