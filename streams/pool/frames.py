"""How worker and extraction process talk over a pipe: frames of a JSON header and raw bytes."""

import struct
from typing import Any, BinaryIO, Protocol

import orjson

_LENGTHS = struct.Struct(">II")


class AsyncReader(Protocol):
    """What reading a frame needs of ``asyncio.StreamReader``."""

    async def readexactly(self, n: int) -> bytes:
        """Exactly ``n`` bytes, or IncompleteReadError."""
        ...


def encode_frame(header: Any, payload: bytes = b"") -> bytes:
    """A frame: two big-endian lengths of four bytes, the header as JSON, the payload."""
    head = orjson.dumps(header)
    return _LENGTHS.pack(len(head), len(payload)) + head + payload


async def read_frame(reader: AsyncReader) -> tuple[Any, bytes]:
    """The next frame of a stream.

    Raises:
        asyncio.IncompleteReadError: the other side has gone.
    """
    head, payload = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
    return orjson.loads(await reader.readexactly(head)), await reader.readexactly(payload)


def read_frame_blocking(stream: BinaryIO) -> tuple[Any, bytes] | None:
    """The next frame of a blocking stream, or None where it has ended."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, payload = _LENGTHS.unpack(lengths)
    header = stream.read(head)
    body = stream.read(payload)
    if len(header) < head or len(body) < payload:
        return None
    return orjson.loads(header), body
