"""The command-line tool in this process: a new one takes seconds to start."""

from __future__ import annotations

import io
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from unittest.mock import patch

from django.utils import translation

from przystan.config.cli import main


def run_command(*arguments: object, sent: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command with `sent` as its input; the language of the test stays as it was."""
    told, said = io.StringIO(), io.StringIO()
    with (redirect_stdout(told), redirect_stderr(said), patch("sys.stdin", io.StringIO(sent)),
          translation.override(translation.get_language())):
        try:
            status = main([str(a) for a in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
    return subprocess.CompletedProcess(arguments, status, told.getvalue(), said.getvalue())


# For a program in a process of its own: the most memory that it held, in KiB. What the system says
# of a child's resources counts the memory of the parent that it was forked from.
MOST_HELD = r"""
import re
from pathlib import Path
def most_held():
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])
"""
