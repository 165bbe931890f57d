#!/usr/bin/env python3
"""Rehearsals that are interrupted by Ctrl-C and taken up again.

usage: rehearse.py BIN_FOLDER SCENARIO

With a notebook, a study that is interrupted again and again comes to the numbers of one that is let be; each
time the exit code is 130 and the message says how to go on. Without one, it says that nothing is kept. A second
Ctrl-C ends the program by the signal. A notebook of another scenario is refused and left as it was.
"""

import concurrent.futures
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

INTERRUPTED = 130
PEOPLE = 60  # few, so that cells come fast
CROWD = 60_000  # so many that a step takes long


class Rehearsal:
    def __init__(self, program, scenario):
        self.command = [program, "--json", "rehearse", scenario, "--replicas", "64", "--scenarios", "24"]

    def start(self, *more):
        return subprocess.Popen([*self.command, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def finish(self, *more):
        process = self.start(*more)
        out, err = process.communicate(timeout=240)
        return process.returncode, out + err

    def interrupt(self, wait, *more):
        """Sends Ctrl-C once wait() says so; None if the study was faster."""
        process = self.start(*more)
        readers = concurrent.futures.ThreadPoolExecutor(1)  # a result is longer than a pipe is
        ended = readers.submit(process.communicate)
        while not ended.done() and not wait():
            time.sleep(0.002)
        if not ended.done():
            process.send_signal(signal.SIGINT)
        out, err = ended.result(timeout=60)
        return None if process.returncode == 0 else (process.returncode, json.loads(out)["error"])


def expect(condition, what):
    if not condition:
        raise SystemExit(f"rehearse: {what}")


def cells(notebook):
    return len(notebook.read_text().splitlines()) - 1 if notebook.exists() else 0


def interrupt_again_and_again(rehearsal, notebook):
    """As long as it can be done; each time some cells further."""
    times = 0
    while True:
        goal = cells(notebook) + 6
        ended = rehearsal.interrupt(lambda: cells(notebook) >= goal, "--notebook", str(notebook))
        if ended is None:
            return times
        code, error = ended
        expect(code == INTERRUPTED, f"exit code {code}, not {INTERRUPTED}: {error}")
        expect(error["check"] == "rehearsal.interrupted", f"another refusal: {error}")
        expect(str(notebook) in error["message"] and "same command" in error["message"],
               f"it does not say how to go on: {error['message']}")
        expect(cells(notebook) >= goal, "a finished cell was not kept")
        times += 1


def catches_interrupts(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    caught = int(re.search(r"^SigCgt:\s*(\w+)$", status, re.MULTILINE)[1], 16)
    return bool(caught >> (signal.SIGINT - 1) & 1)


def without_notebook(rehearsal):
    process = rehearsal.start()
    while process.poll() is None and not catches_interrupts(process):
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    code, error = process.returncode, json.loads(out)["error"]
    expect(code == INTERRUPTED, f"exit code {code}, not {INTERRUPTED}, without a notebook")
    expect("--notebook" in error["message"], f"it does not name --notebook: {error['message']}")


def second_interrupt(rehearsal):
    process = rehearsal.start()
    while process.poll() is None and not catches_interrupts(process):
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    while catches_interrupts(process):
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    expect(process.returncode == -signal.SIGINT, f"two Ctrl-C: exit code {process.returncode}")


def with_people(text, people):
    text = re.sub(r"^people = \d+$", f"people = {people}", text, flags=re.MULTILINE)
    return re.sub(r"^ladder = .*$", "ladder = [10, 20, 40]", text, flags=re.MULTILINE)


def main():
    if len(sys.argv) != 3:
        print(__doc__.strip())
        return 2
    program = pathlib.Path(sys.argv[1]) / "undersigned"
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        text = pathlib.Path(sys.argv[2]).read_text()
        scenario, crowd = work / "scenario.toml", work / "crowd.toml"
        scenario.write_text(with_people(text, PEOPLE))
        crowd.write_text(with_people(text, CROWD))
        rehearsal = Rehearsal(program, scenario)
        code, undisturbed = rehearsal.finish()
        expect(code == 0, f"it does not run: {undisturbed}")

        notebook = work / "notebook.jsonl"
        times = interrupt_again_and_again(rehearsal, notebook)
        expect(times >= 3, f"it could be interrupted only {times} times")
        code, resumed = rehearsal.finish("--notebook", str(notebook))
        expect(code == 0 and resumed == undisturbed, "the study that was taken up again has other numbers")

        without_notebook(rehearsal)
        second_interrupt(Rehearsal(program, crowd))

        scenario.write_text(scenario.read_text().replace("seed = 2023", "seed = 2024"))
        before = notebook.read_bytes()
        code, refused = rehearsal.finish("--notebook", str(notebook))
        expect(code == 1 and json.loads(refused)["error"]["check"] == "notebook.scenario", "another's notebook was taken")
        expect(notebook.read_bytes() == before, "another's notebook was changed")
        print(f"interrupted {times} times, {cells(notebook)} cells kept, the same numbers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
