"""Settings: from the environment and secret files; what is wrong names its variable and shows no secret."""

import re
import ssl
from pathlib import Path

import pytest

from streams.kafka import client_options, ssl_context
from streams.settings import PREFIX, Settings, SettingsError, load_settings

SASL = {
    "kafka_security_protocol": "SASL_SSL",
    "kafka_sasl_mechanism": "SCRAM-SHA-512",
    "kafka_sasl_username": "depesche",
    "kafka_sasl_password": "streng-geheim",
}


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)
    monkeypatch.setenv("DEPESCHE_SECRETS_DIR", str(tmp_path))


def test_every_setting_is_the_variable_of_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPESCHE_PARTITIONS", "3")
    monkeypatch.setenv("DEPESCHE_KAFKA_BOOTSTRAP_SERVERS", "one:9092,two:9093")
    monkeypatch.setenv("DEPESCHE_HTTP_TOKEN", "streng-geheim")
    monkeypatch.setenv("DEPESCHE_LOG_FORMAT", "json")
    settings = load_settings()
    assert settings.partitions == 3
    assert settings.kafka_bootstrap_servers == "one:9092,two:9093"
    assert settings.http_token is not None
    assert settings.http_token.get_secret_value() == "streng-geheim"
    assert settings.log_format == "json"


def test_names_without_the_prefix_and_empty_values_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTITIONS", "3")
    monkeypatch.setenv("WEB_PORT", "1")
    monkeypatch.setenv("DEPESCHE_HTTP_PORT", "")
    monkeypatch.setenv("DEPESCHE_HTTP_TOKEN", "")
    assert load_settings() == Settings.model_construct()
    assert load_settings().http_token is None, "an empty token would be one that everybody knows"


def test_a_secret_file_serves_as_its_variable_would(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The line break at its end is not part of it; the variable wins over the file."""
    (tmp_path / "depesche_kafka_sasl_password").write_text("aus der Datei\n")
    options = SASL | {"kafka_sasl_password": None}
    del options["kafka_sasl_password"]
    password = load_settings(**options).kafka_sasl_password
    assert password is not None
    assert password.get_secret_value() == "aus der Datei"
    monkeypatch.setenv("DEPESCHE_KAFKA_SASL_PASSWORD", "aus der Umgebung")
    password = load_settings(**options).kafka_sasl_password
    assert password is not None
    assert password.get_secret_value() == "aus der Umgebung"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("application_id", "with space"),
        ("kafka_bootstrap_servers", "host:port"),
        ("kafka_bootstrap_servers", "one:1, two:2"),
        ("kafka_bootstrap_servers", "one:1,"),
        ("kafka_bootstrap_servers", "kafka://one:1"),
        ("kafka_security_protocol", "TLS"),
        ("kafka_sasl_mechanism", "GSSAPI"),
        ("partitions", "0"),
        ("partitions", "many"),
        ("partitions", "1025"),
        ("replication_factor", "0"),
        ("articles_retention_days", "-2"),
        ("max_message_bytes", "0"),
        ("extractor", "streams.extract"),
        ("extraction_processes", "-1"),
        ("extraction_time_budget", "0"),
        ("extraction_memory_mb", "0"),
        ("batch_size", "0"),
        ("http_port", "65536"),
        ("log_level", "LOUD"),
        ("log_format", "xml"),
    ],
)
def test_a_wrong_value_names_its_variable_on_one_line(monkeypatch: pytest.MonkeyPatch, name: str, wrong: str) -> None:
    monkeypatch.setenv(PREFIX + name.upper(), wrong)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{PREFIX}{name.upper()}: ")
    assert "\n" not in str(caught.value)


def test_two_wrong_values_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPESCHE_PARTITIONS", "x")
    monkeypatch.setenv("DEPESCHE_HTTP_PORT", "y")
    with pytest.raises(SettingsError, match=r"^DEPESCHE_PARTITIONS, DEPESCHE_HTTP_PORT: "):
        load_settings()


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        (SASL | {"kafka_sasl_username": None}, ["KAFKA_SASL_USERNAME", "KAFKA_SASL_PASSWORD"]),
        (SASL | {"kafka_sasl_password": None}, ["KAFKA_SASL_USERNAME", "KAFKA_SASL_PASSWORD"]),
        ({"kafka_ssl_key_file": "key.pem"}, ["KAFKA_SSL_CERTIFICATE_FILE", "KAFKA_SSL_KEY_FILE"]),
        ({"kafka_ssl_certificate_file": "cert.pem"}, ["KAFKA_SSL_CERTIFICATE_FILE", "KAFKA_SSL_KEY_FILE"]),
    ],
)
def test_settings_that_belong_together_name_each_other(options: dict[str, str | None], variables: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**options)
    assert all(PREFIX + name in str(caught.value) for name in variables)
    assert "streng-geheim" not in str(caught.value)


@pytest.mark.parametrize("servers", ["kafka", "kafka:9092", "10.0.0.1:1,b-2.example.com:65535", "[::1]:9092"])
def test_names_and_addresses_of_brokers_are_taken(servers: str) -> None:
    assert load_settings(kafka_bootstrap_servers=servers).kafka_bootstrap_servers == servers


def test_secrets_do_not_show_where_settings_are_printed() -> None:
    settings = load_settings(**SASL, http_token="streng-geheim")
    for text in (repr(settings), str(settings), repr(settings.model_dump()), settings.model_dump_json()):
        assert "streng-geheim" not in text


def test_a_client_gets_all_that_a_protected_broker_asks_for() -> None:
    options = client_options(load_settings(**SASL, kafka_bootstrap_servers="one:9092,two:9092"))
    context = options.pop("ssl_context")
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert options == {
        "bootstrap_servers": "one:9092,two:9092",
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "depesche",
        "sasl_plain_password": "streng-geheim",
    }


@pytest.mark.parametrize(
    ("protocol", "sasl", "tls"),
    [("PLAINTEXT", False, False), ("SSL", False, True), ("SASL_PLAINTEXT", True, False), ("SASL_SSL", True, True)],
)
def test_each_protocol_brings_what_it_needs_and_no_more(protocol: str, sasl: bool, tls: bool) -> None:  # noqa: FBT001
    """Credentials that are set do not go to a broker that does not ask for them."""
    options = client_options(load_settings(**SASL | {"kafka_security_protocol": protocol}))
    assert ("sasl_plain_password" in options) is sasl
    assert (options["ssl_context"] is not None) is tls


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({"kafka_ssl_ca_file": "/no/such/file"}, "DEPESCHE_KAFKA_SSL_CA_FILE"),
        ({"kafka_ssl_ca_file": __file__}, "DEPESCHE_KAFKA_SSL_CA_FILE"),
        (
            {"kafka_ssl_certificate_file": __file__, "kafka_ssl_key_file": "/no/such/file"},
            "DEPESCHE_KAFKA_SSL_CERTIFICATE_FILE, DEPESCHE_KAFKA_SSL_KEY_FILE",
        ),
    ],
)
def test_a_certificate_that_cannot_be_used_names_its_variable(options: dict[str, str], names: str) -> None:
    settings = load_settings(kafka_security_protocol="SSL", **options)
    with pytest.raises(SettingsError, match=f"^{re.escape(names)}: "):
        ssl_context(settings)
