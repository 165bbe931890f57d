"""Runs a program and measures it: seconds of the clock, of the processors, and memory."""

import os
import pathlib
import subprocess
import sys
import time
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    seconds: float    # of the clock: hangs on how many processors there are, and who else uses them
    processor: float  # of all its threads together
    memory: int       # at most, in bytes

    def __add__(self, other):
        return Cost(self.seconds + other.seconds, self.processor + other.processor, max(self.memory, other.memory))


NOTHING = Cost(0, 0, 0)


class Stage(NamedTuple):
    said: str   # the line of standard error that it began with; empty: before the first
    cost: Cost
    folder: int  # bytes of the files in the watched folder when it ended


def size_of(folder):
    """Bytes of all files under it; what vanishes meanwhile is not counted."""
    total = 0
    for where, _, files in os.walk(folder):
        for name in files:
            try:
                total += os.lstat(os.path.join(where, name)).st_size
            except FileNotFoundError:
                pass
    return total


class Watch:
    """A running program, looked at now and then. The most memory is that since the last look."""

    def __init__(self, process):
        self.folder = pathlib.Path(f"/proc/{process.pid}")
        self.started, self.used = time.monotonic(), 0.0

    def look(self):
        now = time.monotonic()
        times = (self.folder / "stat").read_text().rsplit(")", 1)[1].split()
        used = (int(times[11]) + int(times[12])) / TICKS
        status = (self.folder / "status").read_text()
        peak = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)
        (self.folder / "clear_refs").write_text("5")
        cost = Cost(now - self.started, used - self.used, 1024 * peak)
        self.started, self.used = now, used
        return cost


def run_stages(command, folder=None, watched=None):
    """Its stages as they end: what it costs from each line of its standard error to the next. It must succeed."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watch, lines = Watch(process), [""]
    for line in process.stderr:
        yield Stage(lines[-1], watch.look(), size_of(watched) if watched else 0)
        lines.append(line.decode(errors="replace").strip())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n" + "\n".join(lines))
    last = Cost(time.monotonic() - watch.started, usage.ru_utime + usage.ru_stime - watch.used, 1024 * usage.ru_maxrss)
    yield Stage(lines[-1], last, size_of(watched) if watched else 0)


def run(command, folder=None):
    """What it costs as a whole. It must succeed."""
    return sum((stage.cost for stage in run_stages(command, folder)), NOTHING)
