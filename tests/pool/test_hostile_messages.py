"""Whatever bytes stand on the topic, reading them gives a reply that says what became of them; it never raises."""

import orjson
from hypothesis import example, given, settings
from hypothesis import strategies as st

from streams.pool.frames import encode_frame
from streams.pool.reading import Request, read_message
from tests.support.extractor import CODER, extract

KINDS = {"read", "known", "misplaced", "failed"}
REQUEST = Request(key="a", placed=True, revision=0, coder="")

ODD = st.sampled_from(
    [
        "\u202e\u2066",  # bidirectional controls
        "Z\u0335\u0321\u0489" * 20,  # piled up marks
        "<script>alert(1)</script>&amp;&#x0;",
        "„" * 50 + "»" * 50,
        "Минск Ελλάδα مينسك 明斯克 מינסק",
        "\U000e0001\ufff9\ufffb\u00ad\u034f",  # tags, annotations, what is not seen
        "CONSULT BLR RUS 2024-11-25",
    ]
)
TEXT = st.one_of(ODD, st.text(max_size=40), st.characters(exclude_categories=()).map(lambda one: f"a{one}b"))
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXT.map(lambda t: t.encode("utf-8", "ignore"))
)
FIELDS = ("id", "source", "text", "language", "published_at", "revision", "title", "url", "more")


def as_json(value: object) -> bytes:
    """JSON as a careless producer writes it: NaN, surrogates that have lost their other half, keys twice."""
    match value:
        case bytes():
            return orjson.dumps(value.decode())
        case str():
            return b'"' + "".join(f"\\u{ord(one) & 0xFFFF:04x}" for one in value).encode() + b'"'
        case list():
            return b"[" + b",".join(map(as_json, value)) + b"]"
        case tuple():
            return b"{" + b",".join(as_json(k) + b":" + as_json(v) for k, v in value) + b"}"
        case _:
            return str(value).lower().encode()


PAIRS = st.tuples(st.sampled_from(FIELDS).map(str.encode), st.one_of(LEAVES, TEXT))
OBJECTS = st.lists(PAIRS, max_size=8).map(tuple)
NESTED = st.recursive(st.one_of(LEAVES, TEXT), lambda inner: st.lists(inner, max_size=3), max_leaves=30)


@settings(max_examples=1500, deadline=None)
@given(value=st.one_of(st.binary(max_size=200), OBJECTS.map(as_json), NESTED.map(as_json)))
@example(b'{"id":"a","source":"x","text":"\\ud800"}')
@example(b'{"id":"a","source":"x","text":"\\udc00\\ud800 Minsk"}')
@example(b'{"id":"a","source":"x","text":"a","text":"b"}')
@example(b"[" * 100_000)
@example(b'{"a":' * 50_000 + b"1" + b"}" * 50_000)
@example(b'{"id":"a","source":"x","text":1e999999}')
@example(b'{"id":"a","source":"x","revision":' + b"9" * 5000 + b',"text":"a"}')
def test_any_bytes_get_a_reply_that_a_pipe_can_carry(value: bytes) -> None:
    reply = read_message(value, REQUEST, extract, CODER)
    assert reply["kind"] in KINDS
    encode_frame(reply)
    if reply["kind"] == "failed":
        assert reply["stage"] in ("decode", "validate", "extract")
        assert "\n" not in reply["message"]
        assert 0 < len(reply["message"]) <= 1000
