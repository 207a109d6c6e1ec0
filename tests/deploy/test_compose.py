"""docker-compose.yml agrees with itself, with the Dockerfile and with the code; no engine is needed."""

import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
WORKERS = ["worker-1", "worker-2"]
OURS = ["topics", *WORKERS]


def image_environment() -> dict[str, str]:
    """The variables that the image sets, in its last stage."""
    last = DOCKERFILE.split("\nFROM ")[-1]
    block = re.search(r"^ENV (.*?[^\\])$", last, re.MULTILINE | re.DOTALL)
    assert block
    return dict(re.findall(r'([A-Z_]+)="?([^"\s\\]+)"?', block[1]))


def depesche_variables(environment: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(PREFIX)}


def listeners(value: str) -> dict[str, str]:
    return dict(part.split("://") for part in value.split(","))


def test_services_are_those_that_the_readme_promises() -> None:
    assert set(SERVICES) == {"kafka", "topics", "worker-1", "worker-2", "kafka-ui"}
    assert {name for name, service in SERVICES.items() if service.get("profiles")} == {"kafka-ui"}
    assert SERVICES["kafka-ui"]["profiles"] == ["ui"]


@pytest.mark.parametrize("name", OURS)
def test_every_setting_in_compose_is_one_of_the_code(name: str) -> None:
    settings = {PREFIX + field.upper() for field in Settings.model_fields}
    assert set(SERVICES[name]["environment"]) - settings == set()


def test_every_setting_in_the_image_is_one_of_the_code() -> None:
    settings = {PREFIX + field.upper() for field in Settings.model_fields}
    found = set(re.findall(rf"{PREFIX}[A-Z_]+", DOCKERFILE))
    assert found
    assert found - settings == set()


@pytest.mark.parametrize("name", OURS)
def test_settings_are_read_as_they_stand(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {**depesche_variables(image_environment()), **SERVICES[name]["environment"]}
    for variable, value in variables.items():
        assert isinstance(value, str), f"{variable}: YAML makes {value!r} of it; put it in quotes"
        monkeypatch.setenv(variable, value)
    settings = Settings()
    assert settings.kafka_bootstrap_servers == "kafka:19092"
    assert settings.http_host == "0.0.0.0"
    assert str(settings.data_dir) == "/var/lib/depesche"


def test_topics_and_workers_agree_on_partitions_and_copies() -> None:
    for variable in ("DEPESCHE_PARTITIONS", "DEPESCHE_REPLICATION_FACTOR", "DEPESCHE_KAFKA_BOOTSTRAP_SERVERS"):
        assert len({SERVICES[name]["environment"][variable] for name in OURS}) == 1


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_has_a_name_a_volume_and_a_port_of_its_own(name: str) -> None:
    worker = SERVICES[name]
    assert worker["environment"]["DEPESCHE_INSTANCE_ID"] == name
    assert worker["volumes"] == [f"{name}:{image_environment()['DEPESCHE_DATA_DIR']}"]
    (port,) = worker["ports"]
    assert port == f"127.0.0.1:878{name[-1]}:{image_environment()['DEPESCHE_HTTP_PORT']}"
    assert worker["command"] == ["worker"]


@pytest.mark.parametrize("name", [*WORKERS, "kafka"])
def test_what_ends_itself_is_started_again(name: str) -> None:
    """A worker that cannot go on ends with exit code 3 (tests/faults/test_rebalance.py, test_watchdog.py)."""
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_has_time_to_finish_an_article_and_to_end_in_order(name: str) -> None:
    grace = int(SERVICES[name]["stop_grace_period"].removesuffix("s"))
    assert grace >= Settings().extraction_time_budget + 30


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_starts_after_the_topics_are_there(name: str) -> None:
    assert SERVICES[name]["depends_on"]["topics"] == {"condition": "service_completed_successfully"}
    assert SERVICES[name]["depends_on"]["kafka"] == {"condition": "service_healthy"}
    assert SERVICES["topics"]["depends_on"]["kafka"] == {"condition": "service_healthy"}
    assert SERVICES["topics"]["restart"] == "no"


def test_health_is_checked_where_something_runs_on() -> None:
    assert SERVICES["kafka"]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES["topics"]["healthcheck"] == {"disable": True}
    assert all("healthcheck" not in SERVICES[name] for name in WORKERS), "they have that of the image"


def test_kafkas_listeners_have_the_same_names_everywhere() -> None:
    kafka = SERVICES["kafka"]["environment"]
    bound = listeners(kafka["KAFKA_LISTENERS"])
    advertised = listeners(kafka["KAFKA_ADVERTISED_LISTENERS"])
    protocols = dict(part.split(":") for part in kafka["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(","))
    controller = kafka["KAFKA_CONTROLLER_LISTENER_NAMES"]
    assert set(protocols) == set(bound)
    assert set(advertised) == set(bound) - {controller}
    assert kafka["KAFKA_INTER_BROKER_LISTENER_NAME"] in advertised
    for name, address in advertised.items():
        assert address.split(":")[1] == bound[name].split(":")[1], name
    node, address = kafka["KAFKA_CONTROLLER_QUORUM_VOTERS"].split("@")
    assert node == kafka["KAFKA_NODE_ID"]
    assert address == "kafka" + bound[controller]


def test_containers_and_this_machine_each_come_in_by_their_own_listener() -> None:
    kafka = SERVICES["kafka"]["environment"]
    advertised = listeners(kafka["KAFKA_ADVERTISED_LISTENERS"])
    inside = advertised["INTERNAL"]
    assert all(SERVICES[name]["environment"]["DEPESCHE_KAFKA_BOOTSTRAP_SERVERS"] == inside for name in OURS)
    assert SERVICES["kafka-ui"]["environment"]["KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS"] == inside
    assert inside in SERVICES["kafka"]["healthcheck"]["test"]
    host, port = advertised["EXTERNAL"].split(":")
    assert host == "localhost"
    assert SERVICES["kafka"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert Settings().kafka_bootstrap_servers.endswith(f":{port}")


def test_kafka_keeps_its_messages_on_a_volume() -> None:
    assert SERVICES["kafka"]["volumes"] == [f"kafka:{SERVICES['kafka']['environment']['KAFKA_LOG_DIRS']}"]


def test_one_broker_is_not_asked_for_three_copies() -> None:
    kafka = SERVICES["kafka"]["environment"]
    asked = {name: value for name, value in kafka.items() if re.search("REPLICATION_FACTOR|MIN_ISR", name)}
    assert set(asked.values()) == {"1"}


def test_images_are_pinned() -> None:
    assert re.fullmatch(r"apache/kafka:4\.\d+\.\d+", SERVICES["kafka"]["image"])
    assert re.fullmatch(r"kafbat/kafka-ui:v\d+\.\d+\.\d+", SERVICES["kafka-ui"]["image"])
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert {SERVICES[name]["image"] for name in OURS} == {f"depesche:{version[1]}"}


def test_every_port_is_on_loopback_and_given_once() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert len({port.split(":")[1] for port in ports}) == len(ports)


def test_volumes_and_networks_are_declared_and_used() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])
    assert {network for service in SERVICES.values() for network in service["networks"]} == set(COMPOSE["networks"])


def test_no_secret_stands_in_the_files() -> None:
    for text in (DOCKERFILE, (ROOT / "docker-compose.yml").read_text(encoding="utf-8")):
        assert not re.search(r"PASSWORD|TOKEN|SECRET", text)


@pytest.mark.skipif(find_spec("streams.cli") is None, reason="the command is not there yet")
@pytest.mark.parametrize("name", OURS)
def test_a_services_command_is_one_of_depesche(name: str) -> None:
    program = "from streams.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *SERVICES[name]["command"], "--help"],
        capture_output=True, text=True, check=False, timeout=60, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_compose_itself_reads_the_file() -> None:
    docker = shutil.which("docker")
    if not docker:
        pytest.skip("no docker client on this machine")
    known = subprocess.run([docker, "compose", "version"], capture_output=True, check=False, timeout=60)
    if known.returncode != 0:
        pytest.skip("this docker client has no compose")
    done = subprocess.run(
        [docker, "compose", "--profile", "ui", "config", "--format", "json"],
        capture_output=True, check=False, timeout=60, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert set(json.loads(done.stdout)["services"]) == set(SERVICES)


# The image


def test_the_image_runs_as_a_plain_user() -> None:
    last = DOCKERFILE.split("\nFROM ")[-1]
    users = re.findall(r"^USER (\S+)$", last, re.MULTILINE)
    assert users == ["10001:10001"]
    assert last.index("USER ") > last.index("COPY "), "all that is copied belongs to root"


def test_the_image_installs_only_what_the_lock_names() -> None:
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
    assert "--no-deps /wheels/depesche-" in DOCKERFILE


def test_the_image_has_two_stages_of_the_same_python() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert bases == ["python:3.12-slim", "python:3.12-slim"]


def test_the_images_volume_is_its_data_folder() -> None:
    assert re.findall(r"^VOLUME (\S+)$", DOCKERFILE, re.MULTILINE) == [image_environment()["DEPESCHE_DATA_DIR"]]
    assert re.findall(r"^EXPOSE (\S+)$", DOCKERFILE, re.MULTILINE) == [image_environment()["DEPESCHE_HTTP_PORT"]]


def test_the_images_health_check_is_a_program_that_asks_livez() -> None:
    check = re.search(r"^HEALTHCHECK .*?CMD (\[.*?\])$", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert check
    python, option, program = json.loads(check[1])
    assert (python, option) == ("python", "-c")
    compile(program, "HEALTHCHECK", "exec")
    assert "'/livez'" in program


def test_the_images_command_is_the_worker() -> None:
    assert 'ENTRYPOINT ["depesche"]' in DOCKERFILE
    assert 'CMD ["worker"]' in DOCKERFILE
    assert 'depesche = "streams.cli:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_all_that_is_copied_into_the_image_is_let_through() -> None:
    """.dockerignore keeps everything out that it does not name."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:].rstrip("/") for line in ignored if line.startswith("!")}
    copied = {
        source.rstrip("/").removeprefix("./")
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert copied == let_through
