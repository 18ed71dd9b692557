"""What a pack says in its trees is what the engine makes of it."""

from collections import Counter
from collections.abc import Iterator

from hypothesis import given

from engine.answers import ALWAYS, PERHAPS
from engine.conditions import Condition, children
from engine.evaluate import Truth
from tests import oracle
from tests.effort import times
from tests.oracle import Outcome
from tests.packs import TODAY, Drawn, drawn, random_pack
from tests.ready import Ready, ready


def as_outcome(form: Ready, truth: Truth) -> Outcome:
    """A settled truth by name."""
    names = [conclusion.name for conclusion in form.program.conclusions]
    assert truth.certain == truth.possible
    assert all(measure.low == measure.high and measure.use != PERHAPS for measure in truth.measures)
    values = [measure.low if measure.use == ALWAYS else None for measure in truth.measures]
    return Outcome(dict(zip(names, truth.certain, strict=True)), dict(zip(form.pack.measure, values, strict=True)))


def require_meaning(drawing: Drawn) -> None:
    form = ready(drawing.program)
    for profile in drawing.profiles:
        answers = form.read(profile)
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        kept = oracle.used(form.pack, form.policy, {name: value for name, value in known.items() if value is not None})
        assert {name for name, standing in answers.standing.items() if standing.use == "in_use"} == set(kept)
        assert as_outcome(form, form.evaluator.settled(answers.masks)) == oracle.outcome(form.pack, form.policy, kept)


@times(700)
@given(drawn(2, complete=True))
def test_the_compiled_form_means_what_the_tree_says(drawing: Drawn) -> None:
    require_meaning(drawing)


@times(300)
@given(drawn(7, complete=True, circles=True))
def test_it_means_what_the_tree_says_when_conclusions_support_each_other(drawing: Drawn) -> None:
    require_meaning(drawing)


@times(150)
@given(drawn(20))
def test_an_answer_counts_as_the_policy_says(drawing: Drawn) -> None:
    form = ready(drawing.program)
    for profile in drawing.profiles:
        counted = oracle.counted(form.pack, form.policy, profile, TODAY)
        for name, standing in form.read(profile).standing.items():
            alone = standing.question.kind == "choices" and isinstance(standing.counted, str)
            assert counted[name] == ((standing.counted,) if alone else standing.counted)
            assert (standing.state == "answered") == (counted[name] is not None)


def everything_said(condition: Condition) -> Iterator[str]:
    """The kinds of conditions in the tree and the fields they set."""
    yield type(condition).__name__
    yield from condition.model_fields_set
    for child in children(condition):
        yield from everything_said(child)


def test_the_random_packs_use_the_whole_language() -> None:
    said: Counter[str] = Counter()
    for seed in range(80):
        pack = random_pack(seed, 2 + seed % 13)
        said.update(f"question {question.kind}" for question in pack.questions.values())
        said["asked_if"] += any(question.asked_if for question in pack.questions.values())
        said["asks"] += any(policy.asks for policy in pack.policies)
        said["expires_after"] += any(policy.expires_after for policy in pack.policies)
        for rule in pack.rules:
            said.update(name for name in ("unless", "adds", "moves", "floors", "policies") if getattr(rule, name))
            for condition in (rule.when.confirmed, rule.when.likely, rule.unless):
                if condition is not None:
                    said.update(everything_said(condition))
    wanted = {
        *("question level", "question choice", "question choices", "question yes_no"),
        *("asked_if", "asks", "expires_after"),
        *("unless", "adds", "moves", "floors", "policies", "All", "AnyOf", "NoneOf", "Count", "certainty"),
        *("AnswerTest", "FactTest", "MeasureTest", "at_least", "at_most", "is_", "is_any_of", "includes_any_of"),
    }  # fmt: skip
    assert {name for name in wanted if said[name] < 5} == set()
