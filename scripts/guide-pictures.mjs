// Takes the pictures of README.md and docs/guide/ from a base of samples, in headless Chromium.
//   node scripts/guide-pictures.mjs [--binary build/release/clausier]
// The browser's own words ("Choisir un fichier") are French when Debian's chromium-l10n is installed.
import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { newEdition } from "../tests/browser/journeys/contracts.mjs";
import { launch, Person } from "../tests/browser/support/browser.mjs";
import { accounts, contractOf, lotOf, timesheetCsv } from "../tests/browser/support/samples.mjs";
import { DemoServer, root } from "../tests/browser/support/server.mjs";

const folder = path.join(root, "docs/guide/images");
const width = 1200;
const bytesMax = 150 * 1024;
const canalLot = "99900201700013CSNEX25L1";

const { values: options } = parseArgs({ options: { binary: { type: "string", default: path.join(root, "build/release/clausier") } } });

async function take(person, name, height = 900) {
  const { page } = person;
  const full = await page.evaluate(() => document.documentElement.scrollHeight);
  const file = path.join(folder, `${name}.png`);
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(full, height) } });
  const { size } = statSync(file);
  if (size > bytesMax) throw new Error(`${name}.png weighs ${Math.ceil(size / 1024)} KB: take less of the page`);
  console.log(`${name}.png, ${Math.ceil(size / 1024)} KB`);
}

// Several people of the lot; one nobody knows, hours that cannot be read, a line twice.
const julyLines = [["LAMPION", "Zoé", "14/03/1988", "120,50", "CDI"], ["PERSIENNE", "Nadia", "05/12/1982", "92,50", "CDI"],
                   ["ÉTRIER", "Moussa", "17/04/1993", "102,00", "CDD"]];
const faultyLines = [["LAMPION", "Zoé", "14/03/1988", "7h9x", "CDI"], ["PERSIENNE", "Nadia", "05/12/1982", "92,50", "CDI"],
                     ["PERSIENNE", "Nadia", "05/12/1982", "92,50", "CDI"], ["BOUGEOIR", "Gaspard", "12/09/1990", "98,00", "CDD"],
                     ["COQUELICOT", "Jordan", "12/09/2002", "-12,00", "CDD"]];
const csv = (name, month, lines) => ({ name, mimeType: "text/csv", buffer: timesheetCsv(month, lines) });

async function facilitatorPictures(person, contracts) {
  await person.signIn(accounts.facilitator);
  await person.go("/tableau");
  await take(person, "tableau-facilitateur", 850);
  await person.go("/marches");
  await take(person, "marches");
  const contract = contractOf(contracts, "99900203300010NPEX24-02");
  await person.go(`/marches/${contract.id}`);
  await take(person, "marche");
  await person.go(`/lots/${lotOf(contracts, contract.uid, "2")}`);
  await take(person, "lot", 1100);
  await person.go(`/lots/${lotOf(contracts, contract.uid, "2")}/clause`);
  await person.page.locator("summary").first().click();
  await take(person, "clause", 800);
  await person.go("/imports");
  await person.choose("Fichier de données essentielles", newEdition());
  await person.press("Préparer l’import");
  await take(person, "import", 1100);
  await person.go("/quarantaine");
  await take(person, "quarantaine", 800);
}

async function administratorPictures(person) {
  await person.signIn(accounts.administrator);
  await person.go("/admin/utilisateurs");
  await take(person, "comptes", 900);
  await person.go("/journal");
  await take(person, "journal", 700);
}

async function firmPictures(person, lot) {
  await person.signIn(accounts.contractor);
  await person.go("/espace");
  await take(person, "espace");
  await person.go(`/espace/${lot}/2026-08/saisie`);
  await take(person, "saisie", 800);
  await person.go(`/espace/${lot}/2026-09`);
  await person.choose("Relevé d’heures", csv("releve-septembre.csv", "09/2026", faultyLines));
  await person.press("Déposer le fichier");
  await take(person, "fautes");
  await person.go(`/espace/${lot}/2026-07`);
  await person.choose("Relevé d’heures", csv("releve-juillet.csv", "07/2026", julyLines));
  await person.press("Déposer le fichier");
  await person.press(/^Envoyer les heures/);
  await take(person, "recu", 800);
}

async function reviewPictures(person) {
  await person.signIn(accounts.canalFacilitator);
  await person.go("/releves");
  await person.page.getByRole("row", { name: /^Terrassements.*juillet 2026/ }).getByRole("link").click();
  await person.page.waitForLoadState();
  await take(person, "examen", 900);
}

async function reportPictures(person, contracts) {
  await person.signIn(accounts.officer);
  for (const format of ["XLSX", "XML", "CSV"]) {
    await person.go(`/rapports/nouveau?marche=${contractOf(contracts, canalLot).id}`);
    await person.page.getByLabel(/^Dernier jour travaillé/).fill("30/06/2026");
    await person.page.getByLabel(new RegExp(format)).check();
    await person.download(() => person.press("Télécharger le rapport"));
  }
  await person.go("/rapports");
  await take(person, "rapports");
}

mkdirSync(folder, { recursive: true });
const server = await DemoServer.start(path.resolve(options.binary));
const browser = await launch();
try {
  const contracts = await server.contracts();
  const visit = async (act) => {
    const person = await Person.open(browser, server, { width });
    await act(person);
    await person.leave();
  };
  await visit((person) => facilitatorPictures(person, contracts));
  await visit((person) => firmPictures(person, lotOf(contracts, canalLot)));
  await visit((person) => reviewPictures(person));
  await visit((person) => reportPictures(person, contracts));
  await visit(administratorPictures);
} finally {
  await browser.close();
  await server.stop();
}
