#!/usr/bin/env bash
# Codes that are lost or stolen while a letter is open: replaced, with one issuer and with two; what the old code said
# counts no more, the new one signs, and its card opens. usage: amend.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"

people 01 02 03 04 05 06 >people.csv

# --- one issuer ---
draft L 2
made L
refused amendment.phase roster amend --dir L --person "Person 01"
us roster freeze --dir L >/dev/null
refused amendment.phase roster amend --dir L --person "Person 01" # trustees have not stated that they hold the cards
each step L 1 1 2 3
refused amendment.person roster amend --dir L --person "Nobody"
refused amendment.none roster amend --dir L --undo
# Signed with codes that are then replaced: in the epoch before, and in the one that is open.
cp "$(invitation L 01)" stolen01.json
cp "$(invitation L 02)" stolen02.json
signs L stolen01.json
signs L "$(invitation L 03)"
us epoch --dir L --number 1 >/dev/null
signs L stolen02.json
us roster amend --dir L --person "Person 01" >/dev/null
us roster amend --dir L --person "Person 02" >/dev/null
refused sign.replaced sign --dir L --invitation stolen01.json --by-name-if 2
refused sign.replaced sign --dir L --invitation stolen02.json --by-name-if 2
signs L "$(invitation L 02)"
us roster amend --dir L --person "Person 02" >/dev/null # and once more
us verify L --json | grep -q "3 codes were replaced" || fail "the record does not say how many codes were replaced"
us close --dir L >/dev/null
refused amendment.phase roster amend --dir L --person "Person 01"
each open L 4 1 2
"$bin/undersigned-verify" L >verify.out || fail "it does not verify: $(cat verify.out)"
claim L state=failed # only one signature stands

# --- two issuers; the new codes sign, and it opens ---
draft M 2
begun_by_two M
us roster amend --dir M --person "Person 01" >/dev/null
refused amendment.other roster amend --dir M --person "Person 02"
cp M/private/amendment.json begun.json
us roster amend --dir M --undo >/dev/null
us roster amend --dir M --person "Person 01" >/dev/null
own amend --request M/private/amendment-request.json --out answered >/dev/null
refused issuer.exists issuer amend --manifest M/manifest.json --key second.key \
  --request M/private/amendment-request.json --out answered
# An answer to a request that is forgotten, or for an epoch that is over, is worth nothing.
us epoch --dir M --number 1 >/dev/null
refused amendment.answer roster amend --dir M --person "Person 01" --answer answered/answer.json
us roster amend --dir M --person "Person 01" >/dev/null
own amend --request M/private/amendment-request.json --out again >/dev/null
cp -r M/private stopped
us roster amend --dir M --person "Person 01" --answer again/answer.json >/dev/null
# Stopped after the record had it, before the list did: the next run completes it.
new_code=$(python3 -c "import json; print(json.load(open('$(invitation M 01)'))['code'])")
cp stopped/roster.json stopped/amendment.json M/private/
refused amendment.done roster amend --dir M --undo
us roster amend --dir M --person "Person 01" >/dev/null
[ ! -e M/private/amendment.json ] || fail "it is still unfinished"
grep -q "$new_code" "$(invitation M 01)" || fail "the new code is lost"
second_code again/code.csv 01 >code
signs M "$(invitation M 01)" --code-file code
second_code made/codes.csv 02 >code
signs M "$(invitation M 02)" --code-file code
us close --dir M >/dev/null
# So it does once the letter has closed, when nothing else can be replaced.
cp stopped/roster.json stopped/amendment.json M/private/
us roster amend --dir M --person "Person 01" >/dev/null
grep -q "$new_code" "$(invitation M 01)" && [ ! -e M/private/amendment.json ] || fail "the new code is lost after the close"
refused amendment.phase roster amend --dir M --person "Person 01"
# One that was begun in another copy of the folder is worth nothing once the record has this one.
cp begun.json M/private/amendment.json
refused amendment.phase roster amend --dir M --person "Person 01"
grep -q "$new_code" "$(invitation M 01)" || fail "another code took the place of the one that the record has"
us roster amend --dir M --undo >/dev/null
each open M 4 1 2
"$bin/undersigned-verify" --fingerprint "$fingerprint" M >verify.out || fail "it does not verify: $(cat verify.out)"
grep -q "1 code was replaced" verify.out || fail "nothing says that a code was replaced: $(cat verify.out)"
claim M settlement.names=2
claim M amendments=1
us result M | grep -q "Person 01" || fail "the card of the new code did not open"
# --- while a server holds the letter ---
mkdir -p data/letters/n
ln -s data/letters/n N
draft N 2 "schedule={\"start\": \"$(date -u -d '-1 hour' +%FT%TZ)\", \"earliest_opening\": \"$(date -u -d '+1 day' +%FT%TZ)\",
  \"epoch_seconds\": 86400, \"epochs\": 2, \"window\": 1}"
begun N
cp "$(invitation N 01)" stolen01.json
serve
there() { us sign --url "$address/letters/n" --by-name-if 2 --invitation "$@" >/dev/null; }
there stolen01.json
refused store.busy roster amend --dir N --person "Person 01"
us roster amend --dir N --person "Person 01" --url "$address/letters/n" >/dev/null
refused sign.replaced sign --url "$address/letters/n" --invitation stolen01.json --by-name-if 2
there "$(invitation N 01)"
there "$(invitation N 02)"
refused amendment.letter roster amend --dir M --person "Person 01" --url "$address/letters/n"
unserve
us epoch --dir N --number 1 --early >/dev/null
"$bin/undersigned-verify" N >verify.out || fail "it does not verify: $(cat verify.out)"
claim N amendments=1

echo "amend: codes replaced with one issuer, with two, and while a server runs; verified"
