#pragma once
#include "clausier/read/notice_reader.hpp"
#include "xml_tree.hpp"

namespace clausier::read {

// BOAMP 2.3.0: root ANNONCE (formats.md §3.3).
void read_boamp(const NoticeInput& input, const pugi::xml_node& root, Notice& notice);

// GESTION, which BOAMP 2.3.0 and the BOAMP wrapper of eForms share: number, earlier notices, date,
// departments.
void read_management(const NoticeInput& input, const pugi::xml_node& management, Notice& notice);

}  // namespace clausier::read
