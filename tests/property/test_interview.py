"""Asking stops when it is right to stop, asks nothing twice, and what was typed is what the file says."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given

from engine.assess import assess
from engine.loader import load_profile
from engine.pack import Question
from engine.profile import UNKNOWN, WITHHELD, Profile
from tests import brute, oracle
from tests.effort import times
from tests.examples import DAY, advocacy
from tests.packs import SEEDS, TODAY, Drawn, drawn, random_answer
from tests.ready import ready
from tests.respondent import Replies, Respondent, interview, typed

SKIP = ""


def drawn_replies(random: Random, least_known: float) -> tuple[Replies, dict[str, str | tuple[str, ...]]]:
    """Answers most questions, knows some not, keeps some back and skips some; and what they answered."""
    given_so_far: dict[str, str | tuple[str, ...]] = {}

    def reply(question: Question) -> str:
        if random.random() > least_known:
            word, state = random.choice((("u", UNKNOWN), ("w", WITHHELD), (SKIP, SKIP)))
            if state:
                given_so_far[question.id] = state
            return word
        answer = random_answer(random, question)
        several = [answer] if isinstance(answer, str) else answer
        inside = tuple(value for value in question.values if value in several)
        given_so_far[question.id] = inside if question.kind == "choices" else str(answer)
        return typed(question, ", ".join(inside))

    return reply, given_so_far


def written(folder: str, profile: Profile) -> Path:
    path = Path(folder) / "profile.json"
    path.write_text(profile.model_dump_json(exclude_none=True), encoding="utf-8")
    return path


@times(60)
@given(drawn(2), SEEDS)
def test_when_asking_ends_no_answer_that_could_be_had_is_missing(drawing: Drawn, seed: int) -> None:
    form, random = ready(drawing.pack), Random(seed)
    for profile in drawing.profiles:
        replies, answered = drawn_replies(random, random.choice((0.5, 1.0)))
        respondent = Respondent(drawing.pack, replies)
        with TemporaryDirectory() as folder:
            path = written(folder, profile)
            page = random.randint(1, 4)
            last, file = interview(path, drawing.pack, form.policy, TODAY, respondent, page)
            saved, _ = load_profile(path)
        assert last is not None
        assert len(set(respondent.asked)) == len(respondent.asked)
        assert saved == file.profile
        for name, given_answer in saved.answers.items():
            kept = profile.answers[name].answer if name in profile.answers else None
            assert given_answer.answer == answered.get(name, kept)
        known = oracle.counted(form.pack, form.policy, saved, TODAY)
        if brute.few_enough(form, known, most=200):
            outcomes = brute.outcomes(form, known)
            assert {brute.verdict_of(form, outcome) for outcome in outcomes} == set(last.verdict.possible)
        if last.verdict.decided is None:
            withheld = {name for name, each in profile.answers.items() if each.answer == WITHHELD}
            still_open = {a.question for a in last.answers if a.state != "answered" and a.use in ("in_use", "perhaps")}
            assert still_open <= {*respondent.asked, *withheld}


def test_what_decides_most_is_put_first(tmp_path: Path) -> None:
    """One question at a time, on the shipped pack: as an assessment of the file made at that moment says."""
    pack, policy, random = advocacy(), advocacy().policy["quick"], Random(4)
    path, seen = tmp_path / "campaign.yaml", list[str]()
    path.write_text(f"campaign: x\nanswered_on: {DAY}\nanswers:\n", encoding="utf-8")

    def reply(question: Question) -> str:
        profile, _ = load_profile(path)
        now = assess(profile, pack, policy, DAY)
        in_use = {answer.question for answer in now.answers if answer.use == "in_use"}
        decisive = [one.question for one in now.decisive if one.question not in seen]
        assert question.id == next((name for name in decisive if name in in_use), decisive[0])
        seen.append(question.id)
        if random.random() < 0.2:
            return SKIP
        return typed(question, "3" if question.kind == "level" else question.values[0])

    last, _ = interview(path, pack, policy, DAY, Respondent(pack, reply), page=1)
    assert last is not None
    assert len(seen) > 10
