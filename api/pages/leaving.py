"""Leaving at once: a link, so that it works without JavaScript, to an empty page that says nothing of where one was."""

from typing import Final

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.guards.origins import sent_by_us
from api.pages.routing import language_of, page_router
from api.pages.visits import forget, reader_token_of, store_of, token_of
from reports.pages.page import empty_page

router: Final = page_router()
_CLEARED: Final = '"cache", "cookies"'


@router.get("/exit")
def leave(request: Request) -> Response:
    """End the sessions and have the browser forget them. A link on another site ends nothing."""
    answer = HTMLResponse(empty_page(language_of(request)))
    if not sent_by_us(request.scope):
        return answer
    for token in filter(None, (token_of(request), reader_token_of(request))):
        store_of(request).close(token)
    answer.headers["Clear-Site-Data"] = _CLEARED
    return forget(answer)
