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
