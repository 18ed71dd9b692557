"""What the service writes to standard error: warnings and errors alone, and no line per request.

Our own words say nothing of what was sent. Those of a library may quote it, so of them only the place is written.
"""

import logging
import os
import sys
from typing import Final

OURS: Final = "munasara"
SILENT: Final = ("python_multipart", "uvicorn.access")
"""Libraries that have something to say of single requests, which are refused anyway."""


def log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OursInWords("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


_WORDLESS: Final = {"args": None, "exc_info": None, "exc_text": None, "stack_info": None}


class _OursInWords(logging.Formatter):
    """Writes what others say as the place where they say it, with the kind of error if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name == OURS:
            return super().format(record)
        error = record.exc_info[1] if record.exc_info else None
        kind = "" if error is None else f": {described(error)}"
        said = f"{record.name} in {record.filename}:{record.lineno}{kind}"
        return super().format(logging.makeLogRecord({**record.__dict__, **_WORDLESS, "msg": said}))


def described(error: BaseException) -> str:
    """Which kind of error and where, without what it says: that may be an answer."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" in {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
    return f"{type(error).__name__}{where}"
