// exceljs, streaming, the same table. Prints as bench_reports.
//   node peer.mjs FILE LINES
import { statSync } from "node:fs";
import { createRequire } from "node:module";

const ExcelJS = createRequire(new URL("../timesheets/package.json", import.meta.url))("exceljs");
const [file, lines] = [process.argv[2], Number(process.argv[3])];
const titles = ["Ligne", "Mois", "Premier jour", "Dernier jour", "Marché et lot", "Entreprise", "Modalité", "Contrat de travail", "Nature",
  "Heures déclarées", "Suite", "Motif"];
const month = new Date(Date.UTC(2026, 4, 1)), days = Array.from({ length: 28 }, (_, i) => new Date(Date.UTC(2026, 4, 1 + i)));

const started = performance.now();
const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useStyles: true });
const sheet = book.addWorksheet("Lignes");
sheet.addRow(titles).commit();
for (let i = 1; i <= lines; ++i) {
  sheet.addRow([i, month, month, days[i % 28], `2026-${100 + Math.floor(i / 500)} · lot 2`, "Entreprise générée", "Embauche directe", "CDD",
    "Travail", (80 + (i * 37) % 500) / 4, "Comptée", "En attente de la décision du facilitateur"]).commit();
  if (i % 2000 === 0) await new Promise((resolve) => setImmediate(resolve));  // lets what is written leave
}
await book.commit();
const seconds = (performance.now() - started) / 1000;
console.log(`exceljs, streaming;xlsx;${Math.round(lines / seconds)};${Math.round(process.resourceUsage().maxRSS / 1024)};${Math.round(statSync(file).size / 1e6)}`);
