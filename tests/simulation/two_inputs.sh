#!/usr/bin/env bash
# A server that wants a trustee to answer twice: with another round of raising put before it, with another record.
# It answers one input and no other, and says why. usage: two_inputs.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"

people 1 2 3 4 >people.csv
draft L
begun L
for i in 1 2 3; do signs L "$(invitation L $i)"; done
us close --dir L >/dev/null
cp -r L other # what the server keeps aside
raised() { python3 -c "
import sqlite3
print(*(row[0] for row in sqlite3.connect('$1/letter.db').execute(\"SELECT topic FROM message WHERE topic LIKE 'raise/%'\")))"; }

# --- the count, then the first round of raising, by trustee 3 ---
us trustee open --dir L --key L1.key >/dev/null
while [ "$(raised L)" != raise/1 ]; do us trustee open --dir L --key L3.key >/dev/null; done
# Trustee 3 is the server's friend and raises the same pairs once more, by other powers.
cp -r L again
cp L3.key friend.key
python3 -c "
import sqlite3
with sqlite3.connect('again/letter.db') as database: database.execute(\"DELETE FROM message WHERE topic = 'raise/1'\")"
us trustee open --dir again --key friend.key >/dev/null
[ "$(raised again)" = raise/1 ] || fail "the friend did not raise again"
us trustee open --dir L --key L1.key >/dev/null
[ "$(raised L)" = "raise/1 raise/2" ] || fail "trustee 1 did not raise: $(raised L)"
refused trustee.second_input trustee open --dir again --key L1.key
[ "$(raised again)" = raise/1 ] || fail "trustee 1 raised two inputs"

# --- another record: what was counted before is not in it ---
us trustee open --dir other --key L2.key >/dev/null
us trustee open --dir other --key friend.key --json >/dev/null || true
refused trustee.extends trustee open --dir other --key L1.key

# --- the honest one opens all the same ---
each open L 3 1 3
"$bin/undersigned-verify" L >verify.out || fail "it does not verify: $(cat verify.out)"
claim L settlement.names=3
echo "two_inputs: each trustee answered one input"
