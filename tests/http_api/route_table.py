"""Every route, and what each kind of visitor is answered. A route that is not listed here fails the build.

To add one: a line in TABLE, with the statuses by kind of visitor if they differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from api.pages.style import ADDRESS
from tests.http_api.serving import DAY, PROFILE

Visitor = Literal["nobody", "owner", "owner of another campaign", "reader of a share", "reader of an expired share"]
VISITORS: Final[tuple[Visitor, ...]] = get_args(Visitor)


@dataclass(frozen=True)
class Entry:
    """How a route is asked, and what comes of it.

    `address` is the path with its parameters filled in; what stands in braces there is of the owner's campaign, by the
    names of `Visitors.owned`. `alike` are visitors whose answers must be the same to the byte, apart from the id of the
    request: who may see something must not be told from who asks for what is not there. What `destroys` is asked by
    visitors of its own, since it ends a session or deletes.
    """

    expected: Mapping[Visitor, int]
    address: str = ""
    json: Any = None
    form: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[Visitor, ...] = VISITORS
    destroys: bool = False


def everybody(status: int, **asked: Any) -> Entry:
    """A route that makes no difference between visitors."""
    return Entry(dict.fromkeys(VISITORS, status), **asked)


FACTS: Final = {"campaign": "Clean water", "stage": "preparing", "_revision": "1"}
ANSWERS: Final = {"safe_welcome": "2", "_revision": "1"}
_BODY: Final = {"profile": PROFILE, "on": DAY}
_COUNTING: Final = {"alike": ()}  # its answer counts the requests before it

OUTSIDE: Final[tuple[Visitor, ...]] = ("nobody", "reader of a share", "reader of an expired share")
"""Those who have no campaign open."""


def owners(status: int, **asked: Any) -> Entry:
    """A page for owners; all others are led to where a campaign is opened."""
    own: tuple[Visitor, ...] = ("owner", "owner of another campaign")
    return Entry(
        {visitor: status if visitor in own else 303 for visitor in VISITORS}, alike=asked.pop("alike", OUTSIDE), **asked
    )


LED_AWAY: Final[Mapping[Visitor, int]] = dict.fromkeys(VISITORS, 303)
"""Where a draft is led away as well, which has no code yet: all but owners who have one."""

TABLE: Final[dict[str, Entry]] = {
    "POST /api/v1/assessments": everybody(200, json=_BODY),
    "POST /api/v1/what-if": everybody(200, json={**_BODY, "changes": {"safe_welcome": 3}}),
    "POST /api/v1/plans": everybody(200, json=_BODY),
    "GET /api/v1/packs": everybody(200),
    "GET /api/v1/packs/{id}": everybody(200, address="/api/v1/packs/minimal"),
    "GET /api/v1/packs/{id}/questionnaire": everybody(200, address="/api/v1/packs/minimal/questionnaire"),
    "GET /api/v1/schemas": everybody(200),
    "GET /api/v1/schemas/{name}": everybody(200, address="/api/v1/schemas/profile"),
    "GET /api/v1/openapi.json": everybody(200),
    "GET /api/v1/docs": everybody(200),
    "GET /api/v1/docs.css": everybody(200),
    "GET /healthz": everybody(200),
    "GET /readyz": everybody(200),
    "GET /metrics": everybody(200, **_COUNTING),
    "GET /style/{digest}.css": everybody(200, address=ADDRESS),
    "GET /favicon.ico": everybody(200),
    "GET /": everybody(200, alike=OUTSIDE),
    "GET /{language}": everybody(303, address="/ar"),
    "GET /{language}/": everybody(200, address="/ar/", alike=OUTSIDE),
    "GET /{language}/examples": everybody(200, address="/ar/examples", alike=OUTSIDE),
    "GET /{language}/examples/{id}": everybody(200, address="/ar/examples/cold_hall", alike=OUTSIDE),
    "GET /{language}/open": everybody(200, address="/ar/open", alike=OUTSIDE),
    "POST /{language}/open": everybody(422, address="/ar/open", form={"code": "nobody has this"}, alike=OUTSIDE),
    "GET /{language}/new": everybody(200, address="/ar/new", alike=OUTSIDE),
    "POST /{language}/new": everybody(303, address="/ar/new", form=FACTS, destroys=True),
    "GET /{language}/upload": everybody(200, address="/ar/upload", alike=OUTSIDE),
    "POST /{language}/upload": everybody(415, address="/ar/upload", form={"profile": "x"}, alike=OUTSIDE),
    "GET /{language}/campaign": owners(200, address="/ar/campaign"),
    "GET /{language}/campaign/facts": owners(200, address="/ar/campaign/facts"),
    "POST /{language}/campaign/facts": Entry(
        {visitor: 303 if visitor.startswith("owner") else 403 for visitor in VISITORS},
        address="/ar/campaign/facts",
        form=FACTS,
        alike=OUTSIDE,
        destroys=True,
    ),
    "GET /{language}/campaign/section/{id}": owners(200, address="/ar/campaign/section/meeting"),
    "POST /{language}/campaign/section/{id}": Entry(
        {visitor: 303 if visitor.startswith("owner") else 403 for visitor in VISITORS},
        address="/ar/campaign/section/meeting",
        form=ANSWERS,
        alike=OUTSIDE,
        destroys=True,
    ),
    "GET /{language}/campaign/next": owners(200, address="/ar/campaign/next"),
    "POST /{language}/campaign/next": Entry(
        {visitor: 303 if visitor.startswith("owner") else 403 for visitor in VISITORS},
        address="/ar/campaign/next",
        form={**ANSWERS, "_put": "safe_welcome"},
        alike=OUTSIDE,
        destroys=True,
    ),
    "GET /{language}/campaign/check": owners(200, address="/ar/campaign/check"),
    "GET /{language}/campaign/report": owners(200, address="/ar/campaign/report"),
    "GET /{language}/campaign/report/since/{id}": Entry(
        {
            visitor: 404 if visitor == "owner of another campaign" else 200 if visitor == "owner" else 303
            for visitor in VISITORS
        },
        address="/ar/campaign/report/since/{assessment}",
        alike=OUTSIDE,
    ),
    "GET /{language}/campaign/report.html": owners(200, address="/ar/campaign/report.html"),
    "GET /{language}/campaign/report.pdf": owners(200, address="/ar/campaign/report.pdf"),
    "GET /{language}/campaign/profile.yaml": owners(200, address="/ar/campaign/profile.yaml"),
    "GET /{language}/campaign/what-if": owners(200, address="/ar/campaign/what-if"),
    "POST /{language}/campaign/what-if": owners(
        200, address="/ar/campaign/what-if", form={"question": "safe_welcome", "answer": "3"}
    ),
    "GET /{language}/campaign/delete": owners(200, address="/ar/campaign/delete"),
    "POST /{language}/campaign/delete": owners(303, address="/ar/campaign/delete", form={"sure": "yes"}, destroys=True),
    "GET /{language}/deleted": everybody(200, address="/ar/deleted", alike=OUTSIDE),
    "GET /{language}/campaign/code": owners(200, address="/ar/campaign/code"),
    "POST /{language}/campaign/code": owners(200, address="/ar/campaign/code", form={"replace": ""}, destroys=True),
    "GET /{language}/campaign/shares": owners(200, address="/ar/campaign/shares"),
    "GET /{language}/campaign/shares/preview": Entry(
        {**LED_AWAY, "owner": 200}, address="/ar/campaign/shares/preview", alike=OUTSIDE
    ),
    "POST /{language}/campaign/shares": Entry(
        {**LED_AWAY, "owner": 200},
        address="/ar/campaign/shares",
        form={"days": "7", "_revision": "1"},
        alike=OUTSIDE,
        destroys=True,
    ),
    "GET /{language}/campaign/shares/{id}/withdraw": Entry(
        {**LED_AWAY, "owner": 200, "owner of another campaign": 404},
        address="/ar/campaign/shares/{share}/withdraw",
        alike=OUTSIDE,
    ),
    "POST /{language}/campaign/shares/{id}/withdraw": owners(
        303, address="/ar/campaign/shares/{share}/withdraw", form={"withdraw": "yes"}, destroys=True
    ),
    "GET /{language}/shared": everybody(200, address="/ar/shared", alike=("nobody", "reader of an expired share")),
    "POST /{language}/shared": everybody(422, address="/ar/shared", form={"code": "nobody has this"}, alike=OUTSIDE),
    "GET /exit": everybody(200, destroys=True),
}
