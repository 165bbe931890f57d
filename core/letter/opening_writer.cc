#include <algorithm>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/letter/opening.h"

namespace undersigned::letter {
namespace {

std::size_t chunks(std::size_t count, std::size_t chunk) { return (count + chunk - 1) / chunk; }

base::Writer begin(OpeningSection section, std::uint8_t trustee, std::size_t first) {
  base::Writer out;
  out.u8(static_cast<std::uint8_t>(section)).u8(trustee).u32(static_cast<std::uint32_t>(first));
  return out;
}

using Sink = std::function<void(base::Bytes payload)>;

// A list in chunks, each element written by `write(out, element)`.
template <class T, class Write>
void write_list(OpeningSection section, std::uint8_t trustee, std::span<const T> list,
                std::size_t chunk, const Sink& sink, Write write) {
  for (std::size_t first = 0; first < list.size(); first += chunk) {
    base::Writer out = begin(section, trustee, first);
    for (const T& element : list.subspan(first, std::min(chunk, list.size() - first))) {
      write(out, element);
    }
    sink(out.take());
  }
}

void write_parts(std::span<const OpeningPart> parts, OpeningSection section,
                 OpeningSection proof_section, const Sink& sink) {
  for (const OpeningPart& part : parts) {
    write_list(section, part.trustee, std::span(part.d), kPartsChunk, sink,
               [](base::Writer& out, const proof::PublishedPoint& d) { out.raw(d.bytes()); });
    sink(begin(proof_section, part.trustee, 0).raw(part.proof).take());
  }
}

}  // namespace

std::size_t opening_leaves(const Opening& opening) {
  std::size_t leaves = chunks(opening.cards.size(), kCardsChunk);
  for (const auto& round : opening.rounds) leaves += chunks(round.pairs.size(), kRaisingChunk);
  for (const auto& part : opening.parts) leaves += chunks(part.d.size(), kPartsChunk) + 1;
  for (const auto& part : opening.card_parts) leaves += chunks(part.d.size(), kPartsChunk) + 1;
  return leaves;
}

void write_opening(const Opening& opening, const Sink& sink) {
  for (const Opening::Round& round : opening.rounds) {
    write_list(OpeningSection::kRaising, round.trustee, std::span(round.pairs), kRaisingChunk, sink,
               [](base::Writer& out, const RaisedPair& raised) { out.raw(raised.encode()); });
  }
  write_parts(opening.parts, OpeningSection::kParts, OpeningSection::kProof, sink);
  write_list(OpeningSection::kCards, 0, std::span(opening.cards), kCardsChunk, sink,
             [](base::Writer& out, const OpenedCard& card) { out.u32(card.index).raw(card.body); });
  write_parts(opening.card_parts, OpeningSection::kCardParts, OpeningSection::kCardProof, sink);
}

}  // namespace undersigned::letter
