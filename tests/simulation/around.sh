#!/usr/bin/env bash
# Around a letter: the roster looked over, undone, sent as mails and cards; what stands beside the letter, and every
# mistake on the way refused without a change. usage: around.sh BIN_FOLDER
set -euo pipefail
. "$(dirname "$0")/commands.sh" "$1"
field() { python3 -c "import json, sys; print(json.load(sys.stdin)$1)"; }

# --- the roster, looked over ---
{ echo "name,department,role,email"
  for i in 01 02 03 04 05 06 07 08 09 10 11 12; do
    echo "Pérsona $i,Group $((10#$i % 3)),Tester,p$i@staff.example"
  done
} >people.csv
us roster check --roster people.csv --smallest 10 >/dev/null
{ cat people.csv; sed -n 2p people.csv; echo "Ana Ruiz,Group 1,,ana@staff.example"; echo "Ana Ruis,Grroup 1,,no address"; } >bad.csv
code=0
us roster check --roster bad.csv --json >check.json || code=$?
[ "$code" = 1 ] || fail "a list with somebody twice was not refused"
python3 - <<'PY'
import json
checks = [finding["check"] for finding in json.load(open("check.json"))["findings"]]
for check in ("name_twice", "email_twice", "name_alike", "cohort_of_one", "email_form"):
    assert "roster." + check in checks, (check, checks)
PY

# --- a letter ---
us letter new --dir L >/dev/null
python3 -c "
import json
draft = json.load(open('L/letter.json'))
draft['objection_seconds'] = 0
draft['schedule'] = {'start': '2024-01-01T00:00:00Z', 'earliest_opening': '2024-01-02T00:00:00Z', 'epoch_seconds': 86400, 'epochs': 1}
draft['language'] = 'fr'
draft['title'] = 'Trois questions à la direction'
draft['items'][0]['ladder'] = [3]
json.dump(draft, open('L/letter.json', 'w'))"
for i in 1 2 3; do us trustee init --dir L --key t$i.key --name "Trustee $i" --no-passphrase >/dev/null; done
us letter freeze --dir L --roster people.csv >/dev/null
for round in 1 2 3 4; do for i in 1 2 3; do us trustee step --dir L --key t$i.key >/dev/null; done; done
refused roster.missing roster undo --dir L
us roster issue --dir L --roster people.csv >/dev/null
us roster undo --dir L >/dev/null
refused roster.missing roster freeze --dir L
refused roster.draft roster mail --dir L --from us@staff.example --out mails
us roster issue --dir L --roster people.csv >/dev/null
fingerprint=$(us roster freeze --dir L --json | field "['fingerprint']")
refused roster.frozen roster undo --dir L

# --- mails and cards ---
refused mail.address roster mail --dir L --from nobody --out mails
refused roster.page roster mail --dir L --from us@staff.example --out mails --page "javascript:alert(1)"
us roster mail --dir L --from "Conseil, élu <us@staff.example>" --page https://letters.example/sign --out mails >/dev/null
us roster cards --dir L --page https://letters.example/sign --out cards.pdf >/dev/null
us roster mail --dir L --from us@staff.example --without-code --out apart >/dev/null
python3 - "$fingerprint" <<'PY'
import base64, csv, email, email.policy, glob, json, subprocess, sys
rows = {row["email"]: row for row in csv.DictReader(open("L/private/invitations.csv", encoding="utf-8"))}
assert len(rows) == 12
for path in sorted(glob.glob("mails/*.eml")):
    raw = open(path, "rb").read()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(byte < 128 for byte in raw)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert not mail.defects, mail.defects
    to, sender = mail["To"].addresses[0], mail["From"].addresses[0]
    row = rows.pop(to.addr_spec)
    assert to.display_name == row["name"] and sender.display_name == "Conseil, élu"
    assert mail["Subject"].endswith("Trois questions à la direction"), mail["Subject"]
    assert mail["Date"].datetime and mail["Message-ID"].endswith("@staff.example>")
    text = mail.get_body(("plain",)).get_content()
    assert row["code"] in text and sys.argv[1] in text and row["name"] in text
    link = next(line for line in text.splitlines() if line.startswith("https://"))
    card = link.split("#card=")[1]
    card = json.loads(base64.urlsafe_b64decode(card + "=" * (-len(card) % 4)))
    assert card["name"] == row["name"] and card["fingerprint"] == sys.argv[1] and "code" not in card
    file = list(mail.iter_attachments())[0]
    assert json.loads(file.get_content()) == card if isinstance(file.get_content(), str) else json.loads(file.get_content().decode()) == card
assert not rows
for path in glob.glob("apart/*.eml"):
    mail = email.message_from_bytes(open(path, "rb").read(), policy=email.policy.default)
    text = mail.get_body(("plain",)).get_content()
    for row in csv.DictReader(open("L/private/invitations.csv", encoding="utf-8")):
        assert row["code"] not in text
text = subprocess.run(["pdftotext", "-layout", "cards.pdf", "-"], capture_output=True, check=True, text=True).stdout
for row in csv.DictReader(open("L/private/invitations.csv", encoding="utf-8")):
    assert row["code"] in text and row["name"] in text, row
PY

# --- sign, close, open ---
for i in 1 2 3; do us trustee step --dir L --key t$i.key >/dev/null; done
invitation() { ls L/private/invitations/*rsona-"$1".json; }
for i in 01 02 03; do us sign --dir L --invitation "$(invitation $i)" --by-name-if 3 >/dev/null; done
us sign --dir L --invitation "$(invitation 04)" --counted-if 3 >/dev/null

# An offer may come while people sign.
offered "$fingerprint"
python3 -c "
import json
offer = json.load(open('signed.json')); offer['offer']['places'] = 1200
json.dump(offer, open('changed.json', 'w'))"
refused offer.signature offer accept --dir L --offer changed.json --company-key "$company"
refused offer.key offer accept --dir L --offer signed.json --company-key "$fingerprint"
us offer accept --dir L --offer signed.json --company-key "$company" >/dev/null
refused objection.early object --dir L --as author:1 --key L/keys/author-1.key --text "Too early."
refused withdrawal.sealed withdraw --dir L --invitation "$(invitation 01)"
us close --dir L >/dev/null
us object --dir L --as trustee:2 --key t2.key --text "The page was down for an hour." >/dev/null
refused objection.twice object --dir L --as trustee:2 --key t2.key --text "Again."
us object --dir L --invitation "$(invitation 09)" --text "I could not sign." >/dev/null
refused outcome.early outcome --dir L --item signature --state pending
# Each trustee weighs them: none goes on without having said so.
refused open.objections trustee open --dir L --key t1.key
refused open.objections trustee open --dir L --key t1.key --despite 1
refused open.despite trustee open --dir L --key t1.key --despite 3
for round in 1 2 3 4; do for i in 1 3; do us trustee open --dir L --key t$i.key --despite 2 >/dev/null; done; done

# --- afterwards ---
refused withdrawal.sealed withdraw --dir L --invitation "$(invitation 04)"
us withdraw --dir L --invitation "$(invitation 02)" --reason "I was told another text." >/dev/null
refused withdrawal.twice withdraw --dir L --invitation "$(invitation 02)"
us outcome --dir L --item signature --state pending >/dev/null
refused outcome.evidence outcome --dir L --item signature --state met
refused outcome.item outcome --dir L --item moon --state pending
us outcome --dir L --item signature --state partly --date 2024-03-01 --text "Two of three answered." --evidence https://news.example/a >/dev/null
us result L --fingerprint "$fingerprint" --html letter.html --json >result.json
python3 - <<'PY'
import json
result = json.load(open("result.json"))
beside = result["beside"]
assert result["settlement"]["names"] == 3 and len(result["names"]) == 3
assert [name["withdrawn"] for name in result["names"]].count(True) == 1
assert beside["offers"][0]["company"] == "Norhaven" and beside["offers"][0]["stands"]
assert [outcome["state"] for outcome in beside["outcomes"]] == ["pending", "partly"]
assert len(beside["objections"]) == 2 and beside["withdrawals"][0]["reason"] == "I was told another text."
page = open("letter.html", encoding="utf-8").read()
for part in ("Norhaven", "Obtenu en partie", "retiré en public", "The page was down"):
    assert part in page, part
PY
# --- every form, and every number again ---
for format in pdf html json markdown; do
  us export L --format $format --address https://letters.example/3 --out letter.$format >/dev/null
done
refused export.address export L --format pdf --address javascript:1 --out x.pdf
cmp -s letter.html <(us result L --html again.html >/dev/null; cat again.html) || fail "two pages of one letter"
pdftotext -layout letter.pdf letter.txt
python3 - <<'PY'
import json
result = json.load(open("letter.json"))
for path in ("letter.txt", "letter.markdown", "letter.html"):
    text = open(path, encoding="utf-8").read()
    for name in result["names"]:
        assert name["name"] in text, (path, name)
    for part in ("Norhaven", "Trois questions à la direction", result["fingerprint"][:8]):
        assert part in text, (path, part)
PY
claims=$("$bin/undersigned-verify" --fingerprint "$fingerprint" --claims L)
while read -r claim; do
  "$bin/undersigned-verify" --claim "$claim" L >/dev/null || fail "the record does not give $claim"
  grep -qF -- "--claim ${claim%%=*}" letter.html || fail "the page does not list ${claim%%=*}"
done < <(echo "$claims" | shuf -n 5 --random-source=people.csv)
[ "$(us verify L --claim settlement.names)" = "settlement.names=3" ] || fail "a claim is not printed alone"
code=0
us verify L --claim settlement.names=4 >claim.out || code=$?
[ "$code" = 1 ] && grep -q claim.differs claim.out || fail "a false claim was not refused"
code=0
us verify L --claim settlement.moon >claim.out || code=$?
[ "$code" = 1 ] && grep -q claim.unknown claim.out || fail "an unknown claim was not refused"

"$bin/undersigned-verify" --fingerprint "$fingerprint" L | grep "beside .*1 offer, 2 objections, 1 public withdrawal, 2 outcomes" ||
  fail "the verifier does not say what stands beside the letter"

# --- a new version: a new letter, the same codes ---
refused folder.exists letter revise --from L --dir L
us letter revise --from L --dir M >/dev/null
us letter diff L M | grep "log_origin" || fail "the new version has the old log's name"
python3 -c "
import json
draft = json.load(open('M/letter.json')); draft['title'] = 'Quatre questions à la direction'
json.dump(draft, open('M/letter.json', 'w'))
text = open('M/letter.md').read(); open('M/letter.md', 'w').write(text.replace('3. Give', '3. What comes next?\\n4. Give'))"
us letter diff L M --json >diff.json
python3 - <<'PY'
import json
diff = json.load(open("diff.json"))
changes = {change["path"]: change for change in diff["changes"]}
assert changes["title"]["after"] == "Quatre questions à la direction", changes
added = [line["text"] for line in diff["body"] if line["change"] == "added"]
assert any(line.startswith("3. What comes next?") for line in added), added
PY
for i in 1 2 3; do us trustee init --dir M --key m$i.key --name "Trustee $i" --no-passphrase >/dev/null; done
us letter freeze --dir M --roster people.csv >/dev/null
for round in 1 2 3 4; do for i in 1 2 3; do us trustee step --dir M --key m$i.key >/dev/null; done; done
[ "$(us roster issue --dir M --roster people.csv --keep-codes --json | field "['kept']")" = 12 ] || fail "codes were not kept"
us roster freeze --dir M >/dev/null
for i in 1 2 3; do us trustee step --dir M --key m$i.key >/dev/null; done
refused sign.fingerprint sign --dir M --invitation "$(invitation 01)" --by-name-if 3
python3 -c "
import csv
codes = lambda letter: {row['name']: row['code'] for row in csv.DictReader(open(letter + '/private/invitations.csv', encoding='utf-8'))}
assert codes('L') == codes('M')"
us result M --json | python3 -c "import json, sys; assert json.load(sys.stdin)['state'] == 'in-progress'"

# --- time to object: nothing is opened before it is over, and an agent waits for its person to weigh objections ---
draft W 1 'objection_seconds=2592000'
begun W
us close --dir W >/dev/null
us object --dir W --as trustee:1 --key W1.key --text "Wait." >/dev/null
refused open.objection_time trustee open --dir W --key W1.key
refused open.objection_time trustee open --dir W --key W2.key --despite 1
refused erase.state trustee erase --dir W --key W1.key
mkdir -p data/letters/v
ln -s data/letters/v V
draft V 1
begun V
us close --dir V >/dev/null
us object --dir V --as trustee:1 --key V1.key --text "Wait for Monday." >/dev/null
serve
us trustee serve --url "$address/letters/v" --key V1.key >agent1.log 2>&1 && fail "an agent went on although somebody objects"
grep -q "Wait for Monday" agent1.log || fail "the agent does not say what is objected: $(cat agent1.log)"
us trustee serve --url "$address/letters/v" --key V1.key --despite 1 >agent1.log 2>&1 &
agents=($!)
us trustee serve --url "$address/letters/v" --key V2.key --despite 1 >agent2.log 2>&1 &
agents+=($!)
running+=("${agents[@]}")
wait "${agents[@]}" || fail "an agent failed: $(cat agent?.log)"
unserve
claim V state=failed

# --- a server that was stopped between the frozen roster and its invitations: the next one writes them ---
mkdir -p data/letters/f
ln -s data/letters/f F
draft F
made F
us roster freeze --dir F >/dev/null
cp -r F/private kept
rm -r F/private/invitations F/private/invitations.csv F/record
serve
unserve
diff -r kept F/private || fail "the invitations are others"
[ -f F/record/checkpoint ] || fail "the record has no files"
echo "around: every step as described, every mistake refused"
