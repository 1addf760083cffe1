// Where a social clause can stand in an eForms notice (formats.md §3.1).
#include "eforms.hpp"
#include "social_places.hpp"

namespace clausier::read {

void read_social_places(const NoticeInput& input, const pugi::xml_node& scope, const std::string& lot, Notice& notice) {
  SocialPlaces places(input, lot, notice);
  const auto project = child(scope, "ProcurementProject");
  const auto terms = child(scope, "TenderingTerms");
  for (const auto& type : children(project, "ProcurementAdditionalType")) {
    const auto code = child(type, "ProcurementTypeCode");
    const auto list = attribute(code, "listName");
    if (list == "strategic-procurement") places.code("BT-06", code);
    if (list == "social-objective") places.code("BT-775", code);
    places.text("BT-777", in_french(type, "ProcurementType"));
  }
  for (const auto& requirement : children(terms, "ContractExecutionRequirement")) {
    const auto code = child(requirement, "ExecutionRequirementCode");
    const auto list = attribute(code, "listName");
    if (list == "reserved-execution") places.code("BT-736", code);
    if (list == "conditions") places.text("BT-70", in_french(requirement, "Description"));
  }
  for (const auto& request : children(terms, "TendererQualificationRequest"))
    for (const auto& requirement : children(request, "SpecificTendererRequirement")) {
      const auto code = child(requirement, "TendererRequirementTypeCode");
      if (attribute(code, "listName") == "reserved-procurement") places.code("BT-71", code);
    }
  for (const auto& awarding : children(child(terms, "AwardingTerms"), "AwardingCriterion"))
    for (const auto& criterion : children(awarding, "SubordinateAwardingCriterion")) {
      places.text("BT-540", in_french(criterion, "Name"));
      places.text("BT-540", in_french(criterion, "Description"));
    }
  places.text("BT-21", in_french(project, "Name"));
  places.text("BT-24", in_french(project, "Description"));
}

}  // namespace clausier::read
