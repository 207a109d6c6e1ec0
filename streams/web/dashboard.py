"""The dashboard: one page and its files, and the contract's documents, all from the package, none made of articles."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from streams.web.names import names

_FOLDER = Path(__file__).with_name("page")
_CONTRACT = Path(str(files("schemas")))

HEADERS = {
    # Whatever an article says, nothing but the package's own files runs or is loaded; and with Trusted Types no text
    # can become markup or script, even by a fault of ours.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class _Files(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


def install(api: FastAPI) -> None:
    """Serve the page at ``/`` and its files under ``/page``, the AsyncAPI document and its schemas.

    They hold no data, so they ask for no token.
    """

    @api.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(_FOLDER / "index.html", headers=HEADERS)

    @api.get("/page/names.json", include_in_schema=False)
    async def names_of_codes() -> JSONResponse:
        return JSONResponse(names(), headers=HEADERS)

    @api.get("/docs", include_in_schema=False)
    async def docs() -> RedirectResponse:
        return RedirectResponse("./#/reference")

    @api.get("/asyncapi.json", include_in_schema=False)
    async def topics() -> FileResponse:
        return FileResponse(_CONTRACT / "asyncapi.json", headers=HEADERS)

    api.mount("/json", _Files(directory=_CONTRACT / "json"))
    api.mount("/page", _Files(directory=_FOLDER))
