"""The routes that tell what there is: packs, questionnaires, schemas."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from api.http import catalogue
from api.http.answers import API, Accepted, Lang, refusals, settings_of, tagged
from api.http.opened import open_kept
from api.http.work import chosen
from api.refusals import FieldFault, Refusal, refusing
from engine.errors import Refused
from engine.form_description import FormDescription
from engine.pack import Pack

router: Final = APIRouter(prefix=API, tags=["Packs and formats"])

PackId = Annotated[str, Path(max_length=64, description="The name of a pack that is offered.", examples=["advocacy"])]
PolicyId = Annotated[str, Query(max_length=64, description="A policy of the pack; default: the pack's own default.")]
SchemaName = Annotated[str, Path(max_length=64, description="A name that `/schemas` lists.", examples=["profile"])]


def _gives(model: Any, what: str, *words: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model, "description": what}, **refusals("invalid", *words, tags=True)}


@router.get(
    "/packs",
    summary="List the packs",
    response_model=None,
    responses=_gives(catalogue.Packs, "The packs that are offered."),
)
def packs(request: Request, lang: Lang = "", accept_language: Accepted = "") -> Response:
    """The packs of rules that are offered, with their versions, digests, languages and policies."""
    offered = settings_of(request).packs
    language = _language(lang, accept_language, open_kept(offered[0]))
    return tagged(catalogue.packs_document(offered, language), request)


@router.get(
    "/packs/{id}", summary="Read a pack", response_model=None, responses=_gives(Pack, "The pack with everything in it.")
)
def pack(request: Request, id: PackId, lang: Lang = "", accept_language: Accepted = "") -> Response:
    """A whole pack: questions, rules with their sources and examples, measures, remedies, policies and cases."""
    language = _language(lang, accept_language, _offered(id, request))
    return tagged(catalogue.pack_document(id, language), request)


@router.get(
    "/packs/{id}/questionnaire",
    summary="Read a questionnaire",
    response_model=None,
    responses=_gives(FormDescription, "What a form needs to ask, and the JSON Schema of the profile it makes."),
)
def questionnaire(
    request: Request, id: PackId, policy: PolicyId = "", lang: Lang = "", accept_language: Accepted = ""
) -> Response:
    """What a policy asks, section by section, in words; and the JSON Schema of a profile for this pack."""
    found = _offered(id, request)
    language = _language(lang, accept_language, found)
    name = policy or found.manifest.default_policy
    if name not in found.policy:
        remedy = f"There is {', '.join(found.policy)}."
        fault = FieldFault(field="policy", code="REQUEST-004", message="names no policy of this pack.", remedy=remedy)
        raise Refusal("invalid", fields=(fault,))
    return tagged(catalogue.questionnaire_document(id, name, language), request)


@router.get(
    "/schemas",
    summary="List the formats",
    response_model=None,
    responses=_gives(catalogue.SchemaNames, "The names of all formats."),
)
def schemas(request: Request) -> Response:
    """The formats of files that Munasara reads and of what it writes."""
    return tagged(catalogue.schemas_document(), request)


@router.get(
    "/schemas/{name}",
    summary="Read the JSON Schema of a format",
    response_model=None,
    responses=_gives(dict[str, Any], "A JSON Schema, draft 2020-12."),
)
def schema(request: Request, name: SchemaName) -> Response:
    """The JSON Schema of one format, for editors, generators of code, and checks of what was received."""
    made = catalogue.schema_document(name)
    if made is None:
        raise Refusal("not_found")
    return tagged(made, request)


def _offered(name: str, request: Request) -> Pack:
    if name not in settings_of(request).packs:
        raise Refusal("not_found")
    return open_kept(name)


def _language(wanted: str, accepted: str, pack: Pack) -> str:
    try:
        return chosen(wanted, accepted, pack)
    except Refused as refused:
        raise refusing(refused.mistakes) from None
