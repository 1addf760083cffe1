#pragma once
// Labels of the DECP enumerations: the exact ones of the schemas, and the older or damaged ones that
// still occur (formats.md §1.3, §1.4, §2.6-39).
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "notes.hpp"

namespace clausier::read {

enum class LabelSet {
  contract_nature,
  concession_nature,
  procedure,
  concession_procedure,
  technique,
  execution_mode,
  ccag,
  group_kind,
  social,
  identifier_type,
  place_kind
};

// The label of the schema that `text` stands for. Compared without case, accents and punctuation; a
// lost character ("?" or U+FFFD) stands for any one. Notes record.label.old when the text is not the
// label itself, record.label.unknown when nothing matches: then the text is kept as it stands.
std::string canonical_label(LabelSet set, const std::string& text, std::string_view path, Notes& notes);

// Labels in any of their wrappings: {"technique":["A","B"]}, ["A"], "A, B", "['A']".
std::vector<std::string> labels_of(const Node& node, std::string_view wrapper, LabelSet set, RecordSource source,
                                   std::string_view path, Notes& notes);

// What labels of considerationSociale mean; labels that mean nothing known give nothing.
std::vector<SocialConsideration> social_considerations(const std::vector<std::string>& labels);

}  // namespace clausier::read
