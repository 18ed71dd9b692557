"""Random packs for proofs: small enough to try everything, with remedies and a second policy that asks only a part."""

from collections.abc import Mapping
from random import Random
from typing import Any

from engine.pack import Pack, Question, Remedy
from tests import oracle
from tests.packs import WORDS, random_pack

Raw = Mapping[str, oracle.Value]


def random_remedied(seed: int) -> Pack:
    """The pack of this number, with remedies that raise, set and drop, and with what requires what."""
    random = Random(f"remedied {seed}")
    pack = random_pack(seed, random.randint(2, 8), circles=random.random() < 0.1)
    remedies = [_remedy(random, pack, number) for number in range(random.randint(1, 4))]
    names = [remedy.id for remedy in remedies]
    rules = [
        rule.model_copy(update={"remedies": tuple(random.sample(names, random.randint(1, len(names))))})
        for rule in pack.rules
    ]
    policy = pack.policies[0]
    changed: dict[str, Any] = {"rules": tuple(rules), "remedies": tuple(remedies)}
    if random.random() < 0.5 and policy.otherwise == "GO":
        asks = tuple(random.sample(list(pack.questions), random.randint(1, len(pack.questions))))
        part: dict[str, Any] = {"id": "part", "asks": asks, "otherwise": "CONDITIONS"}
        verdicts = tuple(one for one in policy.verdicts if one.verdict != "CONDITIONS")
        if verdicts:
            given = (*(one.verdict for one in verdicts), "CONDITIONS")
            part |= {
                "verdicts": verdicts,
                "words": {name: policy.words.get(name, policy.words["GO"]) for name in given},
            }
            changed["policies"] = (policy, policy.model_copy(update=part))
    return Pack.model_construct(**{**{name: getattr(pack, name) for name in Pack.model_fields}, **changed})


def _remedy(random: Random, pack: Pack, number: int) -> Remedy:
    questions = list(pack.questions.values())
    raises, sets, drops = {}, {}, {}
    for question in random.sample(questions, random.randint(0, min(2, len(questions)))):
        if question.levels:
            raises[question.id] = random.choice(question.values)
        elif question.kind == "choices":
            drops[question.id] = random.sample(question.values, random.randint(1, len(question.values)))
        else:
            sets[question.id] = random.choice(question.values)
    requires = [f"remedy{random.randrange(number)}"] if number and random.random() < 0.5 else []
    return Remedy.model_validate(
        {
            "id": f"remedy{number}", "title": WORDS, "what": WORDS, "role": WORDS, "effort": 1, "lead_time": 1,
            "raises": raises, "sets": sets, "drops": drops, "requires": requires,
        }
    )  # fmt: skip


def carried_out(pack: Pack, answers: Raw, remedies: tuple[str, ...]) -> dict[str, oracle.Value]:
    """The answers with these remedies in place one after the other, as docs/pack-language.md says it in words."""
    after = dict(answers)
    for name in remedies:
        remedy = pack.remedy[name]
        for question, value in remedy.raises.items():
            levels = pack.questions[question].levels
            if levels[str(after[question])] < levels[value]:
                after[question] = value
        after |= remedy.sets
        for question, options in remedy.drops.items():
            after[question] = _dropped(pack.questions[question], after[question], options)
    return after


def _dropped(question: Question, given: oracle.Value, options: tuple[str, ...]) -> oracle.Value:
    assert isinstance(given, tuple)
    left = tuple(option for option in given if option not in options)
    alone = tuple(option.id for option in question.options if option.alone)
    return left or alone or given
