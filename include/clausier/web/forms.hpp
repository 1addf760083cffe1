#pragma once
// Forms that work without a script (interface.md §1.1, §3.1): values are kept, each error is said
// at its field and again, in the same words, in a summary at the top.
//
// Words come from the catalogue of messages, under the form's name and the field's:
//   contract.title.label, contract.title.hint (if any), contract.title.missing (when required),
//   contract.kind.choice.works (labels of choices that are given without one)
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/outcome.hpp"
#include "clausier/domain/wording.hpp"
#include "clausier/web/http.hpp"
#include "clausier/web/template_engine.hpp"

namespace clausier::web {

enum class FieldKind { text, date, number, email, telephone, password, textarea, select, radios, checkboxes, checkbox, file, hidden };

struct Choice {
  std::string value = {};
  std::string label = {};  // empty: from the catalogue
  std::string hint = {};
};

struct Field {
  std::string name = {};
  FieldKind kind = FieldKind::text;
  bool optional = false;  // "(facultatif)" is said on these, nothing on the others
  std::string autocomplete = {};  // "username", "current-password", "organization"…
  std::vector<Choice> choices = {};
  std::size_t length_max = 500;   // characters of a text
  std::string width = {};         // "short" (dates, hours), "medium" (SIRET), empty: full
  std::string accept = {};        // of a file: ".csv,.xlsx,.ods"
  std::uint64_t size_bytes_max = 0;  // of a file; 0: only the route's limit
  std::string label = {};  // instead of the catalogue's
  std::string hint = {};
  bool about_people = false;  // a word on health or justice in this text asks for a second look, once
  bool conditional = false;  // optional to check(), needed after some answers: nothing is said on it
};

class Form {
public:
  Form(std::string name, std::vector<Field> fields);

  // Takes the declared fields, and nothing else, out of a POST. Texts lose the spaces around them
  // (passwords do not). Throws RequestProblem 400 when a single field is repeated or a choice was
  // never offered. The request must outlive the form: files stay in it.
  Form& fill(const Request& request);
  Form& set(std::string_view field, std::string value);  // what the form shows at first
  Form& set_all(std::string_view field, std::vector<std::string> values);

  // Required fields are there, texts are not too long and hold no social security number (person.nir), files are
  // not too large: refuses each that fails. A text about people that holds sensitive words is refused until the box
  // that then stands under it is ticked (form.sensitive).
  Form& check();
  // An error, as a message of the catalogue; a field keeps its first. Field "": about the whole form.
  Form& refuse(std::string_view field, Refusal why);
  Form& refuse(std::string_view field, std::string_view message_key) { return refuse(field, Refusal{std::string(message_key)}); }
  bool valid() const { return errors_.empty(); }

  const std::vector<Field>& fields() const { return fields_; }
  const std::string& value(std::string_view field) const;  // "" when nothing was given
  const std::vector<std::string>& values(std::string_view field) const;
  bool ticked(std::string_view field) const { return !value(field).empty(); }
  const UploadedFile* file(std::string_view field) const;
  const std::vector<std::string>& ignored_fields() const { return ignored_; }  // sent, but not of this form

  // For {{#form}}…{{/form}} with the partials error_summary, form_start and field: action, enctype,
  // errors, and each field both in the list `fields` and by name, `field.<name>`.
  View view(const Wording& wording, std::string_view action) const;

private:
  const Field& declared(std::string_view field) const;  // throws std::logic_error
  std::string id_of(const Field& field) const;
  View field_view(const Field& field, const Wording& wording) const;
  View choices_view(const Field& field, const Wording& wording) const;
  void check_field(const Field& field);
  std::string unconfirmed_words(const Field& field) const;

  std::string name_;
  std::vector<Field> fields_;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::map<std::string, const UploadedFile*, std::less<>> files_;
  std::vector<std::pair<std::string, Refusal>> errors_;
  std::vector<std::string> ignored_;
  std::vector<std::string> looked_again_;  // fields whose sensitive words were confirmed
};

}  // namespace clausier::web
