"""A small letter played command by command, and what must come of it by plain counting. For the tests that
kill, starve and crowd the commands on the way."""

import collections
import json
import subprocess

PEOPLE = 8
LADDER = [2, 4]
ANSWERS = ["Stay", "Halden", "Elsewhere"]


class PlayedLetter:
    """Eight people, three trustees of whom two open, two epochs. A test overrides run()."""

    def __init__(self, bin_folder, work, dice):
        self.bin, self.work, self.dice = bin_folder, work, dice
        self.choices = {}
        self.fingerprint = None

    def start(self, arguments):
        return subprocess.Popen([self.bin / "undersigned", *arguments, "--json"], cwd=self.work, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self, process, done_before=()):
        """The answer of a command that must succeed, or say that it had been done before."""
        out, err = process.communicate(timeout=120)
        if process.returncode == 0:
            return json.loads(out)
        if process.returncode == 1 and json.loads(out)["error"]["check"] in done_before:
            return None
        raise SystemExit(f"{' '.join(map(str, process.args))}: exit code {process.returncode}\n{out}{err}")

    def run(self, *arguments, done_before=()):
        return self.finish(self.start(arguments), done_before)

    def make(self):
        rows = [f"Person {i},Group {i % 2},Tester" for i in range(PEOPLE)]
        (self.work / "people.csv").write_text("name,department,role\n" + "\n".join(rows) + "\n")
        self.run("letter", "new", "--dir", "L", done_before=["folder.exists"])
        draft = json.loads((self.work / "L/letter.json").read_text())
        draft["schedule"] = {"start": "2024-01-01T00:00:00Z", "earliest_opening": "2024-01-01T12:00:00Z",
                             "epoch_seconds": 43200, "epochs": 2, "window": 2}
        draft["objection_seconds"] = 0
        draft["items"] = [{"id": "signature", "kind": "signature", "ladder": LADDER},
                          {"id": "where", "kind": "choice", "question": "Where to?", "answers": ANSWERS}]
        draft["cover"] = self.dice.choice(["all", "none"])
        draft["names"] = self.dice.choice(["published", "committed"])
        (self.work / "L/letter.json").write_text(json.dumps(draft))
        for key in "123":
            self.run("trustee", "init", "--dir", "L", "--key", f"t{key}.key", "--name", f"Trustee {key}",
                     "--no-passphrase")
        self.run("letter", "freeze", "--dir", "L", "--roster", "people.csv")
        for _ in range(4):
            self.step("123", "step")
        self.run("roster", "issue", "--dir", "L", "--roster", "people.csv")
        self.fingerprint = self.run("roster", "freeze", "--dir", "L")["fingerprint"]
        self.step("123", "step")

    def step(self, keys, action):
        for key in keys:
            self.run("trustee", action, "--dir", "L", "--key", f"t{key}.key")

    def sign(self):
        """Some people sign, change their mind or withdraw; the last accepted choice counts."""
        invitations = sorted((self.work / "L/private/invitations").iterdir())
        for person in self.dice.sample(range(PEOPLE), 6):
            kind, level = self.dice.choice(["by-name-if", "counted-if", "withdraw"]), self.dice.choice(LADDER)
            answer = self.dice.choice(ANSWERS)
            wish = ["--withdraw"] if kind == "withdraw" else [f"--{kind}", str(level), "--answer",
                                                              f"where={answer}"]
            self.run("sign", "--dir", "L", "--invitation", invitations[person], *wish)
            self.choices[person] = None if kind == "withdraw" else (kind, level, answer)

    def replace(self):
        """Somebody's code is replaced: what they have said counts no more, until they sign with the new one."""
        person = self.dice.randrange(PEOPLE)
        self.run("roster", "amend", "--dir", "L", "--person", f"Person {person}")
        self.choices.pop(person, None)

    def expected(self):
        """Signatures by name, in all, and the answers, by plain counting; None if the letter fails."""
        wishes = [choice for choice in self.choices.values() if choice]
        named = collections.Counter(level for kind, level, _ in wishes if kind == "by-name-if")
        counted = collections.Counter(level for kind, level, _ in wishes if kind == "counted-if")
        names = max([sum(named[u] for u in LADDER if u <= t) for t in LADDER
                     if sum(named[u] for u in LADDER if u <= t) >= t], default=0)
        totals = [names + sum(counted[u] for u in LADDER if u <= t) for t in LADDER]
        signatures = max([total for total, t in zip(totals, LADDER) if total >= t], default=names)
        if not signatures:
            return None
        return names, signatures, collections.Counter(answer for _, _, answer in wishes)

    def play(self):
        self.make()
        self.sign()
        self.replace()
        self.run("epoch", "--dir", "L", "--number", "1")
        self.step("31", "open")  # the draw: the letter has closed, or the second epoch opens
        if "epoch 2" in self.run("result", "L")["next"]:
            self.replace()
            self.sign()
            self.run("close", "--dir", "L", "--number", "2")
        for _ in range(4):
            self.step("31", "open")
        self.check()

    def check(self):
        result = self.run("result", "L", "--fingerprint", self.fingerprint)
        expected = self.expected()
        if expected is None:
            assert result["state"] == "failed", result
        else:
            names, signatures, answers = expected
            assert result["state"] == ("opened" if names else "opened-counted"), result
            assert len(result.get("names") or []) == names, (expected, result)
            assert result["settlement"]["signatures"] == signatures, (expected, result)
            told = {a["answer"]: a["total"] for a in result["tallies"][0]["answers"]}
            assert all(told[answer] == answers[answer] for answer in ANSWERS), (expected, result)
        subprocess.run([self.bin / "undersigned-verify", "--fingerprint", self.fingerprint, "L/record"],
                       cwd=self.work, check=True, stdout=subprocess.DEVNULL)
