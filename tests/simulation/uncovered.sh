#!/usr/bin/env bash
# Letters without cover: who sends nothing has no entry, what stands at the close is counted and opened, from afar too;
# and one in which nobody takes part. usage: uncovered.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"
entries() { python3 -c "import json, sys; print(json.load(sys.stdin)['entries'])"; }

people 01 02 03 04 05 06 07 >people.csv
mkdir -p data/letters
ln -s data/letters/l L

# --- signing ---
draft data/letters/l 3 'cover="some"'
mv data/letters/l?.key .
refused draft.policy letter check --dir L --roster people.csv
sed -i 's/"some"/"none"/' L/letter.json
us letter check --dir L --roster people.csv >checked
grep -q "everybody sees which credentials took part" checked || fail "nobody is warned"
for i in 1 2 3; do mv l$i.key L$i.key; done
begun L
[ ! -e L/keys/cover.key ] || fail "there is a cover key"
signs L "$(invitation L 01)"
signs L "$(invitation L 02)"
us sign --dir L --invitation "$(invitation L 03)" --counted-if 2 >/dev/null
signs L "$(invitation L 04)"
[ "$(us epoch --dir L --number 1 --json | entries)" = 4 ] || fail "not an entry of each who sent one"
"$bin/undersigned-verify" L >verify.out
grep -q "^ok .*entries .*4 entries" verify.out || fail "the record has other entries"
# One takes it back, one loses their code, one sends twice: once is enough.
us sign --dir L --invitation "$(invitation L 02)" --withdraw >/dev/null
signs L "$(invitation L 05)"
us sign --dir L --invitation "$(invitation L 05)" --counted-if 2 >/dev/null
us roster amend --dir L --person "Person 04" >/dev/null
[ "$(us epoch --dir L --number 2 --json | entries)" = 2 ] || fail "not an entry of each who sent one"
signs L "$(invitation L 06)"
us close --dir L >closed
grep -q "entries that were sent, 1\." closed || fail "the close does not say how many were sent"
rm -r L/record
us letter rebuild --dir L >/dev/null

# --- opening, one trustee here and two from afar ---
us trustee open --dir L --key L1.key >/dev/null
serve
agents=()
for i in 1 3; do
  us trustee serve --url "$address/letters/l" --key L$i.key >agent$i.log 2>&1 &
  agents+=($!)
done
running+=("${agents[@]}")
wait "${agents[@]}" || fail "an agent failed: $(cat agent?.log)"
[ "$(us verify "$address/letters/l" --claim state=opened)" = state=opened ] || fail "from its address it does not verify"
us result "$address/letters/l" --keep copied >/dev/null
diff -r copied L/record || fail "the copy is another record"
refused folder.exists result "$address/letters/l" --keep copied
# A copy that was stopped goes on with the files that it has, and is verified as a whole.
cp -r copied stopped
rm -r stopped/checkpoint stopped/tile/entries
# What it has of the record as it was then, and of a file that was never finished, goes.
mkdir -p stopped/tile/entries/000.p
printf x >stopped/tile/entries/000.p/1
printf x >stopped/tile/0/000.new
us verify "$address/letters/l" --keep stopped >/dev/null
diff -r copied stopped || fail "the copy that was stopped is another record"
rm stopped/checkpoint
find stopped/tile/entries -type f -exec sh -c 'printf x >>"$1"' _ {} \;
if us verify "$address/letters/l" --keep stopped >/dev/null 2>&1; then fail "altered files of a stopped copy verify"; fi
refused record.keep result L --keep elsewhere
code=0
us verify "$address/letters/nobody" >/dev/null 2>&1 || code=$?
[ "$code" = 2 ] || fail "a record that is not there has exit code $code"
unserve
"$bin/undersigned-verify" L >verify.out || fail "it does not verify: $(cat verify.out)"
grep -q "1 code was replaced" verify.out || fail "the replaced code is not counted: $(cat verify.out)"
# By name 01 and 06, since 02 withdrew and 04 said nothing with the new code; counted 03 and 05.
claim L settlement.names=2
claim L settlement.signatures=4
us result L --html letter.html --json | python3 -c "
import json, sys
result = json.load(sys.stdin)
assert sorted(name['name'] for name in result['names']) == ['Person 01', 'Person 06'], result['names']
assert result['cover'] == 'none' and result['took_part'] == 5 and [cell['people'] for cell in result['cells']] == [5], result"
grep -q "This letter has no cover" letter.html || fail "the page does not say that participation is public"

# --- nobody ---
draft N 1 'cover="none"'
begun N
us close --dir N >closed
grep -q "it has failed" closed || fail "a letter that nobody signed has not failed"
each open N 1 1
"$bin/undersigned-verify" N >verify.out || fail "it does not verify: $(cat verify.out)"
grep -q "no entry stands" verify.out && grep -q "failed, nothing is opened" verify.out || fail "it does not say so: $(cat verify.out)"
claim N state=failed
us result N --html nobody.html >/dev/null
us trustee erase --dir N --key N1.key >/dev/null
us trustee erase --dir N --key N2.key >/dev/null
refused withhold.nothing withhold --dir N
"$bin/undersigned-verify" N >/dev/null || fail "it does not verify after the erasures"
echo "uncovered: counted what stands, opened from afar too, and failed where nobody took part"
