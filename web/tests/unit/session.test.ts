// Invitations come from links and files that anybody may have made.
import assert from "node:assert/strict";
import { test } from "node:test";
import { invitationOfFragment, parseInvitation } from "../../src/session.ts";

const invitation = { "undersigned-invitation": 1, title: "Lettre", fingerprint: "ab".repeat(32), name: "Zoé Núñez", role: "", cohort: "Atelier" };
const fragment = (json: string) => "#card=" + Buffer.from(json).toString("base64url");

test("a link's fragment carries the card", () => {
  const found = invitationOfFragment(fragment(JSON.stringify(invitation)));
  assert.deepEqual(found, { title: "Lettre", fingerprint: "ab".repeat(32), name: "Zoé Núñez", role: "", cohort: "Atelier" });
});

test("a card has a salt where names are committed to", () => {
  const salt = "cd".repeat(32);
  assert.equal(invitationOfFragment(fragment(JSON.stringify({ ...invitation, salt })))?.salt, salt);
  for (const wrong of ["", "cd", "CD".repeat(32), 7, null])
    assert.equal(parseInvitation(JSON.stringify({ ...invitation, salt: wrong })), null, String(wrong));
});

test("a code in an invitation's file is not taken", () => {
  const found = parseInvitation(JSON.stringify({ ...invitation, code: "00000-00000-00000-00001-32" }));
  assert.equal(JSON.stringify(found).includes("00000"), false);
});

test("what is no invitation is refused", () => {
  const wrong = [
    "", "null", "[]", "{", JSON.stringify({ ...invitation, "undersigned-invitation": 2 }),
    JSON.stringify({ ...invitation, fingerprint: "AB".repeat(32) }), JSON.stringify({ ...invitation, name: 7 }),
    JSON.stringify({ ...invitation, name: "x".repeat(121) }), JSON.stringify({ ...invitation, cohort: undefined }),
  ];
  for (const json of wrong) assert.equal(parseInvitation(json), null, json);
  for (const hash of ["", "#", "#card=", "#card=%%%", "#card=_w", fragment("{}")]) assert.equal(invitationOfFragment(hash), null, hash);
});
