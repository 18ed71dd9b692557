"""Whether this service can make PDFs, which hangs on what is installed beside it."""

from fastapi import Request

from api.http.answers import workers_of
from api.pages import work
from api.workers import Busy, TookTooLong, WorkFailed


def makes_pdf(request: Request) -> bool:
    """Asked of a worker once, since it takes a second and loads libraries that can fail in their own ways. Raises Busy
    and TookTooLong, and is asked again the next time."""
    state = request.app.state
    if not hasattr(state, "makes_pdf"):
        try:
            state.makes_pdf = workers_of(request).run(work.makes_pdf)
        except WorkFailed:  # the libraries took the process with them
            state.makes_pdf = False
    return bool(state.makes_pdf)


def offers_pdf(request: Request) -> bool:
    """The same for a page that can do without it: while all workers are busy nothing is offered."""
    try:
        return makes_pdf(request)
    except (Busy, TookTooLong):
        return False
