#!/usr/bin/env python3
"""A letter over HTTP from its manifest to its result: the server ends epochs on schedule, three agents make the
keys, hold the cards and open, people sign from elsewhere, and a registrar accepts a company's offers. With --kills the server is killed (SIGKILL) at random
moments all the way and started again.

usage: serve.py BIN_FOLDER [--kills N] [--seed N]

Everything that a receipt was given for must count, and every offer that was accepted must stand; what was sent into a dying server may count or not, and its
sender tries again. At the end the served result is that of plain counting, and the record verifies.
"""

import argparse
import pathlib
import random
import sys
import tempfile
import threading
import time

from played_letter import PEOPLE
from served_letter import ServedLetter


class Killer(threading.Thread):
    """Kills the server after a random while and starts it again, so many times."""

    def __init__(self, letter, kills, dice):
        super().__init__()
        self.letter, self.left, self.dice, self.killed = letter, kills, dice, 0
        self.ended = threading.Event()

    def run(self):
        while self.left > 0 and not self.ended.wait(self.dice.uniform(0.05, 1.2)):
            self.letter.stop_server(kill=True)
            self.killed += 1
            self.left -= 1
            self.letter.start_server()


# A try that was refused for good, and one that did no harm.
REFUSED = ("epoch.ending", "entry.proof", "epoch.early", "rate.credential")
LOST = ("client.connection", "http.busy", "http.stopping")


def sign_until_close(letter):
    """People act one after the other while the letter is open. One whose try ended without an answer tries again
    with the same wish until there is one, since nobody knows whether the first was kept."""
    accepted = 0
    while True:
        person, wish, lost = letter.dice.randrange(PEOPLE), letter.draw_wish(), False
        while (check := letter.submit(person, wish)) is not None:
            if check == "epoch.closed":
                letter.unsure = (person, wish) if lost else None
                return accepted
            assert check in REFUSED + LOST, check
            lost = lost or check in LOST
            if not lost:
                break
            time.sleep(0.02)
        accepted += check is None


class Registrar(threading.Thread):
    """Accepts a company's offers, one after the other, while people sign; tries again what was not answered."""

    def __init__(self, letter, offers):
        super().__init__()
        self.letter, self.count, self.trouble = letter, offers, None

    def run(self):
        key = self.letter.make_company()
        for places in range(1, self.count + 1):
            self.letter.sign_offer(places)
            while (check := self.letter.accept_offer(places, key)) is not None:
                if check not in LOST:
                    self.trouble = check
                    return
                time.sleep(0.05)


def play(letter, kills, dice):
    letter.make()
    letter.start_server()
    killer = Killer(letter, kills, dice)
    agents = {key: letter.start_agent(key) for key in "123"}
    killer.start()
    try:
        letter.wait_for(lambda: letter.state()["phase"] in ("waiting", "open"))
        letter.wait_for(letter.read_fingerprint)
        registrar = Registrar(letter, 8)
        registrar.start()
        accepted = sign_until_close(letter)
        letter.wait_for(lambda: letter.state()["phase"] == "complete")
        registrar.join()
    finally:
        killer.ended.set()
        killer.join()
    for key, agent in agents.items():
        out, _ = agent.communicate(timeout=120)
        assert agent.returncode == 0, (letter.work / f"agent{key}.log").read_text() + out
    assert registrar.trouble is None, registrar.trouble
    letter.check_served()
    letter.stop_server()
    return accepted, killer.killed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        letter = ServedLetter(options.bin.resolve(), pathlib.Path(folder), random.Random(options.seed))
        try:
            accepted, killed = play(letter, options.kills, random.Random(options.seed + 1))
        finally:
            if letter.server and letter.server.poll() is None:
                letter.server.kill()
    print(f"serve: {accepted} submissions and {len(letter.offers)} offers accepted, the server killed {killed} times; nothing accepted was lost")


if __name__ == "__main__":
    sys.exit(main())
