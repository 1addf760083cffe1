// How fast files are read, beside a named peer in the same run: simdjson's whole-document parser for
// contracts. Ours also normalises each record and keeps memory flat, which the peer does not.
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <sstream>

#include "clausier/read/decp_reader.hpp"
#include "clausier/read/grid.hpp"

namespace {

std::string contracts(int records) {
  std::string text = R"({"marches":{"marche":[)";
  for (int i = 0; i < records; ++i) {
    text += i == 0 ? "" : ",";
    text += R"({"id":"B)" + std::to_string(i) +
            R"(","acheteur":{"id":"99900201700013"},"nature":"Marché","objet":"Réhabilitation de logements, tranche )" +
            std::to_string(i) +
            R"(","codeCPV":"45210000","procedure":"Appel d'offres ouvert","lieuExecution":{"code":"59300","typeCode":"Code postal"},)"
            R"("dureeMois":24,"dateNotification":"2025-03-03","datePublicationDonnees":"2025-04-01","montant":1250000.5,)"
            R"("titulaires":[{"titulaire":{"typeIdentifiant":"SIRET","id":"99900302300010"}}],)"
            R"("considerationsSociales":{"considerationSociale":["Clause sociale"]}})";
  }
  return text + "]}}";
}

std::string timesheet(int rows) {
  std::string text = "Nom;Prénom;Date de naissance;Heures;Modalité\r\n";
  for (int i = 0; i < rows; ++i) text += "LAMPION;Zoé;14/03/1988;" + std::to_string(i % 150) + ",50;Embauche directe\r\n";
  return text;
}

void read_contracts(benchmark::State& state) {
  const auto text = contracts(20'000);
  for (auto _ : state) {
    std::istringstream stream(text);
    int usable = 0;
    clausier::read::read_decp(stream, [&](clausier::read::SourceRecord&& record) { usable += record.readable; });
    benchmark::DoNotOptimize(usable);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void peer_simdjson_document(benchmark::State& state) {
  const simdjson::padded_string text(contracts(20'000));
  for (auto _ : state) {
    simdjson::dom::parser parser;
    std::size_t objects = 0;
    for (auto record : parser.parse(text)["marches"]["marche"].get_array()) objects += record["objet"].get_string().value().size();
    benchmark::DoNotOptimize(objects);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void read_csv_timesheet(benchmark::State& state) {
  const auto text = timesheet(8'000);
  for (auto _ : state) benchmark::DoNotOptimize(clausier::read::read_grid(text).sheets.size());
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

}  // namespace

BENCHMARK(read_contracts)->Unit(benchmark::kMillisecond);
BENCHMARK(peer_simdjson_document)->Unit(benchmark::kMillisecond);
BENCHMARK(read_csv_timesheet)->Unit(benchmark::kMillisecond);
