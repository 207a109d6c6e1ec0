"""The guides to pushing and subscribing: each snippet is run as it stands, against a broker and a worker."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemas import Article
from streams.samples import steps
from streams.topics import ARTICLES
from tests.guides.snippets import DOCS, containing, snippets
from tests.support.stream import Stream

pytestmark = pytest.mark.broker

HERE = Path(__file__).parent
JVM = ["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
DISPATCH = "Der belarussische Außenminister Maxim Ryschenkow besuchte am Montag Moskau."


def needs(*tools: str) -> pytest.MarkDecorator:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"NO TEST OF THIS SNIPPET: {', '.join(missing)} not installed")


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stream]:
    made = Stream(tmp_path_factory.mktemp("guides"), extractor="streams.extract:extract")
    try:
        made.start_worker()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def jars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The jars of pom.xml; Maven keeps them for the next time."""
    folder = tmp_path_factory.mktemp("jars")
    command = [
        "mvn",
        "-q",
        "-B",
        "-f",
        str(HERE / "pom.xml"),
        "dependency:copy-dependencies",
        f"-DoutputDirectory={folder}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=250, check=False)
    if done.returncode:
        pytest.skip(f"NO TEST OF JAVA SNIPPETS: not installed, Maven cannot get them: {done.stdout.strip()[:300]}")
    return folder


@pytest.fixture
def here(stream: Stream, tmp_path: Path) -> Path:
    """A folder with what the snippets read: one article, several, and the command on the path."""
    articles = [step.article for step in steps() if step.article][:3]
    (tmp_path / "articles.jsonl").write_bytes(b"".join(article.to_json() + b"\n" for article in articles))
    for id_ in ("muster-1", "muster-2"):
        article = Article(id=id_, source="Muster-Agentur", language="de", text=DISPATCH)
        (tmp_path / f"{id_}.json").write_bytes(article.to_json())
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "depesche"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m streams.cli "$@"\n')
    command.chmod(0o755)
    return tmp_path


def run(stream: Stream, folder: Path, snippet: str, *, dispatch: str = "muster-2.json") -> str:
    """Run a shell snippet to its end; gives what it printed."""
    script = local(stream, snippet).replace("dispatch.json", dispatch)
    environment = os.environ | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(HERE.parents[1])}
    command = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def local(stream: Stream, snippet: str) -> str:
    assert "localhost:9092" in snippet
    return snippet.replace("localhost:9092", stream.broker.bootstrap_servers)


def until(stream: Stream, command: list[str], folder: Path, done: Callable[[str], bool]) -> str:
    """Run a program that never ends until what it has printed is enough, then end it."""
    output = folder / "output.txt"
    with output.open("wb") as sink, (folder / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(command, cwd=folder, stdout=sink, stderr=errors)
        try:
            deadline = time.monotonic() + 120
            while not done(output.read_text()):
                assert process.poll() is None, (folder / "errors.txt").read_text()[-3000:]
                assert time.monotonic() < deadline, output.read_text() + (folder / "errors.txt").read_text()[-3000:]
                time.sleep(0.1)
        finally:
            process.kill()
            process.wait()
    return output.read_text()


def is_there(stream: Stream, id_: str) -> None:
    worker = stream.workers[-1]
    worker.wait_for(lambda: worker.get(f"/articles/{id_}").status_code == 200, f"told of {id_}")


def is_gone(stream: Stream, id_: str) -> None:
    worker = stream.workers[-1]
    worker.wait_for(lambda: worker.get(f"/articles/{id_}").status_code == 410, f"rid of {id_}")


def test_push_by_command(stream: Stream, here: Path) -> None:
    export, publish, withdraw = containing("push.md", "sh", "depesche publish").strip().splitlines()
    run(stream, here, f"{export}\n{publish}", dispatch="muster-1.json")
    is_there(stream, "muster-1")
    run(stream, here, f"{export}\n{withdraw}")
    is_gone(stream, "muster-1")


def test_push_and_subscribe_from_python(stream: Stream, here: Path) -> None:
    (push,) = snippets("push.md", "python")
    subprocess.run([sys.executable, "-c", local(stream, push.replace("muster-1", "muster-3"))], timeout=60, check=True)
    is_there(stream, "muster-3")
    (subscribe,) = snippets("subscribe.md", "python")
    stream.send([(b"muster-4", (here / "muster-1.json").read_bytes().replace(b"muster-1", b"muster-4"))])
    is_there(stream, "muster-4")
    stream.send([(b"muster-4", None)])
    is_gone(stream, "muster-4")
    command = [sys.executable, "-c", local(stream, subscribe)]
    said = until(stream, command, here, lambda text: "gone: muster-4:e:" in text and "CONSULT" in text)
    assert "CONSULT BLR.GOV → RUS" in said


def test_the_dispatch_of_the_tour(stream: Stream, here: Path) -> None:
    script = snippets("tour.md", "sh")[1].replace(".venv/bin/depesche", "depesche")
    assert "127.0.0.1:9092" in script
    run(stream, here, script.replace("127.0.0.1:9092", "localhost:9092"))
    worker = stream.workers[-1]
    worker.wait_for(lambda: worker.get("/dyads/JPN/PRK").json()["total"]["counts"] == {"SANCTION": 1}, "told of it")


@needs("kcat", "jq")
def test_push_and_subscribe_with_kcat(stream: Stream, here: Path) -> None:
    run(stream, here, containing("push.md", "sh", "-k muster-2"))
    is_there(stream, "muster-2")
    run(stream, here, containing("push.md", "sh", "articles.jsonl | kcat"))
    is_gone(stream, "muster-2")
    keys = {message.key for message in stream.read(ARTICLES)}
    for step in [step for step in steps() if step.article][:3]:
        assert step.key.encode() in keys
        is_there(stream, step.key)
    stream.drain()
    said = run(stream, here, containing("subscribe.md", "sh", "-t interactions"))
    rows = {key: json.loads(row) for key, row in (line.split("\t") for line in said.splitlines()) if row}
    assert len(rows) > 10
    assert all(key.startswith(f"{row['from']}>{row['to']}|") for key, row in rows.items())
    places = {(message.key, message.partition) for message in stream.read(ARTICLES) if message.key}
    assert len(places) == len({key for key, _ in places}), (
        "kcat puts a key where Depesche expects it, as the guide says"
    )


@needs("java", "mvn")
def test_push_with_kafka_connect(stream: Stream, here: Path, jars: Path) -> None:
    worker, connector = snippets("push.md", "properties")
    (file_connector,) = jars.glob("connect-file-*.jar")
    named = worker.replace(f"/opt/kafka/libs/{file_connector.name}", str(file_connector))
    assert named != worker
    (here / "connect.properties").write_text(local(stream, named))
    (here / "articles.properties").write_text(connector)
    article = (here / "muster-1.json").read_bytes().replace(b"muster-1", b"muster-5")
    (here / "articles.jsonl").write_bytes(article + b"\n")
    script = containing("push.md", "sh", "connect-standalone.sh").split()
    main = "org.apache.kafka.connect.cli.ConnectStandalone"
    told = stream.workers[-1]
    until(
        stream,
        [*JVM, "-cp", f"{jars}/*", main, *script[1:]],
        here,
        lambda _: told.get("/articles/muster-5").status_code == 200,
    )


@needs("java", "mvn")
def test_subscribe_from_java(stream: Stream, here: Path, jars: Path) -> None:
    for dependency in snippets("subscribe.md", "xml")[0].split("</dependency>")[:-1]:
        assert "".join(dependency.split()) in "".join((HERE / "pom.xml").read_text().split())
    text = "Der französische Außenminister Jean-Yves Le Drian sagte, Russland verletze das Abkommen."
    stream.send([(b"muster-6", Article(id="muster-6", source="Muster-Agentur", language="de", text=text).to_json())])
    is_there(stream, "muster-6")
    (program,) = snippets("subscribe.md", "java")
    (here / "Subscribe.java").write_text(local(stream, program))
    until(stream, [*JVM, "-cp", f"{jars}/*", "Subscribe.java"], here, lambda said: "FRA.GOV: " in said)


def test_every_guide_is_linked_from_the_readme() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for guide in ("push.md", "subscribe.md", "queries.md", "tour.md"):
        assert (DOCS / guide).is_file()
        assert f"docs/{guide}" in readme, guide
