"""Routes to one article, event or statement."""

from typing import Any

from fastapi import APIRouter, HTTPException

from schemas import Event, Statement
from streams.state.ledger import Entry
from streams.web import problems
from streams.web.answers import ArticleAnswer
from streams.web.ports import View
from streams.web.questions import EntryOf


def records_router(view: View) -> APIRouter:
    """The routes over one worker's view."""
    router = APIRouter(tags=["records"], responses=problems.PROBLEM_RESPONSES)

    async def entry_of(article_id: str) -> Entry:
        entry = (await view.ask(EntryOf(article_id))).value
        if entry is None:
            raise HTTPException(404, f"no article {article_id!r}")
        if entry["article"] is None:
            raise HTTPException(410, f"article {article_id!r} was withdrawn")
        return entry

    async def record_of(kind: str, record_id: str) -> dict[str, Any]:
        article_id, mark, _ = record_id.rpartition(f":{kind[0]}:")
        if mark:
            for record in (await entry_of(article_id))[f"{kind}s"]:  # type: ignore[literal-required]
                if record[f"{kind}_id"] == record_id:
                    return dict(record)
        raise HTTPException(404, f"no {kind} {record_id!r}")

    @router.get("/articles/{article_id:path}", response_model=ArticleAnswer)
    async def article(article_id: str) -> Any:
        """What an article gave: its events and statements."""
        entry = await entry_of(article_id)
        return {"text": ""} | {name: value for name, value in entry.items() if name in ArticleAnswer.model_fields}

    @router.get("/events/{event_id:path}", response_model=Event)
    async def event(event_id: str) -> Any:
        """An event, by the id that rows name in `sample`."""
        return await record_of("event", event_id)

    @router.get("/statements/{statement_id:path}", response_model=Statement)
    async def statement(statement_id: str) -> Any:
        """A statement, by the id that events name in `attribution`."""
        return await record_of("statement", statement_id)

    return router
