// What the tests know about the samples, read from them.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./server.mjs";

export const samplePath = (name) => path.join(root, "samples", name);

export function table(name) {
  const [titles, ...rows] = readFileSync(samplePath(name), "utf8").trim().split("\n").map((line) => line.split(";"));
  return rows.map((row) => Object.fromEntries(titles.map((title, column) => [title, row[column]])));
}

// code -> French sentence with {holes}, of one file of templates/messages.fr.
export function sentences(topic) {
  const text = readFileSync(path.join(root, "templates", "messages.fr", `${topic}.txt`), "utf8");
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#") && line.includes(" = "));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(" = ")), line.slice(line.indexOf(" = ") + 3)]));
}

// A sentence with any value in its holes, and any kind of space between its words.
export function patternOf(sentence) {
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  return new RegExp(sentence.split(/\{[^}]*\}/).map(literal).join("[^\\n]*?"));
}

export const accounts = {
  facilitator: "aline.cerisier@plie-val-fictif.example",
  canalFacilitator: "hugo.lanterne@escaut-modele.example",
  contractor: "paie@terrassements-exemple.example",
  officer: "marches@canal-exemple.example",
  administrator: "administration@clausier.example",
};

// The people of the samples whose family name stands in a text, in capitals as pages write it.
export function namesIn(text) {
  return table("people.csv").map((person) => person.family_name)
    .filter((name, at, all) => all.indexOf(name) === at && new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, "u").test(text));
}

// The contract that a row of the samples names (buyer SIRET, then published number), in the base.
export function contractOf(contracts, key) {
  const found = contracts.find((contract) => contract.uid === key);
  if (!found) throw new Error(`the base has no contract ${key}`);
  return found;
}

export function lotOf(contracts, key, number = "") {
  const lots = contractOf(contracts, key).lots;
  const found = number ? lots.find((lot) => lot.number === number) : lots[0];
  if (!found) throw new Error(`the base has no lot ${number} of ${key}`);
  return found.id;
}

// One line per person; the last cell of each is the hours, as the firm writes them.
export function timesheetCsv(month, people) {
  const rows = people.map(([family, given, born, hours, contract]) => [family, given, born, month, hours, contract, "Embauche directe"].join(";"));
  return Buffer.from(["Nom;Prénom;Date de naissance;Mois;Nb heures;Type de contrat;Modalité", ...rows, ""].join("\r\n"), "utf8");
}
