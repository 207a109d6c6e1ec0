"""SASL/SCRAM and TLS against a real broker; the bearer token; and no secret anywhere that people look."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from streams.broker import free_port
from tests.faults.conftest import OnKafka
from tests.support.apache import Entrance
from tests.support.checker import check
from tests.support.stream import ROOT, Stream, value
from tests.support.traffic import Traffic

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]

USER, PASSWORD, TOKEN, STORE = "depesche", "geheim-4711-kafka", "geheim-0815-http", "geheim-store"


def keytool(folder: Path, *arguments: str) -> None:
    store = ["-keystore", str(folder / "server.p12"), "-storetype", "PKCS12", "-storepass", STORE]
    subprocess.run(["keytool", *arguments, *store, "-alias", "kafka"], check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a server's key store, and ``ca.pem``, by which clients know it."""
    folder = tmp_path_factory.mktemp("certificates")
    name = ["-dname", "CN=127.0.0.1", "-ext", "SAN=ip:127.0.0.1", "-validity", "2"]
    keytool(folder, "-genkeypair", "-keyalg", "RSA", "-keysize", "2048", *name)
    keytool(folder, "-exportcert", "-rfc", "-file", str(folder / "ca.pem"))
    return folder


def guarded(certificates: Path) -> dict[str, Any]:
    """A cluster whose workers come in by SASL/SCRAM over TLS."""
    prefix = "listener.name.worker."
    module = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
    return {
        "scram": (USER, PASSWORD),
        "entrance": Entrance(
            "SASL_SSL",
            properties={
                f"{prefix}sasl.enabled.mechanisms": "SCRAM-SHA-512",
                f"{prefix}scram-sha-512.sasl.jaas.config": module,
                f"{prefix}ssl.keystore.location": str(certificates / "server.p12"),
                f"{prefix}ssl.keystore.type": "PKCS12",
                f"{prefix}ssl.keystore.password": STORE,
            },
        ),
    }


@pytest.fixture
def stream(on_kafka: OnKafka, certificates: Path) -> Stream:
    made = on_kafka(
        cluster=guarded(certificates),
        kafka_security_protocol="SASL_SSL",
        kafka_sasl_mechanism="SCRAM-SHA-512",
        kafka_sasl_username=USER,
        kafka_sasl_password=SecretStr(PASSWORD),
        kafka_ssl_ca_file=certificates / "ca.pem",
        http_token=SecretStr(TOKEN),
        log_level="DEBUG",
    )
    made.settings = made.settings.model_copy(update={"kafka_bootstrap_servers": made.broker.entrance_servers})
    return made


def command(stream: Stream, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The command, by the way that workers come in."""
    plain = {
        "KAFKA_BOOTSTRAP_SERVERS": stream.settings.kafka_bootstrap_servers,
        "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
        "KAFKA_SASL_USERNAME": USER,
        "KAFKA_SASL_PASSWORD": PASSWORD,
        "KAFKA_SSL_CA_FILE": str(stream.settings.kafka_ssl_ca_file),
        "HTTP_TOKEN": TOKEN,
        "LOG_LEVEL": "DEBUG",
    } | settings
    environment = {f"DEPESCHE_{name}": text for name, text in plain.items()} | {"PATH": "", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "streams.cli", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=180,
    )


def test_a_worker_comes_in_by_scram_over_tls_and_tells_no_secret(stream: Stream, tmp_path: Path) -> None:
    """Not in its log at its most talkative, in an answer, in the metrics, or in what the command prints.

    Nor does one that another worker asks for its part of an answer, with the token.
    """
    traffic = Traffic(111)
    worker = stream.start_worker()
    other = stream.start_worker(data_dir=stream.folder / "other", http_port=free_port(), instance_id="worker-1")
    stream.send(traffic.some(100))
    article = tmp_path / "article.json"
    article.write_bytes(value("by-command", "FAIL"))
    told = [command(stream, "publish", str(article)), command(stream, "topics", "create")]
    stream.drain()
    told.append(command(stream, "dead-letters", "list"))
    assert [one.returncode for one in told] == [0, 0, 0], told[0].stderr[-2000:]

    assert worker.get("/interactions").status_code == 401
    assert worker.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    with httpx.Client(base_url=worker.url, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        paths = ("/interactions", "/metrics", "/openapi.json", "/articles/none", "/interactions?limit=x", "/readyz")
        answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 422, 200]
    check(stream, traffic)
    assert [one.stop() for one in (worker, other)] == [0, 0]

    seen = [worker.log.read_text(), other.log.read_text(), *(one.stdout + one.stderr for one in told)]
    seen += [answer.text + str(answer.headers) for answer in answers]
    for secret in (PASSWORD, TOKEN, STORE):
        assert not [text for text in seen if secret in text], f"{secret} is told"
    assert min(len(seen[0]), len(seen[1])) > 10_000, "talkative logs were searched"


WRONG = {
    "another password": ({"KAFKA_SASL_PASSWORD": "falsch-1234"}, "uthentication"),
    "another user": ({"KAFKA_SASL_USERNAME": "niemand"}, "uthentication"),
    "no certificate of the broker's": ({"KAFKA_SSL_CA_FILE": ""}, "Unable to bootstrap"),
    "no TLS": ({"KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT"}, "Unable to bootstrap"),
}


def test_whoever_is_not_let_in_gets_one_line_without_a_secret(stream: Stream) -> None:
    for what, (settings, cause) in WRONG.items():
        refused = command(stream, "worker", **settings, LOG_LEVEL="ERROR")
        assert refused.returncode == 3, what
        last = refused.stderr.splitlines()[-1]
        assert last.startswith("depesche: Kafka: "), f"{what}: {refused.stderr[-1500:]}"
        assert cause in refused.stderr, f"{what}: {refused.stderr[-1500:]}"
        for secret in (PASSWORD, TOKEN, "falsch-1234"):
            assert secret not in refused.stdout + refused.stderr, what
