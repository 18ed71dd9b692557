"""A profile file that is being filled in: every answer is on the disk before the next question is put."""

import contextlib
import os
import stat
import tempfile
from datetime import date
from pathlib import Path

from api.command_messages import CHANGED_MEANWHILE, MAY_NOT_WRITE, NO_FOLDER, cannot_be_written
from engine.documents import content_of, is_json
from engine.errors import Refused
from engine.loader import profile_fitting
from engine.pack import Pack
from engine.profile import Profile
from engine.profile_text import ProfileText

FOR_ITS_OWNER = 0o600  # what a campaign says about itself can endanger people


class ProfileFile:
    """One file and the text in it. It is written anew only if it still holds what was last read or written."""

    def __init__(self, path: Path, text: ProfileText, on_disk: bytes | None) -> None:
        self.path, self._text, self._on_disk = path, text, on_disk

    @classmethod
    def open(cls, path: Path, pack: Pack, on: date) -> "ProfileFile":
        """A file in which the campaign may still lack its name. Raises Refused with every mistake in what it says, or
        when it could not be written."""
        content = content_of(path, str(path))
        text = ProfileText.read(
            str(path), content, is_json(path), on, lambda document: profile_fitting(pack, document, on, unnamed=True)
        )
        if not (_may(path, os.W_OK) and _may(path.resolve().parent, os.W_OK | os.X_OK)):
            raise Refused([MAY_NOT_WRITE.at(str(path))])
        return cls(path, text, content)

    @classmethod
    def begin(cls, path: Path, blank: str, new: Profile, on: date) -> "ProfileFile":
        """A new file for this profile without answers, from the text of a blank questionnaire; nobody but its owner
        may read it."""
        begun = cls(path, ProfileText.begun(str(path), blank, is_json(path), new, on), None)
        begun._save(begun._text)
        return begun

    @property
    def profile(self) -> Profile:
        return self._text.profile

    def name(self, campaign: str) -> None:
        """Write the name of the campaign, as `answer`."""
        self._save(self._text.named(campaign))

    def answer(self, question: str, answer: str | tuple[str, ...], on: date) -> None:
        """Write one answer. Raises Refused, and leaves the file as it is, when that is not safe or not possible."""
        self._save(self._text.answering(question, answer, on))

    def _save(self, text: ProfileText) -> None:
        if _content(self.path) != self._on_disk:
            raise Refused([CHANGED_MEANWHILE.at(str(self.path))])
        content = text.text.encode()
        try:
            target = self.path.resolve()  # so that a link stays a link
            if not target.parent.exists():
                raise Refused([NO_FOLDER.at(str(self.path))])
            _write_whole(content, target)
        except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
            raise Refused([cannot_be_written(error, str(self.path))]) from None
        self._text, self._on_disk = text, content


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


def _content(path: Path) -> bytes | None:
    """What the file holds; None where there is none, or none that can be read."""
    try:
        return content_of(path, str(path)) if os.path.lexists(path) else None
    except Refused:
        return None


def _write_whole(content: bytes, path: Path) -> None:
    """Whole or not at all, also when the line drops or the power fails; with the permissions that the file had."""
    descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=".munasara.", suffix=".part")
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        mode = FOR_ITS_OWNER
        if path.exists():
            state = path.stat()
            mode = stat.S_IMODE(state.st_mode)
            with contextlib.suppress(OSError):  # only the superuser may leave a file to somebody else
                os.chown(partial, state.st_uid, state.st_gid)
        os.chmod(partial, mode)
        os.replace(partial, path)
    except BaseException:  # also when somebody interrupts
        Path(partial).unlink(missing_ok=True)
        raise
