"""The commands `munasara pack ...`: for those who write rules."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.endings import BAD_PACK_OR_INTERNAL, INVALID_INPUT, bad_input_exits, in_its_language, refuse
from api.opening import chosen_language, open_named_pack
from api.options import Digits, DigitsKind, Language, Output, PackFolder
from api.output import say, write

if TYPE_CHECKING:
    from engine.pack import Pack

pack_app = typer.Typer(help="Check, test and describe packs of rules.", no_args_is_help=True)


@pack_app.command("check")
@in_its_language
def pack_check(
    folder: PackFolder,
    proofs: Annotated[
        bool, typer.Option("--proofs", help="Prove what the pack promises as well, as `pack verify` does.")
    ] = False,
) -> None:
    """Check a pack: its form, its names, its texts, whether its rules can be ordered and run. Lists every mistake."""
    from api.packs import pack_folder
    from engine.loader import load_pack

    with bad_input_exits(INVALID_INPUT):
        found = pack_folder(folder)
    with bad_input_exits(BAD_PACK_OR_INTERNAL):
        pack = load_pack(found)
    counts = {"questions": pack.questions, "rules": pack.rules, "remedies": pack.remedies, "policies": pack.policies}
    told = ", ".join(f"{what}: {len(some)}" for what, some in counts.items())
    write(f"{pack.manifest.id} {pack.manifest.version} is in order ({told}).", None)
    if proofs:
        _prove(pack, folder, output=None, times=True)


@pack_app.command("test")
@in_its_language
def pack_test(folder: PackFolder) -> None:
    """Run a pack's own tests: the examples beside its rules, and its cases with their variations, through both
    inferences."""
    from engine.pack_tests import test_pack

    opened = open_named_pack(folder)
    run = failed = 0
    for tested in test_pack(opened):
        run += 1
        failed += bool(tested.failures)
        for failure in tested.failures:
            typer.echo(f"{tested.subject}: {tested.name}: {failure}.", err=True)
    write(f"{run} examples and cases run, {failed} failed.", None)
    if failed:
        raise typer.Exit(BAD_PACK_OR_INTERNAL)


@pack_app.command("mutate")
@in_its_language
def pack_mutate(
    folder: PackFolder,
    subject: Annotated[
        str | None, typer.Option("--only", metavar="TEXT", help="Only parts whose name holds this.")
    ] = None,
) -> None:
    """Change one thing at a time in a pack and list the changes that no example and no case notices, with the reasons
    that the pack's mutants.yaml gives for them.

    The exit code is 4 if a survivor has no reason, a reason has no survivor, or fewer than 95 % of the changes are
    noticed (with --only, how many is no matter).
    """
    from engine.survivors import mutate

    opened = open_named_pack(folder)
    with bad_input_exits(BAD_PACK_OR_INTERNAL):
        found = mutate(opened, subject)
    if subject is not None and not found.mutants:
        from api.command_messages import NOTHING_TO_CHANGE

        refuse([NOTHING_TO_CHANGE.at("--only")], INVALID_INPUT)
    explained = [survivor for survivor in found.survivors if survivor.reason is not None]
    lines = [f"{survivor.subject}: {survivor.change}\n    {survivor.reason}" for survivor in explained]
    lines.append(f"{found.mutants} mutants, {len(found.survivors)} survive, {found.percent} % killed.")
    write("\n".join(lines), None)
    if found.mistakes:
        refuse(found.mistakes, BAD_PACK_OR_INTERNAL)


@pack_app.command("verify")
@in_its_language
def pack_verify(
    folder: PackFolder,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the certificate here, as JSON.")
    ] = None,
    times: Annotated[bool, typer.Option("--times/--no-times", help="Say how long each proof took.")] = True,
) -> None:
    """Prove what a pack promises: that its rules can fire, that nothing in it is idle, that improving never hurts.

    Each failure is printed with answers that show it. The exit code is 4 if anything fails or cannot be decided.
    """
    _prove(open_named_pack(folder), folder, output, times)


def _prove(pack: "Pack", folder: str, output: Path | None, times: bool) -> None:
    """Print what is proved about a pack and, apart, what fails; exit with 4 if anything does."""
    import time

    from api.packs import places_in
    from engine.verify import verify
    from reports.proofs import failures, summary

    certificate = verify(pack, places_in(folder), time.perf_counter if times else None)
    if output is not None:
        write(certificate.model_dump_json(indent=1, exclude_unset=True), output)
    write(summary(certificate), None)
    if not certificate.holds:
        typer.echo(failures(certificate), nl=False, err=True)
        raise typer.Exit(BAD_PACK_OR_INTERNAL)


@pack_app.command("coverage")
@in_its_language
def pack_coverage(
    folder: PackFolder, lang: Language = None, digits: DigitsKind = Digits.western, output: Output = None
) -> None:
    """List which paragraph of the founding text is encoded by which questions, rules and remedies."""
    from reports.coverage import coverage

    opened = open_named_pack(folder)
    write(coverage(opened, chosen_language(lang, opened), digits.value), output)


@pack_app.command("docs")
@in_its_language
def pack_docs(
    folder: PackFolder,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="SITE", help="Write the pages here.")],
    lang: Language = None,
    digits: DigitsKind = Digits.western,
) -> None:
    """Write a small static site that describes a pack in all its languages, to read, to search and to contest.

    SITE is a folder: new, empty, or one that holds such a site, which is then written anew.
    """
    from api.pack_pages import place_for_pages, write_pages
    from reports.pack_site import pack_site, pages_written
    from reports.words import LANGUAGES

    opened = open_named_pack(folder)
    place = place_for_pages(folder, output)
    pages = pack_site(opened, digits.value)
    write_pages(pages, output, place)
    language = lang if lang in LANGUAGES else "en"  # whatever the pack speaks: this is the command's own sentence
    say(pages_written(len(pages), str(output / "index.html"), language, digits.value))


@pack_app.command("schema")
@in_its_language
def pack_schema(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="One file each, into DIR.")
    ] = None,
) -> None:
    """Print the JSON Schemas of every file format, for editors and for checking files elsewhere."""
    import json

    from engine.schemas import schemas

    made = schemas()
    if output is None:
        write(json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False), None)
        return
    for name, schema in made.items():
        write(json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False), output / f"{name}.schema.json")
