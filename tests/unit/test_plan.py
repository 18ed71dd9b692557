"""Plans where one sees at once what is best, and what there is to say when there is none."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat
from random import Random

import pytest

import engine.promises
import engine.solver
from engine.answers import read_answers
from engine.choices import Choices, Chosen
from engine.effort import asking
from engine.errors import Refused
from engine.limits import Limits, Obstacle
from engine.literals import CannotTell
from engine.pack import Pack
from engine.plan import Wishes, plan
from engine.plan_search import Found, Search
from engine.plan_telling import told
from engine.plans import Blocked, Plans
from engine.prepared import prepare
from engine.promises import PlanJudge, Promise, no_worse_than
from engine.solver import Model, Solved, SolverTrouble
from engine.suitable_answers import suitable_answers
from tests.benchmarks.plans import WEAK, campaign
from tests.examples import DAY, advocacy, example
from tests.features import campaigns
from tests.packs import TODAY
from tests.property.test_assessment import drawn_profile, the_pack
from tests.small_plans import ON, WORDS, meeting, meeting_profile, planned, steps

TO_GO = Wishes()


def in_the_way(blocked: Blocked | None) -> list[tuple[str, str | None]]:
    """Obstacles by kind, with the question or the words of the clause."""
    assert blocked is not None
    return [(one.kind, one.text["en"] if one.text else one.question) for one in blocked.obstacles]


def suitable(found: Plans) -> dict[str | None, list[str]]:
    """By open question in the way, the answers that are said to do."""
    assert found.blocked is not None
    return {
        one.question: [each.value for each in one.answers]
        for one in found.blocked.obstacles
        if one.kind == "unanswered"
    }


def blocked_by_threat() -> tuple[Choices, PlanJudge, Promise, Limits]:
    """The meeting of which nobody knows whether it is threatened, on the way to a GO."""
    pack = meeting()
    prepared = prepare(pack, pack.policies[0])
    answers = read_answers(meeting_profile(threat=None), prepared.program, ON)
    choices, judge = Choices(prepared.program, answers), PlanJudge(prepared, answers.taken)
    return choices, judge, no_worse_than(3, prepared.program), Limits()


def test_only_what_is_needed_is_done() -> None:
    found = planned()
    assert steps(found.cheapest) == ["write_plan"]
    assert found.cheapest is not None
    assert (found.cheapest.effort, found.cheapest.least_effort, found.cheapest.days) == (3, 3, 10)
    assert (found.verdicts_before, found.cheapest.verdicts_after) == (("NOT_YET",), ("GO",))


def test_a_plan_carries_every_answer_that_is_still_possible() -> None:
    """Neither place alone asks for both the plan and the permit."""
    assert steps(planned(place="street", plan="3").cheapest) == ["get_permit"]
    assert steps(planned(place=None).cheapest) == ["write_plan", "get_permit"]


def test_the_fastest_plan_may_cost_more() -> None:
    found = planned(place=None)
    assert found.cheapest is not None
    assert found.fastest is not None
    assert (found.cheapest.effort, found.cheapest.days) == (8, 40)
    assert (steps(found.fastest), found.fastest.effort, found.fastest.days) == (["hire_help"], 9, 5)


@pytest.mark.parametrize("ways", range(1, 9))
def test_however_many_ways_there_are_the_fastest_is_found(ways: int) -> None:
    """Each way is enough, and takes a day less than the one before for one person-day more; beside them stand
    remedies that are done sooner and do too little."""
    write_plan, *_ = meeting().remedies
    parts = {name: getattr(meeting(), name) for name in Pack.model_fields}
    made = tuple(
        write_plan.model_copy(update={"id": f"way{n}", "effort": 1 + n, "lead_time": 20 - n}) for n in range(ways)
    )
    weak = tuple(
        write_plan.model_copy(update={"id": f"too_little{n}", "raises": {"plan": "2"}, "lead_time": n})
        for n in range(9)
    )
    for able in range(1, ways + 1):
        pack = Pack.model_validate({**parts, "remedies": (*made[:able], *weak)})
        found = plan(meeting_profile(), pack, pack.policies[0], ON)
        assert (steps(found.cheapest), steps(found.fastest)) == (["way0"], [f"way{able - 1}"])


def test_a_step_begins_when_what_it_waits_for_is_in_place() -> None:
    found = planned(place=None).cheapest
    assert found is not None
    assert [(step.start, step.done, step.requires) for step in found.steps] == [(0, 10, ()), (10, 40, ("write_plan",))]


def test_what_is_in_place_is_not_waited_for() -> None:
    found = planned(place="street", plan="4").cheapest
    assert found is not None
    assert [(step.remedy, step.start, step.requires) for step in found.steps] == [("get_permit", 0, ())]


def test_nothing_shows_that_advice_is_in_place_so_it_is_done_first() -> None:
    write_plan, get_permit, *_ = meeting().remedies
    advice = write_plan.model_copy(update={"id": "ask_a_lawyer", "raises": {}})
    permit = get_permit.model_copy(update={"requires": ("ask_a_lawyer", "write_plan")})
    parts = {name: getattr(meeting(), name) for name in Pack.model_fields}
    pack = Pack.model_validate({**parts, "remedies": (permit, advice, write_plan)})
    found = plan(meeting_profile(place="street", plan="3"), pack, pack.policies[0], ON).cheapest
    assert found is not None
    assert (steps(found), found.effort, found.days) == (["ask_a_lawyer", "get_permit"], 8, 40)
    assert found.steps[0].answers == ()


def test_a_step_says_what_it_changes_and_what_should_be_answered_first() -> None:
    found = planned(place=None, plan=None).cheapest
    assert found is not None
    first, second = found.steps
    assert [(change.question, change.how, change.value) for change in first.answers] == [("plan", "raises", "3")]
    assert (first.unsure, second.unsure) == (("plan",), ())


def test_nothing_is_done_where_the_verdict_is_good_enough() -> None:
    found = planned(plan="3")
    assert (steps(found.cheapest), steps(found.fastest), found.blocked) == ([], [], None)
    assert steps(planned(Wishes("CONDITIONS"), plan="3", money="no").cheapest) == []


# Limits


def test_what_takes_too_long_is_not_used() -> None:
    assert steps(planned(Wishes(within=40), place=None).cheapest) == ["write_plan", "get_permit"]
    assert steps(planned(Wishes(within=39), place=None).cheapest) == ["hire_help"]


def test_the_days_until_the_launch_are_the_limit_unless_another_is_named() -> None:
    launch = ON + timedelta(days=7)
    assert planned(launch=launch).request.within == 7
    assert steps(planned(launch=launch).cheapest) == ["hire_help"]
    assert planned(Wishes(within=20), launch=launch).request.within == 20
    assert steps(planned(Wishes(within=20), launch=launch).cheapest) == ["write_plan"]


def test_a_launch_that_is_past_is_no_limit() -> None:
    assert planned(launch=ON - timedelta(days=1)).request.within is None
    assert planned(launch=ON).request.within == 0


def test_an_answer_that_is_kept_is_not_changed() -> None:
    found = planned(Wishes(keep=("plan",)))
    assert found.cheapest is None
    assert in_the_way(found.blocked) == [("kept", "plan")]
    assert found.blocked is not None
    assert steps(found.blocked.afterwards) == ["write_plan"]


def test_what_changes_the_campaign_is_used_on_request_only_and_named_as_such() -> None:
    found = planned(threat="yes")
    assert found.cheapest is None
    assert in_the_way(found.blocked) == [("tactics", None)]
    assert found.blocked is not None
    assert steps(found.blocked.afterwards) == ["write_plan", "wait"]
    changed = planned(Wishes(change_tactics=True), threat="yes").cheapest
    assert changed is not None
    assert [(step.remedy, step.alternative) for step in changed.steps] == [("write_plan", False), ("wait", True)]


def test_a_step_that_counts_on_others_says_what_they_decide() -> None:
    found = planned(Wishes(change_tactics=True), threat="yes").cheapest
    assert found is not None
    assert [(step.remedy, step.others_decide and step.others_decide["en"]) for step in found.steps] == [
        ("write_plan", None),
        ("wait", "whether it ends"),
    ]


def test_a_wish_that_is_said_twice_is_heard_once() -> None:
    assert planned(Wishes(keep=("plan", "money", "plan"))).request.keep == ("plan", "money")


def test_a_cheaper_way_that_changes_the_campaign_is_told_without_being_asked_for() -> None:
    found = planned(place="street")
    assert steps(found.cheapest) == ["write_plan", "get_permit"]
    assert steps(found.alternative) == ["write_plan", "stay_inside"]
    assert found.alternative is not None
    assert found.alternative.effort == 4
    assert planned().alternative is None


def test_two_remedies_that_set_one_answer_differently_are_never_done_together() -> None:
    found = planned(Wishes(change_tactics=True), place=None)
    assert steps(found.cheapest) == ["write_plan", "stay_inside"]


# The budget


def test_the_best_within_a_budget_is_the_best_verdict_first() -> None:
    found = planned(Wishes(budget=3, change_tactics=True), threat="yes").within_budget
    assert found is not None
    assert (steps(found), found.verdict) == (["wait"], "NOT_YET")
    assert steps(planned(Wishes(budget=5, change_tactics=True), threat="yes").within_budget) == ["write_plan", "wait"]


def stopped_twice() -> Pack:
    """The meeting, stopped by the threat and by the lacking permit; without a plan it has three weaknesses as well."""
    data = meeting().model_dump(by_alias=True, exclude_defaults=True)
    bad = {
        **{f"weak{number}": ("weakness", {"answer": "plan", "at_most": 2}) for number in range(3)},
        "unpermitted": ("blocker", {"answer": "permit", "at_most": 2}),
        "threatened": ("blocker", {"answer": "threat", "is": "yes"}),
    }
    data["rules"] = [
        {
            "id": name,
            "kind": kind,
            "severity": "critical",
            "when": {"confirmed": when},
            "source": ["P1"],
            "remedies": ["write_plan"],
            "title": WORDS,
            "why": WORDS,
            "examples": [{"name": "x", "outcome": "unknown"}],
        }
        for name, (kind, when) in bad.items()
    ]
    stop = {"because": WORDS, "any_finding": {"kinds": ["blocker"], "severity": "low"}}
    data["policies"][0]["words"] = {"STOP": WORDS, "GO": WORDS}
    data["policies"][0]["verdicts"] = [{"verdict": "STOP", "clauses": [stop]}]
    data["remedies"] = [
        {**remedy, "effort": 3, "requires": []}
        for remedy in data["remedies"]
        if remedy["id"] in ("write_plan", "get_permit")
    ]
    return Pack.model_validate(data)


def test_within_a_budget_a_blocker_goes_before_any_number_of_weaknesses() -> None:
    pack = stopped_twice()
    found = plan(meeting_profile(threat="yes"), pack, pack.policies[0], ON, Wishes(budget=3)).within_budget
    assert found is not None
    assert (steps(found), found.verdict) == (["get_permit"], "STOP")


def test_a_budget_of_nothing_leaves_the_verdict_there_is() -> None:
    found = planned(Wishes(budget=0)).within_budget
    assert found is not None
    assert (steps(found), found.verdict, found.effort) == ([], "NOT_YET", 0)


# What is in the way


def test_an_open_question_is_in_the_way_where_no_plan_carries_all_its_answers() -> None:
    found = planned(threat=None)
    assert in_the_way(found.blocked) == [("unanswered", "threat")]


def test_the_plan_there_would_be_holds_with_the_answers_that_would_do() -> None:
    blocked = planned(threat=None).blocked
    assert blocked is not None
    assert steps(blocked.afterwards) == ["write_plan"]
    assert blocked.afterwards is not None
    assert blocked.afterwards.verdicts_after == ("GO",)


def test_an_open_question_in_the_way_is_told_with_every_answer_that_would_do() -> None:
    assert suitable(planned(threat=None)) == {"threat": ["no"]}
    assert suitable(planned(Wishes(keep=("plan",)), plan=None)) == {"plan": ["3", "4"]}
    assert suitable(planned(threat="yes")) == {}


def test_of_several_open_questions_one_answer_each_is_told_that_do_together() -> None:
    assert suitable(planned(threat=None, money=None)) == {"threat": ["no"], "money": ["yes"]}
    kept = Wishes(keep=("plan", "permit"))
    assert suitable(planned(kept, permit=None, place="street", threat=None)) == {"permit": ["3"], "threat": ["no"]}


def test_doubt_about_the_plan_there_would_be_leaves_what_is_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    wishes, cheapest = Wishes(keep=("plan",)), Search.cheapest

    def doubtful(search: Search, promise: Promise, allowed: Chosen) -> Found | None:
        if "write_plan" in allowed:
            raise CannotTell
        return cheapest(search, promise, allowed)

    monkeypatch.setattr(Search, "cheapest", doubtful)
    found = planned(wishes)
    assert in_the_way(found.blocked) == [("kept", "plan")]
    assert found.blocked is not None
    assert (found.blocked.afterwards, found.proven) == (None, False)


def test_where_the_solver_cannot_tell_no_answer_is_called_suitable(monkeypatch: pytest.MonkeyPatch) -> None:
    def limit(*_: object) -> bool:
        raise CannotTell

    monkeypatch.setattr(Search, "is_there", limit)
    choices, judge, promise, limits = blocked_by_threat()
    assert suitable_answers(choices, judge, promise, limits, [Obstacle("unanswered", "threat")]) == {}


def test_what_nothing_clears_is_told_in_the_words_of_the_policy_with_the_best_there_is_instead() -> None:
    found = planned(money="no")
    assert in_the_way(found.blocked) == [("clause", "no money")]
    assert (steps(found.instead), found.instead and found.instead.verdict) == (["write_plan"], "CONDITIONS")


def test_what_is_told_instead_is_the_best_and_not_merely_a_better_verdict() -> None:
    found = planned(Wishes(change_tactics=True), threat="yes", money="no")
    assert (steps(found.instead), found.instead and found.instead.verdict) == (["write_plan", "wait"], "CONDITIONS")
    assert planned(Wishes(keep=("plan",)), money="no").instead is None


def test_with_too_little_time_the_plan_that_is_told_is_the_soonest() -> None:
    found = planned(Wishes(within=4), place=None)
    assert in_the_way(found.blocked) == [("deadline", None)]
    assert found.blocked is not None
    assert steps(found.blocked.afterwards) == ["hire_help"]


def test_as_little_as_possible_is_in_the_way_and_the_lightest_of_that() -> None:
    """With a threat one may wait, which takes long and changes the campaign; to know that there is none is lighter."""
    assert in_the_way(planned(Wishes(within=20), threat="yes").blocked) == [("deadline", None), ("tactics", None)]
    assert in_the_way(planned(Wishes(within=20), threat=None).blocked) == [("unanswered", "threat")]
    assert in_the_way(planned(Wishes(within=20), threat=None, money="no").blocked) == [
        ("unanswered", "threat"),
        ("clause", "no money"),
    ]


# Wishes that cannot be


@pytest.mark.parametrize(
    ("wishes", "code", "said"),
    [
        (Wishes(keep=("plann",)), "PLAN-001", "Nearest: 'plan'"),
        (Wishes(to="GO"), "PLAN-002", "Its best is CONDITIONS"),
    ],
)
def test_a_wish_that_does_not_fit_is_refused_with_what_would(wishes: Wishes, code: str, said: str) -> None:
    pack = meeting()
    policy = pack.policies[0]
    if code == "PLAN-002":
        words = {verdict: text for verdict, text in policy.words.items() if verdict != "GO"}
        policy = policy.model_copy(update={"otherwise": "CONDITIONS", "verdicts": policy.verdicts[:2], "words": words})
    with pytest.raises(Refused) as refused:
        plan(meeting_profile(), pack, policy, ON, wishes)
    (mistake,) = refused.value.mistakes
    assert mistake.code == code
    assert said in mistake.remedy


# What cannot be told


def test_where_the_solver_reaches_its_limit_nothing_is_called_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.solver, "MOST_SECONDS", 0.0)
    found = planned(Wishes(budget=9), place=None)
    assert not found.proven
    assert found.cheapest is not None
    assert not found.cheapest.proven
    assert found.cheapest.least_effort <= 8 <= found.cheapest.effort
    assert found.cheapest.verdicts_after == ("GO",)


def test_where_the_solver_reaches_its_limit_nothing_is_called_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    certain = planned(threat="yes", plan="3")
    assert certain.blocked is not None
    monkeypatch.setattr(engine.solver, "MOST_SECONDS", 0.0)
    found = planned(threat="yes", plan="3")
    assert (found.proven, found.cheapest, found.blocked) == (False, None, None)


def test_what_the_solver_proposes_is_never_taken_on_trust(monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(self: Model, *_: object) -> Solved:
        return Solved("optimal", 0, 0, (0,) * len(self.lower))

    monkeypatch.setattr(Model, "solve", lie)
    with pytest.raises(SolverTrouble):
        planned()


def test_with_the_solver_at_its_limit_no_verdict_is_left_out_that_may_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether CONDITIONS is possible hangs on the money, which nobody knows; that STOP is not is known at once."""
    monkeypatch.setattr(engine.solver, "MOST_SECONDS", 0.0)
    monkeypatch.setattr(engine.promises, "TRIED", 1)
    found = planned(Wishes("CONDITIONS"), money=None).cheapest
    assert found is not None
    assert (found.verdicts_after, found.proven) == (("CONDITIONS", "GO"), False)


def test_a_plan_of_which_the_solver_cannot_tell_what_follows_names_all_that_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the plan in place CONDITIONS hangs on the money; nothing that was proved of the plan itself is lost."""
    monkeypatch.setattr(engine.promises, "TRIED", 1)
    pack = meeting()
    prepared = prepare(pack, pack.policies[0])
    answers = read_answers(meeting_profile(money=None), prepared.program, ON)
    choices, judge = Choices(prepared.program, answers), PlanJudge(prepared, answers.taken)
    found = Found(frozenset({"hire_help"}), 3, True)
    assert told(found, "CONDITIONS", choices, judge).proven
    with asking(()):
        plan = told(found, "CONDITIONS", choices, PlanJudge(prepared, answers.taken))
    assert (plan.verdict, plan.verdicts_after, plan.proven) == ("CONDITIONS", ("CONDITIONS", "GO"), False)
    assert (plan.effort, plan.least_effort, plan.days) == (9, 3, 5)


def test_a_cheaper_way_that_changes_nothing_of_the_campaign_is_never_told_as_the_price_of_its_tactics() -> None:
    """Without an answer to its first question the search guesses 8 person-days, where 7 do; to stay inside takes 9."""
    data = meeting().model_dump(by_alias=True)
    for remedy in data["remedies"]:
        remedy["effort"] = {"hire_help": 7, "stay_inside": 9}.get(remedy["id"], remedy["effort"])
    pack = Pack.model_validate(data)
    with asking(chain([False], repeat(True))):
        found = plan(meeting_profile(place="street"), pack, pack.policies[0], ON)
    assert steps(found.cheapest) == ["write_plan", "get_permit"]
    assert (found.proven, found.alternative) == (False, None)


# The advocacy pack


def test_the_failure_chain_is_broken_with_three_remedies() -> None:
    pack = advocacy()
    found = plan(example("failure-chain"), pack, pack.policy["default"], DAY)
    assert steps(found.cheapest) == ["write_the_plan", "train_persuaders", "agree_alliance_rules"]
    assert found.cheapest is not None
    assert (found.cheapest.effort, found.cheapest.days, found.cheapest.verdicts_after) == (20, 45, ("GO",))
    assert {"silence_and_fear", "strategy_failure"} <= set(found.cheapest.clears)


def test_under_severe_exposure_only_another_campaign_leads_to_go() -> None:
    pack = advocacy()
    found = plan(example("severe-exposure"), pack, pack.policy["default"], DAY)
    assert in_the_way(found.blocked) == [("tactics", None)]
    assert found.blocked is not None
    assert "do_without_gatherings" in (steps(found.blocked.afterwards) or [])
    assert found.instead is not None
    assert found.instead.verdict == "CONDITIONS"


def test_a_policy_that_asks_less_is_planned_for_up_to_its_best_verdict() -> None:
    pack = advocacy()
    found = plan(example("failure-chain"), pack, pack.policy["quick"], DAY)
    assert found.request.verdict == "CONDITIONS"
    assert found.proven
    assert found.cheapest is not None


def test_old_answers_are_open_and_not_raised_in_silence() -> None:
    pack = advocacy()
    old = replace(TO_GO, within=3650)
    found = plan(example("failure-chain"), pack, pack.policy["default"], DAY.replace(year=2027, month=2), old)
    assert ("unanswered", "present_threat") in in_the_way(found.blocked)


def test_what_the_solver_calls_impossible_by_mistake_is_found_all_the_same() -> None:
    """Of this campaign HiGHS 1.16 says, where it may simplify, that no other plan is as cheap and as soon. One is, and
    does without a remedy that stands later in the pack."""
    pack = the_pack()
    found = plan(drawn_profile(Random(43)), pack, pack.policy["launch"], campaigns.DAY)
    assert found.proven
    assert found.alternative is not None
    chosen = {step.remedy for step in found.alternative.steps}
    assert (found.alternative.effort, found.alternative.days) == (118, 120)
    assert "retain_lawyers" in chosen
    assert "prepare_for_reprisals" not in chosen


def test_a_question_over_which_the_solver_stumbles_is_asked_again() -> None:
    """HiGHS 1.16 ends one of the questions about this campaign with an error of its own, unless it is asked plainly."""
    pack = advocacy()
    found = plan(campaign(pack, 7, WEAK, 0.0, True), pack, pack.policy["default"], TODAY)
    assert found.proven
    assert found.cheapest is not None
    assert found.cheapest.effort == found.cheapest.least_effort
