"""PLOVER 2.0, the ontology of events: types, modes, contexts, sectors, quad classes and scores.

The names are enums here; meanings and scores are the reviewed tables ``types.tsv`` and ``modes.tsv``
beside this module. Where PLOVER's manual contradicts itself, ``docs/decisions/0003-plover-contradictions.md``
says what holds.
"""

from schemas.plover.enums import Context, EventType, Modality, Quad, Sector
from schemas.plover.tables import (
    MODE_SCORES,
    TYPE_SCORES,
    intensity,
    mode_names,
    quad_of,
    recipient_required,
)

__all__ = [
    "MODE_SCORES",
    "TYPE_SCORES",
    "Context",
    "EventType",
    "Modality",
    "Quad",
    "Sector",
    "intensity",
    "mode_names",
    "quad_of",
    "recipient_required",
]
