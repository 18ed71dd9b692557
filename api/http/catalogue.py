"""What there is to ask for: packs, their questionnaires, the schemas. Each is made once and has an ETag."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel

from api.http.languages import in_language
from api.http.opened import open_kept
from engine.conditions import Name
from engine.form_description import form_description
from engine.pack import Pack
from engine.schemas import schemas
from engine.text import Frozen, Text
from engine.version import VERSION


class PolicySummary(Frozen):
    id: Name
    title: Text
    what: Text


class PackSummary(Frozen):
    """One pack that is offered. `digest` is the SHA-256 of its files; receipts name it."""

    id: Name
    version: str
    digest: str
    languages: tuple[str, ...]
    title: Text
    what: Text
    caveat: Text
    review_by: str
    default_policy: Name
    policies: tuple[PolicySummary, ...]


class Packs(Frozen):
    """The packs that are offered; the first is used where none is named."""

    format: Literal["munasara.packs/1"] = "munasara.packs/1"
    engine: str
    packs: tuple[PackSummary, ...]


class SchemaNames(Frozen):
    """The formats of files and results; each schema is at `schemas/{name}`."""

    schemas: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A document ready to be sent."""

    content: bytes
    language: str
    etag: str


def packs_document(packs: Sequence[str], language: str) -> Made:
    return _packs(tuple(packs), language)


@lru_cache(maxsize=16)
def _packs(packs: tuple[str, ...], language: str) -> Made:
    summaries = tuple(_summary(open_kept(name)) for name in packs)
    return _made(Packs(engine=VERSION, packs=summaries), language)


@lru_cache(maxsize=32)
def pack_document(name: str, language: str) -> Made:
    """The whole pack: questions, rules with their sources and examples, measures, remedies, policies, cases."""
    return _made(open_kept(name), language)


@lru_cache(maxsize=64)
def questionnaire_document(name: str, policy: str, language: str) -> Made:
    pack = open_kept(name)
    return _made(form_description(pack, pack.policy[policy]), language)


@lru_cache(maxsize=1)
def schemas_document() -> Made:
    return _made(SchemaNames(schemas=tuple(sorted(_schemas()))), "all")


@lru_cache(maxsize=32)
def schema_document(name: str) -> Made | None:
    """The JSON Schema of one format; None if there is none of that name."""
    schema = _schemas().get(name)
    return None if schema is None else _tagged(json.dumps(schema, ensure_ascii=False).encode(), "all")


@lru_cache(maxsize=1)
def _schemas() -> dict[str, dict[str, object]]:
    return schemas()


def _summary(pack: Pack) -> PackSummary:
    manifest = pack.manifest
    return PackSummary(
        id=manifest.id,
        version=manifest.version,
        digest=pack.digest,
        languages=manifest.languages,
        title=manifest.title,
        what=manifest.what,
        caveat=manifest.caveat,
        review_by=manifest.review_by.isoformat(),
        default_policy=manifest.default_policy,
        policies=tuple(PolicySummary(id=one.id, title=one.title, what=one.what) for one in pack.policies),
    )


def _made(document: BaseModel, language: str) -> Made:
    return _tagged(in_language(document, language).model_dump_json(by_alias=True).encode(), language)


def _tagged(content: bytes, language: str) -> Made:
    """The digest of the very bytes is what a cache must compare."""
    return Made(content, language, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
