"""The command `munasara`. Exit codes: 0 fine, 2 usage or invalid input, 4 a bad pack or an internal error; `check` also
ends with 1 and 3, `screen` with 1 and 130."""

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

# Looking for pydantic plugins reads the metadata of every installed package: a tenth of a second nothing here uses.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

import typer

from api.check import check
from api.db_commands import db_app
from api.endings import (
    BAD_PACK_OR_INTERNAL,
    INVALID_INPUT,
    bad_input_exits,
    fail,
    in_its_language,
    refuse,
    require_folder,
    warn,
)
from api.importing import import_
from api.limits import limited_solver
from api.opening import (
    as_named,
    asked_for,
    assess_file,
    by_name,
    chosen_day,
    chosen_language,
    chosen_policy,
    open_named_pack,
    open_to_change,
    plans_failed,
    policy_for,
    policy_to_ask,
    with_plans,
)
from api.options import (
    DEFAULT_PACK,
    REPORT_FORMS,
    SHORT_FORMS,
    Digits,
    DigitsKind,
    Format,
    FormKind,
    Language,
    OnDay,
    Output,
    PackName,
    PolicyName,
    ProfileFile,
    ReportFormat,
    ShortFormat,
    Target,
    at_least,
)
from api.output import at_terminal, exists, forget_output, form_by_ending, form_of, keep_profile, rendered, say, write
from api.pack_commands import pack_app
from api.screen import screen
from api.serve import serve

app = typer.Typer(
    help="Says before an advocacy campaign launches whether it is ready, what could go wrong and for whom, and why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(pack_app, name="pack")
app.command()(check)
app.command()(screen)
app.command("import")(import_)
app.add_typer(db_app, name="db")
app.command()(serve)


@app.command()
@in_its_language
def assess(
    profile: ProfileFile,
    pack: PackName = DEFAULT_PACK,
    policy: PolicyName = None,
    on: OnDay = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
    form: Annotated[
        ReportFormat | None,
        typer.Option(
            "--format", help="The form of the result; default: by the file's ending, else text. A PDF is brief."
        ),
    ] = None,
    output: Output = None,
    redact: Annotated[bool, typer.Option("--redact", help="Leave sensitive answers out, as if kept back.")] = False,
    brief: Annotated[
        bool, typer.Option("--brief", help="A page at most: what matters first, without the proofs.")
    ] = False,
) -> None:
    """Assess a campaign: the verdict, readiness, exposure, findings with their causes, and what to do first.

    The exit code is 0 whatever the verdict; 2 means that the profile cannot be used, 4 that the pack cannot.
    """
    opened = open_named_pack(pack)
    language = chosen_language(lang, opened)
    keep_profile(profile, output)
    wanted = form or form_by_ending(output, REPORT_FORMS, ReportFormat.text)
    if wanted is ReportFormat.pdf:
        from api.pdf import pdf_file, write_pdf

        file = pdf_file(output)
        write_pdf(assess_file(profile, opened, policy, on, redact)[0], language, digits, file)
        return
    kind = Format(wanted.value)
    result, chosen, read = assess_file(profile, opened, policy, on, redact)
    colour = output is None and at_terminal()
    if brief and kind is not Format.json:
        from api.output import briefly_rendered

        write(briefly_rendered(result, kind, language, digits, colour), output)
        return
    if kind is not Format.text:
        result = with_plans(result, read, opened, chosen)
        if result.plans_failed:
            warn(plans_failed(profile), lang, digits)
    write(rendered(result, kind, language, digits, colour, as_named(pack, policy)), output)


@app.command()
@in_its_language
def explain(
    profile: ProfileFile,
    fact: Annotated[
        str,
        typer.Argument(
            metavar="FACT|QUESTION",
            help="A finding, as in `silence_and_fear`, or a question, as in I1 or `written_plan`.",
        ),
    ],
    pack: PackName = DEFAULT_PACK,
    policy: PolicyName = None,
    on: OnDay = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
) -> None:
    """Explain a finding: why it holds, down to the answers; or why it does not, and what would change that.

    Of a question: what rests on its answer, and what would change with it.
    """
    opened = open_named_pack(pack)
    language = chosen_language(lang, opened)
    question = None if fact in opened.rule else asked_for(fact, opened)
    result, chosen, read = assess_file(profile, opened, policy, on, redact=False)
    if question is not None:
        from engine.cancelled import cancelled_by
        from reports.question_role import question_role

        cancelled = cancelled_by(read, opened, chosen, result.receipt.on, question)
        write(question_role(result, question, language, digits=digits.value, cancelled=cancelled), None)
    elif any(finding.fact == fact for finding in result.findings):
        from reports.text import explanation

        write(explanation(result, fact, language, digits=digits.value), None)
    else:
        from engine.why_not import why_not
        from reports.absence import absence

        reason = why_not(read, opened, chosen, result.receipt.on, fact)
        again = (*as_named(pack, policy), *(() if on is None else ("--on", str(result.receipt.on))))
        write(absence(result, reason, language, digits=digits.value, again=again), None)


@app.command("what-if")
@in_its_language
def what_if(
    profile: ProfileFile,
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="QUESTION=VALUE...",
            help="Answers to change: a level, an option, several (a,b), unknown, withheld, or nothing to take it back.",
        ),
    ],
    pack: PackName = DEFAULT_PACK,
    policy: PolicyName = None,
    on: OnDay = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
    form: Annotated[
        ShortFormat | None,
        typer.Option("--format", help="The form of the result; default: by the file's ending, else text."),
    ] = None,
    output: Output = None,
) -> None:
    """Show what would change if some answers were different: verdict, measures, findings, questions in use.

    An answer set here counts as given on the day of the assessment. Evidence stays with a level that does not rise.
    """
    from engine.what_if import what_if as assess_both

    opened = open_named_pack(pack)
    language = chosen_language(lang, opened)
    keep_profile(profile, output)
    form, day = form or form_by_ending(output, SHORT_FORMS, ShortFormat.text), chosen_day(on)
    changes = [by_name(change, opened) for change in changes]
    read = open_to_change(profile, changes, opened, day)
    chosen = chosen_policy(policy or policy_for(read, opened), opened)
    result = assess_both(read, changes, opened, chosen, day)
    if form is ShortFormat.json:
        write(result.model_dump_json(indent=2, by_alias=True), output)
        return
    from reports.what_if import what_if_report

    colour = output is None and at_terminal()
    write(what_if_report(result, language, colour=colour, digits=digits.value), output)


@app.command()
@in_its_language
def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A profile, or what `assess --format json` wrote.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same, of a later day.")],
    pack: PackName = DEFAULT_PACK,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy", metavar="ID", help="For profiles; default: that of what is stored, else the newer one's."
        ),
    ] = None,
    old_on: Annotated[
        str | None, typer.Option("--old-on", metavar="DATE", help="The day of OLD; default: of its latest answer.")
    ] = None,
    on: OnDay = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="The form of the result; default: by the file's ending, else text."),
    ] = None,
    output: Output = None,
    redact: Annotated[bool, typer.Option("--redact", help="Leave sensitive answers out, as if kept back.")] = False,
) -> None:
    """Tell what moved between two assessments or profiles, and why: new rules, time that passed, or the campaign.

    For a running campaign this is its deviation report. The exit code is 0 whatever moved.
    """
    from api.comparing import compare_files, rendered_comparison

    opened = open_named_pack(pack)
    language = chosen_language(lang, opened)
    for file in (old, new):
        keep_profile(file, output)
    if policy is not None:
        chosen_policy(policy, opened)
    day, old_day = chosen_day(on), None if old_on is None else chosen_day(old_on, "--old-on")
    form = form or form_of(output)
    result = compare_files(old, new, opened, policy, old_day, day, redact)
    write(rendered_comparison(result, form, language, digits, output is None and at_terminal()), output)


@app.command()
@in_its_language
def plan(
    profile: ProfileFile,
    to: Annotated[
        Target | None,
        typer.Option("--to", case_sensitive=False, help="The verdict to reach; default: the best of the policy."),
    ] = None,
    within: Annotated[
        int | None,
        typer.Option("--within", metavar="DAYS", parser=at_least(0), help="Default: the days until the launch."),
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", metavar="QUESTION", help="An answer that stays as it is; repeatable.")
    ] = None,
    change_tactics: Annotated[
        bool, typer.Option("--change-tactics", help="Allow what changes the campaign itself, as its tactics and tone.")
    ] = False,
    budget: Annotated[
        int | None,
        typer.Option(
            "--budget",
            metavar="PERSON_DAYS",
            parser=at_least(0),
            help="Show also the best that this effort can do.",
        ),
    ] = None,
    pack: PackName = DEFAULT_PACK,
    policy: PolicyName = None,
    on: OnDay = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="The form of the result; default: by the file's ending, else text."),
    ] = None,
    output: Output = None,
) -> None:
    """Find the least that leads to a better verdict, proved; or what is in the way, if nothing does.

    A plan leads to its verdict however the open questions turn out. The exit code is 0 whether or not there is a plan,
    and 4 if a defect of Munasara kept it from finding out (PLAN-003).
    """
    from engine.plan import Wishes
    from engine.plan_document import plan_document

    opened = open_named_pack(pack)
    language = chosen_language(lang, opened)
    keep_profile(profile, output)
    form = form or form_of(output)
    result, chosen, read = assess_file(profile, opened, policy, on, redact=False)
    wishes = Wishes(
        to.value if to else None, within, tuple(by_name(one, opened) for one in keep or ()), change_tactics, budget
    )
    result = with_plans(result, read, opened, chosen, wishes)
    colour = output is None and at_terminal()
    if form is Format.text:
        from reports.plan_text import plan_text

        content = plan_text(result, language, colour=colour, digits=digits.value)
    elif form is Format.json:
        if result.plans_failed:
            warn(plans_failed(profile), lang, digits)
            raise typer.Exit(BAD_PACK_OR_INTERNAL)
        content = plan_document(result).model_dump_json(indent=2, by_alias=True) + "\n"
    else:
        content = rendered(result, form, language, digits, colour)
    write(content, output)
    if result.plans_failed:
        warn(plans_failed(profile), lang, digits)
        raise typer.Exit(BAD_PACK_OR_INTERNAL)


@app.command()
@in_its_language
def questionnaire(
    pack: PackName = DEFAULT_PACK,
    policy: Annotated[
        str | None, typer.Option("--policy", metavar="ID", help="What this policy asks, in its order.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day of the answers; default: today.")
    ] = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
    form: Annotated[
        FormKind,
        typer.Option("--format", help="A profile file, a form for KoBo and ODK, a spreadsheet, a schema, or to print."),
    ] = FormKind.yaml,
    output: Output = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    earlier: Annotated[
        Path | None,
        typer.Option("--from", metavar="OLD", help="A campaign to begin after: its profile or stored assessment."),
    ] = None,
    with_sensitive: Annotated[
        bool, typer.Option("--with-sensitive", help="With --from: carry sensitive answers over, too.")
    ] = False,
) -> None:
    """Write the questionnaire: as a blank profile with each question and its answers as comments, or in another form.

    xlsform is what KoBoToolbox and ODK make forms from, xlsx a spreadsheet with one row a proposal, paper a page to
    print. With --from a profile begins the next campaign: lasting answers are carried over, to be confirmed, and
    lessons stand on top.
    """
    if output is not None and not force and exists(output):
        from api.command_messages import EXISTS

        refuse([EXISTS.at(str(output))], INVALID_INPUT)
    opened = open_named_pack(pack)
    chosen = chosen_policy(policy or opened.manifest.default_policy, opened)
    language, day, begun = chosen_language(lang, opened), chosen_day(on), None
    if form is not FormKind.yaml:
        from api.forms import write_form

        profile_only = {"--on": on is not None, "--from": earlier is not None, "--with-sensitive": with_sensitive}
        given = [option for option, used in profile_only.items() if used]
        write_form(form, opened, None if policy is None else chosen, language, digits, output, given)
        return
    from reports.questionnaire import blank_profile

    if with_sensitive and earlier is None:
        from api.command_messages import AFTER_A_CAMPAIGN_ONLY

        refuse([AFTER_A_CAMPAIGN_ONLY.at("--with-sensitive")], INVALID_INPUT)
    if earlier is not None:
        from api.comparing import begun_after

        keep_profile(earlier, output)
        begun = begun_after(earlier, opened, day, with_sensitive)
    write(blank_profile(opened, chosen, language, day, begun, digits.value), output)


@app.command()
@in_its_language
def ask(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE", help="A profile file; it is begun if there is none.")],
    pack: PackName = DEFAULT_PACK,
    policy: Annotated[
        str | None, typer.Option("--policy", metavar="ID", help="Default: quick, or by the campaign's stage.")
    ] = None,
    on: OnDay = None,
    lang: Language = None,
    digits: DigitsKind = Digits.western,
    page: Annotated[
        int,
        typer.Option(
            "--page",
            parser=at_least(1),
            metavar="N",
            help="How many questions before the next look at the verdict.",
        ),
    ] = 3,
    everything: Annotated[bool, typer.Option("--all", help="Go on when the verdict is settled.")] = False,
) -> None:
    """Ask the open questions of a profile, those that decide most first, until no answer can change the verdict.

    Each answer is written into the file at once; all else in it stays as it is.
    """
    require_folder(profile)
    opened, day = open_named_pack(pack), chosen_day(on)
    language = chosen_language(lang, opened)
    chosen = None if policy is None else chosen_policy(policy, opened)

    from api.ask import Conversation, ask_campaign
    from reports.asking import Asking

    if sys.stdin is not None and hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    conversation = Conversation(sys.stdin, say)
    asking = Asking(language, digits.value, at_terminal())
    try:
        with bad_input_exits(INVALID_INPUT):
            ask_campaign(
                profile,
                opened,
                pack,
                lambda written: chosen or policy_to_ask(written, opened),
                day,
                conversation,
                asking,
                page,
                everything,
            )
    except Exception as error:  # whatever failed: it goes on up, with the news that the answers are kept
        from api.command_messages import SAVED

        error.add_note(SAVED)
        raise


def main() -> None:
    """Run the command. What goes wrong before it begins ends as what goes wrong inside: see `endings.py`."""
    # The objects of a pack live to the end: searching them for garbage every 700 new ones takes a sixth of the time.
    gc.set_threshold(100_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with limited_solver():
            app()
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # a reader that has enough, as `head`, is no failure
            forget_output()
            sys.exit(0)
        raise
    except Exception as error:  # whatever failed: nobody is shown a traceback
        try:
            fail(error)
        except typer.Exit as exit_:
            sys.exit(exit_.exit_code)
    finally:
        gc.freeze()  # no last search for garbage: the process ends
