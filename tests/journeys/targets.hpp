#pragma once
// What to send to each route of the site: an object of one's own, those of others, and none at all.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "clausier/store/database.hpp"
#include "world.hpp"

namespace journey {

struct Probe {
  std::string address;
  test::FormValues fields = {};
  std::vector<test::SentFile> files = {};
};

struct Targets {
  Probe own;
  std::vector<Probe> other = {};    // of another firm, another office, another buyer
  std::vector<Probe> missing = {};  // an id that nothing has, and what is no id
};

class TargetBook {
public:
  TargetBook(Copy& copy, std::string role) : copy_(copy), t_(copy.things), role_(std::move(role)) {}

  Targets of(const web::Route& route) const {
    const auto& p = route.pattern;
    const bool post = route.method == web::Method::post;
    if (p.ends_with("/documents/{document}"))
      return filled(p.substr(0, p.rfind('{')) + t_.document_a, contracts(), no_fields);
    if (p.ends_with("/passage/reponse"))  // of a contract that another office offers
      return filled(p, {t_.contract_b, {t_.contract_a}, {unknown(), "zzz"}}, [&](auto&) { return test::FormValues{{"decision", "refuser"}}; });
    if (p.ends_with("/documents"))
      return with_file(filled(p, contracts(), [&](auto&) { return test::FormValues{{"titre", "Bilan final"}}; }),
                       {"fichier", "bilan.pdf", "%PDF-1.7 bilan"});
    if (p.starts_with("/marches/{id}"))
      return filled(p, contracts(p.ends_with("/suivre")), [&](const std::string& id) { return contract_fields(p, id); });
    if (p.starts_with("/organismes/"))
      return filled(p, {contract_files::canal_siret, {}, {"99900777600019", "zzz"}},
                    [&](auto&) { return post ? test::FormValues{{"nom", "Société du Canal d’Exemple"}, {"motif", "acte d’engagement"}} : test::FormValues{}; });
    if (p == "/lots/{id}/acces")
      return filled(p, {t_.lot_a2, {t_.lot_b}, {unknown(), "zzz"}}, [&](auto&) { return test::FormValues{{"entreprise", t_.firm_b}}; });
    if (p.ends_with("/execution/fichier")) return facts_files(p);
    if (p.ends_with("/globalisation/affecter"))
      return filled(p, lots(), [&](auto&) { return test::FormValues{{"ligne", pooled("agreement_id") + "." + pooled("entry_id")}, {"vers", t_.lot_a2}, {"heures", "2"}}; });
    if (p.ends_with("/groupement"))
      return filled(p, lots(), [&](auto&) {
        return post ? test::FormValues{{"part_" + t_.firm_a, "60"}, {"part_" + t_.partner, "40"}, {"document", "Convention de groupement"}} : test::FormValues{};
      });
    if (p.ends_with("/groupement/dettes"))
      return filled(p, lots(), [&](auto&) { return test::FormValues{{"de", t_.firm_a}, {"vers", t_.partner}, {"heures", "2"}, {"document", "Procès-verbal"}}; });
    if (p.ends_with("/groupement/accord"))
      return filled(p, lots(), [&](auto&) { return test::FormValues{{"dette", debt()}}; });
    if (p.ends_with("/globalisation/annuler"))
      return filled(p, lots(), [&](auto&) { return test::FormValues{{"affectation", pooled("id")}, {"motif", "erreur de lot"}}; });
    if (p.ends_with("/execution/annuler"))
      return filled(p, lots(), [&](auto&) { return test::FormValues{{"fait", fact_of(t_.lot_a1)}, {"motif", "saisi deux fois"}}; });
    if (p.starts_with("/lots/")) return filled(p, lots(), [&](auto&) { return post ? lot_fields(p) : test::FormValues{}; });
    if (p.starts_with("/imports/")) return filled(p, imports(p.ends_with("abandonner")), no_fields);
    if (p.starts_with("/reprises/"))
      return filled(p, {p.ends_with("abandonner") ? t_.tracker_a_left : t_.tracker_a, {t_.tracker_b}, {unknown(), "zzz"}}, [&](auto&) {
        return p.ends_with("colonnes") ? test::FormValues{{"colonne_A", "buyer_name"}, {"colonne_B", "number"}, {"colonne_C", "object"}, {"colonne_D", "notified_on"},
                                                          {"colonne_E", "duration_months"}, {"colonne_F", "hours"}, {"rythme", "linear"}, {"base", "L2112_2"}}
                                       : test::FormValues{};
      });
    if (p == "/quarantaine/{id}")
      return filled(p, {t_.quarantined, {}, {unknown(), "zzz"}}, [&](auto&) {
        return post ? test::FormValues{{"decision", "rejected"}, {"motif", "Publié par erreur"}} : test::FormValues{};
      });
    if (p == "/doublons/{id}")
      return filled(p, {t_.duplicate, {}, {unknown(), "zzz"}}, [&](auto&) {
        return post ? test::FormValues{{"decision", "different"}} : test::FormValues{};
      });
    if (p == "/participants" && post) return searched();
    if (p == "/participants" || p == "/participants/nouveau") return post ? declared(p) : with_query(p, "lot", lots());
    if (p.ends_with("/parcours/{fait}"))
      return filled("/participants/{ref}/parcours/etape", people(), [&](auto&) { return post ? test::FormValues{{"nature", "training"}, {"jour", "02/03/2026"}} : test::FormValues{}; });
    if (p.starts_with("/participants/")) return filled(p, people(), [&](auto& ref) { return post ? person_fields(p, ref) : test::FormValues{}; });
    if (p.starts_with("/espace/{lot}")) return months(p, post);
    if (p.starts_with("/espace/import/")) return filled(p, drafts(p), [&](auto&) { return post ? draft_fields(p) : test::FormValues{}; });
    if (p == "/espace/liens/{id}/revoquer") return filled(p, {t_.deposit_link, {t_.deposit_link_b}, {unknown(), "zzz"}}, no_fields);
    if (p.starts_with("/d/"))
      return filled(p, {t_.deposit_token, {}, {"jeton-inconnu"}}, [&](auto&) {
        return p.ends_with("/aucune") ? test::FormValues{{"raison", "no_activity"}} : p.ends_with("/heures") ? test::FormValues{{"ref-1", t_.person_a}, {"heures-1", "7h9x"}} : test::FormValues{};
      });
    if (p.starts_with("/releves/")) return filled(p, sheets(), [&](auto& id) { return post ? review_fields(p, id) : test::FormValues{}; });
    if (p.starts_with("/admin/utilisateurs/")) return filled(p, users(p), no_fields);
    if (p.starts_with("/mot-de-passe/"))
      return filled(p, {t_.link, {}, {"jeton-inconnu"}}, [&](auto&) {
        return post ? test::FormValues{{"mot_de_passe", "court"}} : test::FormValues{};
      });
    if (p == "/rapports/nouveau") return with_query(p, "marche", contracts());
    if (p == "/rapports/fichier")
      return with_query(p + "?perimetre=contract&format=xml&au=2026-06-30&arrete=" + web::percent_encoded(t_.recorded_until), "marche",
                        contracts());
    if (p == "/rapports" && post)
      return filled(p, contracts(), [&](const std::string& id) {
        return test::FormValues{{"perimetre", "contract"}, {"marche", id}, {"au", "30/06/2026"}, {"format", "csv"}};
      });
    if (p == "/rapports/bibliotheque/{id}") return filled(p, library(t_.report_a, t_.report_officer, t_.report_b), no_fields);
    if (p == "/rapports/bibliotheque/arreter")
      return filled(p, library(t_.schedule_a, t_.schedule_officer, t_.schedule_b), [](const std::string& id) { return test::FormValues{{"programmation", id}}; });
    if (p == "/rapports/bibliotheque" && post)
      return {{p, test::FormValues{{"perimetre", "portfolio"}, {"cadence", "yearly"}, {"delai", "15"}, {"format", "csv"}}, {}}};
    if (p == "/compte/sessions") return filled(p, sessions(), [](const std::string& id) { return test::FormValues{{"session", id}}; });
    return {{p, post ? plain_fields(p) : test::FormValues{}, post ? plain_files(p) : std::vector<test::SentFile>{}}};
  }

private:
  struct Ids {
    std::string own;
    std::vector<std::string> other, missing;
  };

  static std::string unknown() { return ContractId::from_trusted(1234567890123).text(); }
  static test::FormValues no_fields(const std::string&) { return {}; }
  bool is(const char* role) const { return role_ == role; }

  static Targets with_file(Targets targets, const test::SentFile& file) {
    targets.own.files = {file};
    for (auto* others : {&targets.other, &targets.missing})
      for (auto& probe : *others) probe.files = {file};
    return targets;
  }
  template <class Fields>
  static Targets filled(const std::string& pattern, const Ids& ids, Fields fields) {
    const auto hole = pattern.find('{');
    const auto at = [&](const std::string& id) {
      if (hole == std::string::npos) return Probe{pattern, fields(id)};
      return Probe{pattern.substr(0, hole) + web::percent_encoded(id) + pattern.substr(pattern.find('}') + 1), fields(id)};
    };
    return built(ids, at);
  }
  static Targets with_query(const std::string& path, const std::string& name, const Ids& ids) {
    return built(ids, [&](const std::string& id) {
      return Probe{path + (path.find('?') == std::string::npos ? "?" : "&") + name + "=" + web::percent_encoded(id)};
    });
  }
  template <class At>
  static Targets built(const Ids& ids, At at) {
    Targets targets{at(ids.own)};
    for (const auto& id : ids.other) targets.other.push_back(at(id));
    for (const auto& id : ids.missing) targets.missing.push_back(at(id));
    return targets;
  }

  Ids contracts(bool following = false) const {
    if (is("facilitator")) return {following ? t_.contract_open : t_.contract_a, {t_.contract_b}, {unknown(), "zzz"}};
    return {t_.contract_a, {t_.contract_b, t_.contract_open}, {unknown(), "zzz"}};
  }
  Ids lots() const { return {t_.lot_a1, is("contractor") ? std::vector{t_.lot_a2, t_.lot_b} : std::vector{t_.lot_b}, {unknown(), "zzz"}}; }
  Ids people() const {
    return {t_.person_a, is("contractor") ? std::vector{t_.person_a2, t_.person_b} : std::vector{t_.person_b}, {"P-2222-2222", "zzz"}};
  }
  Ids imports(bool left) const {
    if (is("administrator")) return {left ? t_.import_admin_left : t_.import_admin, {t_.import_a}, {unknown(), "zzz"}};
    return {left ? t_.import_a_left : t_.import_a, {t_.import_b, t_.import_admin}, {unknown(), "zzz"}};
  }
  Ids drafts(const std::string& p) const {
    const auto& own = p.ends_with("minutes") ? t_.draft_a_minutes : p.ends_with("abandonner") ? t_.draft_a_left : t_.draft_a;
    if (is("contractor")) return {own, {t_.draft_a2, t_.draft_b, t_.sheet_a2}, {unknown(), "zzz"}};
    return {own, {t_.draft_b, t_.sheet_b}, {unknown(), "zzz"}};
  }
  Ids library(const std::string& office, const std::string& officer, const std::string& other) const {
    return {is("officer") ? officer : office, {other, is("officer") ? office : officer}, {unknown(), "zzz"}};
  }
  Ids sheets() const { return {t_.sheet_a, {t_.sheet_b}, {unknown(), "zzz"}}; }
  Ids users(const std::string& p) const {
    return {p.ends_with("reactiver") ? t_.user_disabled : p.ends_with("desactiver") ? t_.user_left : t_.user_b, {}, {unknown(), "zzz"}};
  }
  Ids sessions() const {
    if (is("anonymous")) return {unknown(), {}, {unknown()}};
    const auto id_of = [&](const std::string& whose) {
      for (const auto& line : app::own_sessions(*copy_.services, copy_.actor(whose), t_.session.at(whose)))
        if (line.current) return line.id;
      throw std::logic_error("no session of " + whose);
    };
    return {id_of("second_" + role_), {id_of(is("contractor") ? "other_facilitator" : "other_contractor")}, {unknown(), "zzz"}};
  }

  test::FormValues contract_fields(const std::string& p, const std::string& id) const {
    if (p.ends_with("/contacts"))
      return {{"role", "buyer"}, {"nom", "Service des marchés"}, {"courriel", "marches@canal.example"}};
    if (p.ends_with("/contacts/retirer")) return {{"contact", t_.contact_left}};
    if (p.ends_with("/contacts/echange")) return {{"contact", t_.contact_a}, {"jour", "03/08/2026"}, {"moyen", "telephone"}};
    if (p.ends_with("/passage")) return {{"organisme", t_.office_b}, {"motif", "changement de territoire"}};
    if (p.ends_with("/cloture")) return {{"note", "clos pour l’essai"}};
    if (p.ends_with("/programme")) return {{"programme", "ERBM"}, {"decision", "confirmer"}};
    if (p.ends_with("/lots")) return {{"numero", "9"}, {"intitule", "Lot neuf"}};
    if (p.ends_with("/acces"))
      return {{"lot", id == t_.contract_b ? t_.lot_b : t_.lot_a1},
              {"siret", "99900303100013"},
              {"raison_sociale", "Peintures Spécimen"},
              {"role", "subcontractor"}};
    return {};
  }
  test::FormValues lot_fields(const std::string& p) const {
    if (p.ends_with("/mois")) return {{"mois", "2026-04"}, {"decision", "clore"}};
    if (p.ends_with("/globalisation"))
      return {{"document", "Convention de mars"}, {"debut", "01/01/2026"}, {"fin", "31/12/2026"}, {"signataires", "A\nB"}, {"lots", t_.lot_a2}};
    if (p.ends_with("/execution"))
      return {{"nature", "invoice"}, {"date", "01/03/2026"}, {"montant", "1 000"}, {"reference", "F-2"}};
    if (p.ends_with("/penalites"))
      return {{"acte", "document_due"}, {"objet", "documents"}, {"date", "01/03/2026"}, {"document", "Relevé de février"}};
    return {{"objectif", "fixed_hours"}, {"heures", "900"},    {"debut", "01/01/2026"},
            {"fin", "31/12/2026"},       {"rythme", "linear"}, {"bases", "L2112_2"}, {"motif", "avenant 1"}, {"version", clause_of(t_.lot_a1)}};
  }
  Targets facts_files(const std::string& p) const {
    auto targets = filled(p, lots(), [](auto&) { return test::FormValues{{"decision", "enregistrer"}}; });
    const std::vector<test::SentFile> files = {{"fichier", "factures.csv", "nature;date;montant;reference\nFacture;01/03/2026;10;F-9\n"}};
    targets.own.files = files;
    for (auto* probes : {&targets.other, &targets.missing})
      for (auto& probe : *probes) probe.files = files;
    return targets;
  }
  // The allocation of the world: one of its ids.
  std::string pooled(const std::string& column) const {
    return copy_.services->database->read([&](store::Connection& c) {
      return c.query_one("SELECT id, agreement_id, entry_id FROM pooling_allocations ORDER BY recorded_at LIMIT 1")->id<AllocationId>(column).text();
    });
  }
  // The debt that a member proposed.
  std::string debt() const {
    return copy_.services->database->read(
        [&](store::Connection& c) { return c.query_one("SELECT id FROM debt_transfers ORDER BY recorded_at LIMIT 1")->id<TransferId>("id").text(); });
  }
  // The fact recorded on a lot of the world.
  std::string clause_of(const std::string& lot) const {
    return app::view_clause(*copy_.services, copy_.actor("facilitator"), *LotId::parse(lot)).value().versions.front().id.text();
  }
  std::string fact_of(const std::string& lot) const {
    return copy_.services->database->read([&](store::Connection& c) {
      const auto row = c.query_one("SELECT min(id) AS id FROM obligation_facts WHERE lot_id = ?1", store::values(LotId::parse(lot)->value()));
      return row->id<FactId>("id").text();
    });
  }
  test::FormValues employment_fields(const std::string& lot) const {
    test::FormValues fields = {{"lot", lot}, {"contrat", "fixed_term"}, {"modalite", "direct_hire"}, {"debut", "01/02/2026"}};
    if (is("facilitator")) fields.emplace_back("entreprise", lot == t_.lot_b ? t_.firm_b : t_.firm_a);
    return fields;
  }
  // What the facilitator noted last of somebody's pathway.
  std::string pathway_fact() const {
    return copy_.services->database->read([&](store::Connection& c) {
      return c.query_one("SELECT id FROM pathway_facts ORDER BY recorded_at DESC LIMIT 1")->id<PathwayFactId>("id").text();
    });
  }
  // The first employment of the person; of nobody, that of somebody known.
  std::string employment_of(const std::string& reference) const {
    return copy_.services->database->read([&](store::Connection& c) {
      const std::string first = "SELECT min(e.id) AS id FROM employments e JOIN participants p ON p.id = e.participant_id WHERE p.reference = ?1";
      const auto id = c.query_one(first, store::values(reference))->id_or_null<EmploymentId>("id");
      return id ? id->text() : c.query_one(first, store::values(t_.person_a))->id<EmploymentId>("id").text();
    });
  }
  test::FormValues person_fields(const std::string& p, const std::string& reference) const {
    if (p.ends_with("/emplois")) return employment_fields(t_.lot_a1);
    if (p.ends_with("/reconnaitre")) return {{"emploi", employment_of(reference)}};
    if (p.ends_with("/parcours")) return {{"fait", pathway_fact()}};
    return {{"decision", "refused"}, {"appreciation", "01/02/2026"}, {"motif", "pièce qui manque"}};
  }
  Targets declared(const std::string& p) const {
    return filled(p, lots(), [&](const std::string& lot) {
      auto fields = employment_fields(lot);
      fields.insert(fields.end(), {{"nom", "NOUVELLE"}, {"prenom", "Personne"}, {"naissance", "01/02/1990"}});
      return fields;
    });
  }
  Targets searched() const {
    return filled("/participants", {"LAMPION", {is("contractor") ? "MARGUERITE" : "BLEUET"}, {"PERSONNE"}},
                  [](const std::string& name) { return test::FormValues{{"recherche", name}}; });
  }
  Targets months(const std::string& p, bool post) const {
    const std::string rest = p.substr(std::string("/espace/{lot}/{mois}").size());
    const auto at = [&](const std::string& lot, const std::string& month) {
      Probe target{"/espace/" + lot + "/" + month + rest};
      if (rest == "/saisie") target.fields = {{"ref-1", t_.person_a}, {"heures-1", "7"}};
      if (rest == "/coller") target.fields = {{"tableau", "Nom\tPrénom\tHeures\nLAMPION\tZoé\t7"}};
      if (rest == "/aucune") target.fields = {{"raison", "no_activity"}};
      if (rest == "/fichier") target.files = {{"fichier", "juin.csv", "Nom;Prénom;Heures\nLAMPION;Zoé;7\n"}};
      const auto& firm = lot == t_.lot_b ? t_.firm_b : t_.firm_a;
      if (is("facilitator") && post) target.fields.emplace_back("entreprise", firm);
      if (is("facilitator") && !post && !rest.empty()) target.address += "?entreprise=" + firm;
      if (!post) target.fields.clear();
      return target;
    };
    Targets targets{at(t_.lot_a1, "2026-07")};
    for (const auto& lot : lots().other) targets.other.push_back(at(lot, "2026-07"));
    targets.missing = {at(unknown(), "2026-07"), at("zzz", "2026-07"), at(t_.lot_a1, "2026-13")};
    return targets;
  }
  static test::FormValues draft_fields(const std::string& p) {
    if (p.ends_with("/envoyer")) return {{"alertes", "oui"}};
    if (!p.ends_with("/minutes")) return {};
    return {{"lecture", "decimal"}, {"colonne", "C"}};
  }
  test::FormValues review_fields(const std::string& p, const std::string& id) const {
    const auto whose = id == t_.sheet_b ? "other_facilitator" : "facilitator";
    const auto review = app::view_review(*copy_.services, copy_.actor(whose), *TimesheetId::parse(id == t_.sheet_b ? id : t_.sheet_a));
    const auto& view = review.value();
    test::FormValues fields = {{"version", std::to_string(view.head.version)}};
    if (p.ends_with("/renvoyer")) fields.emplace_back("message", "Corrigez la dernière ligne.");
    else for (const auto& line : view.lines) fields.emplace_back("d-" + line.entry.id.text(), "accepted");
    return fields;
  }
  test::FormValues plain_fields(const std::string& p) const {
    if (p == "/connexion") return {{"courriel", "personne@exemple.example"}, {"mot_de_passe", "faux"}};
    if (p == "/simulation") return lot_fields(p);
    if (p == "/simulation/obligation")
      return {{"valeur", "300 000"}, {"acheteur", "central"}, {"nature", "works"}, {"derogation", "none"}};
    if (p == "/compte") return {{"actuel", "faux"}, {"nouveau", "Un-autre-coquelicot-73"}};
    if (p == "/marches/nouveau") return {{"etape", "1"}};
    if (p == "/espace/fichier" || p == "/verifier") return {{"mois", "2026-07"}};
    if (p == "/admin/utilisateurs") return {{"courriel", "neuf@clausier.example"}, {"nom", "Nouvelle"}, {"role", "administrator"}};
    return {};
  }
  static std::vector<test::SentFile> plain_files(const std::string& p) {
    if (p == "/reprises") return {{"fichier", "suivi.csv", "Acheteur;Marché;Objet\nVille d’Exemple;T9;Halle\n"}};
    if (p == "/verifier") return {{"fichier", "juin.csv", "Nom;Prénom;Heures\nLAMPION;Zoé;7\n"}};
    if (p == "/espace/fichier") return {{"fichier", "plusieurs.csv", "Lot;Nom;Prénom;Heures\n1;LAMPION;Zoé;7\nailleurs;LAMPION;Zoé;7\n"}};
    if (p != "/imports") return {};
    return {{"fichier", "marches.json", contract_files::file_of({{.id = "2026Y1"}})}};
  }

  Copy& copy_;
  const Things& t_;
  std::string role_;
};

inline const std::vector<std::string>& all_roles() {
  static const std::vector<std::string> roles = {"anonymous", "facilitator", "contractor", "officer", "administrator"};
  return roles;
}

// Leaving comes last: the session is needed until then.
inline std::vector<web::Route> routes_in_order(const web::Site& site) {
  auto routes = site.routes();
  std::stable_partition(routes.begin(), routes.end(), [](const web::Route& route) { return route.pattern != "/deconnexion"; });
  return routes;
}

inline std::string method_text(const web::Route& route) { return route.method == web::Method::post ? "POST" : "GET"; }

}  // namespace journey
