#include <catch2/catch.hpp>

#include <set>

#include "sheet_support.hpp"

using namespace clausier;
using namespace clausier::read;
using namespace sheet_support;

namespace {

// Target recognised for the title of column A of a sheet that has what else it needs.
ColumnTarget target_of(const std::string& title) {
  const auto grid = read_grid("\"" + title + "\";Prénom;Bénéficiaire;Heures travaillées\nx;y;z;7\n");
  const auto sheets = recognise_sheets(grid, context_of("2026-05"));
  return sheets.at(0).columns.at(0).target;
}

TimesheetDraft draft_of(const std::string& csv, const std::string& month = "2026-05") {
  return read_timesheet(read_grid(csv), context_of(month));
}

}  // namespace

TEST_CASE("Titles are recognised without case, accents, units or linking words", "[read][timesheet]") {
  struct Case {
    const char* title;
    const char* target;
  };
  const auto [title, target] = GENERATE(values<Case>({
      {"NOM", "last_name"},
      {"Nom candidat", "last_name"},
      {"Nom & Prénom du salarié en association intermédiaire :", "full_name"},
      {"Nom et prénom", "full_name"},
      {"Salarié(e)", "full_name"},
      {"Né(e) le", "birth_date"},
      {"DATE DE NAISSANCE (JJ/MM/AAAA)", "birth_date"},
      {"date_naissance", "birth_date"},
      {"Nb heures", "hours"},
      {"Nombre d’heures", "hours"},
      {"Nombre d'heures d'insertion", "hours"},
      {"H. insertion", "hours"},
      {"Heures réalisées (centièmes) *", "hours"},
      {"Heures\nréalisées", "hours"},
      {"nb_heures_formation", "training_hours"},
      {"Heures de formation réalisées", "training_hours"},
      {"Heures de formation prévues", "ignore"},
      {"Heures prévues", "ignore"},
      {"Heures à réaliser", "ignore"},
      {"Durée hebdomadaire du contrat (heures)", "ignore"},
      {"Total heures", "total"},
      {"Date", "worked_on"},
      {"Période - Start", "period_start"},
      {"Période - End", "period_end"},
      {"Semaine du", "week"},
      {"N° semaine", "week"},
      {"Mois", "month"},
      {"Période", "month"},
      {"Modalité", "modality"},
      {"Type de contrat", "contract_type"},
      {"siret_employeur", "employer_siret"},
      {"N° de SIRET :", "employer_siret"},
      {"ETT/ETTI", "employer_name"},
      {"Raison sociale du Fournisseur", "employer_name"},
      {"N° de marché", "lot"},
      {"N° SS", "nir"},
      {"Numéro de sécurité sociale", "nir"},
      {"Référence", "reference"},
      {"Mai", "month_hours"},
      {"Mai 2026", "month_hours"},
      {"Heures mai 2026", "month_hours"},
      {"Juil.", "month_hours"},
      {"05/2026", "month_hours"},
      {"Couleur du casque", ""},
      {"De janvier à mars", ""},
  }));
  CAPTURE(title);
  CHECK(target_of(title) == target);
}

TEST_CASE("The synonyms that ship name known targets, each title once", "[read][timesheet]") {
  const std::set<std::string> targets = {"last_name", "first_name", "full_name", "reference", "birth_date", "hours", "training_hours",
                                         "worked_on", "period_start", "period_end", "week", "month", "modality", "contract_type",
                                         "employer_siret", "employer_name", "lot", "total", "nir", "ignore", "perhaps_start", "perhaps_end"};
  CHECK(synonyms().size() > 100);
  for (const auto& [title, target] : synonyms()) {
    CAPTURE(title);
    CHECK(targets.contains(target));
  }
  CHECK_THROWS_AS(parse_header_synonyms("header;target;origin\nnom\n"), std::invalid_argument);
  CHECK_THROWS_AS(parse_header_synonyms("header;target;origin\nnom;;x\n"), std::invalid_argument);
  CHECK_THROWS_AS(parse_header_synonyms("header;target;origin\nNom;last_name;x\nnom du;full_name;x\n"), std::invalid_argument);
}

TEST_CASE("The row of titles is found under a preamble", "[read][timesheet]") {
  std::string preamble = "Entreprise modèle;;\n\nMarché n° 2026-014, lot 3, notifié en mars 2025;;\nMois :;mai 2026;\n";
  for (int i = 0; i < 11; ++i) preamble += "note " + std::to_string(i) + ";;\n";
  const auto draft = draft_of(preamble + "Nom;Prénom;Heures\nPELLE;Ida;7\n");
  CHECK(draft.findings.empty());
  REQUIRE(draft.lines.size() == 1);
  CHECK(draft.lines[0].place.row == 17);
}

TEST_CASE("A preamble that names another month is told", "[read][timesheet]") {
  const std::string rows = "Nom;Prénom;Heures\nPELLE;Ida;7\n";
  const auto* preamble = GENERATE("Mois :;avril 2026;\n", "Relevé des heures d’avril 2026;;\n", "Période;04/2026;\n");
  CAPTURE(preamble);
  const auto draft = draft_of(preamble + rows);
  REQUIRE(codes(draft.findings) == std::vector<std::string>{"cell.date.month"});
  CHECK(draft.findings[0].place.row == 1);
  CHECK(draft.findings[0].parameters.at("month") == "mai 2026");
  CHECK(draft_of(std::string("Période;avril et mai 2026;\n") + rows).findings.empty());
  CHECK(draft_of("Marché notifié en mars 2025;;\n" + rows).findings.empty());
}

TEST_CASE("What is missing among the titles is named", "[read][timesheet]") {
  CHECK(codes(draft_of("LAMPION;Zoé;140,00;CDD\nPERSIENNE;Nadia;133,00;CDD\n").findings) == std::vector<std::string>{"file.headers"});
  CHECK(codes(draft_of("Heures;Date\n7;04/05/2026\n").findings) == std::vector<std::string>{"file.headers"});
  const auto draft = draft_of("Société;x\nNom;Prénom;Couleur\nPELLE;Ida;7\n");
  REQUIRE(codes(draft.findings) == std::vector<std::string>{"col.required"});
  CHECK(draft.findings[0].place.row == 2);
  CHECK(codes(draft_of("Nom;Prénom;Avril;Juin\nPELLE;Ida;7;8\n").findings) == std::vector<std::string>{"col.required"});
}

TEST_CASE("Two columns for one thing are told, and the first is read", "[read][timesheet]") {
  const auto draft = draft_of("Nom;Prénom;Heures;Nb heures\nPELLE;Ida;7;8\n");
  REQUIRE(codes(draft.findings) == std::vector<std::string>{"col.twice"});
  CHECK(spot(draft.findings[0].place) == "D1");
  CHECK(draft.findings[0].parameters == Parameters{{"title", "Nb heures"}, {"column", "D"}, {"other", "C"}});
  CHECK(draft.declared() == WorkTime::from_hours(7));
}

TEST_CASE("Columns that are not read are announced", "[read][timesheet]") {
  const auto draft = draft_of("Nom;Prénom;Sexe;Heures;Couleur;Lot\nPELLE;Ida;F;7;bleu;3\n");
  CHECK(codes(draft.findings) == std::vector<std::string>(3, "col.ignored"));
  CHECK(spot(draft.findings[1].place) == "E1");
}

TEST_CASE("A person's choice of columns wins over the titles", "[read][timesheet]") {
  auto context = context_of("2026-05");
  context.chosen_columns = {{"A", "full_name"}, {"B", "ignore"}, {"C", "hours"}};
  const auto draft = read_timesheet(read_grid("Couleur;Heures;Taille\nPELLE Ida;9;7\n"), context);
  REQUIRE(draft.lines.size() == 1);
  CHECK(draft.lines[0].person.full_name == "PELLE Ida");
  CHECK(draft.lines[0].declared == WorkTime::from_hours(7));
}

TEST_CASE("Titles on two levels are read together", "[read][timesheet]") {
  const auto draft = read_timesheet(read_grid(fixture("merged.xlsx")), context_of("2026-05"));
  REQUIRE(draft.lines.size() == 3);
  CHECK(draft.lines[0].person.family_name == "CERF-VOLANT");
  CHECK(draft.lines[1].person.family_name == "CERF-VOLANT");  // merged over the rows of the person
  CHECK(draft.lines[1].declared == WorkTime::from_seconds(27000));
  CHECK(draft.lines[2].kind == WorkKind::training);
  CHECK(draft.lines[2].declared == WorkTime::from_hours(2));
  CHECK(spot(draft.lines[2].place) == "Heures!E4");
  const auto* error = found(draft.findings, "cell.value_error");  // a formula that was never computed
  REQUIRE(error);
  CHECK(spot(error->place) == "Heures!D5");
}
