"""Run before anything is installed: says in one sentence what a machine lacks. Standard library only."""

import shutil
import sys
import sysconfig
from pathlib import Path


def lacking() -> str:
    """What must be installed first, or nothing. durable-rules is C source, compiled on the spot."""
    try:
        import durable_rules_engine  # noqa: F401  (compiled already: no compiler needed)
    except ImportError:
        pass
    else:
        return ""
    configured = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if not any(shutil.which(name) for name in (configured, "cc", "gcc", "clang")):
        return "A C compiler is missing: Munasara builds durable-rules from source (install gcc or clang)."
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return "The C headers of Python are missing: install them (python3-dev on Debian)."
    return ""


if __name__ == "__main__":
    sys.exit(lacking() or 0)
