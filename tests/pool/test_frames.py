"""Frames: what goes into the pipe comes out of it, and half a frame is none."""

import asyncio
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.pool.frames import encode_frame, read_frame, read_frame_blocking

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
frames = st.lists(st.tuples(plain, st.binary(max_size=200)), min_size=1, max_size=4)


def read_all(data: bytes) -> list[tuple[object, bytes]]:
    stream = io.BytesIO(data)
    found = []
    while (frame := read_frame_blocking(stream)) is not None:
        found.append(frame)
    return found


async def read_all_async(data: bytes) -> list[tuple[object, bytes]]:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    found = []
    while not reader.at_eof():
        found.append(await read_frame(reader))
    return found


@settings(deadline=None)
@given(frames)
def test_frames_come_back_as_they_went_in_on_both_sides(sent: list[tuple[object, bytes]]) -> None:
    data = b"".join(encode_frame(header, payload) for header, payload in sent)
    assert read_all(data) == sent
    assert asyncio.run(read_all_async(data)) == sent


@settings(deadline=None)
@given(plain, st.binary(max_size=50), st.data())
def test_a_frame_cut_anywhere_is_the_end_of_the_stream(header: object, payload: bytes, data: st.DataObject) -> None:
    frame = encode_frame(header, payload)
    cut = frame[: data.draw(st.integers(0, len(frame) - 1))]
    assert read_frame_blocking(io.BytesIO(cut)) is None
    assert read_all(frame + cut) == [(header, payload)]
    with pytest.raises(asyncio.IncompleteReadError):
        asyncio.run(_cut(cut))


async def _cut(data: bytes) -> None:
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    await read_frame(reader)
