"""Who said what: quotations, frames, and the statements that they make."""

from streams.extract.statements.build import Draft, drafts_of

__all__ = ["Draft", "drafts_of"]
