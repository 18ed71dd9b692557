"""The one stylesheet of all pages. Its address holds its digest, so that a browser may keep it for good."""

import hashlib
from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.pages.routing import page_router
from reports.pages.page import STYLE

router: Final = page_router()
_CONTENT: Final = STYLE.read_bytes()
_DIGEST: Final = hashlib.sha256(_CONTENT).hexdigest()[:16]
ADDRESS: Final = f"/style/{_DIGEST}.css"
_ETAG: Final = f'"{_DIGEST}"'
_FOR_GOOD: Final = "public, max-age=31536000, immutable"


@router.get("/favicon.ico")
async def no_picture() -> Response:
    """What browsers ask for unasked. There is none, so that no tab shows by its picture what it is."""
    return Response(b"", media_type="image/x-icon", headers={"Cache-Control": _FOR_GOOD})


@router.get("/style/{digest}.css")
async def style(request: Request, digest: str) -> Response:
    """The stylesheet; under the digest of another version too, for a page that was sent before an update."""
    kept = _FOR_GOOD if digest == _DIGEST else "no-cache"
    headers = {"ETag": _ETAG, "Cache-Control": kept}
    if request.headers.get("if-none-match") == _ETAG:
        return Response(status_code=304, headers=headers)
    return Response(_CONTENT, media_type="text/css", headers=headers)
