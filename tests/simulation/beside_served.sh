#!/usr/bin/env bash
# What comes beside a letter while a server holds it: objections, an offer, what became of it, a name taken back, each
# sent to its address and verified there; what is refused changes nothing. usage: beside_served.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"

mkdir -p data/letters/l
ln -s data/letters/l L
people 1 2 3 4 >people.csv
draft L
begun L
for i in 1 2 3; do signs L "$(invitation L $i)"; done
# What a person has who is not where the letter is kept.
for i in 1 2 4; do cp "$(invitation L $i)" $i.json; done
refused objection.early object --dir L --invitation 1.json --text "Too early."

# --- its schedule is over: the server closes it at once ---
serve
url=$address/letters/l
for _ in $(seq 100); do
  [ "$(us result "$url" --json | python3 -c "import json, sys; print(json.load(sys.stdin)['epochs']['complete'])")" = 1 ] && break
  sleep 0.1
done
refused store.busy object --dir L --invitation 1.json --text "Where a server is at work."
us object --url "$url" --invitation 1.json --text "The page was down." >/dev/null
us object --url "$url" --as trustee:2 --key L2.key --text "I agree." >/dev/null
refused objection.twice object --url "$url" --invitation 1.json --text "Again."
refused objection.proof object --url "$url" --as trustee:1 --key L2.key --text "In another's name."
refused withdrawal.sealed withdraw --url "$url" --invitation 1.json
refused outcome.early outcome --dir L --url "$url" --item signature --state pending

# --- opened by two from afar, who have read both ---
agents=()
for i in 1 2; do
  us trustee serve --url "$url" --key L$i.key --despite 2 >agent$i.log 2>&1 &
  agents+=($!)
done
running+=("${agents[@]}")
wait "${agents[@]}" || fail "an agent failed: $(cat agent?.log)"

# --- afterwards ---
fingerprint=$(python3 -c "import json; print(json.load(open('1.json'))['fingerprint'])")
offered "$fingerprint"
for again in 1 2; do us offer accept --dir L --url "$url" --offer signed.json --company-key "$company" >/dev/null; done
us outcome --dir L --url "$url" --item signature --state pending --text "They have asked us to talk." >/dev/null
us withdraw --url "$url" --invitation 2.json --reason "I was asked to." >/dev/null
refused withdrawal.twice withdraw --url "$url" --invitation 2.json
refused withdrawal.sealed withdraw --url "$url" --invitation 4.json
us verify "$url" --fingerprint "$fingerprint" >verify.out || fail "it does not verify: $(cat verify.out)"
us result "$url" --json >result.json
python3 - <<'PY'
import json
result = json.load(open("result.json"))
beside = result["beside"]
assert [one["text"] for one in beside["objections"]] == ["The page was down.", "I agree."], beside["objections"]
assert [one["company"] for one in beside["offers"]] == ["Norhaven"], beside["offers"]
assert [one["state"] for one in beside["outcomes"]] == ["pending"], beside["outcomes"]
assert [one["reason"] for one in beside["withdrawals"]] == ["I was asked to."], beside["withdrawals"]
assert result["settlement"]["signatures"] == 3
PY

# --- the server is gone: its folder says the same ---
unserve
us result L --json >folder.json
diff result.json folder.json || fail "folder and server differ"
"$bin/undersigned-verify" L >verify.out || fail "it does not verify: $(cat verify.out)"
echo "beside_served: everything came through the address and stands in the record"
