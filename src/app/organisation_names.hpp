#pragma once
// How the register of organisations learns names, and how the others read it.
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "clausier/app/register.hpp"
#include "clausier/store/database.hpp"

namespace clausier::app {

struct NameSource {
  std::string origin;  // import, account, person
  std::optional<ImportId> import;
  std::string author;
};

// Names seen in a batch of rows, written together.
class NamesSeen {
public:
  void note(const Siret& siret, const std::string& name, const NameSource& source, Instant at);
  // Adds them to what is known; an establishment without a name gets one, and one named by sources
  // gets the name that more records give. Contracts that waited for a name are queued for the index.
  void write(store::Connection& connection);

private:
  struct Sighting {
    NameSource source;
    Instant first, last;
    std::int64_t times;
  };
  std::map<std::pair<std::string, std::string>, Sighting> seen_;  // by SIRET and name
};

// From now on the establishment is shown under this name; what was shown before stays in the history.
void show_name(store::Connection& connection, const Siret& siret, const std::string& name, const NameSource& source,
               const std::string& reason, Instant at);

// The name of an establishment in the register, else of another one of the same body.
KnownName known_name(store::Connection& connection, const std::string& siret);
std::string name_alone(store::Connection& connection, const std::string& siret);  // the same name, or ""

// SQL expression: name in the register of the establishment `siret` (a column), else of its body; NULL when none.
// recorded_until: the placeholder of an instant, to know no more than was known then.
std::string register_name_sql(const std::string& siret_column, const std::string& siren_column, std::string_view recorded_until = "");

}  // namespace clausier::app
