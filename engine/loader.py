"""From files to a Pack or a Profile, fully checked.

Every mistake is reported at once, with its file and line. Nothing is returned from input that has any.
"""

from datetime import date
from pathlib import Path

from engine.documents import OF_PROFILES, Document, read_file
from engine.errors import Mistake, Refused, in_order
from engine.form import build, build_or_tell
from engine.pack import Pack
from engine.profile import Profile
from engine.profile_checks import campaign_mistakes, profile_mistakes
from engine.readable import readable, values_of


def load_profile(path: Path, name: str | None = None) -> tuple[Profile, Document]:
    """Read a profile file (.json, or YAML by any other name) and check its form alone, without a pack."""
    document = read_file(path, name, OF_PROFILES)
    return profile_in(document), document


def profile_in(document: Document) -> Profile:
    """The profile that a document holds. Raises Refused with every mistake of form."""
    mistakes: list[Mistake] = []
    profile = build(Profile, document, mistakes, "PROFILE")
    if profile is None:
        raise Refused(in_order(mistakes))
    return profile


def load_profile_for(pack: Pack, path: Path, on: date, name: str | None = None) -> Profile:
    """Read a profile file and check all that it says, as `profile_fitting`. Messages call the file `name`, or the path
    as given."""
    return profile_fitting(pack, read_file(path, name, OF_PROFILES), on)


def profile_fitting(pack: Pack, document: Document, on: date, unnamed: bool = False) -> Profile:
    """The profile that a document holds, with all that it says checked: its form, its answers to the pack's questions,
    and its dates.

    `on` is the day of the assessment, after which nothing may be dated. `unnamed`: the campaign may still be called as
    in a blank questionnaire. Raises Refused with every mistake, in the order of the lines.
    """
    mistakes: list[Mistake] = []
    profile, broken = build_or_tell(Profile, document, mistakes, "PROFILE")
    values = list(readable(Profile, document.data, broken) if profile is None else values_of(profile))
    mistakes += profile_mistakes(values, pack, on, document.place)
    mistakes += campaign_mistakes(values, document.place, unnamed)
    if mistakes or profile is None:
        raise Refused(in_order(mistakes))
    return profile


def load_pack(folder: Path) -> Pack:
    """Read, check and return the pack in a folder. Raises Refused with every mistake, in the order of the files."""
    # Most commands find their pack already checked and read a profile alone: what checks packs takes a while to import.
    from engine.pack_checks import part_mistakes
    from engine.pack_files import pack_digest, read_pack_files
    from engine.pack_order import order_mistakes
    from engine.pack_use import unused
    from engine.part_reading import read_parts

    mistakes: list[Mistake] = []
    files = read_pack_files(folder, mistakes)
    parts = read_parts(files, mistakes)
    mistakes += part_mistakes(parts)
    mistakes += unused(parts)
    mistakes += order_mistakes(parts)
    manifest = None if parts.manifest is None else parts.manifest.whole
    sources = None if parts.sources is None else parts.sources.whole
    if mistakes or manifest is None or sources is None:
        raise Refused(in_order(mistakes))
    return Pack(
        manifest=manifest,
        digest=pack_digest(folder),
        sources=sources.sources,
        sections=tuple(part.whole for part in parts.sections if part.whole),
        measures=tuple(part.whole for part in parts.measures if part.whole),
        rules=tuple(part.whole for part in parts.rules if part.whole),
        remedies=tuple(part.whole for part in parts.remedies if part.whole),
        policies=tuple(part.whole for part in parts.policies if part.whole),
        cases=tuple(part.whole for part in parts.cases if part.whole),
        survivors=parts.mutants.whole.survivors if parts.mutants and parts.mutants.whole else (),
    )
