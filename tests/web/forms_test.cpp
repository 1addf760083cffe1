#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "clausier/web/forms.hpp"
#include "clausier/web/listing.hpp"
#include "toy_site.hpp"

using namespace clausier;
using namespace clausier::web;

namespace {

Form contract_form() {
  return Form("contract", {{.name = "titre", .length_max = 10},
                           {.name = "notifie", .kind = FieldKind::date, .width = "short"},
                           {.name = "nature", .kind = FieldKind::radios, .choices = {{"works"}, {"services", "Services", "hors travaux"}}},
                           {.name = "groupes", .kind = FieldKind::checkboxes, .optional = true, .choices = {{"rsa", "RSA"}, {"deld", "DELD"}}},
                           {.name = "note", .kind = FieldKind::textarea, .optional = true, .about_people = true},
                           {.name = "secret", .kind = FieldKind::password, .optional = true, .autocomplete = "new-password"},
                           {.name = "fichier", .kind = FieldKind::file, .optional = true, .accept = ".csv", .size_bytes_max = 1024 * 1024}});
}

Wording wording() {
  Wording words = load_wording(toy::templates_folder / "messages.fr");
  words.add(
      "contract.titre.label = Titre\ncontract.titre.hint = Comme au marché\ncontract.titre.missing = Saisissez le titre\n"
      "contract.notifie.label = Date de notification\ncontract.notifie.missing = Indiquez la date\n"
      "contract.nature.label = Nature\ncontract.nature.choice.works = Travaux\ncontract.nature.missing = Choisissez la nature\n"
      "contract.groupes.label = Groupes\ncontract.note.label = Note\ncontract.secret.label = Mot de passe\ncontract.fichier.label = Fichier\n"
      "contract.refused = Ce titre existe déjà pour {buyer}\n");
  return words;
}

Request sent(const std::vector<std::pair<std::string, std::string>>& fields) {
  Request request = toy::post("/marches");
  for (const auto& [name, value] : fields) request.form.add(name, value);
  return request;
}

std::string page_with(const Form& form) {
  const toy::Site site;
  // A page of a form, as an author would write it, rendered by the project's own partials.
  const auto folder = std::filesystem::temp_directory_path() / ("clausier-form-" + random_request_number());
  std::filesystem::copy(toy::templates_folder, folder, std::filesystem::copy_options::recursive);
  std::ofstream(folder / "contract_form.html")
      << "{{#form}}{{> error_summary}}{{> form_start}}{{#fields}}{{> field}}{{/fields}}<button type=\"submit\">Enregistrer</button></form>"
         "<p>{{field.titre.label}}</p>{{/form}}";
  const TemplateEngine engine(folder);
  const auto page = engine.render("contract_form", View().set("form", form.view(wording(), "/marches")),
                                  View().set("csrf_field", "jeton").set("csrf_token", "t0k3n"));
  std::filesystem::remove_all(folder);
  return page;
}

bool has(const std::string& page, std::string_view text) { return page.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("A form keeps what was typed and says each error twice, in the same words", "[web][forms]") {
  auto request = sent({{"titre", "  Pont <b>  "}, {"note", "ligne 1\nligne 2"}, {"secret", " garde ses espaces "}});
  Form form = contract_form();
  form.fill(request).check();
  CHECK_FALSE(form.valid());
  CHECK(form.value("titre") == "Pont <b>");
  CHECK(form.value("secret") == " garde ses espaces ");
  const auto page = page_with(form);
  INFO(page);
  CHECK(has(page, "La page contient 2 erreurs"));
  CHECK(has(page, "id=\"resume-erreurs\" role=\"alert\" tabindex=\"-1\""));
  CHECK(has(page, "<a href=\"#contract-notifie\">Indiquez la date</a>"));
  CHECK(has(page, "<p class=\"error\" id=\"contract-notifie-erreur\">Indiquez la date</p>"));
  CHECK(has(page, "aria-describedby=\"contract-notifie-erreur\" aria-invalid=\"true\""));
  CHECK(has(page, "<a href=\"#contract-nature\">Choisissez la nature</a>"));
  CHECK(has(page, "value=\"Pont &lt;b&gt;\""));
  CHECK(has(page, "ligne 1\nligne 2</textarea>"));
  CHECK_FALSE(has(page, "garde ses espaces"));
  CHECK(has(page, "enctype=\"multipart/form-data\""));
  CHECK(has(page, "name=\"jeton\" value=\"t0k3n\""));
  CHECK(has(page, "(facultatif)"));
}

TEST_CASE("A form in order is valid and gives its values", "[web][forms]") {
  auto request = sent({{"titre", "Pont"}, {"notifie", "03/11/2026"}, {"nature", "works"}, {"groupes", "rsa"}, {"groupes", "deld"}});
  request.files.push_back({.field = "fichier", .file_name = "a.csv", .bytes = "x", .size_bytes = 1});
  Form form = contract_form();
  CHECK(form.fill(request).check().valid());
  CHECK(form.value("nature") == "works");
  CHECK(form.values("groupes") == std::vector<std::string>{"rsa", "deld"});
  REQUIRE(form.file("fichier"));
  const auto page = page_with(form);
  CHECK(has(page, "value=\"works\" checked"));
  CHECK(has(page, ">Travaux</label>"));
  CHECK(has(page, "value=\"deld\" checked"));
  CHECK_FALSE(has(page, "resume-erreurs"));
}

TEST_CASE("What no form of ours sends is refused or left out", "[web][forms]") {
  Form form = contract_form();
  const auto repeated = sent({{"titre", "a"}, {"titre", "b"}});
  CHECK_THROWS_AS(form.fill(repeated), RequestProblem);
  const auto invented = sent({{"nature", "armes"}});
  CHECK_THROWS_AS(form.fill(invented), RequestProblem);
  const auto extra = sent({{"role", "administrator"}, {"titre", "a"}});
  form.fill(extra);
  CHECK(form.ignored_fields() == std::vector<std::string>{"role"});
  CHECK_THROWS_AS(form.value("role"), std::logic_error);
}

TEST_CASE("Lengths, empty files and large files are refused in words", "[web][forms]") {
  auto request = sent({{"titre", "onze lettres é"}, {"notifie", "x"}, {"nature", "works"}});
  request.files.push_back({.field = "fichier", .file_name = "a.csv", .size_bytes = 2 * 1024 * 1024 + 200'000});
  Form form = contract_form();
  form.fill(request).check();
  const auto page = page_with(form);
  CHECK(has(page, "Le texte doit compter au plus 10 caractères"));
  CHECK(has(page, "Le fichier doit peser moins de 1\u00A0Mo. Il pèse 2,2\u00A0Mo"));
  Form empty = contract_form();
  auto nothing = sent({});
  nothing.files.push_back({.field = "fichier", .file_name = "a.csv"});
  empty.fill(nothing).check();
  CHECK(has(page_with(empty), "Le fichier est vide"));
}

TEST_CASE("A refusal of the program is shown with its parameters, the first one per field", "[web][forms]") {
  Form form = contract_form();
  form.refuse("titre", Refusal{"contract.refused", {{"buyer", "Ville & Cie"}}}).refuse("titre", "form.too_long");
  form.refuse("", Refusal{"contract.refused", {{"buyer", "personne"}}});
  const auto page = page_with(form);
  CHECK(has(page, "Ce titre existe déjà pour Ville &amp; Cie</a>"));
  CHECK(has(page, "<li>Ce titre existe déjà pour personne</li>"));
  CHECK(has(page, "La page contient 2 erreurs"));
  CHECK_THROWS_AS(form.refuse("inconnu", "x"), std::logic_error);
}

TEST_CASE("A table is sorted by links, the sorted column turns round", "[web][listing]") {
  const std::vector<Column> columns = {{"objet", "Objet"}, {"heures", "Heures", true}, {"", "Action"}};
  Request request = toy::get("/marches");
  request.query.add("texte", "pont & quai");
  request.query.add("tri", "heures");
  request.query.add("page", "3");
  const auto sorting = sorting_of(request, columns, {"objet", false});
  CHECK(sorting.key == "heures");
  const toy::Site site;
  const auto headers = column_headers(request, columns, sorting);
  const auto& items = std::get<View::Items>(headers.value());
  CHECK(std::get<std::string>(items[0].find("path")->value()) == "/marches?texte=pont%20%26%20quai&tri=objet");
  CHECK(std::get<std::string>(items[1].find("path")->value()) == "/marches?texte=pont%20%26%20quai&tri=heures&ordre=decroissant");
  CHECK(std::get<std::string>(items[1].find("sorted")->value()) == "ascending");
  CHECK(std::get<std::string>(items[2].find("path")->value()).empty());
  Request injected = toy::get("/marches");
  injected.query.add("tri", "id; DROP TABLE");
  CHECK_THROWS_AS(sorting_of(injected, columns, {}), RequestProblem);
}

TEST_CASE("Pages are numbered around the current one", "[web][listing]") {
  Request request = toy::get("/marches");
  request.query.add("page", "10");
  const auto view = pagination(request, 500, 25);
  std::string numbers;
  for (const auto& link : std::get<View::Items>(view.find("links")->value())) {
    const auto number = std::get<std::string>(link.find("number")->value());
    numbers += number.empty() ? "…" : (std::get<bool>(link.find("is_current")->value()) ? "[" + number + "]" : number);
    numbers += " ";
  }
  CHECK(numbers == "1 … 8 9 [10] 11 12 … 20 ");
  CHECK(std::get<std::string>(view.find("previous")->value()) == "/marches?page=9");
  CHECK(std::get<bool>(pagination(toy::get("/marches"), 25, 25).value()) == false);
  for (const auto* wrong : {"0", "-1", "x", "99999999", "1.5"}) {
    Request odd = toy::get("/marches");
    odd.query.add("page", wrong);
    CHECK_THROWS_AS(page_of(odd), RequestProblem);
  }
}

TEST_CASE("A comment about somebody that speaks of health is looked at again, once", "[web][forms][privacy]") {
  const std::vector<std::pair<std::string, std::string>> fields = {{"titre", "Santé"}, {"notifie", "01/01/2026"}, {"nature", "works"}, {"note", "Absent : maladie"}};
  const auto first = sent(fields);
  auto refused = contract_form();
  CHECK_FALSE(refused.fill(first).check().valid());
  const auto page = page_with(refused);
  CHECK(has(page, "À revoir\u00A0: maladie."));  // the title is no comment
  CHECK(has(page, "name=\"mots_verifies\" value=\"note\""));

  auto confirmed = fields;
  confirmed.emplace_back("mots_verifies", "note");
  const auto again = sent(confirmed);
  auto taken = contract_form();
  CHECK(taken.fill(again).check().valid());
  CHECK(taken.ignored_fields().empty());
}
