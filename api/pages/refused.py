"""What people see when something is refused: a page in their language. Programs get the JSON that they know."""

from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import API
from api.pages.rendering import show
from api.pages.routing import language_of
from api.refusals import Refusal, problem_response
from reports.pages.refusals import REFUSED, heading, remedy


def shown(refusal: Refusal, request: Request) -> Response:
    """The answer to a refusal: a page for a browser that asks for one, in which nothing of the request is repeated."""
    path = request.scope["path"]
    wants_page = "text/html" in request.headers.get("accept", "") and not path.startswith(f"{API}/")
    if not wants_page:
        return problem_response(refusal, request)
    error = refusal.error if refusal.error in REFUSED else "bad_request"
    parts = {"error": error, "id": request.scope.get("state", {}).get("request_id", "")}
    parts |= {"heading": heading, "remedy": remedy, "wait": int(refusal.headers.get("Retry-After", "0"))}
    here = path.startswith(f"/{language_of(request)}/")
    answer = show(request, "refused", status=refusal.answered, here=here, **parts)
    answer.headers.update(refusal.headers)
    return answer
