"""What is worked out so far, kept beside the results: whoever breaks off a long screening goes on where it stopped.

Kept are assessments by the digest of the profile, for one engine, pack, policy, day and way of screening: in another
one they are not found. They hold no answers and no names. Each file is made whole before it takes its name.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from engine.screen_row import ScreenTerms
from engine.screening import FORMAT, Assessed
from engine.version import VERSION

FOLDER: Final = ".munasara-screen"
_ONLY_THE_USER: Final = 0o700


class Parts:
    """The part files of one screening, in a folder of their own within the folder of the results."""

    def __init__(self, output: Path, terms: ScreenTerms) -> None:
        said = [FORMAT, VERSION, terms.pack.digest, terms.policy.id, terms.on.isoformat(), terms.small, terms.redact]
        self._folder = output / FOLDER / hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
        self._number = 0

    def known(self) -> dict[str, Assessed]:
        """What was kept, by digest. A file that is not as it was written is worth nothing."""
        found: dict[str, Assessed] = {}
        every = TypeAdapter(list[Assessed])
        for path in sorted(self._folder.glob("*.json")):
            try:
                content = path.read_bytes()
                found |= {one.profile_digest: one for one in every.validate_json(content)}
            except (OSError, ValidationError):
                continue
        return found

    def keep(self, assessed: Sequence[str]) -> None:
        """Keep some more, each as JSON."""
        self._folder.mkdir(_ONLY_THE_USER, parents=True, exist_ok=True)
        while (path := self._folder / f"{self._number:06}.json").exists():
            self._number += 1
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_text(f"[{','.join(assessed)}]", encoding="utf-8")
        partial.replace(path)


def remove_parts(output: Path) -> None:
    """All that was kept in this folder of results, for whatever screening."""
    shutil.rmtree(output / FOLDER, ignore_errors=True)
