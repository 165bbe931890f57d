#!/usr/bin/env python3
"""A letter on a disk that is full, in a folder that cannot be written, and with many hands at once.

usage: faults.py BIN_FOLDER

Every command that cannot do its work is refused with a sentence and exit code 1 and changes nothing; when the
fault is gone the same command succeeds, and in the end everything that was accepted counts. Mounts file systems
of its own: runs itself in a mount namespace (unshare); exit code 77, with a line, where that is not allowed.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from played_letter import ANSWERS, LADDER, PEOPLE, PlayedLetter

SKIPPED = 77
DISK_BYTES = 12 << 20


class StarvedLetter(PlayedLetter):
    """Before a command is let through it meets a full disk, then a read-only one."""

    refusals = 0

    def run(self, *arguments, done_before=()):
        if arguments[0] not in ("result", "letter") and (self.work / "L/letter.db").exists():
            with FullDisk(self.work, self.dice.randrange(0, 40) * 1024):
                self.meets(arguments, {"store.full", "store.disk", "file.write"})
            with ReadOnly(self.work):
                self.meets(arguments, {"store.readonly", "store.disk", "file.write"})
        return super().run(*arguments, done_before=done_before)

    def meets(self, arguments, checks):
        """Succeeds if there was room enough after all, else is refused for one of these reasons."""
        process = self.start(arguments)
        out, err = process.communicate(timeout=120)
        if process.returncode == 0:
            return
        error = json.loads(out)["error"] if process.returncode == 1 else {}
        if error.get("check") not in checks or len(error["message"]) < 15:
            raise SystemExit(f"faults: {' '.join(map(str, arguments))}: {process.returncode} {out}{err}")
        self.refusals += 1

    def sign(self):
        # First, so that what the starved commands accepted is what counts.
        self.sign_at_once()
        super().sign()

    def sign_at_once(self):
        """Everybody at the same moment: each is accepted, or told that somebody else is at work."""
        invitations = sorted((self.work / "L/private/invitations").iterdir())
        waiting = list(range(PEOPLE))
        for person in waiting:
            self.choices[person] = ("by-name-if", LADDER[0], ANSWERS[person % len(ANSWERS)])
        while waiting:
            started = [(person, self.start(["sign", "--dir", "L", "--invitation", invitations[person],
                                            "--by-name-if", str(LADDER[0]), "--answer",
                                            "where=" + ANSWERS[person % len(ANSWERS)]])) for person in waiting]
            waiting = [person for person, process in started
                       if self.finish(process, done_before=["store.busy"]) is None]


class FullDisk:
    """The letter's disk with `left` bytes free."""

    def __init__(self, work, left):
        self.filler, self.left = work / "filler", left

    def __enter__(self):
        free = os.statvfs(self.filler.parent)
        size = max(0, free.f_bavail * free.f_frsize - self.left)
        with open(self.filler, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)

    def __exit__(self, *_):
        self.filler.unlink()


class ReadOnly:
    def __init__(self, work):
        self.work = work

    def __enter__(self):
        mount("-o", "remount,ro", self.work)

    def __exit__(self, *_):
        mount("-o", "remount,rw", self.work)


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True, capture_output=True)


def main():
    if len(sys.argv) == 2:
        inside = ["unshare", "--mount", "--map-root-user"]
        if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode != 0:
            print("faults: skipped: no mount namespace can be made here")
            return SKIPPED
        return subprocess.run([*inside, sys.executable, __file__, sys.argv[1], "inside"], check=False).returncode
    bin_folder = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        mount("-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", folder)
        try:
            letter = StarvedLetter(bin_folder, pathlib.Path(folder), random.Random(1))
            letter.play()
        finally:
            subprocess.run(["umount", folder], check=True)
    if letter.refusals < 20:
        raise SystemExit(f"faults: only {letter.refusals} commands were refused; the faults were none")
    print(f"faults: {letter.refusals} commands refused on a full or read-only disk, none with a loss")
    return 0


if __name__ == "__main__":
    sys.exit(main())
