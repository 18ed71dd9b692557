"""Finding packs by name or folder, and reading them fast: checked once, kept under the digest of the content."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from engine.documents import Steps
from engine.errors import Mistake, Refused, nearest
from engine.pack import Pack
from engine.version import VERSION

SHIPPED = Path(__file__).parent.parent / "rules"


def pack_folder(name: str) -> Path:
    """The folder of a shipped pack, or the folder of that name. Raises Refused when there is neither."""
    if (SHIPPED / name / "pack.yaml").is_file() and os.sep not in name:
        return SHIPPED / name
    folder = Path(name)
    if (folder / "pack.yaml").is_file():
        return folder
    if folder.is_dir():  # before anything reads it: it may be the root of a disk
        fact = "is missing, so this folder holds no pack."
        raise Refused([Mistake("PACK-004", str(folder / "pack.yaml"), fact, "Name the folder of a pack.")])
    shipped = sorted(path.parent.name for path in SHIPPED.glob("*/pack.yaml"))
    remedy = f"{nearest(name, shipped)}Shipped packs: {', '.join(shipped)}. Or name a folder."
    raise Refused([Mistake("PACK-004", name, "is neither a shipped pack nor a folder.", remedy)])


def open_pack(name: str) -> Pack:
    """The pack, fully checked. Raises Refused with all its mistakes.

    A pack that passed every check is kept as JSON under the digest of its files and the engine's version, so that the
    next start reads one file and checks nothing twice. The cache holds no profile and may be deleted at any time; a
    folder that cannot be written is passed over.
    """
    from engine.loader import load_pack, pack_digest

    folder = pack_folder(name)
    with contextlib.suppress(OSError, ValueError):
        digest = pack_digest(folder)
        pack = Pack.model_validate_json(_kept(digest).read_bytes())
        if pack.digest == digest:
            return pack
    pack = load_pack(folder)
    kept = _kept(pack.digest)
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as written:
            written.write(pack.model_dump_json(by_alias=True).encode())
        os.replace(written.name, kept)
    return pack


def places_in(name: str) -> Callable[[str, Steps], str]:
    """Where a path in a file of a pack stands, as in `rules/silence.yaml:7`. The files are read when first asked."""
    from engine.loader import PackFiles, read_pack_files

    folder, read = pack_folder(name), list[PackFiles]()

    def place(file: str, path: Steps) -> str:
        if not read:
            read.append(read_pack_files(folder, []))
        inside = Path(file)
        document = read[0].single.get(file) or read[0].many[inside.parent.name][inside.stem]
        return document.place(path).removeprefix(f"{folder}{os.sep}")

    return place


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
