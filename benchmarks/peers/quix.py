"""Quix Streams folding changes into rows: python quix.py SERVERS FOLDER NUMBER TOPIC; prints its seconds.

The fold and the row's record are Depesche's own functions, so that what differs is the stream around them. There is
no evidence behind a row and no order of effects: a row, its changelog, and the row published.
"""

import sys
import time
from datetime import UTC, datetime
from typing import Any

from quixstreams import Application

from streams.state.row import decode_change, empty_row, fold, interaction

servers, folder, number, topic = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
app = Application(
    broker_address=servers,
    consumer_group="quix",
    auto_offset_reset="earliest",
    state_dir=folder,
    auto_create_topics=True,
    loglevel="WARNING",
    consumer_extra_config={"max.partition.fetch.bytes": 8 << 20},
)
changes = app.topic(topic, key_deserializer="bytes", value_deserializer="bytes")
rows = app.topic("quix-interactions", key_serializer="bytes", value_serializer="bytes")
begun: list[float] = []


def folded(value: bytes, key: bytes, _: int, __: Any, state: Any) -> bytes:
    if not begun:
        begun.extend((time.monotonic(), time.process_time()))
    row_key, change = decode_change(key, value)
    row = fold(state.get("row") or empty_row(), change, datetime.now(UTC))
    state.set("row", row)
    return interaction(row_key, row).to_json()


frame = app.dataframe(changes).apply(folded, stateful=True, metadata=True).to_topic(rows)
app.run(count=number, timeout=120)
print(time.monotonic() - begun[0], time.process_time() - begun[1])
