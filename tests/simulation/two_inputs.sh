#!/usr/bin/env bash
# A server that wants a trustee to answer twice: with another round of raising put before it, with another record.
# It answers one input and no other, and says why. usage: two_inputs.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"

{ echo "name,department"
  for i in 1 2 3 4; do echo "Person $i,Archive"; done; } >people.csv
us letter new --dir L >/dev/null
python3 - <<'PY'
import json
draft = json.load(open("L/letter.json"))
draft["schedule"] = {"start": "2024-01-01T00:00:00Z", "earliest_opening": "2024-01-02T00:00:00Z",
                     "epoch_seconds": 86400, "epochs": 1}
draft["items"] = [{"id": "signature", "kind": "signature", "ladder": [2]}]
json.dump(draft, open("L/letter.json", "w"))
PY
for i in 1 2 3; do us trustee init --dir L --key t$i.key --name "Trustee $i" --no-passphrase >/dev/null; done
us letter freeze --dir L --roster people.csv >/dev/null
for round in 1 2 3 4; do for i in 1 2 3; do us trustee step --dir L --key t$i.key >/dev/null; done; done
us roster issue --dir L --roster people.csv >/dev/null
us roster freeze --dir L >/dev/null
for i in 1 2 3; do us trustee step --dir L --key t$i.key >/dev/null; done
for i in 1 2 3; do us sign --dir L --invitation "$(ls L/private/invitations/*-"$i".json)" --by-name-if 2 >/dev/null; done
us close --dir L >/dev/null
cp -r L other # what the server keeps aside
raised() { python3 -c "
import sqlite3
print(*(row[0] for row in sqlite3.connect('$1/letter.db').execute(\"SELECT topic FROM message WHERE topic LIKE 'raise/%'\")))"; }

# --- the count, then the first round of raising, by trustee 3 ---
us trustee open --dir L --key t1.key >/dev/null
while [ "$(raised L)" != raise/1 ]; do us trustee open --dir L --key t3.key >/dev/null; done
# Trustee 3 is the server's friend and raises the same pairs once more, by other powers.
cp -r L again
cp t3.key friend.key
python3 -c "
import sqlite3
with sqlite3.connect('again/letter.db') as database: database.execute(\"DELETE FROM message WHERE topic = 'raise/1'\")"
us trustee open --dir again --key friend.key >/dev/null
[ "$(raised again)" = raise/1 ] || fail "the friend did not raise again"
us trustee open --dir L --key t1.key >/dev/null
[ "$(raised L)" = "raise/1 raise/2" ] || fail "trustee 1 did not raise: $(raised L)"
refused trustee.second_input trustee open --dir again --key t1.key
[ "$(raised again)" = raise/1 ] || fail "trustee 1 raised two inputs"

# --- another record: what was counted before is not in it ---
us trustee open --dir other --key t2.key >/dev/null
us trustee open --dir other --key friend.key --json >/dev/null || true
refused trustee.extends trustee open --dir other --key t1.key

# --- the honest one opens all the same ---
for round in 1 2 3; do for i in 1 3; do us trustee open --dir L --key t$i.key >/dev/null; done; done
"$bin/undersigned-verify" L >verify.out || fail "it does not verify: $(cat verify.out)"
[ "$(us verify L --claim settlement.names=3)" = settlement.names=3 ] || fail "not three names"
echo "two_inputs: each trustee answered one input"
