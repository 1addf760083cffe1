#pragma once
#include "xml_tree.hpp"
#include "clausier/read/notice_reader.hpp"

namespace clausier::read {

// True for the root of an eForms notice: ContractNotice, ContractAwardNotice, PriorInformationNotice.
bool is_eforms_root(std::string_view local);

// Fills the notice from the eForms root; mentions included. Format, wrapper's keys and dates are the caller's.
void read_eforms(const NoticeInput& input, const pugi::xml_node& root, Notice& notice);

// ---- Parts, for read_eforms ---------------------------------------------------------------------------

// Organisations of the extensions by their id: "ORG-0004".
using Organisations = std::map<std::string, pugi::xml_node>;
Organisations organisations_of(const pugi::xml_node& root);
// Name, SIRET when the number is one, as a party.
Party party_of(const NoticeInput& input, const pugi::xml_node& organisation, PartyRole role);

// Winners, amounts, dates and contract numbers, put on the lots they are of (formats.md §3.1, last paragraph).
void read_awards(const NoticeInput& input, const pugi::xml_node& root, Notice& notice);

// Every place where a social clause can stand in a lot, or in the procedure (key "").
void read_social_places(const NoticeInput& input, const pugi::xml_node& scope, const std::string& lot, Notice& notice);

}  // namespace clausier::read
