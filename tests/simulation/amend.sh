#!/usr/bin/env bash
# Codes that are lost or stolen while a letter is open: replaced, with one issuer and with two; what the old code said
# counts no more, the new one signs, and its card opens. usage: amend.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"

{ echo "name,department,role,email"
  for i in 01 02 03 04 05 06; do echo "Person $i,Archive,Analyst,p$i@staff.example"; done; } >people.csv
# draft FOLDER
draft() {
  us letter new --dir "$1" >/dev/null
  python3 - "$1" <<'PY'
import json, sys
path = sys.argv[1] + "/letter.json"
draft = json.load(open(path))
draft["schedule"] = {"start": "2024-01-01T00:00:00Z", "earliest_opening": "2024-01-02T00:00:00Z",
                     "epoch_seconds": 43200, "epochs": 2}
draft["items"] = [{"id": "signature", "kind": "signature", "ladder": [2]}]
json.dump(draft, open(path, "w"))
PY
  for i in 1 2; do us trustee init --dir "$1" --key "$1$i.key" --name "Trustee $i" --no-passphrase >/dev/null; done
}
steps() { for round in $(seq "$2"); do for i in 1 2; do us trustee step --dir "$1" --key "$1$i.key" >/dev/null; done; done; }
opening() { for round in 1 2 3 4; do for i in 1 2; do us trustee open --dir "$1" --key "$1$i.key" >/dev/null; done; done; }
invitation() { grep -l "\"name\": \"Person $2\"" "$1"/private/invitations/*.json; }
signs() { us sign --dir "$1" --invitation "$2" --by-name-if 2 "${@:3}" >/dev/null; }
claim() { [ "$(us verify "$1" --claim "$2")" = "$2" ] || fail "not $2: $(us verify "$1" --claim "${2%=*}")"; }

# --- one issuer ---
draft L
us letter freeze --dir L --roster people.csv >/dev/null
steps L 4
us roster issue --dir L --roster people.csv >/dev/null
refused amendment.phase roster amend --dir L --person "Person 01"
us roster freeze --dir L >/dev/null
refused amendment.phase roster amend --dir L --person "Person 01" # trustees have not stated that they hold the cards
steps L 1
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
opening L
"$bin/undersigned-verify" L >verify.out || fail "it does not verify: $(cat verify.out)"
[ "$(us verify L --claim state=failed)" = state=failed ] || fail "only one signature should stand"

# --- two issuers; the new codes sign, and it opens ---
draft M
us issuer init --dir M --key second.key --name "Works council" --no-passphrase >/dev/null
us letter freeze --dir M --roster people.csv >/dev/null
steps M 4
us roster issue --dir M --roster people.csv >/dev/null
own() { us issuer "$1" --manifest M/manifest.json --key second.key "${@:2}"; }
own codes --list M/private/second-issuer.json --out made >/dev/null
us roster freeze --dir M --halves made/halves.json >/dev/null
own sign --halves made/halves.json --roster M/private/roster-to-sign.json --out signature.json >/dev/null
fingerprint=$(us roster freeze --dir M --signature signature.json --json | python3 -c "import json, sys; print(json.load(sys.stdin)['fingerprint'])")
steps M 1
us roster amend --dir M --person "Person 01" >/dev/null
refused amendment.other roster amend --dir M --person "Person 02"
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
second_code() { python3 -c "
import csv
print(next(row['second_code'] for row in csv.DictReader(open('$1')) if row['name'] == 'Person $2'))"; }
second_code again/code.csv 01 >code
signs M "$(invitation M 01)" --code-file code
second_code made/codes.csv 02 >code
signs M "$(invitation M 02)" --code-file code
us close --dir M >/dev/null
opening M
"$bin/undersigned-verify" --fingerprint "$fingerprint" M >verify.out || fail "it does not verify: $(cat verify.out)"
grep -q "1 code was replaced" verify.out || fail "nothing says that a code was replaced: $(cat verify.out)"
claim M settlement.names=2
claim M amendments=1
us result M | grep -q "Person 01" || fail "the card of the new code did not open"
echo "amend: codes replaced with one issuer and with two, verified"
