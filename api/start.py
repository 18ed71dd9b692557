"""Where the command `munasara` begins: whoever breaks it off while it is still being loaded is shown no traceback."""

import sys
from typing import Final

INTERRUPTED: Final = 130  # as shells know a command that Ctrl+C has ended


def main() -> None:
    try:
        from api.cli import main as command
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    command()
