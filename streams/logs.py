"""Logs: structlog and the standard library through one handler, as lines for people or as JSON."""

import logging
import sys

import structlog

from streams.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Send all logs to standard error: ours, Faust's, aiokafka's and uvicorn's, in one format."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer: structlog.typing.Processor
    if settings.log_format == "json":
        shared.append(structlog.processors.format_exc_info)
        renderer = structlog.processors.JSONRenderer()
    else:
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    # Their INFO is a running commentary on every rebalance and request.
    quiet = logging.WARNING if settings.log_level != "DEBUG" else logging.DEBUG
    # Subclasses of Faust's talk as much.
    ours_by_name = ("streams.transport", "streams.agents.recovery", "streams.agents.stores")
    for name in ("aiokafka", "faust", "mode", "uvicorn", "asyncio", "httpx", *ours_by_name):
        logging.getLogger(name).setLevel(quiet)
