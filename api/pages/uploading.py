"""A profile file that somebody has, as the beginning of a campaign here. It opens a new one and changes none."""

from typing import Annotated, Any, Final

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.responses import Response

from api.guards.bodies import UPLOAD, content_type
from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.visits import content_of_new, pack_of, remember, store_of, today_of, visit_or_none
from api.refusals import Refusal
from api.storage.records import TooMuch
from engine.documents import read_content
from engine.errors import Refused
from engine.loader import profile_fitting
from reports.mistakes import Told, told
from reports.pages.mistakes import Mistake
from reports.words import Words

router: Final = page_router()
CALLED: Final = "profile"
"""What messages call the file: its own name may say something, and is not looked at."""
MOST_TOLD: Final = 80
"""Mistakes that are told of a file; of the others their number, so that the page stays small."""


async def _uploaded(request: Request) -> bytes:
    """The content of the one file that was sent; nothing if there is none. What is read here fits into memory: no part
    of it is written to a disk on the way."""
    if content_type(request.headers) != UPLOAD:
        raise Refusal("unsupported_media_type")
    try:
        async with request.form(max_files=1, max_fields=1) as form:
            sent = form.get("profile")
            return await sent.read() if isinstance(sent, UploadFile) else b""
    except (MultiPartException, HTTPException):  # Starlette's own words may quote what was sent
        raise Refusal("bad_request") from None


Uploaded = Annotated[bytes, Depends(_uploaded)]


@router.get("/{language}/upload")
def uploading(request: Request, language: Lang) -> Response:
    return _page(request)


@router.post("/{language}/upload")
def upload(request: Request, language: Lang, content: Uploaded) -> Response:
    """Begin a campaign with the profile; or say what is wrong with it, and keep nothing."""
    if not content:
        return _page(request, 422, mistakes=(Mistake("profile", "no_file"),))
    try:
        document = read_content(CALLED, content, content.lstrip().startswith(b"{"))
        profile = profile_fitting(pack_of(request), document, today_of(request))
        draft = store_of(request).create_draft(content_of_new(profile, "full", language))
    except Refused as refused:
        words = Words(language)
        wrong = tuple(told(mistake, words) for mistake in refused.mistakes[:MOST_TOLD])
        more = len(refused.mistakes) - len(wrong)
        return _page(request, 422, wrong=wrong, more=more, mistakes=(Mistake("profile", "bad_file"),))
    except TooMuch:
        return _page(request, 422, mistakes=(Mistake("profile", "too_large"),))
    return remember(see(f"/{language}/campaign"), draft.token)


def _page(request: Request, status: int = 200, wrong: tuple[Told, ...] = (), more: int = 0, **parts: Any) -> Response:
    return show(request, "upload", visit_or_none(request), status, wrong=wrong, more=more, **parts)
