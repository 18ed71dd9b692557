"""What the first page offers of a pack."""

from dataclasses import dataclass

from engine.pack import Pack
from engine.text import Text


@dataclass(frozen=True)
class Offered:
    """The questionnaire in short. `quick` is the number of questions of the quick check; 0 where there is none."""

    title: Text
    caveat: Text
    questions: int
    sections: int
    quick: int


def landing(pack: Pack) -> Offered:
    quick = pack.policy["quick"].asks if "quick" in pack.policy else ()
    manifest = pack.manifest
    return Offered(manifest.title, manifest.caveat, len(pack.questions), len(pack.sections), len(quick))
