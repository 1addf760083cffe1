#include "amendments.hpp"

#include <algorithm>

#include "fields.hpp"
#include "parties.hpp"

namespace clausier::read {
namespace {

const Node& first_present(const Node& node, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys)
    if (!is_absent(node[key])) return node[key];
  return node[*keys.begin()];
}

Amendment read_amendment(const Node& node, ContractNature kind, RecordSource source, const std::string& path,
                         Notes& notes) {
  Amendment amendment;
  const bool concession = kind == ContractNature::concession;
  amendment.source_number = notes.text(node["id"], path + ".id");
  amendment.published_on =
      read_date(first_present(node, {"datePublicationDonneesModification", "datePublicationDonnees"}),
                path + ".datePublicationDonneesModification", std::nullopt, notes);
  const std::string notified = concession ? "dateSignatureModification" : "dateNotificationModification";
  amendment.notified_on = read_date(
      first_present(node, {notified, "dateNotificationModification", "dateSignatureModification", "dateNotification"}),
      path + "." + notified, amendment.published_on, notes);
  const std::string amount = concession ? "valeurGlobale" : "montant";
  amendment.amount =
      read_amount(first_present(node, {amount, "montant", "valeurGlobale"}), path + "." + amount, kind, notes);
  amendment.duration_months = read_duration(node["dureeMois"], path + ".dureeMois", notes);
  amendment.object = notes.prose(first_present(node, {"objetModification", "objet"}), path + ".objetModification");
  amendment.new_holders =
      concession ? read_holders(node["concessionnaires"], "concessionnaire", source, path + ".concessionnaires", notes)
                 : read_holders(node["titulaires"], "titulaire", source, path + ".titulaires", notes);
  return amendment;
}

bool changes_nothing_known(const Amendment& amendment) {
  auto bare = amendment;
  bare.source_number.clear();
  return bare == Amendment{};
}

}  // namespace

PublishedAmendments read_amendments(const Node& modifications, ContractNature kind, RecordSource source, Notes& notes) {
  const auto found = unwrapped(modifications, "modification");
  const bool json_as_in_schema = modifications.kind == Node::Kind::list && found.lists == 1 && found.wrappers <= 1;
  const bool xml_as_in_schema = found.wrappers == 1 && found.lists <= 1;
  const bool as_in_schema = source == RecordSource::json ? json_as_in_schema : xml_as_in_schema;
  if (!found.elements.empty() && source != RecordSource::csv && !as_in_schema)
    notes.add_once("record.structure", "modifications");

  PublishedAmendments out;
  for (std::size_t i = 0; i < found.elements.size(); ++i) {
    const std::string path = "modifications[" + std::to_string(i) + "]";
    if (found.elements[i]->kind != Node::Kind::object) {
      notes.add_once("record.structure", path, found.elements[i]->text);
      continue;
    }
    ++out.published;
    auto amendment = read_amendment(*found.elements[i], kind, source, path, notes);
    const bool repeated = std::find(out.amendments.begin(), out.amendments.end(), amendment) != out.amendments.end();
    if (repeated || changes_nothing_known(amendment)) {
      notes.add_once("record.structure", path);
      continue;
    }
    if (!amendment.notified_on) notes.add("record.modification.undated", path);
    out.amendments.push_back(std::move(amendment));
  }
  const auto as_published = out.amendments;
  sort_amendments(out.amendments);
  if (out.amendments != as_published) notes.add("record.modification.order", "modifications");
  return out;
}

}  // namespace clausier::read
