"""A small letter on a real server: agents of three trustees, people who sign over HTTP. For the tests that
kill the server, and for the one that lets it be."""

import contextlib
import datetime
import json
import pathlib
import subprocess
import time
import urllib.error
import urllib.request

from played_letter import ANSWERS, LADDER, PEOPLE, PlayedLetter


class ServedLetter(PlayedLetter):
    """Its folder is DATA/letters/L; epochs end by the real clock."""

    def __init__(self, bin_folder, work, dice, epoch_seconds=6, epochs=3):
        super().__init__(bin_folder, work, dice)
        self.epoch_seconds, self.epochs = epoch_seconds, epochs
        self.folder = work / "data/letters/l"
        self.server, self.address, self.port = None, None, 0
        self.unsure = None  # (person, wish) that was sent and never answered
        self.fingerprint = None  # once it was read
        self.offers = set()  # by their places: those that were accepted

    # --- the server and the agents ---
    def start_server(self):
        self.server = subprocess.Popen(
            [self.bin / "undersigned", "--json", "serve", "--data", "data", "--listen", f"127.0.0.1:{self.port}",
             "--writes-per-second", "1000", "--writes-at-once", "1000", "--quiet"],
            cwd=self.work, text=True, stdout=subprocess.PIPE, stderr=open(self.work / "server.log", "a"))
        text = ""
        while not text.rstrip().endswith("}"):
            line = self.server.stdout.readline()
            assert line, (self.work / "server.log").read_text()
            text += line
        self.address = json.loads(text)["address"]
        self.port = int(self.address.rsplit(":", 1)[1])
        self.wait_for(lambda: self.get("/readyz")["ready"])

    def stop_server(self, kill=False):
        (self.server.kill if kill else self.server.terminate)()
        code = self.server.wait(60)
        assert kill or code == 0, f"the server ended with {code}"

    def start_agent(self, key):
        return subprocess.Popen([self.bin / "undersigned", "trustee", "serve", "--url",
                                 f"{self.address}/letters/l", "--key", f"t{key}.key", "--json"], cwd=self.work,
                                text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=open(self.work / f"agent{key}.log", "a"))

    # --- asking it ---
    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:
            return json.loads(answer.read())

    def state(self):
        return self.get("/api/letters/l")

    def read_fingerprint(self):
        self.fingerprint = self.state()["fingerprint"]
        return True

    @staticmethod
    def wait_for(holds, seconds=120):
        """Until it holds; a server that is not there yet is waited for."""
        deadline = time.monotonic() + seconds
        while True:
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                if holds():
                    return
            assert time.monotonic() < deadline, "it did not come to that"
            time.sleep(0.05)

    # --- the letter ---
    def make(self):
        """Draft, trustees' keys, manifest and codes: the rest is the server's and the agents'."""
        self.folder.parent.mkdir(parents=True)
        rows = [f"Person {i},Group {i % 2},Tester" for i in range(PEOPLE)]
        (self.work / "people.csv").write_text("name,department,role\n" + "\n".join(rows) + "\n")
        folder = str(self.folder)
        self.run("letter", "new", "--dir", folder)
        draft = json.loads((self.folder / "letter.json").read_text())
        start = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(seconds=4)
        end = start + datetime.timedelta(seconds=self.epochs * self.epoch_seconds)
        draft["objection_seconds"] = 0
        draft["schedule"] = {"start": f"{start:%Y-%m-%dT%H:%M:%SZ}", "earliest_opening": f"{end:%Y-%m-%dT%H:%M:%SZ}",
                             "epoch_seconds": self.epoch_seconds, "epochs": self.epochs}
        draft["items"] = [{"id": "signature", "kind": "signature", "ladder": LADDER},
                          {"id": "where", "kind": "choice", "question": "Where to?", "answers": ANSWERS}]
        (self.folder / "letter.json").write_text(json.dumps(draft))
        for key in "123":
            self.run("trustee", "init", "--dir", folder, "--key", f"t{key}.key", "--name", f"Trustee {key}",
                     "--no-passphrase")
        self.run("letter", "freeze", "--dir", folder, "--roster", "people.csv")
        self.run("roster", "issue", "--dir", folder, "--roster", "people.csv")

    def invitations(self):
        return sorted((self.folder / "private/invitations").iterdir())

    def draw_wish(self):
        kind, level = self.dice.choice(["by-name-if", "counted-if", "withdraw"]), self.dice.choice(LADDER)
        return None if kind == "withdraw" else (kind, level, self.dice.choice(ANSWERS))

    def submit(self, person, wish):
        """One try: nothing if it was accepted, else why not. What was accepted counts."""
        words = ["--withdraw"]
        if wish:
            kind, level, answer = wish
            words = [f"--{kind}", str(level), "--answer", f"where={answer}"]
        process = self.start(["sign", "--url", f"{self.address}/letters/l", "--invitation",
                              self.invitations()[person], *words])
        out, err = process.communicate(timeout=120)
        if process.returncode == 0:
            assert json.loads(out)["receipt"]["signature"], out
            self.choices[person] = wish
            return None
        return json.loads(out)["error"]["check"] if out else err

    # --- beside it ---
    def make_company(self):
        """A company that makes offers, and what its key is."""
        self.run("offer", "new", "--out", "offer.json")
        return self.run("offer", "key", "--key", "company.key", "--name", "Norhaven", "--no-passphrase")["public_key"]

    def sign_offer(self, places):
        """An offer of so many places, which tells it from the others, signed for this letter."""
        offer = json.loads((self.work / "offer.json").read_text())
        offer.update(company="Norhaven", who="Everybody", place_of_work="There", places=places)
        (self.work / "offer.json").write_text(json.dumps(offer))
        self.run("offer", "sign", "--offer", "offer.json", "--key", "company.key", "--fingerprint",
                 self.fingerprint, "--out", f"signed{places}.json")

    def accept_offer(self, places, key):
        """One try of the registrar: nothing if it was accepted, else why not. What was accepted stands."""
        process = self.start(["offer", "accept", "--dir", str(self.folder), "--url", f"{self.address}/letters/l",
                              "--offer", f"signed{places}.json", "--company-key", key])
        out, err = process.communicate(timeout=120)
        if process.returncode == 0:
            self.offers.add(places)
            return None
        return json.loads(out)["error"]["check"] if out else err

    def check_served(self):
        result = self.get("/api/letters/l/result")
        told = [offer["places"] for offer in result["beside"]["offers"]]
        assert sorted(self.offers) == told, f"offers {self.offers} were accepted, and {told} stand beside the letter"
        expected = self.expected()
        local = self.run("result", str(self.folder / "record"), "--fingerprint", self.state()["fingerprint"])
        assert result == local, "the served result is not the record's"
        if self.unsure and not self.agrees(result, expected):
            person, wish = self.unsure
            self.choices[person] = wish
            expected = self.expected()
        assert self.agrees(result, expected), (expected, result)

    @staticmethod
    def agrees(result, expected):
        if expected is None:
            return result["state"] == "failed"
        if result["state"] not in ("opened", "opened-counted"):
            return False
        names, signatures, answers = expected
        told = {a["answer"]: a["total"] for a in result["tallies"][0]["answers"]}
        return result["settlement"]["signatures"] == signatures and len(result["names"]) == names and \
            all(told[answer] == answers[answer] for answer in ANSWERS)
