"""What an owner takes along: the profile as a file, the whole report, and the short one as PDF."""

from typing import Annotated, Final

from fastapi import Query, Request
from starlette.responses import Response

from api.http.answers import workers_of
from api.pages import work
from api.pages.pdf_offered import makes_pdf
from api.pages.reports import given
from api.pages.routing import Lang, page_router
from api.pages.visits import Owner, Visit
from api.refusals import Refusal
from engine.profile import Profile
from engine.redaction import redacted
from reports.profile_file import profile_yaml

router: Final = page_router()

Without = Annotated[bool, Query(alias="without-sensitive")]


@router.get("/{language}/campaign/profile.yaml")
def profile(language: Lang, visit: Owner, without: Without = False) -> Response:
    """The profile as a file that the command reads, too; or without sensitive answers, lessons and evidence."""
    taken = _without(visit) if without else visit.profile
    return _file(profile_yaml(taken).encode(), "application/yaml", _name("profile", "yaml", without))


@router.get("/{language}/campaign/report.html")
def report(request: Request, language: Lang, visit: Owner, without: Without = False) -> Response:
    """The whole report as one file, for a browser without a network or for paper."""
    page = workers_of(request).run(work.full_report, *given(visit), language, without)
    return _file(page.encode(), "text/html; charset=utf-8", _name("report", "html", without))


@router.get("/{language}/campaign/report.pdf")
def short_report(request: Request, language: Lang, visit: Owner, without: Without = False) -> Response:
    """The short report as one file for paper. Where no PDF can be made there is nothing here."""
    if not makes_pdf(request):
        raise Refusal("not_found")
    made = workers_of(request).run(work.short_pdf, *given(visit), language, without)
    return _file(made, "application/pdf", _name("report", "pdf", without))


def _without(visit: Visit) -> Profile:
    """The answers that are not sensitive. Lessons and evidence are in people's own words, and may name anything."""
    kept = redacted(visit.profile, visit.pack)
    answers = {name: given.model_copy(update={"evidence": None}) for name, given in kept.answers.items()}
    return kept.model_copy(update={"lessons": (), "answers": answers})


def _name(what: str, ending: str, without: bool) -> str:
    """What is meant for others has another name than what is not: side by side in one folder nobody takes the wrong
    one."""
    return f"{what}-to-share.{ending}" if without else f"{what}.{ending}"


def _file(content: bytes, kind: str, name: str) -> Response:
    """A file to be saved. Its name says nothing of the campaign: it may lie about in a folder of downloads."""
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
