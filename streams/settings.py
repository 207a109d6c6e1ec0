"""Settings: read from the environment, prefix ``DEPESCHE_``; secrets also from files.

A file ``/run/secrets/depesche_kafka_sasl_password`` (or in ``DEPESCHE_SECRETS_DIR``) serves as the variable of that
name, in capitals, would.
"""

import os
import re
import socket
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PositiveFloat, PositiveInt, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.base import describe

PREFIX = "DEPESCHE_"

_SERVER = re.compile(r"([^\s,;:/\[\]]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")


class SettingsError(ValueError):
    """A setting is wrong. The message names the environment variable; mend it and start again."""


class Settings(BaseSettings):
    """Everything that an operator may set; each field is the variable ``DEPESCHE_`` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    application_id: Annotated[
        str,
        Field(pattern=r"^[A-Za-z0-9._-]+$", description="Consumer group; also the prefix of the changelog topics."),
    ] = "depesche"
    instance_id: Annotated[
        str | None,
        Field(description="Static membership: a name that is this worker's alone and survives its restarts."),
    ] = None

    kafka_bootstrap_servers: Annotated[
        str, Field(min_length=1, description="host:port, several separated by commas.")
    ] = "127.0.0.1:9092"
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "PLAIN"
    kafka_sasl_username: str | None = None
    kafka_sasl_password: SecretStr | None = None
    kafka_ssl_ca_file: Annotated[Path | None, Field(description="PEM; the system's own where absent.")] = None
    kafka_ssl_certificate_file: Annotated[Path | None, Field(description="PEM of a client certificate.")] = None
    kafka_ssl_key_file: Annotated[Path | None, Field(description="PEM of its key.")] = None

    kafka_session_timeout: Annotated[
        float,
        Field(ge=6, le=300, description="Seconds without a heartbeat after which a worker's partitions move on."),
    ] = 30.0

    partitions: Annotated[
        PositiveInt,
        Field(le=1024, description="Of every topic. Fixed once topics exist: ledger and rows live by it."),
    ] = 8
    replication_factor: PositiveInt = 1
    articles_retention_days: Annotated[
        int, Field(ge=-1, description="How long Kafka keeps articles; -1 keeps them for ever.")
    ] = -1
    max_message_bytes: Annotated[
        PositiveInt, Field(description="Largest message on the topics; the broker's limit for ours is set to it.")
    ] = 16 * 1024 * 1024

    data_dir: Annotated[Path, Field(description="Folder of the tables' local copies; losing it costs a recovery.")] = (
        Path("data")
    )
    extractor: Annotated[str, Field(pattern=r"^[\w.]+:\w+$", description="module:function that reads an article.")] = (
        "streams.extract:extract"
    )
    extraction_processes: PositiveInt = max(1, (os.cpu_count() or 2) - 1)
    extraction_time_budget: Annotated[PositiveFloat, Field(description="Seconds for one article.")] = 120.0
    extraction_memory_mb: Annotated[PositiveInt, Field(description="Address space of an extraction process.")] = 4096
    batch_size: Annotated[PositiveInt, Field(le=1000, description="Most articles in work at once.")] = 32

    stall_seconds: Annotated[
        PositiveFloat,
        Field(
            description="Without progress for so long, though there is work, a worker ends; unready after half of it."
        ),
    ] = 180.0

    http_host: Annotated[str, Field(description="Loopback by default: set it to be reached from elsewhere.")] = (
        "127.0.0.1"
    )
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8780
    http_url: Annotated[
        str | None,
        Field(pattern=r"^https?://[^/]+$", description="Where the other workers reach this one; from host and port."),
    ] = None
    peer_seconds: Annotated[PositiveFloat, Field(description="For another worker's part of an answer.")] = 2.0
    http_token: Annotated[
        SecretStr | None, Field(description="Where set, queries need it as a bearer token; health checks do not.")
    ] = None

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @property
    def own_url(self) -> str:
        """Where the other workers reach this one: what binds to every address is reached by the machine's name."""
        host = socket.gethostname() if self.http_host in ("0.0.0.0", "::", "") else self.http_host  # noqa: S104
        return self.http_url or f"http://{f'[{host}]' if ':' in host else host}:{self.http_port}"

    @field_validator("kafka_bootstrap_servers")
    @classmethod
    def _servers(cls, value: str) -> str:
        if not all(_SERVER.fullmatch(server) for server in value.split(",")):
            raise ValueError("must be host:port, several separated by commas, no spaces")
        return value

    @model_validator(mode="after")
    def _whole(self) -> "Settings":
        if self.kafka_security_protocol.startswith("SASL") and not (
            self.kafka_sasl_username and self.kafka_sasl_password
        ):
            raise ValueError(f"SASL needs {PREFIX}KAFKA_SASL_USERNAME and {PREFIX}KAFKA_SASL_PASSWORD")
        if bool(self.kafka_ssl_certificate_file) != bool(self.kafka_ssl_key_file):
            raise ValueError(
                f"a client certificate needs both {PREFIX}KAFKA_SSL_CERTIFICATE_FILE and {PREFIX}KAFKA_SSL_KEY_FILE"
            )
        return self


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from environment and secret files.

    Raises:
        SettingsError: a value is wrong; the message names its variable.
    """
    secrets = Path(os.environ.get(PREFIX + "SECRETS_DIR") or "/run/secrets")
    try:
        return Settings(_secrets_dir=secrets if secrets.is_dir() else None, **overrides)
    except ValidationError as error:
        names = [str(detail["loc"][0]) for detail in error.errors() if detail["loc"]]
        variables = ", ".join(PREFIX + name.upper() for name in dict.fromkeys(names)) or "settings"
        raise SettingsError(f"{variables}: {describe(error).removeprefix('record: ')}") from error
