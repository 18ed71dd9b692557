"""The run-time check that the two inferences of one assessment agree. Without it no assessment is issued."""

import hashlib
import json

from engine.errors import Disagreement
from engine.evaluate import Truth
from engine.inference import Inferred
from engine.profile import Profile
from engine.program import Program


def profile_digest(profile: Profile) -> str:
    """SHA-256 of what the profile says, however its file is written."""
    fields = profile.model_dump(mode="json", by_alias=True)
    for given in fields["answers"].values():
        if not given["to_confirm"]:  # as most are: their digest is what it was before there was such a field
            del given["to_confirm"]
    if fields["language"] is None:
        del fields["language"]
    said = json.dumps(fields, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def require_agreement(inferred: Inferred, truth: Truth, program: Program, profile: Profile) -> None:
    """Raise Disagreement, naming the profile by its digest and every conclusion and measure in dispute."""
    disputed = [
        conclusion.name
        for number, conclusion in enumerate(program.conclusions)
        if (inferred.certain[number], inferred.possible[number]) != (truth.certain[number], truth.possible[number])
    ]
    disputed += [
        scale.measure.id
        for number, scale in enumerate(program.scales)
        if inferred.measures[number] != truth.measures[number]
    ]
    if disputed:
        raise Disagreement(profile_digest(profile), disputed)
