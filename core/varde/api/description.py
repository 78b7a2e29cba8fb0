"""Every door as OpenAPI 3.1 has it, for whoever builds a machine."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from varde.doors.check import ENROLMENT
from varde.doors.door import Door

REFUSALS = {
    "400": "Not JSON, or no Idempotency-Key.",
    "401": "No key, or one that is unknown, expired or revoked.",
    "403": "The key is for another door or another enrolment, or the enrolment is not under way.",
    "409": "The Idempotency-Key was used before with another body.",
    "413": "More than is taken in one call.",
    "422": "A field is missing, strange, out of range, or lies ahead in time.",
    "429": "The key was used too often within a minute.",
}


def description(doors: Mapping[tuple[str, str], Door], base_url: str) -> dict[str, Any]:
    """The document at ``/api/v1/openapi.json``."""
    spec = APISpec(
        title="Varde",
        version=version("varde"),
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin()],
        servers=[{"url": f"{base_url.rstrip('/')}/api/v1"}],
    )
    spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    spec.components.schema("Problem", PROBLEM)
    for (part, key), door in sorted(doors.items(), key=lambda item: item[0]):
        name = f"{part}-{key}"
        spec.components.schema(name, schema=door.schema)
        spec.path(path=f"/{part}/{key}", operations={"post": _operation(name, door)})
    made: dict[str, Any] = spec.to_dict()
    for part, key in doors:
        # Whom it is about may be said in every body; the schema never sees it.
        made["components"]["schemas"][f"{part}-{key}"]["properties"][ENROLMENT] = {"type": "integer"}
    return made


def _operation(name: str, door: Door) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refused = {status: {"description": words, "content": problem} for status, words in REFUSALS.items()}
    return {
        "operationId": name,
        "summary": door.summary,
        "security": [{"key": []}],
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": True,
                "description": "The same again with the same body is answered as it was the first time, and done once.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 80},
            }
        ],
        "requestBody": {"required": True, "content": content},
        "responses": {
            "200": {"description": "Taken in.", "content": {"application/json": {"schema": {"type": "object"}}}},
            **refused,
        },
    }


PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "faults": {"type": "array", "items": {"type": "string"}},
        "request_id": {"type": "string"},
    },
}
