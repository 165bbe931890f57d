#!/usr/bin/env bash
# Demonstrations: the same seed makes the same record to the byte, another makes another; a roster of a real
# organisation's departments plays through to a verified result.
# usage: demo.sh BIN_FOLDER [DEPARTMENTS]   (DEPARTMENTS: lines "person department", none is needed)
set -euo pipefail
bin=$1
departments=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "demo: $*" >&2; exit 1; }
demo() { "$bin/undersigned" demo --out "$1" "${@:2}" >"$1.txt" 2>"$1.log" || fail "demo $*: $(tail -n 3 "$1.log")"; }

demo one --people 30 --seed 7
demo two --people 30 --seed 7
demo three --people 30 --seed 8
demo four --people 30
diff -r one/record two/record >/dev/null || fail "one seed made two records"
! cmp -s one/record/checkpoint three/record/checkpoint || fail "two seeds made one record"
demo five --people 30
! cmp -s four/record/checkpoint five/record/checkpoint || fail "keys were not fresh without a seed"
cmp -s four/roster.csv five/roster.csv || fail "people differ without a seed"

if [ -z "$departments" ] || [ ! -e "$departments" ]; then
  echo "demo: the real departments are not here; that part is skipped"
  exit 0
fi
# Every fifth person, in departments merged by fours: a real organisation's uneven sizes in little time.
awk 'BEGIN { print "name,department,role" } NR % 5 == 1 { print "Person " $1 ",Department " int($2 / 4) ",Staff" }' \
  "$departments" >people.csv
demo real --roster people.csv
"$bin/undersigned-verify" real >real.verified || fail "the record of a real roster does not verify"
people=$(($(wc -l <people.csv) - 1))
python3 - "$people" <<'PY' || fail "the result does not speak of everybody"
import json, sys
result = json.load(open("real/result.json"))
assert result["people"] == int(sys.argv[1])
assert sum(cell["people"] for cell in result["cells"]) == result["people"]
PY
echo "demo: reproducible from its seed; $people people of real departments verified"
