"""Runs a command and prints the most memory that it held, in kilobytes: `most_memory.py COMMAND …`.

A process started by a large one is said to have been as large as that one; started from here, it is not.
"""

from __future__ import annotations

import os
import subprocess
import sys

if __name__ == "__main__":
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(usage.ru_maxrss)  # noqa: T201 - what the benchmark reads
    sys.exit(process.returncode)
