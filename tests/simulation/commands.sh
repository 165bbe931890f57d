# What the scripts here begin with. Sourced with the folder of the programs as $1; works in a folder of its own, which
# goes at the end with whatever is in `running`.
bin=$1
script=$(basename "$0" .sh)
work=$(mktemp -d)
running=()
trap 'for one in "${running[@]}"; do kill "$one" 2>/dev/null || true; done; rm -rf "$work"' EXIT
cd "$work"
us() { "$bin/undersigned" "$@"; }
fail() { echo "$script: $*" >&2; exit 1; }

# refused CHECK COMMAND…: the command is refused with this check, in a sentence.
refused() {
  local check=$1 code=0
  shift
  us "$@" --json >refused.json 2>refused.err </dev/null || code=$?
  [ "$code" = 1 ] || fail "exit code $code, not 1: undersigned $*"
  python3 - "$check" <<'PY' || fail "undersigned $*: $(cat refused.json)"
import json, sys
error = json.load(open("refused.json"))["error"]
sys.exit(0 if error["check"] == sys.argv[1] and len(error["message"]) > 15 else 1)
PY
}

# people NUMBER… >CSV: a list of them, all of one department.
people() {
  echo "name,department,role,email,standing"
  local i
  for i in "$@"; do echo "Person $i,Archive,Analyst,p$i@staff.example,signs"; done
}
# draft FOLDER [EPOCHS] [SETTING=JSON…]: a letter to sign from two people on, whose planned day is over, and its
# trustees 1…3 with the key files FOLDER1.key…
draft() {
  local folder=$1 i
  us letter new --dir "$folder" >/dev/null
  python3 - "$folder/letter.json" "${2:-1}" "${@:3}" <<'PY'
import json, sys
path, epochs = sys.argv[1], int(sys.argv[2])
letter = json.load(open(path))
letter["schedule"] = {"start": "2024-01-01T00:00:00Z", "earliest_opening": "2024-01-02T00:00:00Z",
                      "epoch_seconds": 86400 // epochs, "epochs": epochs}
letter["objection_seconds"] = 0
letter["items"] = [{"id": "signature", "kind": "signature", "ladder": [2]}]
for name, value in (setting.split("=", 1) for setting in sys.argv[3:]):
    letter[name] = json.loads(value)
json.dump(letter, open(path, "w"))
PY
  for i in 1 2 3; do us trustee init --dir "$folder" --key "$folder$i.key" --name "Trustee $i" --no-passphrase >/dev/null; done
}
# each step|open FOLDER TIMES TRUSTEE…: these trustees in turn, so many times.
each() {
  local act=$1 folder=$2 round i
  for round in $(seq "$3"); do
    for i in ${*:4}; do us trustee "$act" --dir "$folder" --key "$folder$i.key" >/dev/null; done
  done
}
# made FOLDER: the draft frozen for the people in people.csv, its keys made, codes issued; with one issuer, the roster
# frozen, and signing begins.
made() {
  us letter freeze --dir "$1" --roster people.csv >/dev/null
  each step "$1" 4 1 2 3
  us roster issue --dir "$1" --roster people.csv >/dev/null
}
begun() {
  made "$1"
  us roster freeze --dir "$1" >/dev/null
  each step "$1" 1 1 2 3
}
# begun_by_two FOLDER: the same with a second issuer, whose key is second.key and whose codes lie in made/; $fingerprint.
begun_by_two() {
  us issuer init --dir "$1" --key second.key --name "Works council" --no-passphrase >/dev/null
  made "$1"
  second=$1
  own codes --list "$1/private/second-issuer.json" --out made >/dev/null
  us roster freeze --dir "$1" --halves made/halves.json >/dev/null
  own sign --list "$1/private/second-issuer.json" --halves made/halves.json --roster "$1/private/roster-to-sign.json" --out signature.json >/dev/null
  fingerprint=$(us roster freeze --dir "$1" --signature signature.json --json |
    python3 -c "import json, sys; print(json.load(sys.stdin)['fingerprint'])")
  each step "$1" 1 1 2 3
}
# own COMMAND…: what the second issuer of that letter does.
own() { us issuer "$1" --manifest "$second/manifest.json" --key second.key "${@:2}"; }
invitation() { grep -l "\"name\": \"Person $2\"" "$1"/private/invitations/*.json; }
# signs FOLDER INVITATION [OPTION…]: by name, if two do.
signs() { us sign --dir "$1" --invitation "$2" --by-name-if 2 "${@:3}" >/dev/null; }
# offered FINGERPRINT: a company's offer for that letter in signed.json; $company is the key that it tells the registrar.
offered() {
  us offer new --out offer.json >/dev/null
  python3 -c "
import json
offer = json.load(open('offer.json'))
offer.update(company='Norhaven', who='Everybody', place_of_work='There', places=12)
json.dump(offer, open('offer.json', 'w'))"
  company=$(us offer key --key company.key --name Norhaven --no-passphrase --json |
    python3 -c "import json, sys; print(json.load(sys.stdin)['public_key'])")
  us offer sign --offer offer.json --key company.key --fingerprint "$1" --out signed.json >/dev/null
}
# claim LETTER NAME=VALUE: the record says so.
claim() { [ "$(us verify "$1" --claim "$2")" = "$2" ] || fail "not $2: $(us verify "$1" --claim "${2%=*}")"; }
# second_code CODES PERSON, from a second issuer's file.
second_code() { python3 -c "
import csv, sys
print(next(row['second_code'] for row in csv.DictReader(open(sys.argv[1])) if row['name'] == 'Person ' + sys.argv[2]))" "$1" "$2"; }

# A server over the letters in data/, at $address; unserve stops it and waits for its end.
serve() {
  address=
  "$bin/undersigned" --json serve --data data --listen 127.0.0.1:0 --quiet >serve.json 2>serve.log &
  server=$!
  running+=("$server")
  for _ in $(seq 100); do
    address=$(python3 -c "import json; print(json.load(open('serve.json'))['address'])" 2>/dev/null) && return
    sleep 0.1
  done
  fail "the server did not start: $(cat serve.log)"
}
unserve() {
  kill "$server"
  wait "$server" || true
  running=()
}
