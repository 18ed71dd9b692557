"""The complete report as GitHub-flavoured Markdown, for a repository or a pull request."""

from collections.abc import Iterable

from engine.assessment import Assessment, Finding, MeasureResult, RemedyResult, VerdictReason
from engine.pack import ADVERSE
from reports.fragility import hanging
from reports.markdown_annex import annex
from reports.markup import bullets, escape, folded, heading, table
from reports.pairs import best_pair
from reports.plan_markdown import plan_parts
from reports.wording import Wording
from reports.words import Digits, Words


def markdown(assessment: Assessment, language: str, digits: Digits = "western") -> str:
    """Everything an assessment says, worst and first things on top, long tables folded away."""
    wording = Wording(assessment, Words(language, digits))
    parts = [
        *_verdict(wording),
        *_axes(wording),
        *_bad_news(wording),
        *_possible(wording),
        *_good_news(wording),
        *plan_parts(wording),
        *_remedies(wording),
        *_open_questions(wording),
        *annex(wording),
    ]
    if wording.words.direction == "rtl":
        parts = ['<div dir="rtl">', *parts, "</div>"]
    return "\n\n".join(parts) + "\n"


def _verdict(wording: Wording) -> list[str]:
    words, assessment = wording.words, wording.assessment
    campaign = assessment.campaign
    notes = "\n".join(f"> {escape(wording.notice(notice))}  " for notice in assessment.notices)
    return [
        heading(1, campaign.name),
        f"**{escape(wording.headline())}**",
        *(escape(note) for note in (*wording.verdict_notes(), *hanging(wording), wording.way_out()) if note),
        *_reasons(wording, assessment.verdict.reasons),
        *([notes] if notes else []),
        *bullets(_campaign(wording)),
        escape(words.of(assessment.caveat)),
    ]


def _reasons(wording: Wording, reasons: Iterable[VerdictReason]) -> list[str]:
    """The reasons of the verdict, each with what met it below, as one list."""
    lines = []
    for reason in reasons:
        lines += bullets([wording.reason(reason)])
        lines += bullets((wording.premise(premise) for premise in reason.premises), depth=1)
    return ["\n".join(lines)] if lines else []


def _campaign(wording: Wording) -> list[str]:
    """The campaign's own particulars, as far as they are stated."""
    words, campaign = wording.words, wording.assessment.campaign
    match campaign.stage:
        case "preparing":
            said = [words("Stage: preparing")]
        case "launching":
            said = [words("Stage: launching")]
        case "running":
            said = [words("Stage: running")]
        case "closing":
            said = [words("Stage: closing")]
    if campaign.country:
        said.append(words("Country: {country}", country=campaign.country))
    if campaign.dates.launch:
        said.append(words("Launch: {date}", date=campaign.dates.launch))
    if campaign.dates.end:
        said.append(words("End: {date}", date=campaign.dates.end))
    said.append(words("Answered on: {date}", date=campaign.answered_on))
    said += [words("Lesson from an earlier campaign: {lesson}", lesson=lesson) for lesson in campaign.lessons]
    return said


def _axes(wording: Wording) -> list[str]:
    words, measures = wording.words, wording.measures.values()
    head = (words("Measure"), words("Value"), words("What it says"))

    def row(measure: MeasureResult) -> tuple[str, str, str]:
        return words.of(measure.title), wording.scaled(measure), words.of(measure.what)

    return [
        heading(2, words("Readiness and exposure")),
        escape(words("Two separate axes: neither makes up for the other.")),
        *table(head, (row(measure) for measure in measures if measure.kind == "readiness")),
        *table(head, (row(measure) for measure in measures if measure.kind != "readiness")),
    ]


def _bad_news(wording: Wording) -> list[str]:
    words, adverse = wording.words, wording.adverse()
    parts = [heading(2, words("What the answers point to"))]
    if not adverse:
        return [*parts, escape(words("Nothing was found that holds whatever is still open."))]
    parts.append(escape(wording.grades()))
    if len(wording.assessment.chain) > 1:
        chain = wording.steps(wording.assessment.chain)
        parts.append(escape(words("The main chain of causes: {chain}", chain=chain)))
    for finding in adverse:
        parts += _finding(wording, finding)
    return parts


def _possible(wording: Wording) -> list[str]:
    possible = wording.possible()
    parts = [heading(2, wording.words("May be the case, depending on open questions"))] if possible else []
    for finding in possible:
        parts += _finding(wording, finding)
    return parts


def _good_news(wording: Wording) -> list[str]:
    favourable = wording.favourable()
    parts = [heading(2, wording.words("Strengths and protections"))] if favourable else []
    for finding in favourable:
        parts += _finding(wording, finding)
    return parts


def _finding(wording: Wording, finding: Finding) -> list[str]:
    """One finding: what, how grave, why, on what grounds, what clears it, what it brings about, what to do."""
    words = wording.words
    parts = [
        heading(3, words.of(finding.title)),
        escape(" ".join([wording.kind(finding), *wording.tags(finding), f"[{finding.fact}]"])),
        escape(words.of(finding.why)),
    ]
    chain = wording.chain(finding.fact)
    if len(chain) > 1:
        parts.append(escape(words("How it comes about: {chain}", chain=wording.steps(chain))))
    for number, reason in enumerate(reasons := wording.reasons(finding), 1):
        if len(reasons) > 1:
            title = words("Reason {place} ({certainty})", place=number, certainty=wording.certainty(reason.certainty))
        else:
            title = words("Because")
        parts += [f"**{escape(title)}**", *bullets(wording.premise(premise) for premise in reason.premises)]
    remedies = [words.of(wording.remedies[name].title) for name in finding.remedies if name in wording.remedies]
    points = [wording.source(source) for source in finding.sources]
    points += (wording.clearing(finding, way) for way in wording.ways_out(finding))
    if finding.kind in ADVERSE and finding.outlook == "certain" and (rests := wording.rests(finding)):
        points.append(rests)
    if finding.hinges_on:
        points.append(words("Hinges on: {codes}.", codes=wording.codes(finding.hinges_on)))
    if finding.leads_to:
        effects = wording.quoted(map(wording.fact, finding.leads_to))
        points.append(words("Leads to: {findings}.", findings=effects))
    if remedies:
        points.append(words("What to do: {remedies}.", remedies=wording.quoted(remedies)))
    title = words("Where it comes from, and what can be done")
    return [*parts, *([f"**{escape(title)}**"] if points else []), *bullets(points)]


def _remedies(wording: Wording) -> list[str]:
    words, priorities = wording.words, wording.assessment.priorities
    first = [wording.remedies[name] for name in priorities if name in wording.remedies]
    rest = [remedy for remedy in wording.remedies.values() if remedy.id not in priorities]
    groups = (
        (words("What to do first"), first),
        (words("What else to do"), [r for r in rest if r.scored and not r.alternative]),
        (words("Advice whose effect is not counted"), [r for r in rest if not r.scored and not r.alternative]),
        (words("Or change the campaign"), [r for r in rest if r.alternative]),
    )
    parts = []
    for title, remedies in groups:
        parts += [heading(2, title)] if remedies else []
        for remedy in remedies:
            parts += _remedy(wording, remedy)
        if remedies is first and first:
            parts.append(escape(wording.together()))
            parts += [escape(" ".join(pair))] if (pair := best_pair(wording)) else []
    return parts


def _remedy(wording: Wording, remedy: RemedyResult) -> list[str]:
    words = wording.words
    helps = wording.quoted(map(wording.fact, remedy.for_findings))
    return [
        heading(3, words.of(remedy.title)),
        escape(words.of(remedy.what)),
        escape(wording.cost(remedy)),
        *bullets([*([words("Against: {findings}.", findings=helps)] if helps else []), *wording.effects(remedy)]),
    ]


def _decisive(wording: Wording) -> list[str]:
    """Which open questions decide the verdict, and how each verdict could be reached."""
    words, decisive = wording.words, wording.decisive()
    if not decisive:
        return []
    return [
        heading(3, words("What decides the verdict, most first")),
        *bullets(
            f"{wording.question(wording.answers[one.question])} {' '.join(wording.leads(one))}" for one in decisive
        ),
        *(
            part
            for completion in wording.assessment.verdict.reached_by
            for part in folded(wording.reached(completion), bullets(wording.completed(completion)))
        ),
        heading(3, words("All open questions")),
    ]


def _open_questions(wording: Wording) -> list[str]:
    words = wording.words
    unused = [a for a in wording.answers.values() if a.use == "not_in_use"]
    unseen = [a for a in wording.answers.values() if a.use == "not_examined"]
    return [
        heading(2, words("Open questions")),
        escape(" ".join(wording.open_counts())),
        *_decisive(wording),
        *bullets(wording.open_question(answer) for answer in wording.open_answers()),
        *folded(words("Not in use, because they do not apply"), bullets(wording.question(a) for a in unused)),
        *folded(words("Not examined under this policy"), bullets(wording.question(a) for a in unseen)),
    ]
