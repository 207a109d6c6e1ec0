"""The dead-letter topic takes nothing for a while: what cannot be read waits, unacknowledged, and is kept at last."""

import re

import pytest

from streams.topics import DEAD_LETTERS
from tests.support.checker import check
from tests.support.stream import Stream, value
from tests.support.traffic import Traffic
from tests.support.watching import counted

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]


def test_a_message_for_the_dead_letters_waits_until_they_take_it_even_over_a_kill(stream: Stream) -> None:
    """The topic is gone; a worker makes it anew when it starts. The client gives up at last, the worker does not."""
    traffic = Traffic(71)
    impatient = {"TEST_REQUEST_SECONDS": "5"}
    worker = stream.launch(module="tests.support.faulty", environment=impatient).wait_ready()
    stream.delete_topic(DEAD_LETTERS)
    traffic.note("! the dead letters take nothing")
    stream.send([(b"refused", value("refused", "FAIL")), *traffic.some(100)])
    worker.wait_for(lambda: "article goes to the dead letters" in worker.log.read_text(), "done with a bad one")
    tried_again = re.compile(r"publishing failed, will try again.*seconds=2\b")
    worker.wait_for(lambda: tried_again.search(worker.log.read_text()) is not None, "trying again")
    assert counted(worker, "failed") >= 1
    worker.kill()
    traffic.note("! the worker is killed")
    stream.start_worker()
    stream.drain()
    assert check(stream, traffic)["dead letters"] >= 1
