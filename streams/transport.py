"""What we change in Faust's Kafka driver, and why (docs/decisions/0004-faust.md)."""

from typing import Any

from faust.transport.drivers import aiokafka as driver
from faust.types.tuples import Message


class IdempotentProducer(driver.Producer):
    """Faust makes the producer idempotent only under ``exactly_once``, which it does not do right.

    Without it a batch that fails while the next one succeeds would reach a row out of order, and the row would take
    the late one for a repeat.
    """

    def _settings_extra(self) -> dict[str, Any]:
        return {"acks": "all", "enable_idempotence": True}


class CurrentConsumer(driver.Consumer):
    """After a rebalance Faust acknowledges buffered messages of the old generation without processing them.

    They are read again in the new generation, so an acknowledgement of the old one is dropped: otherwise a crash
    right after a rebalance would lose them.
    """

    def ack(self, message: Message) -> bool:
        """Acknowledge a message of the current generation; any other is left to be read again."""
        if message.generation_id != self.app.consumer_generation_id:
            return False
        return super().ack(message)


class Transport(driver.Transport):
    """Faust's transport with the two above."""

    Consumer = CurrentConsumer
    Producer = IdempotentProducer
