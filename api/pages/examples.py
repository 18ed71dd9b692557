"""Example reports, of the invented campaigns that a pack carries as its cases: made by the rules themselves, once."""

from threading import Lock
from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.http.answers import settings_of, workers_of
from api.http.opened import open_kept
from api.pages.rendering import show
from api.pages.routing import Lang, page_router
from api.pages.visits import pack_of, visit_or_none
from api.refusals import Refusal
from api.workers import Workers
from engine.assess import assess
from reports.brief import Brief, brief_as_html
from reports.pages.examples import telling_first

router: Final = page_router()


def example(pack: str, case: str, language: str) -> Brief:
    """Done by a worker: the short report on a case of a pack."""
    opened = open_kept(pack)
    one = next(found for found in opened.cases if found.id == case)
    return brief_as_html(assess(one.profile, opened, opened.policy[one.policy], one.on), language, names=False)


class _Made:
    """Briefs by case and language, each made once: cases and rules do not change while the service runs."""

    def __init__(self) -> None:
        self._briefs: dict[tuple[str, str, str], Brief] = {}
        self._lock = Lock()

    def of(self, workers: Workers, pack: str, case: str, language: str) -> Brief:
        with self._lock:  # a second one who asks meanwhile waits, and nothing is made twice
            key = (pack, case, language)
            if key not in self._briefs:
                self._briefs[key] = workers.run(example, *key)
            return self._briefs[key]


_made: Final = _Made()


@router.get("/{language}/examples")
def all_examples(request: Request, language: Lang) -> Response:
    """The invented campaigns, each with its story."""
    return show(request, "examples", visit_or_none(request), cases=telling_first(pack_of(request).cases))


@router.get("/{language}/examples/{id}")
def one_example(request: Request, language: Lang, id: str) -> Response:
    pack = pack_of(request)
    case = next((one for one in pack.cases if one.id == id), None)
    if case is None:
        raise Refusal("not_found")
    made = _made.of(workers_of(request), settings_of(request).packs[0], case.id, language)
    return show(request, "example", visit_or_none(request), case=case, brief=made, policy=pack.policy[case.policy])
