"""Finding packs by name or folder, and reading them fast: checked once, kept under the digest of the content."""

import contextlib
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from api.command_messages import NO_PACK, NO_PACK_IN_FOLDER
from engine.documents import Steps
from engine.errors import Refused, nearest_name
from engine.pack import Pack
from engine.version import VERSION

SHIPPED = Path(__file__).parent.parent / "rules"
_MOST_KEPT = 6
_LONG_WRITTEN = 3600  # seconds: nobody is still writing such a file
_NAME = r"\d+\.\d+\.\d+-[0-9a-f]{12}-[0-9a-f]{64}"
_A_KEPT_PACK = re.compile(rf"{_NAME}\.json")
_A_PART_OF_ONE = re.compile(rf"{_NAME}-\w+\.part")


def pack_folder(name: str) -> Path:
    """The folder of a shipped pack, or the folder of that name. Raises Refused when there is neither."""
    if (SHIPPED / name / "pack.yaml").is_file() and os.sep not in name:
        return SHIPPED / name
    folder = Path(name)
    if (folder / "pack.yaml").is_file():
        return folder
    if folder.is_dir():  # before anything reads it: it may be the root of a disk
        raise Refused([NO_PACK_IN_FOLDER.at(str(folder / "pack.yaml"))])
    shipped = sorted(path.parent.name for path in SHIPPED.glob("*/pack.yaml"))
    raise Refused([NO_PACK.at(name, nearest_name(name, shipped), packs=tuple(shipped))])


def open_pack(name: str) -> Pack:
    """The pack, fully checked. Raises Refused with all its mistakes.

    A pack that passed every check is kept as JSON under the digest of its files and the engine's version, so that the
    next start reads one file and checks nothing twice. The cache holds no profile and may be deleted at any time; a
    folder that cannot be written is passed over. The few packs opened last are kept: each edit makes another one.
    """
    from engine.loader import load_pack
    from engine.pack_files import pack_digest

    folder = pack_folder(name)
    with contextlib.suppress(OSError, ValueError):
        digest = pack_digest(folder)
        pack = Pack.model_validate_json(_kept(digest).read_bytes())
        if pack.digest == digest:
            with contextlib.suppress(OSError):
                os.utime(_kept(digest))  # opened now: the last to go
            return pack
    pack = load_pack(folder)
    with contextlib.suppress(OSError):
        _keep(pack)
        _let_go_of_old_ones(_kept(pack.digest))
    return pack


def places_in(name: str) -> Callable[[str, Steps], str]:
    """Where a path in a file of a pack stands, as in `rules/silence.yaml:7`. The files are read when first asked."""
    from engine.pack_files import PackFiles, read_pack_files

    folder, read = pack_folder(name), list[PackFiles]()

    def place(file: str, path: Steps) -> str:
        if not read:
            read.append(read_pack_files(folder, []))
        inside = Path(file)
        document = read[0].single.get(file) or read[0].many[inside.parent.name][inside.stem]
        return document.place(path).removeprefix(f"{folder}{os.sep}")

    return place


def _keep(pack: Pack) -> None:
    """Write a pack into the cache: whole or not at all, whoever else writes there. Raises OSError."""
    kept = _kept(pack.digest)
    kept.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=kept.parent, prefix=f"{kept.stem}-", suffix=".part")
    try:
        with open(descriptor, "wb") as written:
            written.write(pack.model_dump_json(by_alias=True).encode())
        os.replace(name, kept)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _let_go_of_old_ones(newest: Path) -> None:
    """Delete all but the packs opened last, and what a process left behind that ended while it wrote.

    Another process may do the same at this moment: a file that is gone, or cannot be deleted, is passed over. One that
    still reads a file deleted here reads it to its end, and one that comes too late checks its pack anew. The folder
    may be any that the user has chosen: only what bears such a name is touched.
    """
    opened: list[tuple[float, Path]] = []
    for path in newest.parent.iterdir():
        with contextlib.suppress(OSError):
            if _A_KEPT_PACK.fullmatch(path.name) and path != newest:
                opened.append((path.stat().st_mtime, path))
            elif _A_PART_OF_ONE.fullmatch(path.name) and path.stat().st_mtime < newest.stat().st_mtime - _LONG_WRITTEN:
                path.unlink()
    for _, path in sorted(opened, reverse=True)[_MOST_KEPT - 1 :]:
        with contextlib.suppress(OSError):
            path.unlink()


def _kept(digest: str) -> Path:
    return _cache_folder() / f"{VERSION}-{_format()}-{digest}.json"


def _cache_folder() -> Path:
    """MUNASARA_CACHE if set, else the user's cache folder by the conventions of the XDG base directories."""
    chosen = os.environ.get("MUNASARA_CACHE")
    if chosen:
        return Path(chosen)
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:  # a user without a home, as in some containers: a place where nothing can be kept
        base = os.devnull
    return Path(base) / "munasara"


def _format() -> str:
    """A digest of the engine, all of which checks or shapes packs: what another one kept may not pass here."""
    import hashlib

    engine = Path(__file__).parent.parent / "engine"
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(engine.glob("*.py")))).hexdigest()[:12]
