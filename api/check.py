"""The command `munasara check`: a gate for pipelines. Its exit codes say who has to do something."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.check_files import Files, named_files, shown
from api.check_output import (
    ENDINGS,
    CheckFormat,
    chosen_formats,
    is_folder,
    keep_inputs,
    output_mistakes,
    targets,
    write_all,
)
from api.endings import INVALID_INPUT, in_its_language, refuse
from api.opening import chosen_day, chosen_language, chosen_policy, open_named_pack
from api.options import DEFAULT_PACK, Digits, DigitsKind, Language, OnDay, PackName
from api.output import form_by_ending

if TYPE_CHECKING:
    from datetime import date

    from engine.baseline import Baseline
    from engine.check import Check
    from engine.check_run import Waivers
    from engine.check_terms import Terms
    from engine.errors import Mistake
    from engine.pack import Pack, Policy, VerdictName
    from engine.waivers import Waiver

# So many profiles are judged by both inferences; beyond, by the compiled rules alone, and the result says so.
MOST_CROSS_CHECKED: Final = 20
LAUNCH: Final = "launch"
FAILING: Final["tuple[VerdictName, ...]"] = ("STOP", "NOT_YET", "CONDITIONS")  # with the last, only GO passes
DEFAULT_FAIL_ON: Final = "NOT_YET"


@in_its_language
def check(
    profiles: Annotated[
        list[str], typer.Argument(metavar="PROFILE...", help="Profile files, or patterns as 'campaigns/*.yaml'.")
    ],
    pack: PackName = DEFAULT_PACK,
    policy: Annotated[
        str | None, typer.Option("--policy", metavar="ID", help="Default: launch, or the pack's default.")
    ] = None,
    on: OnDay = None,
    waivers: Annotated[
        Path | None, typer.Option("--waivers", metavar="FILE", help="Findings that somebody answers for.")
    ] = None,
    baseline: Annotated[
        list[Path] | None,
        typer.Option("--baseline", metavar="FILE", help="A stored assessment: fail only on what is new or worse."),
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="|".join(FAILING), help="The best verdict that does not pass.")
    ] = DEFAULT_FAIL_ON,
    strict: Annotated[bool, typer.Option("--strict", help="Waivers that do not bind are mistakes.")] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit 0 in place of 1 and 3; mistakes still exit 2 or 4.")
    ] = False,
    redact: Annotated[
        bool,
        typer.Option("--redact/--no-redact", help="Show nothing that follows only from sensitive answers."),
    ] = True,
    form: Annotated[
        list[str] | None,
        typer.Option("--format", help="text, json, sarif, junit, github, gitlab, markdown; several with commas."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="DIR|FILE", help="A file, or a folder for several forms.")
    ] = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
) -> None:
    """Check campaigns before launch, for a pipeline: every profile passes, or the exit code and the places say why not.

    Exit codes: 0 every profile passes; 1 a profile does not; 2 a mistake in the command or in a file; 3 undecided,
    as open questions could make it fail; 4 a bad pack or an internal error. Of several, the first of 4, 2, 1, 3, 0.
    """
    opened = open_named_pack(pack)
    language = chosen_language(lang, opened)
    chosen = chosen_policy(policy or (LAUNCH if LAUNCH in opened.policy else opened.manifest.default_policy), opened)
    day = chosen_day(on)
    target = None if output is None else Path(output)
    folder = is_folder(target, output)
    by_ending = form_by_ending(None if form or folder else target, ENDINGS, CheckFormat.text)
    failing, mistakes = _chosen_verdict(fail_on)
    forms, more = chosen_formats(form or [by_ending])
    mistakes += more
    files = named_files(profiles)
    mistakes += output_mistakes(forms, target, folder)
    accepted, wrong = _read_waivers(waivers, opened, chosen, day)
    stored, more = _read_baselines(baseline, opened, chosen, day)
    mistakes += [*wrong, *more]
    if mistakes or not files.files:
        refuse([*mistakes, *files.mistakes], INVALID_INPUT)
    read = [named.path for named in files.files] + [path for path in (waivers, *(baseline or ())) if path]
    keep_inputs(read, targets(forms, target, folder))

    from engine.check_terms import Terms

    terms = Terms(
        pack=opened,
        policy=chosen,
        on=day,
        fail_on=failing,
        redact=redact,
        cross_check=len(files.files) <= MOST_CROSS_CHECKED,
        binding=_binding(accepted),
        baselines=stored,
    )
    made = _made(terms, files, accepted, strict, exit_zero)
    write_all(made, forms, language, digits, target, folder)
    raise typer.Exit(made.ending)


def _chosen_verdict(said: str) -> "tuple[VerdictName, list[Mistake]]":
    """The verdict that `--fail-on` names, in any letters; or the mistake in it."""
    from api.command_messages import NO_FAILING_VERDICT

    for verdict in FAILING:
        if verdict == said.upper():
            return verdict, []
    return DEFAULT_FAIL_ON, [NO_FAILING_VERDICT.at(f"--fail-on {said}", verdicts=FAILING)]


def _made(terms: "Terms", files: Files, accepted: "Waivers | None", strict: bool, exit_zero: bool) -> "Check":
    from api.check_pool import check_all
    from engine.check_run import document
    from engine.checking import unread

    checked = [*check_all(terms, files.files), *(unread(one.place, [one]) for one in files.mistakes)]
    return document(terms, checked, accepted, strict, files.repeated, exit_zero)


def _read_waivers(
    path: Path | None, pack: "Pack", policy: "Policy", day: "date"
) -> tuple["Waivers | None", tuple["Mistake", ...]]:
    """The waivers and how each stands; or the mistakes in their file."""
    from engine.errors import Refused

    if path is None:
        return None, ()
    from engine.check_run import Waivers
    from engine.waivers import read_waivers, standing

    try:
        found, document = read_waivers(path, shown(path), policy.waivable_by)
    except Refused as refused:
        return None, refused.mistakes
    return Waivers(found, standing(found, pack, policy, day), document), ()


def _binding(accepted: "Waivers | None") -> "dict[int, Waiver]":
    if accepted is None:
        return {}
    both = zip(accepted.waivers, accepted.states, strict=True)
    return {number: waiver for number, (waiver, state) in enumerate(both) if state == "binding"}


def _read_baselines(
    paths: list[Path] | None, pack: "Pack", policy: "Policy", day: "date"
) -> tuple["dict[str, Baseline] | None", list["Mistake"]]:
    """The stored assessments by campaign, None where none was named; or the mistakes in them."""
    if not paths:
        return None, []
    from engine.baseline import by_campaign, read_baseline
    from engine.errors import Refused

    found, mistakes = [], list["Mistake"]()
    for path in paths:
        try:
            found.append(read_baseline(path, shown(path), pack, policy, day))
        except Refused as refused:
            mistakes += refused.mistakes
    try:
        return by_campaign(found), mistakes
    except Refused as refused:
        return None, [*mistakes, *refused.mistakes]
