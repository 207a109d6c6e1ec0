"""What all records share: strictness, JSON in and out, errors that name the field."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Self

import orjson
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

SCHEMA_VERSION = "1.0"
"""Version of the contract in this package: major for what breaks a reader, minor for what is added."""

_FIRST_YEAR, _LAST_YEAR = 1600, 2199
_JSON_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class RecordError(ValueError):
    """Bytes or values that are not the record they should be.

    The message is one line that names each field at fault. The sender mends the value and sends it again.
    """


class Record(BaseModel):
    """Base of every record: immutable, unknown fields passed over, JSON by orjson.

    Unknown fields are passed over so that a reader of this version understands the records of a later minor one.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        ser_json_inf_nan="null",
        allow_inf_nan=False,
    )

    def to_plain(self) -> dict[str, Any]:
        """The record as a dictionary with the contract's field names; dates are still date objects."""
        return self.model_dump(by_alias=True)

    def to_json(self) -> bytes:
        """The record as the contract's JSON, UTF-8: absent values as ``null``, times in UTC."""
        return orjson.dumps(self.to_plain(), option=_JSON_OPTIONS)

    @classmethod
    def from_plain(cls, value: object) -> Self:
        """Read a record from decoded JSON.

        Raises:
            RecordError: the value breaks the contract; the message names the fields.
        """
        try:
            return cls.model_validate(value)
        except ValidationError as error:
            raise RecordError(describe(error)) from error

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """Read a record from its JSON.

        Raises:
            RecordError: not JSON, or JSON that breaks the contract; the message names the place.
        """
        return cls.from_plain(decode_json(data))


def decode_json(data: bytes | str) -> Any:
    """Decode JSON.

    Raises:
        RecordError: not JSON, or not UTF-8; the message says where.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise RecordError(f"not JSON: {error}") from error


def describe(error: ValidationError, most: int = 5) -> str:
    """One line for people: ``field: what is wrong``, at most ``most`` fields, without the offending values.

    Values are left out on purpose: they may be a megabyte long, and a log is no place for them.
    """
    problems = []
    for detail in error.errors(include_url=False, include_context=False, include_input=False)[:most]:
        place = ".".join(str(part) for part in detail["loc"]) or "record"
        problems.append(f"{place}: {detail['msg'].removeprefix('Value error, ')}")
    left = error.error_count() - len(problems)
    return "; ".join(problems) + (f"; and {left} more" if left > 0 else "")


def _plausible(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"year {year} lies outside {_FIRST_YEAR} to {_LAST_YEAR}")


def _utc(value: datetime) -> datetime:
    _plausible(value.year)
    value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    _plausible(value.year)  # New Year's Eve of the last year, somewhere west of Greenwich
    return value


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) == len("2024-11-25") else datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError("neither an ISO 8601 date nor a date and time") from error
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        _plausible(value.year)
        return value
    if value is None:
        return value
    raise ValueError("must be a string with an ISO 8601 date or date and time")


Moment = Annotated[datetime | date, BeforeValidator(_moment)]
"""A day, or a time in UTC; a time without a zone is taken as UTC. Years 1600 (the first newspapers) to 2199."""

Instant = Annotated[datetime, AfterValidator(_utc)]
"""A time in UTC; one without a zone is taken as UTC."""
