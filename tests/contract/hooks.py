"""What schemathesis cannot know of our interface."""

import schemathesis
from schemathesis import Case, CheckContext, GenerationMode, Response

_UNPROCESSABLE = 422


@schemathesis.check
def what_the_document_allows_is_taken(_: CheckContext, response: Response, case: Case) -> None:
    """Only a cursor may be refused though the document allows it: it is a string that we alone can make."""
    allowed = case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE
    if allowed and response.status_code == _UNPROCESSABLE:
        assert "cursor" in (case.query or {}), f"allowed by the document, and refused: {response.text}"
