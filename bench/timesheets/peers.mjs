// Rows per second of exceljs and SheetJS on the same files. Best of five.
//   node peers.mjs DIRECTORY
import { readFileSync } from "node:fs";
import path from "node:path";
import ExcelJS from "exceljs";
import * as XLSX from "xlsx";

const directory = process.argv[2];
const file = (name) => path.join(directory, name);

async function best(name, read) {
  let fastest = Infinity, rows = 0;
  for (let round = 0; round < 5; ++round) {
    const started = performance.now();
    rows = await read();
    fastest = Math.min(fastest, performance.now() - started);
  }
  console.log(`${name};${rows};${Math.round(rows / (fastest / 1000))};${Math.round(fastest)}`);
}

await best("exceljs, XLSX", async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(readFileSync(file("releve.xlsx")));
  let rows = 0;
  book.worksheets[0].eachRow((row) => { rows += row.getCell(4).value !== null ? 1 : 0; });
  return rows;
});
for (const ending of ["csv", "xlsx", "ods"])
  await best(`SheetJS, ${ending.toUpperCase()}`, () => {
    const book = XLSX.read(readFileSync(file(`releve.${ending}`)), { dense: true });
    return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }).length;
  });
