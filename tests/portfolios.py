"""Portfolios for tests: random packs with random proposals, screened as the command screens them."""

from collections.abc import Sequence
from random import Random

from engine.pack import Pack, Policy, Ranking
from engine.profile import Profile
from engine.screen import screen
from engine.screen_row import Entry, Row, ScreenTerms
from engine.screening import RankingTerms, Screening
from tests.packs import TODAY


def ranked(random: Random, pack: Pack) -> Policy:
    """The first policy of a pack with terms of its own for the order: any measures, any ranges."""
    readiness = [measure.id for measure in pack.measures if measure.kind == "readiness"]
    ladders = [measure.id for measure in pack.measures if measure.kind == "ladder"]
    chosen = random.sample(readiness, random.randint(1, len(readiness)))
    lows = {name: random.choice((0, 1, 2)) for name in chosen}
    lows[chosen[0]] = max(1, lows[chosen[0]])
    weights = {name: (low, low + random.choice((0, 1, 5))) for name, low in lows.items()}
    exposure = random.sample(ladders, random.randint(0, len(ladders)))
    ranking = Ranking(weights={name: tuple(ends) for name, ends in weights.items()}, exposure=tuple(exposure))
    return pack.policies[0].model_copy(update={"ranking": ranking})


def row(pack: Pack, policy: Policy, small: bool = True, redact: bool = False) -> Row:
    return Row(ScreenTerms(pack, policy, TODAY, small, redact))


def entry(key: str, profile: Profile, assessor: Row) -> Entry:
    place = f"proposals.ndjson:{key}"
    said = (profile.campaign, profile.country, profile.stage, profile.language)
    assessed = assessor.assess_row(profile)
    return Entry(key, place, *said, assessed, assessor.answers_shown(profile, assessed))


def screened(profiles: Sequence[Profile], assessor: Row) -> Screening:
    """The document of these, called k00, k01 and so on."""
    entries = [entry(f"k{number:02}", profile, assessor) for number, profile in enumerate(profiles)]
    return screen(assessor.terms, entries, (), 0)


def corners(ranking: RankingTerms, random: Random, more: int) -> list[dict[str, int]]:
    """Every corner of the box of weights, and some weightings within it."""
    found: list[dict[str, int]] = [{}]
    for name, ends in ranking.weights.items():
        found = [{**one, name: weight} for one in found for weight in sorted(set(ends))]
    within = ({name: random.randint(*ends) for name, ends in ranking.weights.items()} for _ in range(more))
    return [*found, *within]
