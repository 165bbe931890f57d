#!/usr/bin/env bash
# A letter whose codes come from two issuers, one of them on a machine of their own: nobody can sign with one code
# alone, the second issuer signs no roster that lacks their halves. usage: two_issuers.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"

{ people 01 02 03 04 05
  echo "Person 06,Archive,Analyst,,"
  echo "Person 07,Former staff,,p07@elsewhere.example,testifies"; } >people.csv
draft L
us issuer init --dir L --key second.key --name "Works council" --no-passphrase >/dev/null
us issuer init --dir L --key second.key --name "Works council" --no-passphrase >/dev/null # again: no harm
refused draft.issuer issuer init --dir L --key other.key --name "Somebody else" --no-passphrase
[ ! -e other.key ] || fail "a refused init left a key file"
us letter new --dir M >/dev/null
us issuer init --dir M --key other.key --name "Somebody else" --no-passphrase >/dev/null
made L
refused roster.halves roster freeze --dir L

# --- the second issuer, with what they were given alone ---
mkdir council
cp L/manifest.json L/private/second-issuer.json second.key council/
codes() { us issuer codes --manifest council/manifest.json --list council/second-issuer.json "$@"; }
refused issuer.key issuer codes --manifest council/manifest.json --list council/second-issuer.json --key other.key --out x
codes --key council/second.key --out council/made >/dev/null
refused issuer.exists issuer codes --manifest council/manifest.json --list council/second-issuer.json \
  --key council/second.key --out council/made
[ "$(wc -l <council/made/codes.csv)" = 8 ] || fail "not a second code for everybody"
codes --key council/second.key --out council/others >/dev/null

# --- the roster is made, then signed, then frozen ---
us roster freeze --dir L --halves council/made/halves.json >/dev/null
refused roster.signature roster freeze --dir L
sign() { us issuer sign --manifest council/manifest.json --key council/second.key --list council/second-issuer.json "$@"; }
refused roster.halves issuer sign --manifest council/manifest.json --key council/second.key --list council/second-issuer.json \
  --halves council/others/halves.json --roster L/private/roster-to-sign.json --out s.json
# The registrar's roster has somebody, or somebody's department, that is not in the list that the second issuer was given.
for change in 's/Person 02/Impostor/' '0,/Archive/s//Vault/'; do
  sed "$change" council/second-issuer.json >council/altered.json
  ! cmp -s council/second-issuer.json council/altered.json || fail "the list is as it was: $change"
  us issuer codes --manifest council/manifest.json --list council/altered.json --key council/second.key --out council/fooled >/dev/null
  python3 -c "
import json
fooled, made = (json.load(open(f'council/{name}/halves.json')) for name in ('fooled', 'made'))
made['list'] = fooled['list']
json.dump(made, open('council/fooled.json', 'w'))"
  for halves in made/halves.json fooled.json; do
    refused issuer.list issuer sign --manifest council/manifest.json --key council/second.key --list council/altered.json \
      --halves council/$halves --roster L/private/roster-to-sign.json --out s.json
  done
  rm -r council/fooled
done
sign --halves council/made/halves.json --roster L/private/roster-to-sign.json --out council/signature.json >/dev/null
# Halves of other codes after that: the signature is over another roster.
us roster freeze --dir L --halves council/others/halves.json >/dev/null
refused roster.signatures roster freeze --dir L --signature council/signature.json
# Codes taken back take the roster that was made of them along, signed or not.
us roster undo --dir L >/dev/null
refused roster.halves roster freeze --dir L --signature council/signature.json
us roster issue --dir L --roster people.csv >/dev/null
refused roster.list roster freeze --dir L --halves council/made/halves.json # everybody has another place now
cp L/private/second-issuer.json council/
codes --key council/second.key --out council/again >/dev/null
rm -r council/made && mv council/again council/made
us roster freeze --dir L --halves council/made/halves.json >/dev/null
refused roster.signatures roster freeze --dir L --signature council/signature.json
us roster freeze --dir L --halves council/made/halves.json >/dev/null
refused roster.signatures roster freeze --dir L --signature council/signature.json # proofs are new each time
sign --halves council/made/halves.json --roster L/private/roster-to-sign.json --out council/signature.json >/dev/null
us roster freeze --dir L --signature council/signature.json >/dev/null
fingerprint=$(us roster freeze --dir L --json | python3 -c "import json, sys; print(json.load(sys.stdin)['fingerprint'])")
each step L 1 1 2 3

# --- the second issuer sends their codes, from their own machine ---
refused issuer.fingerprint issuer mail --manifest council/manifest.json --codes council/made/codes.csv \
  --fingerprint 00ff --from us@council.example --out x
refused issuer.format issuer cards --manifest council/manifest.json --codes people.csv --fingerprint "$fingerprint" --out x
head -n 3 council/made/codes.csv >few.csv
refused issuer.count issuer cards --manifest council/manifest.json --codes few.csv --fingerprint "$fingerprint" --out x
sed '2s/,[^,]*$/,00000-00000-00000-00001-33/' council/made/codes.csv >mistyped.csv
refused code.check issuer cards --manifest council/manifest.json --codes mistyped.csv --fingerprint "$fingerprint" --out x
python3 -c "
import json
manifest = json.load(open('council/manifest.json')); manifest['issuers'].pop(); json.dump(manifest, open('alone.json', 'w'))"
refused issuer.one issuer cards --manifest alone.json --codes council/made/codes.csv --fingerprint "$fingerprint" --out x
refused roster.page issuer cards --manifest council/manifest.json --codes council/made/codes.csv \
  --fingerprint "$fingerprint" --page letters.example --out x
[ ! -e x ] || fail "a refused command wrote something"
send() { us issuer "$@" --manifest council/manifest.json --codes council/made/codes.csv --fingerprint "$fingerprint" \
  --page https://letters.example/sign; }
send mail --from "Works council <us@council.example>" --out council/mails >council/said
grep -q "Person 06" council/said || fail "who has no address is not named"
[ "$(send mail --from us@council.example --out council/again --json | python3 -c "import json, sys; print(json.load(sys.stdin)['mails'])")" = 6 ] ||
  fail "not a mail for everybody with an address"
send cards --out council/cards.pdf >/dev/null
us roster mail --dir L --from us@staff.example --page https://letters.example/sign --out mails >/dev/null
us roster cards --dir L --page https://letters.example/sign --out cards.pdf >/dev/null
python3 - "$fingerprint" <<'PY'
import base64, csv, email, email.policy, glob, json, subprocess, sys
def table(path): return {row["name"]: row for row in csv.DictReader(open(path, encoding="utf-8"))}
first, second = table("L/private/invitations.csv"), table("council/made/codes.csv")
assert list(second) == sorted(second), "codes in an order that says who has which credential"
def mails(folder):
    read = {}
    for path in glob.glob(folder + "/*.eml"):
        mail = email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)
        assert not mail.defects, mail.defects
        read[mail["To"].addresses[0].display_name] = mail
    return read
def text(mail): return mail.get_body(("plain",)).get_content()
def card(mail):
    packed = next(line for line in text(mail).splitlines() if line.startswith("https://")).split("#card=")[1]
    return json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
sent, other = mails("council/mails"), mails("mails")
assert sorted(sent) == sorted(other) == [f"Person 0{i}" for i in (1, 2, 3, 4, 5, 7)]
for mail in (sent["Person 07"], other["Person 07"]):
    assert "You are not asked to sign it" in text(mail) and "It takes both to speak" in text(mail)
    assert "sign by name" not in text(mail)
for name, mail in sent.items():
    assert second[name]["second_code"] in text(mail) and first[name]["code"] not in text(mail), name
    assert first[name]["code"] in text(other[name]) and second[name]["second_code"] not in text(other[name]), name
    assert card(mail) == card(other[name]) and card(mail)["fingerprint"] == sys.argv[1]
    for both in (mail, other[name]):
        assert name == "Person 07" or "It takes both to sign" in text(both)
        assert "Works council" in text(both) and sys.argv[1] in text(both)
    assert mail["Subject"].startswith("Your code from Works council") and mail["Subject"] != other[name]["Subject"]
def printed(path):
    return " ".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout.split())
council, office = printed("council/cards.pdf"), printed("cards.pdf")
for name in first:
    assert second[name]["second_code"] in council and first[name]["code"] not in council and name in council
    assert first[name]["code"] in office and second[name]["second_code"] not in office
assert "Your code from Works council. Signing takes the one from" in council, council
assert "Signing takes the one from Works council as well." in office, office
for page in (council, office):
    assert "Whoever holds both codes can sign in your place." in page and "Whoever holds this card" not in page
    assert page.count("you are not asked to sign it") == page.count("Whoever holds your code can speak") == 1
PY

# --- signing takes both codes ---
refused secret.missing sign --dir L --invitation "$(invitation L 01)" --by-name-if 2
second_code council/made/codes.csv 02 >code
refused sign.code sign --dir L --invitation "$(invitation L 01)" --code-file code --by-name-if 2
for person in 01 02 03; do
  second_code council/made/codes.csv $person | sed 's/$/\r/' >code # as a file from elsewhere may end its lines
  us sign --dir L --invitation "$(invitation L $person)" --code-file code --by-name-if 2 >/dev/null
done
second_code council/made/codes.csv 07 >code
refused sign.testifies sign --dir L --invitation "$(invitation L 07)" --code-file code --by-name-if 2
us close --dir L >/dev/null
us object --dir L --invitation "$(invitation L 07)" --code-file code --text "I was asked to leave for signing." >/dev/null
refused open.objections trustee open --dir L --key L1.key
for round in 1 2 3 4; do for i in 1 2; do us trustee open --dir L --key L$i.key --despite 1 >/dev/null; done; done
"$bin/undersigned-verify" --fingerprint "$fingerprint" L >/dev/null || fail "the record does not verify"
for told in settlement.names=3 people=6 testifying=1; do claim L $told; done
echo "two_issuers: a letter of two issuers, verified"
