#!/usr/bin/env bash
# A list of names that is committed to instead of published: nothing in the record tells who is asked until cards open;
# the registrar shows the list, and whoever sees it compares it with the record. A replaced code keeps its place in the
# list; with two issuers either one's invitation lets its holder in; a new version has new salts.
# usage: committed.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"

# edited FROM TO CODE: a list to show, changed.
edited() { python3 -c "
import json, sys
shown = json.load(open(sys.argv[1]))
names = shown['names']
$3
json.dump(shown, open(sys.argv[2], 'w'))" "$1" "$2"; }
# not_the_list FILE CHECK: compared with the record of L, it is refused so.
not_the_list() {
  local code=0
  us verify L --names "$1" --json >compared.json || code=$?
  [ "$code" = 1 ] || fail "exit code $code, not 1, for $1"
  python3 -c "
import json, sys
refused = json.load(open('compared.json'))['refused']
sys.exit(0 if sys.argv[1] in [one['check'] for one in refused] else 1)" "$2" || fail "not $2: $(cat compared.json)"
}
salt() { python3 -c "import json, sys; print(json.load(open(sys.argv[1]))['salt'])" "$1"; }

people 01 02 03 04 05 06 >people.csv

# --- one issuer ---
draft L 2 'names="committed"'
made L
refused roster.draft roster names --dir L --out early.json
us roster freeze --dir L >/dev/null
each step L 1 1 2 3
us roster names --dir L --out shown.json >/dev/null
[ "$(stat -c %a shown.json)" = 600 ] || fail "the list to show is not private"
grep -rqa "Person 0" L/record && fail "the record has names"
# Who holds an invitation without its salt, or with another, is not let in.
card=$(invitation L 01)
for other in "del card['salt']" "card['salt'] = '0' * 64"; do
  python3 -c "
import json, sys
card = json.load(open(sys.argv[1]))
$other
json.dump(card, open('other.json', 'w'))" "$card"
  refused sign.card sign --dir L --invitation other.json --by-name-if 2
done
signs L "$card"
us epoch --dir L --number 1 >/dev/null
before=$(salt "$(invitation L 02)")
us roster amend --dir L --person "Person 02" >/dev/null
[ "$(salt "$(invitation L 02)")" = "$before" ] || fail "a replaced card has another salt"
signs L "$(invitation L 02)"
us close --dir L >/dev/null
each open L 4 1 2
"$bin/undersigned-verify" L >verify.out || fail "it does not verify: $(cat verify.out)"
grep -q "^ok .* roster .*names are committed to" verify.out || fail "nothing says that names are committed to: $(cat verify.out)"
claim L settlement.names=2
us result L | grep -q "Person 02" || fail "the card of the new code did not open"
grep -rqa "Person 03" L/record && fail "the record tells of somebody who did not sign"

# --- what the registrar shows, compared with the record ---
[ "$(us verify L --names shown.json)" = "6 of 6: this is exactly the list of names that the letter committed to." ] ||
  fail "$(us verify L --names shown.json)"
"$bin/undersigned-verify" --names shown.json L >/dev/null || fail "undersigned-verify says otherwise"
us verify L --names shown.json --json | grep -q '"found": 6' || fail "no number in JSON"
edited shown.json invented.json "names[2]['name'] = 'Zoe Nobody'"
not_the_list invented.json names.unknown
edited shown.json shorter.json "names.pop()"
not_the_list shorter.json names.missing
edited shown.json twice.json "names.append(names[0])"
not_the_list twice.json names.twice
edited shown.json letter.json "shown['manifest'] = '0' * 64"
not_the_list letter.json names.letter
us verify L --names shorter.json >compared.txt && fail "it is not the list"
grep -q "^5 of 6: this is not the list" compared.txt || fail "$(cat compared.txt)"
echo '{}' >nothing.json
for file in nothing.json missing.json; do
  code=0
  us verify L --names $file >/dev/null 2>&1 || code=$?
  [ "$code" = 2 ] || fail "exit code $code, not 2, for $file"
done

# --- two issuers: the second one's invitation has the salt as well ---
draft M 1 'names="committed"'
begun_by_two M
us issuer mail --manifest M/manifest.json --codes made/codes.csv --fingerprint "$fingerprint" --from council@staff.example \
  --out mails >/dev/null
python3 - mails/*01.eml >second01.json <<'PY'
import email, email.policy, sys
mail = email.message_from_file(open(sys.argv[1]), policy=email.policy.default)
print(next(mail.iter_attachments()).get_content().decode())
PY
python3 - "$(invitation M 01)" second01.json <<'PY' || fail "the issuers' invitations differ"
import json, sys
first, second = (json.load(open(path)) for path in sys.argv[1:])
del first["code"]
sys.exit(0 if first == second else 1)
PY
{ python3 -c "import json, sys; print(json.load(open(sys.argv[1]))['code'])" "$(invitation M 01)"
  second_code made/codes.csv 01; } >codes
us sign --dir M --invitation second01.json --code-file codes --by-name-if 2 >/dev/null

# --- a new version: codes are kept, salts are new ---
us letter revise --from L --dir N >/dev/null
for i in 1 2 3; do us trustee init --dir N --key "N$i.key" --name "Trustee $i" --no-passphrase >/dev/null; done
us letter freeze --dir N --roster people.csv >/dev/null
each step N 4 1 2 3
us roster issue --dir N --roster people.csv --keep-codes >/dev/null
us roster freeze --dir N >/dev/null
python3 - "$(invitation L 03)" "$(invitation N 03)" <<'PY' || fail "a new version has an old salt, or a new code"
import json, sys
before, after = (json.load(open(path)) for path in sys.argv[1:])
sys.exit(0 if before["code"] == after["code"] and before["salt"] != after["salt"] else 1)
PY

# --- where names are published there is nothing to show ---
draft P 1
made P
us roster freeze --dir P >/dev/null
refused names.published roster names --dir P --out other.json
grep -rqa "Person 03" P/record || fail "the list is not published"

echo "committed: names committed to, signed, opened, shown and compared"
