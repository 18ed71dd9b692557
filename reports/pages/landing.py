"""What the first page offers of a pack."""

from dataclasses import dataclass

from engine.pack import Pack
from engine.text import Text


@dataclass(frozen=True)
class Offered:
    """The questionnaire in short. `quick` is the number of questions of the quick check, and `best` the best verdict
    that it gives, in its own words; 0 and None where there is none."""

    title: Text
    caveat: Text
    questions: int
    sections: int
    quick: int
    best: Text | None


def landing(pack: Pack) -> Offered:
    quick, manifest = pack.policy.get("quick"), pack.manifest
    asks, best = (quick.asks, quick.words[quick.otherwise]) if quick else ((), None)
    return Offered(manifest.title, manifest.caveat, len(pack.questions), len(pack.sections), len(asks), best)
