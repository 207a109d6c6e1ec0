"""The topics as an AsyncAPI 3.0 document, from channel descriptions that the caller brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from schemas.base import SCHEMA_VERSION
from schemas.dead_letter import PREFIX
from schemas.envelope import CE_SPECVERSION, CONTENT_TYPE, ce_type

BINDING_VERSION = "0.5.0"
"""Version of AsyncAPI's Kafka binding that the document follows."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One topic, as its users see it."""

    name: str
    """Short name in the document, camelCase."""
    topic: str
    """Name of the Kafka topic."""
    record: str
    """Name of the record on it, as in ``schemas.export.RECORDS``."""
    action: Literal["send", "receive"]
    """What a user of Depesche does with it: ``send`` puts messages on it, ``receive`` reads them."""
    description: str
    """What the topic is for."""
    key: str
    """What a message's key is."""
    tombstone: str
    """What a message with a null value means, or that there are none."""
    partitions: int
    replicas: int
    cleanup: Literal["compact", "delete"]
    retention_ms: int
    """Milliseconds; -1 for ever."""
    max_message_bytes: int


_CE_HEADERS = {
    "ce_id": {"type": "string", "description": "Names the record that the message carries."},
    "ce_source": {"type": "string", "description": "Which Depesche made it."},
    "ce_specversion": {"type": "string", "const": CE_SPECVERSION, "description": "Version of CloudEvents."},
    "ce_time": {"type": "string", "format": "date-time", "description": "When it was published, UTC."},
    "content-type": {"type": "string", "const": CONTENT_TYPE, "description": "Of the value."},
}


def asyncapi_document(channels: Sequence[Channel], schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """An AsyncAPI 3.0 document of the channels, each with its operation and its message.

    Args:
        channels: the topics, each name once.
        schemas: record name → JSON Schema, one for each record that a channel names.

    Raises:
        KeyError: a channel's record has no schema.
        ValueError: two channels have the same name.
    """
    names = [channel.name for channel in channels]
    if len(set(names)) != len(names):
        raise ValueError(f"a channel name twice among {', '.join(names)}")
    return {
        "asyncapi": "3.0.0",
        "id": "urn:depesche",
        "info": {
            "title": "Depesche",
            "version": SCHEMA_VERSION,
            "description": "News articles in, typed facts out: events, statements and interactions of actors. "
            "Values are JSON in UTF-8; absent values are null, times are in UTC, unknown fields are to be passed over. "
            "Delivery is at least once; ids are deterministic, so a repeat has the key of the first. "
            "Operations are told from a client's side: send articles, receive what was read from them.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {channel.name: _channel(channel) for channel in channels},
        "operations": {_operation_name(channel): _operation(channel) for channel in channels},
        "components": {
            "messages": {channel.name: _message(channel, schemas[channel.record]) for channel in channels},
        },
    }


def _operation_name(channel: Channel) -> str:
    return channel.action + channel.name[0].upper() + channel.name[1:]


def _channel(channel: Channel) -> dict[str, Any]:
    configuration: dict[str, Any] = {
        "cleanup.policy": [channel.cleanup],
        "max.message.bytes": channel.max_message_bytes,
    }
    if channel.cleanup == "delete":
        configuration["retention.ms"] = channel.retention_ms
    return {
        "address": channel.topic,
        "title": f"Topic {channel.topic}",
        "description": channel.description,
        "messages": {channel.name: {"$ref": f"#/components/messages/{channel.name}"}},
        "bindings": {
            "kafka": {
                "topic": channel.topic,
                "partitions": channel.partitions,
                "replicas": channel.replicas,
                "topicConfiguration": configuration,
                "bindingVersion": BINDING_VERSION,
            }
        },
    }


def _operation(channel: Channel) -> dict[str, Any]:
    verb = "Put messages on" if channel.action == "send" else "Read"
    return {
        "action": channel.action,
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "summary": f"{verb} {channel.topic}.",
        "messages": [{"$ref": f"#/channels/{channel.name}/messages/{channel.name}"}],
    }


def _message(channel: Channel, schema: Mapping[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {
        "name": channel.record,
        "title": schema["title"],
        "summary": f"{channel.description} Key: {channel.key}",
        "description": f"Key: {channel.key}\n\nNull value: {channel.tombstone}",
        "contentType": CONTENT_TYPE,
    }
    if channel.record == "dead-letter":
        message["contentType"] = "application/octet-stream"
        message["headers"] = _dead_letter_headers(schema)
        message["payload"] = {"description": "The original value, byte for byte; it may be anything, or null."}
    else:
        # No schemaFormat: AsyncAPI's own is draft-07 and more, and the exported schemas keep to what both drafts share.
        message["payload"] = {"$ref": f"json/{channel.record}.schema.json"}
        if channel.action == "receive":
            message["headers"] = _headers(channel.record)
    message["bindings"] = {
        "kafka": {"key": {"type": "string", "description": channel.key}, "bindingVersion": BINDING_VERSION}
    }
    return message


def _headers(record: str) -> dict[str, Any]:
    type_ = {"type": "string", "const": ce_type(record), "description": "What the message is."}
    headers = dict(sorted({**_CE_HEADERS, "ce_type": type_}.items()))
    return {
        "type": "object",
        "description": "CloudEvents 1.0, Kafka binding, binary mode.",
        "properties": headers,
        "required": sorted(headers),
    }


def _dead_letter_headers(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a dead letter travel as headers, one each, as text."""
    return {
        "type": "object",
        "description": "What failed, one header a field, UTF-8. The headers of the original message stand beside them.",
        "properties": {
            PREFIX + name: {"type": "string", "description": field["description"]}
            for name, field in schema["properties"].items()
        },
        "required": sorted(PREFIX + name for name in schema["required"]),
    }
