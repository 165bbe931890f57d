#!/usr/bin/env bash
# A letter with witnesses: no trustee counts before enough of them have seen the record, and the verifier wants them at
# the end. usage: witnesses.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"
verify() {
  local code=0
  "$bin/undersigned-verify" "$@" >verify.out || code=$?
  echo "$code"
}
cosign() { us witness cosign --key w"$1".key --record L --out w"$1".txt >/dev/null; }
add() { us witness add --dir L --cosignature w"$1".txt >/dev/null; }

for i in 1 2 3; do
  us witness init --key w$i.key --name witness.example/w$i --no-passphrase --json >w$i.json
done
refused key.exists witness init --key w1.key --name witness.example/w1 --no-passphrase
refused note.name witness init --key w9.key --name "A Witness" --no-passphrase
people 01 02 03 04 05 06 07 08 09 10 11 12 >people.csv
mkdir -p data/letters/l
ln -s data/letters/l L
draft L 2 "witnesses=$(python3 -c "
import json
print(json.dumps({'required': 2, 'keys': [json.load(open(f'w{i}.json'))['verifier_key'] for i in (1, 2)]}))")"
begun L
refused witness.stranger witness cosign --key w3.key --record L
[ "$(verify L)" = 1 ] && grep -q "checkpoint.witnesses" verify.out || fail "a record without cosignatures is not refused"
cosign 1
add 1
add 1 # again: no harm
cosign 2
cp w2.key earlier.key
for i in 01 02; do us sign --dir L --invitation "$(ls L/private/invitations/*-"$i".json)" --by-name-if 2 >/dev/null; done
us epoch --dir L >/dev/null
refused witness.cosignature witness add --dir L --cosignature w2.txt # of the checkpoint before
cp -r L/record old
us close --dir L >/dev/null

# --- nobody counts what witnesses have not seen ---
refused trustee.witnesses trustee open --dir L --key L1.key
cosign 1
add 1
refused trustee.witnesses trustee open --dir L --key L1.key
cosign 2
sed 's/w2/w1/' w2.txt >forged.txt
refused witness.unknown witness add --dir L --cosignature forged.txt
add 2
grep -c "^— witness.example" L/record/checkpoint | grep -qx 2 || fail "the checkpoint does not have both"
[ "$(verify L)" = 0 ] && grep -q "cosigned by at least 2 of 2 witnesses" verify.out || fail "it does not verify: $(cat verify.out)"
refused witness.rollback witness cosign --key w1.key --record old
us letter rebuild --dir L >/dev/null
[ "$(verify L)" = 0 ] || fail "rebuilding lost the cosignatures"
us trustee open --dir L --key L1.key >/dev/null
us trustee open --dir L --key L2.key >/dev/null
# The count is in the record now: who has seen the witnesses goes on, who has not waits for them to come again.
refused trustee.witnesses trustee open --dir L --key L3.key
for round in 1 2 3; do for i in 1 2; do us trustee open --dir L --key L$i.key >/dev/null; done; done
[ "$(verify L)" = 1 ] && grep -q "checkpoint.witnesses" verify.out || fail "the last checkpoint is not cosigned, and nobody minds"

# --- and at the end, from a server, which goes on meanwhile ---
serve
for i in 1 2; do us witness cosign --key w$i.key --url "$address/letters/l" --out w$i.txt >/dev/null; done
refused witness.unknown witness add --url "$address/letters/l" --cosignature forged.txt
us witness add --url "$address/letters/l" --cosignature w1.txt >/dev/null
[ "$(us witness add --url "$address/letters/l" --cosignature w1.txt --json)" = "$(printf '{\n  "witness": "witness.example/w1"\n}')" ] ||
  fail "a line given twice is not as good as once"
us witness add --url "$address/letters/l" --cosignature w2.txt >/dev/null
unserve
[ "$(verify L)" = 0 ] && grep -q "complete: opened with names" verify.out || fail "the end does not verify: $(cat verify.out)"
sed '$d' L/record/checkpoint >L/record/checkpoint.new && mv L/record/checkpoint.new L/record/checkpoint
[ "$(verify L)" = 1 ] && grep -q "checkpoint.witnesses" verify.out || fail "one cosignature was enough"
echo "witnesses: nothing counted and nothing valid without them"
