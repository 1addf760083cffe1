#include "clausier/web/forms.hpp"

#include <algorithm>
#include <stdexcept>

#include "clausier/domain/nir.hpp"
#include "clausier/domain/sensitive_words.hpp"
#include "clausier/domain/wording.hpp"
#include "clausier/web/guard.hpp"

namespace clausier::web {
namespace {

bool holds_several(FieldKind kind) { return kind == FieldKind::checkboxes; }
bool is_chosen(FieldKind kind) {
  return kind == FieldKind::select || kind == FieldKind::radios || kind == FieldKind::checkboxes;
}

std::string trimmed(const std::string& text) {
  static constexpr std::string_view spaces = " \t\r\n";
  const auto first = text.find_first_not_of(spaces);
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view input_type(FieldKind kind) {
  switch (kind) {
    case FieldKind::email: return "email";
    case FieldKind::telephone: return "tel";
    case FieldKind::password: return "password";
    default: return "text";  // dates and numbers too: French people type JJ/MM/AAAA and decimal commas
  }
}

std::string_view input_mode(FieldKind kind) {
  if (kind == FieldKind::date) return "numeric";
  return kind == FieldKind::number ? "decimal" : "";
}

constexpr std::string_view looked_again_field = "mots_verifies";  // ticked under each text with sensitive words

// What a person types and the register would keep.
bool is_kept_text(FieldKind kind) {
  return kind == FieldKind::text || kind == FieldKind::textarea || kind == FieldKind::email || kind == FieldKind::telephone;
}

bool is_one_line(FieldKind kind) {
  return kind == FieldKind::text || kind == FieldKind::date || kind == FieldKind::number || kind == FieldKind::email ||
         kind == FieldKind::telephone || kind == FieldKind::password;
}

std::string mebibytes(std::uint64_t bytes) {  // "5", "6,2"
  const auto tenths = (bytes * 10 + 512 * 1024) / (1024 * 1024);
  return std::to_string(tenths / 10) + (tenths % 10 ? "," + std::to_string(tenths % 10) : "");
}

}  // namespace

Form::Form(std::string name, std::vector<Field> fields) : name_(std::move(name)), fields_(std::move(fields)) {}

Form& Form::fill(const Request& request) {
  for (const auto& field : fields_) {
    if (field.kind == FieldKind::file) {
      files_[field.name] = request.file(field.name);
      continue;
    }
    auto given = holds_several(field.kind) ? request.form.all(field.name)
                                           : std::vector<std::string>{request.form.get(field.name)};
    if (field.kind != FieldKind::password) std::transform(given.begin(), given.end(), given.begin(), trimmed);
    std::erase(given, "");
    const auto offered = [&](const std::string& value) {
      return std::any_of(field.choices.begin(), field.choices.end(), [&](const auto& c) { return c.value == value; });
    };
    if (is_chosen(field.kind) && !std::all_of(given.begin(), given.end(), offered))
      throw RequestProblem(400, "a choice that was not offered");
    values_[field.name] = std::move(given);
  }
  looked_again_ = request.form.all(looked_again_field);
  for (const auto& [sent, value] : request.form) {
    const auto is_it = [&](const Field& field) { return field.name == sent; };
    if (sent != csrf_field && sent != looked_again_field && std::none_of(fields_.begin(), fields_.end(), is_it)) ignored_.push_back(sent);
  }
  return *this;
}

Form& Form::set(std::string_view field, std::string value) {
  return set_all(field, value.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::move(value)});
}

Form& Form::set_all(std::string_view field, std::vector<std::string> values) {
  values_[declared(field).name] = std::move(values);
  return *this;
}

Form& Form::check() {
  for (const auto& field : fields_) check_field(field);
  return *this;
}

// "santé, détenu"; empty when there is none, or when a person looked again.
std::string Form::unconfirmed_words(const Field& field) const {
  if (!field.about_people || std::find(looked_again_.begin(), looked_again_.end(), field.name) != looked_again_.end()) return "";
  std::string list;
  for (const auto& word : sensitive_words_in(value(field.name))) list += (list.empty() ? "" : ", ") + word;
  return list;
}

void Form::check_field(const Field& field) {
  const Refusal missing{name_ + "." + field.name + ".missing"};
  if (field.kind == FieldKind::file) {
    const auto* chosen = file(field.name);
    if (!chosen && !field.optional) refuse(field.name, missing);
    if (chosen && chosen->size_bytes == 0) refuse(field.name, "form.file.empty");
    if (chosen && field.size_bytes_max && chosen->size_bytes > field.size_bytes_max)
      refuse(field.name, Refusal{"form.file.size", {{"max", mebibytes(field.size_bytes_max)}, {"x", mebibytes(chosen->size_bytes)}}});
    return;
  }
  if (values(field.name).empty() && !field.optional && field.kind != FieldKind::hidden) refuse(field.name, missing);
  if (!is_chosen(field.kind) && characters_of(value(field.name)) > field.length_max)
    refuse(field.name, Refusal{"form.too_long", {{"max", french_integer(static_cast<std::int64_t>(field.length_max))}}});
  if (is_kept_text(field.kind) && holds_nir(value(field.name))) refuse(field.name, "person.nir");
  if (const auto words = unconfirmed_words(field); !words.empty()) refuse(field.name, Refusal{"form.sensitive", {{"mots", words}}});
}

Form& Form::refuse(std::string_view field, Refusal why) {
  const auto same = [&](const auto& error) { return error.first == field; };
  if (!field.empty()) {
    declared(field);
    if (std::any_of(errors_.begin(), errors_.end(), same)) return *this;
  }
  errors_.emplace_back(field, std::move(why));
  return *this;
}

const std::string& Form::value(std::string_view field) const {
  static const std::string none;
  const auto& given = values(field);
  return given.empty() ? none : given.front();
}

const std::vector<std::string>& Form::values(std::string_view field) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(declared(field).name);
  return found == values_.end() ? none : found->second;
}

const UploadedFile* Form::file(std::string_view field) const {
  const auto found = files_.find(declared(field).name);
  return found == files_.end() ? nullptr : found->second;
}

const Field& Form::declared(std::string_view field) const {
  for (const auto& known : fields_)
    if (known.name == field) return known;
  throw std::logic_error("form " + name_ + " has no field " + std::string(field));
}

std::string Form::id_of(const Field& field) const { return name_ + "-" + field.name; }

View Form::choices_view(const Field& field, const Wording& wording) const {
  const auto& chosen = values(field.name);
  int rank = 0;
  return View::list_of(field.choices, [&](const Choice& choice) {
    // The first keeps the field's own id: the summary's link goes there.
    const std::string id = rank++ == 0 ? id_of(field) : id_of(field) + "-" + std::to_string(rank);
    const std::string label =
        choice.label.empty() ? wording.say(name_ + "." + field.name + ".choice." + choice.value) : choice.label;
    const bool selected = std::find(chosen.begin(), chosen.end(), choice.value) != chosen.end();
    return View().set("id", id).set("name", field.name).set("value", choice.value).set("label", label)
        .set("hint", choice.hint).set("selected", selected);
  });
}

View Form::field_view(const Field& field, const Wording& wording) const {
  const std::string key = name_ + "." + field.name;
  const std::string id = id_of(field);
  const bool hint_known = field.hint.empty() && wording.has(key + ".hint");
  const std::string hint = hint_known ? wording.say(key + ".hint") : field.hint;
  std::string error;
  for (const auto& [refused, why] : errors_)
    if (refused == field.name) error = wording.say(why.code, why.parameters);
  std::string described_by = hint.empty() ? "" : id + "-aide";
  if (!error.empty()) described_by += (described_by.empty() ? "" : " ") + id + "-erreur";
  const bool is_secret = field.kind == FieldKind::password;  // never sent back to the browser

  View view;
  view.set("name", field.name).set("id", id).set("hint", hint).set("error", error);
  view.set("label", field.label.empty() ? wording.say(key + ".label") : field.label);
  view.set("value", is_secret || field.kind == FieldKind::file ? "" : value(field.name)).set("optional", field.optional && !field.conditional);
  view.set("looks_again", field.about_people && !sensitive_words_in(value(field.name)).empty());
  view.set("described_by", described_by).set("autocomplete", field.autocomplete).set("width", field.width);
  view.set("input_type", input_type(field.kind)).set("input_mode", input_mode(field.kind)).set("accept", field.accept);
  view.set("size_bytes_max", field.size_bytes_max ? std::to_string(field.size_bytes_max) : "");
  view.set("choices", choices_view(field, wording)).set("is_ticked", field.kind == FieldKind::checkbox && ticked(field.name));
  view.set("is_input", is_one_line(field.kind)).set("is_textarea", field.kind == FieldKind::textarea);
  view.set("is_select", field.kind == FieldKind::select).set("is_radios", field.kind == FieldKind::radios);
  view.set("is_checkboxes", field.kind == FieldKind::checkboxes).set("is_checkbox", field.kind == FieldKind::checkbox);
  view.set("is_file", field.kind == FieldKind::file).set("is_hidden", field.kind == FieldKind::hidden);
  return view;
}

View Form::view(const Wording& wording, std::string_view action) const {
  View errors = View::list();
  for (const auto& [field, why] : errors_)
    errors.add(View().set("target", field.empty() ? "" : "#" + id_of(declared(field))).set("message", wording.say(why.code, why.parameters)));
  const Parameters count = {{"n", std::to_string(errors_.size())}};
  const bool has_file = std::any_of(fields_.begin(), fields_.end(), [](const auto& f) { return f.kind == FieldKind::file; });
  View by_name;
  View in_order = View::list();
  for (const auto& field : fields_) {
    const View view = field_view(field, wording);
    by_name.set(field.name, view);
    in_order.add(view);
  }
  return View().set("action", action).set("is_multipart", has_file).set("has_errors", !errors_.empty()).set("errors", errors)
      .set("error_title", wording.say(errors_.size() == 1 ? "form.summary.one" : "form.summary.many", count))
      .set("fields", in_order).set("field", by_name);
}

}  // namespace clausier::web
