"""Random packs whose verdicts and findings turn on levels: how ready the whole is, which answers are low together.

In the packs of `packs.py` most verdicts are the worst one or far from worse, and remedies seldom meet; here verdicts
hang on one answer or several, and it takes several remedies to clear a finding.
"""

from random import Random
from typing import Any

from hypothesis import strategies as st

from engine.inference_limits import limits_exceeded
from engine.normal import TooWide
from engine.pack import ADVERSE, SEVERITIES, Pack
from engine.profile import Profile
from engine.program import Program
from tests.packs import SEEDS, WORDS, Drawn, Tree, _Writer, random_profile

LEVELS_AMONG_QUESTIONS = 0.7


def drawn_levels(number: int, complete: bool) -> st.SearchStrategy[Drawn]:
    """A pack with so many profiles."""

    def build(program: Program, seed: int) -> Drawn:
        random = Random(seed)
        return Drawn(program, tuple(level_profile(random, program.pack, complete) for _ in range(number)))

    return st.builds(build, st.builds(level_program, SEEDS, st.integers(2, 10)), SEEDS)


def level_program(seed: int, rules: int) -> Program:
    """The pack of this number, with so many rules, ready to run."""
    random, remedies = Random(f"levels {seed} {rules}"), Random(f"levels {seed} {rules} remedies")
    while True:
        data = _LevelWriter(random, remedies, rules, 0.8).pack(f"levels {seed} {rules}")
        try:
            pack = Pack.model_validate(data)
            program = Program(pack, pack.policies[0])
        except TooWide:
            continue
        if not any(limits_exceeded(program)):
            return program


def level_profile(random: Random, pack: Pack, complete: bool) -> Profile:
    """A profile whose levels lie near each other; a `complete` one leaves nothing open."""
    drawn = random_profile(random, pack, complete)
    least = random.randint(0, 3)
    answers: dict[str, Any] = dict(drawn.answers)
    for name, question in pack.questions.items():
        if name in answers and question.kind == "level" and answers[name].answer in question.values:
            level = str(min(4, least + random.randint(0, 2)))
            answers[name] = answers[name].model_copy(update={"answer": level})
    return drawn.model_copy(update={"answers": answers})


class _LevelWriter(_Writer):
    def _question(self, number: int) -> Tree:
        question = super()._question(number)
        if question["kind"] == "level" or self.random.random() > LEVELS_AMONG_QUESTIONS:
            return question
        kept = {name: question[name] for name in question if name not in ("options", "kind")}
        measures = self.random.sample(self.readiness, self.random.randint(1, 2))
        return {**kept, "kind": "level", "anchors": dict.fromkeys(range(5), WORDS), "counts_in": measures}

    def _rule(self, number: int) -> Tree:
        """Half of the rules are bad news as long as any of some answers is low."""
        rule, random = super()._rule(number), self.random
        if random.random() < 0.5:
            return rule
        low = [
            self._low(name) for name in random.sample(self._levels(), min(len(self._levels()), random.randint(1, 3)))
        ]
        kind, severity = random.choice(ADVERSE), random.choice(SEVERITIES)
        return {**rule, "kind": kind, "severity": severity, "when": {"confirmed": {"any": low}}, "unless": None}

    def _levels(self) -> list[str]:
        return [question["id"] for question in self.questions if question["kind"] == "level"]

    def _low(self, name: str) -> Tree:
        return {"answer": name, "at_most": self.random.randint(0, 2)}

    def _remedies(self) -> list[Tree]:
        """Beside those of any pack, one for each of some levels, which lifts it far."""
        made = super()._remedies()
        for number, name in enumerate(self._levels()[:6]):
            effort, lead_time = self.other.randint(1, 9), self.other.choice((0, 5, 30))
            told = {"title": WORDS, "what": WORDS, "role": WORDS, "effort": effort, "lead_time": lead_time}
            requires = [other["id"] for other in made if self.other.random() < 0.1]
            made.append({"id": f"lift{number}", **told, "raises": {name: "3"}, "requires": requires})
        return made

    def _policy(self) -> Tree:
        policy = super()._policy()
        policy["verdicts"] = [{"verdict": name, "clauses": self._gates()} for name in ("STOP", "NOT_YET")]
        policy["words"] = dict.fromkeys(("STOP", "NOT_YET", policy["otherwise"]), WORDS)
        return policy

    def _gates(self) -> list[Tree]:
        random = self.random
        low = [self._low(name) for name in random.sample(self._levels(), min(6, len(self._levels())))]
        facts = [{"fact": f"fact{n}", "certainty": "confirmed"} for n in range(len(self.ranks))]
        some = random.sample(facts, min(2, len(facts)))
        gates: list[Tree] = [
            {"measure": "whole", "at_most": random.choice((150, 300, 450, 600))},
            {"measure": random.choice(self.readiness), "at_most": random.choice((0, 200, 350))},
            {"count": {"at_least": random.randint(1, len(low)), "of": low}},
            {"all": [random.choice(low), *some]},
        ]
        return [{"because": WORDS, "when": gate} for gate in random.sample(gates, random.randint(1, 3))]
