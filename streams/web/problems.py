"""Errors as problem+json (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from streams.web.ports import ElsewhereError, NotReadyError

MEDIA_TYPE = "application/problem+json"

PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {
            MEDIA_TYPE: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                    },
                    "required": ["type", "title", "status", "detail"],
                }
            }
        },
    }
    for status in (401, 404, 410, 422, 503)
}
"""For the OpenAPI document: what every query may answer with."""


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> JSONResponse:
    """A problem+json answer."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def install(api: FastAPI) -> None:
    """Answer every error as problem+json."""

    @api.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, str(error.detail), dict(error.headers or {}))

    @api.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fields = [
            {"field": ".".join(str(part) for part in detail["loc"]), "message": detail["msg"]}
            for detail in error.errors()
        ]
        return problem(422, "; ".join(f"{f['field']}: {f['message']}" for f in fields), errors=fields)

    @api.exception_handler(ElsewhereError)
    async def _elsewhere(_: Request, error: ElsewhereError) -> JSONResponse:
        return problem(503, f"{error}; ask again in a moment", {"Retry-After": "1"}, partition=error.partition)

    @api.exception_handler(NotReadyError)
    async def _not_ready(_: Request, error: NotReadyError) -> JSONResponse:
        return problem(503, str(error), {"Retry-After": "1"})

    @api.exception_handler(Exception)
    async def _bug(_: Request, error: Exception) -> JSONResponse:
        return problem(500, f"an error of ours ({type(error).__name__}); the worker's log has it")
