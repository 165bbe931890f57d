#!/usr/bin/env bash
# Letters whose closing epoch is drawn: by hand, and on a server with trustees' agents. usage: draw.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"
next() { us result "$1" --json | python3 -c "import json, sys; result = json.load(sys.stdin); print(result['next'] or result['state'])"; }
people 01 02 03 04 05 06 >people.csv
# make FOLDER KEYS START EPOCH_SECONDS
make() {
  us letter new --dir "$1" >/dev/null
  python3 - "$1" "$3" "$4" <<'PY'
import datetime, json, sys
folder, start, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
text = lambda moment: f"{datetime.datetime.fromtimestamp(moment, datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
draft = json.load(open(folder + "/letter.json"))
assert draft["schedule"]["window"] == 3, "a new letter draws its closing epoch"
draft["schedule"] = {"start": text(start), "earliest_opening": text(start + seconds), "epoch_seconds": seconds,
                     "epochs": 3, "window": 3}
draft["objection_seconds"] = 0
draft["items"] = [{"id": "signature", "kind": "signature", "ladder": [2]}]
json.dump(draft, open(folder + "/letter.json", "w"))
PY
  for i in 1 2 3; do us trustee init --dir "$1" --key "$2$i.key" --name "Trustee $i" --no-passphrase >/dev/null; done
  us letter freeze --dir "$1" --roster people.csv >/dev/null
}

# --- by hand ---
make L a 1700000000 3600
for round in 1 2 3 4; do for i in 1 2 3; do us trustee step --dir L --key a$i.key >/dev/null; done; done
us roster issue --dir L --roster people.csv >/dev/null
us roster freeze --dir L >/dev/null
for i in 1 2 3; do us trustee step --dir L --key a$i.key >/dev/null; done
sign() { us sign --dir L --invitation "$(ls L/private/invitations/*-"$1".json)" --by-name-if 2 >/dev/null; }
sign 01
sign 02
refused open.early trustee open --dir L --key a1.key
epochs=0
while :; do
  epochs=$((epochs + 1))
  if [ $epochs -lt 3 ]; then
    us epoch --dir L --number $epochs >/dev/null
    us epoch --dir L --number $epochs >/dev/null # again: no harm
    next L | grep -q "the draw whether epoch $epochs" || fail "no draw is waited for: $(next L)"
    refused epoch.drawing epoch --dir L
    refused epoch.drawing sign --dir L --invitation "$(ls L/private/invitations/*-03.json)" --by-name-if 2
    us trustee open --dir L --key a1.key >/dev/null
    us trustee open --dir L --key a1.key --json | grep -q "Waiting for 1 more" || fail "nobody is waited for"
    us trustee open --dir L --key a3.key >/dev/null
    if next L | grep -q "the entries of epoch $((epochs + 1))"; then continue; fi
  else
    us close --dir L >/dev/null
  fi
  break
done
refused epoch.closed sign --dir L --invitation "$(ls L/private/invitations/*-03.json)" --by-name-if 2
for round in 1 2 3; do for i in 1 3; do us trustee open --dir L --key a$i.key >/dev/null; done; done
[ "$(next L)" = opened ] || fail "it did not open: $(next L)"
"$bin/undersigned-verify" L >verify.out || fail "it does not verify: $(cat verify.out)"
grep -q "^ok .*epochs .*$epochs of 3 epochs complete" verify.out || fail "not $epochs epochs: $(cat verify.out)"

# --- on a server, with agents ---
mkdir -p data/letters
make data/letters/l b $(($(date +%s) + 6)) 3
us roster issue --dir data/letters/l --roster people.csv >/dev/null
serve
for i in 1 2 3; do
  "$bin/undersigned" trustee serve --url "$address/letters/l" --key b$i.key --json >agent$i.json 2>agent$i.log &
  running+=($!)
done
phase=
for _ in $(seq 300); do
  phase=$(python3 -c "import json, sys, urllib.request; print(json.load(urllib.request.urlopen(sys.argv[1]))['phase'])" "$address/api/letters/l")
  [ "$phase" = complete ] && break
  sleep 0.2
done
[ "$phase" = complete ] || fail "the served letter is at $phase: $(cat serve.log agent1.log)"
"$bin/undersigned-verify" data/letters/l/record >verify.out || fail "the served one does not verify: $(cat verify.out)"
grep -q "complete: failed" verify.out || fail "nobody signed, and yet: $(cat verify.out)"
echo "draw: closed after epoch $epochs by hand, and on a server after $(grep -o '[0-9] of 3 epochs' verify.out)"
