#pragma once
// One month of one lot for one firm, as the address and the form say it: shared by every way to send hours.
#include <optional>

#include "clausier/app/contracts.hpp"
#include "lot_pages.hpp"

namespace clausier::web {

// What the page is about, once the lot is known to be the actor's.
struct Deposit {
  app::LotView lot;
  Month month;
  std::optional<app::Organisation> firm;  // a facilitator has not always chosen it
};

// `firm` as the address or the form gives it: contractors have their own, whatever is sent.
Outcome<Deposit> deposit_of(const SiteParts& parts, const Request& request, const std::string& firm);
TimesheetSubject subject_of(const Deposit& deposit);  // once the firm is known
std::string acting_firm(const app::Actor& actor, const Deposit& deposit);  // for a facilitator who acts for a firm, else ""

// The forms of the page of a month that were refused; the others are shown empty.
struct MonthForms {
  const Form* upload = nullptr;
  const Form* paste = nullptr;
  const Form* nil = nullptr;
};
Form paste_form();
Response month_page(const SiteParts& parts, const Request& request, const Deposit& deposit, const MonthForms& forms,
                    const View& made_link = false);

}  // namespace clausier::web
