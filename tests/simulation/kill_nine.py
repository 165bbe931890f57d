#!/usr/bin/env python3
"""Whole letters whose every command is killed (SIGKILL) at random moments and run again.

usage: kill_nine.py BIN_FOLDER [--kills N] [--seed N]

Before each command is let through it is started a few times and killed after a random part of the time it
usually takes. Afterwards it must succeed, and at the end of each letter: every signature that was accepted
(its command said so) counts, the settlement is the one that the choices have by plain counting, and the record
verifies with its fingerprint. A command that was killed after its work was done may say so ("is there already")
and must then have done it.
"""

import argparse
import collections
import itertools
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from played_letter import PlayedLetter


class KilledLetter(PlayedLetter):
    def __init__(self, bin_folder, work, dice, durations):
        super().__init__(bin_folder, work, dice)
        self.durations = durations
        self.kills = 0

    def run(self, *arguments, done_before=()):
        name = " ".join(itertools.takewhile(lambda a: not a.startswith("--"), arguments))
        for _ in range(self.dice.randrange(4)):
            self.kill(name, arguments)
        began = time.monotonic()
        answer = self.finish(self.start(arguments), done_before)
        self.durations[name].append(time.monotonic() - began)
        return answer

    def kill(self, name, arguments):
        usual = max(self.durations[name], default=0.1)
        process = self.start(arguments)
        try:
            process.wait(self.dice.random() * usual * 1.1)
        except subprocess.TimeoutExpired:
            process.kill()
            self.kills += 1
        process.communicate()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    durations = collections.defaultdict(list)
    kills = letters = 0
    while kills < options.kills:
        with tempfile.TemporaryDirectory() as folder:
            letter = KilledLetter(options.bin.resolve(), pathlib.Path(folder), dice, durations)
            letter.play()
            kills, letters = kills + letter.kills, letters + 1
    print(f"kill_nine: {kills} commands killed in {letters} letters; nothing accepted was lost")


if __name__ == "__main__":
    sys.exit(main())
