"""The outbox: all messages in order, again and again until the broker has them all."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiokafka.errors import MessageSizeTooLargeError
from faust.exceptions import ProducerSendError

from streams.agents import outbox as module
from streams.agents.outbox import Message, Outbox, StaleError, event_headers
from streams.membership import Membership
from tests.agents.fakes import App, Producer, broker_away

THREE = [Message("events", b"%d" % number, b"value %d" % number) for number in range(3)]
VALUES = [message.value for message in THREE]


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between tries, which no test waits for."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(module.asyncio, "sleep", sleep)
    return waited


def deliver(
    producer: Producer, messages: list[Message] = THREE, still_mine: Callable[[], bool] = lambda: True
) -> list[int]:
    return asyncio.run(Outbox(App(producer=producer), Membership(30)).deliver(messages, still_mine))  # type: ignore[arg-type]


def wrapped(error: Exception) -> ProducerSendError:
    """As Faust's producer passes errors on."""
    outer = ProducerSendError(f"Error while sending: {error!r}")
    outer.__cause__ = error
    return outer


def test_messages_are_sent_whole_and_in_order_and_their_offsets_come_back() -> None:
    producer = Producer()
    message = Message("events", b"k", None, (("a", b"1"), ("a", b"2")), partition=3)
    assert deliver(producer, [message, *THREE]) == [0, 1, 2, 3]
    assert producer.sent[0] == ("events", b"k", None, 3, None, [("a", b"1"), ("a", b"2")])
    assert producer.sent[1] == ("events", b"0", b"value 0", None, None, [])
    assert producer.confirmed == [None, *VALUES]


def test_nothing_to_send_needs_no_broker_and_no_partition() -> None:
    assert deliver(Producer(sends={0: broker_away()}), [], lambda: False) == []


@pytest.mark.parametrize("wrap", [lambda error: error, wrapped], ids=["plain", "from Faust"])
@pytest.mark.parametrize("where", ["sends", "confirmations"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_after_a_failure_all_are_sent_again_in_order(
    pauses: list[float], wrap: Callable[[Exception], Exception], where: str, number: int
) -> None:
    """Who reads them knows a repeat; a gap or another order would lose changes."""
    producer = Producer(**{where: {number: wrap(broker_away())}})
    offsets = deliver(producer)
    values = [sent[2] for sent in producer.sent]
    assert values[-3:] == VALUES
    assert offsets == list(range(len(values) - 3, len(values))), "those of the try that went through"
    assert pauses == [0.5]


def test_it_tries_again_for_as_long_as_it_takes_with_longer_and_longer_pauses(pauses: list[float]) -> None:
    producer = Producer(sends={number: broker_away() for number in range(8)})
    deliver(producer)
    assert producer.confirmed == VALUES
    assert pauses == [0.5, 1, 2, 4, 8, 10, 10, 10]


@pytest.mark.parametrize("tries", [0, 1, 3])
def test_it_stops_trying_when_the_partition_goes(pauses: list[float], tries: int) -> None:
    producer = Producer(sends={number: broker_away() for number in range(100)})
    with pytest.raises(StaleError):
        deliver(producer, still_mine=lambda: len(producer.sent) < tries)
    assert len(producer.sent) == tries
    assert len(pauses) == tries


@pytest.mark.parametrize("where", ["sends", "confirmations"])
@pytest.mark.parametrize("wrap", [lambda error: error, wrapped], ids=["plain", "from Faust"])
def test_a_message_that_is_too_large_is_not_tried_again(
    pauses: list[float], where: str, wrap: Callable[[Exception], Exception]
) -> None:
    producer = Producer(**{where: {1: wrap(MessageSizeTooLargeError("too large"))}})
    with pytest.raises(MessageSizeTooLargeError):
        deliver(producer)
    assert len(producer.sent) <= 3
    assert pauses == []


def test_an_error_that_is_not_kafkas_is_not_swallowed(pauses: list[float]) -> None:
    with pytest.raises(ZeroDivisionError):
        deliver(Producer(sends={1: ZeroDivisionError()}))
    assert pauses == []


def test_headers_say_what_the_message_is_and_pass_the_trace_on() -> None:
    plain: dict[str, Any] = dict(event_headers("depesche.event.v1", "ä:e:1", "/depesche"))
    assert plain["ce_specversion"] == b"1.0"
    assert plain["ce_type"] == b"depesche.event.v1"
    assert plain["ce_id"] == "ä:e:1".encode()
    assert plain["ce_source"] == b"/depesche"
    assert plain["content-type"] == b"application/json"
    assert "traceparent" not in plain
    assert dict(event_headers("t", "i", "s", b"00-ab-cd-01"))["traceparent"] == b"00-ab-cd-01"
