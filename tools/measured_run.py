"""Runs a program and measures it."""

import os
import subprocess
import sys
import tempfile
import time


def run(command, folder=None):
    """Its standard error, its seconds by the clock, the most memory that it had in bytes. It must succeed."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        said.seek(0)
        text = said.read()
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{text}")
    return text, time.monotonic() - started, 1024 * usage.ru_maxrss
