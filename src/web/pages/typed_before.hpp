#pragma once
// A form sent after its session had ended: what was typed in it travels through the sign-in page, in the page itself and
// nowhere else, and is shown again to be sent. Files, passwords and what holds a social security number are not carried.
#include <optional>

#include "site_parts.hpp"

namespace clausier::web {

struct TypedForm {
  std::string action;  // local address that takes it
  std::string values;  // application/x-www-form-urlencoded
};

// From the head alone: a form of a few pages' text. Larger ones, and those with files, are sent away unread.
bool may_be_kept(const Request& head);

// Nothing to carry: no text was typed, or not for us to repeat.
std::optional<TypedForm> typed_form_of(const Request& request);

// After signing in: the values, and a button that sends them.
Response typed_before_page(const SiteParts& parts, const Request& signed_in, const TypedForm& typed, const std::string& back);

// The sign-in page that carries them.
Response sign_in_with(const SiteParts& parts, const Request& request);

}  // namespace clausier::web
