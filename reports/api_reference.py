"""The description of the API as one HTML page, made from its OpenAPI document. In English, as its messages are."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

_TEMPLATES: Final = Path(__file__).parent / "templates"
STYLE: Final = _TEMPLATES / "api_reference.css"


class Parameter(NamedTuple):
    name: str
    place: str
    what: str


class Reply(NamedTuple):
    status: str
    what: str


class Route(NamedTuple):
    """One route as the page shows it; `example` is a request's content as JSON, empty where it has none."""

    id: str
    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    example: str
    replies: tuple[Reply, ...]


def reference(openapi: Mapping[str, Any]) -> str:
    """The page. It loads one style sheet beside it, and nothing else."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = marked
    template = environment.get_template("api_reference.html.j2")
    about = _paragraphs(openapi["info"]["description"])
    return template.render(info=openapi["info"], about=about, routes=tuple(_routes(openapi))) + "\n"


def _routes(openapi: Mapping[str, Any]) -> Iterator[Route]:
    for path, methods in openapi["paths"].items():
        for method, told in methods.items():
            yield Route(
                id=told["operationId"],
                method=method.upper(),
                path=path,
                summary=told["summary"],
                paragraphs=_paragraphs(told["description"]),
                parameters=tuple(
                    Parameter(one["name"], one["in"], one.get("description", "")) for one in told.get("parameters", ())
                ),
                example=_example(told.get("requestBody")),
                replies=tuple(Reply(status, one["description"]) for status, one in sorted(told["responses"].items())),
            )


def marked(text: str) -> Markup:
    """The text with what stands between backticks as code."""
    parts = enumerate(text.split("`"))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in parts
    )


def _example(body: Mapping[str, Any] | None) -> str:
    if body is None:
        return ""
    examples = next(iter(body["content"].values()))["examples"]
    return json.dumps(next(iter(examples.values()))["value"], ensure_ascii=False, indent=2)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n"))
