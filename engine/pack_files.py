"""The files of a pack folder: which there are, what they are called, what stands in them, and their digest."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from engine.documents import LIMIT_BYTES, Document, read_file
from engine.errors import Mistake, Refused
from engine.names import ANY_WORD, Words, words_of

SINGLE_FILES = ("pack.yaml", "sources.yaml", "measures.yaml", "remedies.yaml")
OPTIONAL_FILES = ("mutants.yaml",)
FOLDERS = ("questions", "rules", "policies", "cases")
PASSED_OVER = ("README.md",)
ANYTHING = "anything"


@dataclass(frozen=True)
class Unread:
    """A file that could not be read, is missing, or is not where one is read.

    `holds` is the folder or the single file (without its ending) that it belongs to, or ANYTHING; `words` are what may
    be a name in it. `in_place` is False for a file where, or with an ending with which, none is read.
    """

    holds: str
    name: str
    words: Words
    in_place: bool = True


@dataclass
class PackFiles:
    """The documents of a pack folder by what they hold, and the files that are not among them."""

    folder: Path
    single: dict[str, Document] = field(default_factory=dict)
    many: dict[str, dict[str, Document]] = field(default_factory=lambda: {folder: {} for folder in FOLDERS})
    unread: list[Unread] = field(default_factory=list)


def pack_paths(folder: Path) -> list[Path]:
    """Every file of a pack folder, in an order that does not depend on the machine; hidden ones are left out."""
    seen = [path for path in folder.rglob("*") if path.is_file() and not _hidden(path, folder)]
    return sorted(seen, key=lambda path: path.relative_to(folder).as_posix())


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def pack_digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of a pack: the same on every machine, changed by any edit.

    Raises ValueError if one is larger than any file of a pack may be, so that nothing reads it whole.
    """
    digest = hashlib.sha256()
    for path in pack_paths(folder):
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
        if len(content) > LIMIT_BYTES:
            raise ValueError(f"{path} is larger than a file of a pack may be")
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_pack_files(folder: Path, mistakes: list[Mistake]) -> PackFiles:
    """Read all files of a pack; what is missing, not expected or unreadable is a mistake."""
    files = PackFiles(folder)
    if not folder.is_dir():
        raise Refused([Mistake("PACK-004", str(folder), "is not a folder.", "Name a folder that holds a pack.yaml.")])
    odd = _odd_entries(folder)
    for path in odd:
        inside = path.relative_to(folder)
        fact = "is neither a file nor a folder that a pack has."
        mistakes.append(Mistake("PACK-004", str(path), fact, "Put plain files in its place, or remove it."))
        files.unread.append(Unread(_belongs(inside), inside.stem, ANY_WORD))
    paths = pack_paths(folder)
    for path in paths:
        inside = path.relative_to(folder)
        known = inside.as_posix() in (*SINGLE_FILES, *OPTIONAL_FILES)
        listed = len(inside.parts) == 2 and inside.parts[0] in FOLDERS and inside.suffix == ".yaml"
        if inside.as_posix() in PASSED_OVER:
            continue
        belongs = _belongs(inside)
        if not known and not listed:
            fact = "is no part of a pack, and nothing in a pack is passed over in silence."
            named = ", ".join((*SINGLE_FILES, *OPTIONAL_FILES))
            remedy = f"Rename or remove it. A pack has {named} and *.yaml in {', '.join(FOLDERS)}."
            mistakes.append(Mistake("PACK-004", str(path), fact, remedy))
            if inside.suffix in (".yaml", ".yml", ".json"):
                files.unread.append(Unread(belongs, inside.stem, _words(path), in_place=False))
            continue
        try:
            document = read_file(path)
        except Refused as refused:
            mistakes += refused.mistakes
            files.unread.append(Unread(belongs, inside.stem, _words(path)))
            continue
        if known:
            files.single[inside.name] = document
        else:
            files.many[inside.parts[0]][inside.stem] = document
    present = {path.relative_to(folder).as_posix() for path in (*paths, *odd)}
    for name in SINGLE_FILES:
        if name not in present:
            mistakes.append(
                Mistake("PACK-004", str(folder / name), "is missing.", "Add it; see the guide for authors.")
            )
            stem = Path(name).stem
            files.unread.append(Unread(stem, stem, ANY_WORD))
    return files


def _odd_entries(folder: Path) -> list[Path]:
    """What no pack has: links to folders or to nothing, devices, pipes, and folders of other names that hold no file
    (of others, each file is told)."""
    found = [path for path in folder.rglob("*") if not _hidden(path, folder) and not path.is_file()]
    known = {folder / name for name in FOLDERS}
    plain = {path for path in found if path.is_dir() and not path.is_symlink()}
    return sorted(path for path in found if path not in plain or (path not in known and not any(path.iterdir())))


def _belongs(inside: Path) -> str:
    """The folder or the single file (without its ending) that an entry of a pack belongs to, or ANYTHING."""
    if inside.as_posix() in (*SINGLE_FILES, *OPTIONAL_FILES):
        return inside.stem
    return inside.parts[0] if inside.parts[0] in FOLDERS else ANYTHING


def _words(path: Path) -> Words:
    """The words of a file that could not be read as a document; any word if it is no text, or too long."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
    except OSError:
        content = b""
    if not content.strip() or len(content) > LIMIT_BYTES or b"\0" in content:
        return ANY_WORD
    return words_of(content.decode("utf-8", "replace"))
