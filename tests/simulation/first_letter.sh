#!/usr/bin/env bash
# A whole letter by hand, as docs/guides/first-letter.md tells it, with every mistake a newcomer makes on the
# way: each must be refused with a sentence, exit code 1 (2 for the command line), and change nothing.
# usage: first_letter.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"
wrong_use() {
  local code=0
  us "$@" >/dev/null 2>&1 </dev/null || code=$?
  [ "$code" = 2 ] || fail "exit code $code, not 2: undersigned $*"
}
edit_draft() { python3 -c "
import json
draft = json.load(open('L/letter.json'))
$1
json.dump(draft, open('L/letter.json', 'w'))"; }

# --- a draft and its mistakes ---
{ echo "name,department,role,email"
  for i in 01 02 03 04 05 06 07 08 09 10 11 12; do echo "Person $i,Group $((10#$i % 3)),Tester,p$i@staff.example"; done
} >people.csv
wrong_use letter new
wrong_use nonsense
refused folder.missing letter check --dir nowhere --people 12
us letter new --dir L >/dev/null
refused folder.exists letter new --dir L
refused ladder.order letter check --dir L --people 1
edit_draft "
draft['objection_seconds'] = 0
draft['schedule'] = {'start': '2024-01-01T00:00:00Z', 'earliest_opening': '2024-01-02T00:00:00Z', 'epoch_seconds': 43200, 'epochs': 2}
draft['items'][0]['ladder'] = [9, 3]"
refused ladder.order letter check --dir L --people 12
edit_draft "draft['items'][0]['ladder'] = [3, '50%', 13]"
refused ladder.threshold letter check --dir L --people 12
edit_draft "draft['items'][0]['ladder'] = [3, '50%']"
refused draft.trustee letter freeze --dir L --people 12
edit_draft "draft['colour'] = 'red'"
refused json.unknown letter check --dir L --people 12
edit_draft "del draft['colour']"
cp L/letter.md letter.md
echo "<script>alert(1)</script>" >>L/letter.md
refused markdown.html letter check --dir L --people 12
cp letter.md L/letter.md

# --- trustees, manifest, keys ---
us trustee init --dir L --key t1.key --name "Trustee One" --no-passphrase >/dev/null
refused key.exists trustee init --dir L --key t1.key --name "Again" --no-passphrase
refused draft.trustee trustee init --dir L --key t9.key --name "Trustee One" --no-passphrase
[ ! -e t9.key ] || fail "a refused trustee init left a key file"
echo "a long passphrase" >passphrase
echo "another passphrase" >wrong
us trustee init --dir L --key t2.key --name "Trustee Two" --passphrase-file passphrase >/dev/null
us trustee init --dir L --key t3.key --name "Trustee Three" --no-passphrase >/dev/null
us letter check --dir L --roster people.csv >/dev/null
refused letter.draft roster issue --dir L --roster people.csv
us letter freeze --dir L --roster people.csv >/dev/null
us letter freeze --dir L --roster people.csv >/dev/null # the same again changes nothing
refused letter.fixed letter freeze --dir L --people 11
refused key.passphrase trustee step --dir L --key t2.key --passphrase-file wrong
refused key.kind trustee step --dir L --key L/keys/log.key
refused keys.missing roster freeze --dir L
for round in 1 2 3 4; do
  us trustee step --dir L --key t1.key >/dev/null
  us trustee step --dir L --key t2.key --passphrase-file passphrase >/dev/null
  us trustee step --dir L --key t3.key >/dev/null
done

# --- roster ---
refused roster.missing roster freeze --dir L
head -n 5 people.csv >few.csv
refused roster.size roster issue --dir L --roster few.csv
{ cat people.csv; sed -n 2p people.csv; } >twice.csv
refused people.twice roster issue --dir L --roster twice.csv
us roster issue --dir L --roster people.csv >/dev/null
us roster issue --dir L --roster people.csv >/dev/null # undo: new codes for all
us roster freeze --dir L --json >frozen.json
fingerprint=$(python3 -c "import json; print(json.load(open('frozen.json'))['fingerprint'])")
us roster freeze --dir L --json | grep "$fingerprint" || fail "freezing again changed the fingerprint"
refused roster.frozen roster issue --dir L --roster people.csv
invitation() { ls L/private/invitations/*-person-"$1".json; }
refused epoch.holding sign --dir L --invitation "$(invitation 01)" --by-name-if 3
for key in t1 t3; do us trustee step --dir L --key $key.key >/dev/null; done
us trustee step --dir L --key t2.key --passphrase-file passphrase >/dev/null

# --- signing ---
sign() { us sign --dir L --invitation "$(invitation "$1")" "${@:2}" >/dev/null; }
wrong_use sign --dir L --invitation "$(invitation 01)"
wrong_use sign --dir L --invitation "$(invitation 01)" --by-name-if 3 --withdraw
refused choice.unknown sign --dir L --invitation "$(invitation 01)" --by-name-if 4
refused choice.unknown sign --dir L --invitation "$(invitation 01)" --by-name-if 3 --answer destination=Moon
python3 -c "
import json
card = json.load(open('$(invitation 01)')); other = json.load(open('$(invitation 02)'))
json.dump(dict(card, name='Person 02'), open('othername.json', 'w'))
json.dump(dict(card, fingerprint='00' * 32), open('otherletter.json', 'w'))
code = card['code']; swapped = ('1' if code[0] != '1' else '2') + code[1:]
json.dump(dict(card, code=swapped), open('mistyped.json', 'w'))"
refused sign.card sign --dir L --invitation othername.json --by-name-if 3
refused sign.fingerprint sign --dir L --invitation otherletter.json --by-name-if 3
refused code.check sign --dir L --invitation mistyped.json --by-name-if 3
for i in 01 02 03 04; do sign $i --by-name-if 3 --answer destination=Stay --answer freedom=1; done
sign 05 --by-name-if 6
sign 06 --counted-if 6 --answer destination=3
sign 07 --counted-if 3 --answer "destination=Somewhere else"
refused epoch.not_closing close --dir L
us epoch --dir L >/dev/null
sign 04 --withdraw            # silently
sign 07 --counted-if 6        # another condition
sign 08 --no-signature --answer freedom=4
refused open.early trustee open --dir L --key t1.key
refused epoch.closing epoch --dir L
"$bin/undersigned-verify" --fingerprint "$fingerprint" L >/dev/null || fail "a letter in progress does not verify"
us close --dir L >/dev/null
refused epoch.closed sign --dir L --invitation "$(invitation 09)" --by-name-if 3

# --- opening, with two of three ---
for round in 1 2 3 4; do
  us trustee open --dir L --key t3.key >/dev/null
  us trustee open --dir L --key t2.key --passphrase-file passphrase >/dev/null
done
us result L --fingerprint "$fingerprint" --html letter.html --json >result.json
python3 - <<'PY'
import json
result = json.load(open("result.json"))
assert result["state"] == "opened", result["state"]
# By name: 01, 02, 03 if 3 (04 withdrew), 05 if 6: three settle, 05 is never counted. Counted: 06 and 07 if 6:
# 3 + 2 < 6, so no level of the count above the names' is reached.
assert [level["by_name"] for level in result["ladder"]] == [3, 1], result["ladder"]
assert [level["counted"] for level in result["ladder"]] == [0, 2], result["ladder"]
assert result["settlement"]["names"] == 3 and result["settlement"]["signatures"] == 3, result["settlement"]
assert sorted(name["name"] for name in result["names"]) == ["Person 01", "Person 02", "Person 03"]
destination = {answer["answer"]: answer["total"] for answer in result["tallies"][0]["answers"]}
assert destination["Stay"] == 3 and destination["Somewhere else"] == 1, destination
PY
"$bin/undersigned-verify" --fingerprint "$fingerprint" L/record | grep VALID || fail "the record does not verify"
if "$bin/undersigned-verify" --fingerprint "${fingerprint/[0-9a-f]/x}" L >/dev/null 2>&1; then fail "a wrong fingerprint passed"; fi

# --- the files can be lost and made again; a changed byte is found ---
rm -r L/record
us letter rebuild --dir L >/dev/null
"$bin/undersigned-verify" --fingerprint "$fingerprint" L >/dev/null || fail "the rebuilt record does not verify"
cp -r L/record broken
python3 -c "
import os
path = next(os.path.join(d, f) for d, _, fs in os.walk('broken/tile/entries') for f in fs)
data = bytearray(open(path, 'rb').read()); data[len(data) // 2] ^= 1; open(path, 'wb').write(data)"
if "$bin/undersigned-verify" --fingerprint "$fingerprint" broken >broken.out; then fail "a changed byte passed"; fi
grep -q "NOT VALID" broken.out || fail "no word about the changed byte"
echo "first_letter: every step as described, every mistake refused"
