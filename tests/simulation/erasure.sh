#!/usr/bin/env bash
# A letter that fails: trustees erase their shares, one of them from afar; then the entries are withheld, and nobody
# calls what is left valid. usage: erasure.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"
status() {
  python3 -c "
import sys, urllib.error, urllib.request
try:
    print(urllib.request.urlopen(sys.argv[1], timeout=30).status)
except urllib.error.HTTPError as error:
    print(error.code)" "$1"
}
# The verifier's exit code; what it says is in verify.out.
verify() {
  local code=0
  "$bin/undersigned-verify" --fingerprint "$fingerprint" "$@" >verify.out || code=$?
  echo "$code"
}

mkdir -p data/letters
L=data/letters/drill
fingerprint=$(us trustee drill --out $L --fails --json | python3 -c "import json, sys; print(json.load(sys.stdin)['fingerprint'])")
key() { echo "$L/trustees/trustee-$1.key"; }
refused erase.state trustee erase --dir $L --key "$(key 1)"
for i in 1 2; do us trustee open --dir $L --key "$(key $i)" >/dev/null; done
[ "$(verify $L)" = 0 ] && grep -q "failed, nothing is opened" verify.out || fail "it did not fail: $(cat verify.out)"
cp -r $L/record before
refused withhold.erasures withhold --dir $L
cp "$(key 1)" copy.key
us trustee erase --dir $L --key "$(key 1)" >/dev/null
us trustee erase --dir $L --key "$(key 1)" >/dev/null # again: no harm
refused trustee.erased trustee open --dir $L --key "$(key 1)"
us trustee erase --dir $L --key copy.key >/dev/null
refused trustee.erased trustee step --dir $L --key copy.key
refused withhold.erasures withhold --dir $L
[ "$(verify $L)" = 0 ] && grep -q "1 statement of erasure" verify.out || fail "no statement is there"

# --- the second from afar ---
serve
us trustee erase --url "$address/letters/drill" --key "$(key 2)" >/dev/null
us trustee erase --url "$address/letters/drill" --key "$(key 2)" >/dev/null
bundle=$(cd $L/record && ls -d tile/entries/000.p/*)
[ "$(status "$address/letters/drill/record/$bundle")" = 200 ] || fail "a bundle is not served"
[ "$(status "$address/api/letters/drill/result")" = 200 ] || fail "the result is not served"
unserve
[ "$(verify $L)" = 0 ] && grep -q "2 statements of erasure" verify.out || fail "not both statements are there"

# --- withheld ---
us withhold --dir $L >/dev/null
us withhold --dir $L >/dev/null
published() { find $L/record/tile/entries -type f 2>/dev/null; }
[ -z "$(published)" ] || fail "an entry is published still"
[ "$(verify $L)" = 3 ] || fail "withheld entries have another exit code than 3"
grep -q "entries withheld after failure" verify.out && ! grep -qw VALID verify.out || fail "it is not said: $(cat verify.out)"
[ "$(verify --json $L)" = 3 ] || fail "with --json another exit code"
python3 -c "
import json
report = json.load(open('verify.out'))
assert report['withheld'] and not report['valid'] and report['failure']['check'] == 'entries.withheld'
assert {check['check'] for check in report['checks'] if not check['ok']} == {'entries', 'count', 'settlement', 'state'}
assert all(check['ok'] != check['withheld'] for check in report['checks'])"
[ "$(verify --claim state=failed $L)" = 3 ] && ! grep -q "state=failed" verify.out || fail "a claim was given"
refused entries.withheld result $L
[ "$(verify before)" = 0 ] || fail "the record from before does not verify any more"
serve
[ "$(status "$address/letters/drill/record/$bundle")" = 410 ] || fail "a withheld bundle is not said to be gone"
[ "$(status "$address/letters/drill/record/${bundle/entries/kept}")" = 200 ] || fail "what is left is not served"
code=0
us verify "$address/letters/drill" --fingerprint "$fingerprint" --keep copied >verify.out || code=$?
[ "$code" = 3 ] && diff -r -x entries copied $L/record || fail "a server's record without entries is another one: $code $(cat verify.out)"
refused record.withheld trustee erase --url "$address/letters/drill" --key "$(key 3)"
unserve
us trustee erase --dir $L --key "$(key 3)" >/dev/null
[ "$(verify $L)" = 3 ] || fail "a third statement changed the verdict"
us letter rebuild --dir $L >/dev/null
[ "$(verify $L)" = 3 ] && [ -z "$(published)" ] || fail "an entry is published again"

# --- of a letter that opened, never ---
us trustee drill --out O --play --trustees 3 --threshold 2 >/dev/null
refused erase.state trustee erase --dir O --key O/trustees/trustee-1.key
refused withhold.state withhold --dir O
echo "erasure: shares gone, entries gone, and every untimely try refused"
