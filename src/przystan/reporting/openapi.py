"""The description of the interface for programs, in the form of OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from przystan.reporting.types import Unit

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
WHOLE: Schema = {"type": "integer"}
DECIMAL: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$",
                   "description": "A decimal number as text, so that no digit is lost."}


def _object(**fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields),
            "additionalProperties": False}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


UNIT: Schema = {"type": "string", "enum": [u.value for u in Unit]}
VALUE = _object(
    as_of=DAY, publication=WHOLE, code=TEXT, label=TEXT, value=DECIMAL, unit=UNIT,
    definition_version=WHOLE, rows=WHOLE, rows_hash=TEXT)
SCHEMAS: dict[str, Schema] = {
    "Figure": _object(code=TEXT, label=TEXT, value=DECIMAL, unit=UNIT, definition_version=WHOLE,
                      as_of=DAY, rows=WHOLE, rows_hash=TEXT),
    "Figures": _object(as_of=DAY, figures=_list({"$ref": "#/components/schemas/Figure"})),
    "Months": _object(code=TEXT, as_of=DAY, months=_list(_object(month=DAY, value=DECIMAL))),
    "Measures": _object(as_of=DAY, measures=_list(_object(
        code=TEXT, label=TEXT, form=TEXT, value=_or_null(DECIMAL), numerator=TEXT,
        denominator=TEXT))),
    "Publications": _object(publications=_list(_object(
        id=WHOLE, as_of=DAY, public_from=INSTANT, revises=_or_null(WHOLE),
        revised_by=_or_null(WHOLE), revision_note=TEXT))),
    "Publication": _object(
        publication=WHOLE, as_of=DAY, public_from=INSTANT, revises=_or_null(WHOLE),
        revised_by=_or_null(WHOLE), revision_note=TEXT, values=_list(VALUE)),
    "Error": _object(error=TEXT),
}
AS_OF = {"name": "as_of", "in": "query", "required": False, "schema": DAY,
         "description": "What was recorded by the end of this office day; today without it."}
CODE = {"name": "code", "in": "path", "required": True, "schema": TEXT}
ID = {"name": "publication_id", "in": "path", "required": True,
      "schema": {**WHOLE, "minimum": 1}}


def _get(summary: str, answer: str, *parameters: Schema, scope: str = "") -> Schema:
    errors = {"401": "A key is needed.", "403": "The key does not open this."} if scope else {}
    return {"get": {
        "summary": summary, "parameters": list(parameters),
        "security": [{"key": []}] if scope else [{}, {"key": []}],
        **({"x-scope": scope} if scope else {}),
        "responses": {
            "200": {"description": "As asked.", "content": {"application/json": {
                "schema": {"$ref": f"#/components/schemas/{answer}"}}}},
            **{code: _error(words) for code, words in {
                "400": "A parameter is wrong.", **errors, "404": "There is no such thing.",
                "429": "Too many requests in this minute."}.items()}}}}


def _error(words: str) -> Schema:
    return {"description": words, "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Error"}}}}


PATHS: dict[str, Schema] = {
    "/api/v1/figures": _get("Every figure of the catalogue", "Figures", AS_OF, scope="figures"),
    "/api/v1/figures/{code}": _get("One figure", "Figure", CODE, AS_OF, scope="figures"),
    "/api/v1/figures/{code}/months": _get(
        "What each month added to a figure", "Months", CODE, AS_OF, scope="figures"),
    "/api/v1/measures": _get(
        "Measures of two figures; null where there is nothing to divide by", "Measures", AS_OF,
        scope="figures"),
    "/api/v1/publications": _get("What was published", "Publications"),
    "/api/v1/publications/{publication_id}": _get(
        "One publication; it never changes", "Publication", ID),
}


def document() -> Schema:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Przystań: figures and open data", "version": "1",
                 "license": {"name": "Published figures", "url": settings.DATA_LICENCE}},
        "servers": [{"url": settings.PUBLIC_ADDRESS}],
        "paths": PATHS,
        "components": {"schemas": SCHEMAS, "securitySchemes": {
            "key": {"type": "http", "scheme": "bearer",
                    "description": "A key of the office; what is published needs none."}}},
    }
