"""Logs: one line an event, JSON for machines, colours for people."""

from __future__ import annotations

import logging
import re
import sys

import structlog

from entrypoints.settings import Settings
from entrypoints.terminals import harmless_record

_SECRET = re.compile(r"(/calendars/)[^/?\s]+")


def configure_logs(settings: Settings) -> None:
    """Set up structlog for this process. Tokens and bodies are never logged."""
    pretty = settings.log_format == "pretty" or (settings.log_format == "auto" and sys.stderr.isatty())
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            *([harmless_record] if pretty else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, settings.log_level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    queue = logging.getLogger("dramatiq")
    queue.handlers, queue.propagate = [_Passed(logging.WARNING)], False


def keep_secrets_out_of_access_logs() -> None:
    """Have uvicorn's access log, where somebody turns it on, leave out what opens a calendar."""
    access = logging.getLogger("uvicorn.access")
    if not any(isinstance(one, _Discreet) for one in access.filters):
        access.addFilter(_Discreet())


class _Discreet(logging.Filter):
    """Lets every record through, without the secrets in its addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take them out."""
        if isinstance(record.args, tuple):
            record.args = tuple(_SECRET.sub(r"\1…", a) if isinstance(a, str) else a for a in record.args)
        return True


class _Passed(logging.Handler):
    """What the queue's library has to say, as warnings: jobs outlive whatever befalls their messages."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass it on, without the trace of a connection that broke."""
        structlog.get_logger("planning.queue").warning(record.getMessage().partition("\n")[0])
