"""The journal: a line of JSON for each page, each comparison and each file that is made, with how long it took.

It says nothing of who asked or what they chose: no address, no name of a plan, a dossier or a séance. Lines go to
standard error, or to the file of EN_REGARD_LOG (which a log rotation may move away).
"""

from __future__ import annotations

import datetime
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import WatchedFileHandler

from etl import discreet

_FILE = "EN_REGARD_LOG"
_LOG = logging.getLogger("en-regard")


class _Lines(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "event": record.getMessage()}
        told |= getattr(record, "told", None) or {"logger": record.name}
        if record.exc_info:
            told["trace"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def install() -> None:
    """Begin the journal of this process.

    Raises:
        OSError: the file of EN_REGARD_LOG cannot be written.
    """
    if any(isinstance(one.formatter, _Lines) for one in logging.getLogger().handlers):
        return
    discreet.install()
    file = os.environ.get(_FILE)
    handler = WatchedFileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
    handler.setFormatter(_Lines())
    logging.getLogger().addHandler(handler)
    _LOG.setLevel(logging.INFO)


def tell(event: str, **told: str | int | float | bool) -> None:
    """Write a line, whose words are the program's own and nobody's."""
    _LOG.info(event, extra={"told": told})


def took(event: str, seconds: float, **told: str | int | float | bool) -> None:
    """Write a line on what took so long."""
    tell(event, **told, ms=round(1000 * seconds, 1))


@contextmanager
def timed(event: str, **told: str | int | float | bool) -> Iterator[None]:
    """Write a line when the block ends, however it ends."""
    start, end = time.perf_counter(), "done"
    try:
        yield
    except Exception:
        end = "failed"
        raise
    except BaseException:  # Streamlit leaves a page that nobody waits for any more by one
        end = "left"
        raise
    finally:
        took(event, time.perf_counter() - start, **told, end=end)
