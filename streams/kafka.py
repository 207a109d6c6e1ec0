"""Plain Kafka clients, put together from the settings: for topics, publishing and reading outside the worker."""

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from streams.settings import PREFIX, Settings, SettingsError


def ssl_context(settings: Settings) -> ssl.SSLContext | None:
    """The TLS context, or None for a plain connection.

    Raises:
        SettingsError: a file of certificates or keys cannot be used.
    """
    if not settings.kafka_security_protocol.endswith("SSL"):
        return None
    with _naming("KAFKA_SSL_CA_FILE"):
        context = ssl.create_default_context(cafile=settings.kafka_ssl_ca_file)
    if settings.kafka_ssl_certificate_file and settings.kafka_ssl_key_file:
        with _naming("KAFKA_SSL_CERTIFICATE_FILE", "KAFKA_SSL_KEY_FILE"):
            context.load_cert_chain(settings.kafka_ssl_certificate_file, settings.kafka_ssl_key_file)
    return context


@contextmanager
def _naming(*names: str) -> Iterator[None]:
    """Errors of the files name the variables that they come from."""
    try:
        yield
    except OSError as error:  # what is wrong inside a file, an SSLError, is one too
        raise SettingsError(f"{', '.join(PREFIX + name for name in names)}: {error.strerror or error}") from error


def client_options(settings: Settings) -> dict[str, Any]:
    """What every aiokafka client needs to reach the broker."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.kafka_bootstrap_servers,
        "security_protocol": settings.kafka_security_protocol,
        "ssl_context": ssl_context(settings),
    }
    if settings.kafka_security_protocol.startswith("SASL") and settings.kafka_sasl_password is not None:
        options |= {
            "sasl_mechanism": settings.kafka_sasl_mechanism,
            "sasl_plain_username": settings.kafka_sasl_username,
            "sasl_plain_password": settings.kafka_sasl_password.get_secret_value(),
        }
    return options


@asynccontextmanager
async def admin_client(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """An admin client, started and closed."""
    client = AIOKafkaAdminClient(**client_options(settings))
    try:
        await client.start()
        yield client
    finally:
        await client.close()


@asynccontextmanager
async def producer_client(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """A producer that waits for all replicas, never writes twice and takes messages up to the size limit."""
    client = AIOKafkaProducer(
        **client_options(settings),
        acks="all",
        enable_idempotence=True,
        max_request_size=settings.max_message_bytes,
        linger_ms=5,
    )
    try:
        await client.start()
        yield client
    finally:
        await client.stop()


@asynccontextmanager
async def consumer_client(settings: Settings) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer of no group, which has no partitions yet and commits nothing."""
    client = AIOKafkaConsumer(
        **client_options(settings),
        group_id=None,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=settings.max_message_bytes,
    )
    try:
        await client.start()
        yield client
    finally:
        await client.stop()
