// The bodies of requests, from outside, and of answers (docs/http/openapi.json).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/service/amendment_office.h"
#include "app/service/board_door.h"
#include "app/service/epochs.h"
#include "app/service/letter_status.h"
#include "app/service/receipt.h"
#include "app/service/witness.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/letter/leaf.h"

namespace undersigned::http {

// Submission: {"index", "entry"}. Errors "json.…", "base64.…".
base::Result<service::Submitted> read_submission_body(std::string_view body);

// BoardPost: {"topic", "trustee", "message", "signature"}; the message at most max_message bytes.
// Errors besides: "board.topic".
base::Result<service::Contribution> read_board_post(std::string_view body, std::size_t max_message);

struct CardsRequest {
  std::uint8_t trustee = 0;
  std::uint64_t time = 0;
  group::Signature signature{};
};
base::Result<CardsRequest> read_cards_request(std::string_view body);

// CosignaturePost: {"cosignature"}, a witness's line with its newline.
base::Result<std::string> read_cosignature_body(std::string_view body);

// AmendmentPost: {"amendment", "card"} in base64, the leaf's payload and the body of the new card;
// what of, is the letter's number of issuers to say. Refuses "amendment.encoding".
base::Result<service::MadeAmendment> read_amendment_body(std::string_view body,
                                                         std::size_t issuers);
base::Json amendment_body(const service::MadeAmendment& made);

// BesidePost: {"leaf"} in base64, a whole leaf of section 15; what it says, is the record's to
// read.
base::Result<base::Bytes> read_beside_body(std::string_view body);
base::Json beside_body(base::ByteView leaf);
std::size_t max_beside_body();  // bytes

// The bytes that a board message of this letter may have at most: section 11's rounds, 160 bytes a
// person, or the ceremony's disclosures.
std::size_t max_board_message(const letter::Manifest& manifest);

base::Json refusal_json(const base::Error& error);
base::Json receipt_json(const service::Receipt& receipt);
base::Json amendment_json(const letter::AmendmentPlace& place);
base::Json beside_json(letter::LeafKind kind);
base::Json cosignature_json(const service::TakenCosignature& taken);
base::Json board_entry_json(const service::BoardEntry& entry);
base::Json board_json(const std::vector<service::BoardEntry>& board);
base::Json summary_json(const std::string& id, const service::LetterStatus& status);
base::Json status_json(const std::string& id, const service::LetterStatus& status, std::int64_t now,
                       bool demonstration);

}  // namespace undersigned::http
