"""The pages that describe a pack, in a folder of their own: never in the pack's, and never over files of others."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from api.command_messages import HOLDS_OTHER_FILES, IN_THE_PACK
from api.endings import INVALID_INPUT, refuse
from api.output import unwritable_exits, write
from api.packs import pack_folder
from api.screen_written import Written

NAMES: Final = ".munasara-pages"  # not that of a screening, whose results are no pages to replace


def place_for_pages(pack: str, output: Path) -> Written:
    """What these pages were in the folder before. A folder where they must not stand ends the command."""
    with unwritable_exits(output):
        if output.resolve().is_relative_to(pack_folder(pack).resolve()):
            refuse([IN_THE_PACK.at(str(output))], INVALID_INPUT)
        written = Written(output, NAMES)
        for other in written.others():
            refuse([HOLDS_OTHER_FILES.at(str(output), file=other)], INVALID_INPUT)
        return written


def write_pages(pages: Mapping[str, str], output: Path, written: Written) -> None:
    """Write all pages; those of an earlier site that are not among them go."""
    with unwritable_exits(output):
        written.begin(set(pages))
    for name, page in pages.items():
        write(page, output / name)
    with unwritable_exits(output):
        written.end(set(pages))
