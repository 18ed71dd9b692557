"""The forms of a questionnaire beside the profile file: for KoBoToolbox and ODK, for a spreadsheet, for machines, for
paper."""

import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from api.endings import BAD_PACK_OR_INTERNAL, INVALID_INPUT, refuse
from api.options import Digits, FormKind
from api.output import write, write_bytes

if TYPE_CHECKING:
    from engine.pack import Pack, Policy

WORKBOOKS: Final = (FormKind.xlsform, FormKind.xlsx)


def require_screen(*libraries: str) -> None:
    """End the command with a remedy where libraries of the extra `screen` are not installed."""
    from api.command_messages import NOT_INSTALLED

    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        refuse([NOT_INSTALLED.at("", library=name) for name in missing], INVALID_INPUT)


def write_form(
    kind: FormKind,
    pack: "Pack",
    policy: "Policy | None",
    language: str,
    digits: Digits,
    output: Path | None,
    profile_only: Sequence[str],
) -> None:
    """Write a form to its file, or to standard output where it is text. Options that only a profile file can follow
    (`profile_only`, those given) are refused."""
    if profile_only:
        from api.command_messages import YAML_ONLY

        refuse([YAML_ONLY.at(option) for option in profile_only], INVALID_INPUT)
    if output is None and kind in WORKBOOKS:
        from api.command_messages import NEEDS_A_FILE

        refuse([NEEDS_A_FILE.at(f"--format {kind.value}")], INVALID_INPUT)
    content = form(kind, pack, policy, language, digits)
    if isinstance(content, str):
        write(content, output)
    elif output is not None:
        write_bytes(content, output)


def form(kind: FormKind, pack: "Pack", policy: "Policy | None", language: str, digits: Digits) -> str | bytes:
    """The questionnaire in this form: what the policy asks, or (None) everything that the pack does."""
    if kind is FormKind.json_schema:
        from engine.form_description import profile_schema

        return json.dumps(profile_schema(pack), ensure_ascii=False, indent=2) + "\n"
    from reports.forms.plan import worded_plan

    plan = worded_plan(pack, policy)
    if kind is FormKind.paper:
        from reports.forms.paper import paper

        return paper(plan, language, digits.value)
    require_screen("xlsxwriter")
    if kind is FormKind.xlsx:
        from reports.forms.proposals_sheet import proposals_workbook

        return proposals_workbook(plan, language)
    from reports.forms.relevance import TooLong
    from reports.forms.xlsform import xlsform

    try:
        return xlsform(plan, language)
    except TooLong as error:
        from api.command_messages import CONDITION_TOO_LONG

        refuse([CONDITION_TOO_LONG.at(str(error))], BAD_PACK_OR_INTERNAL)
