// Third journey: the procurement officer sees how the contracts stand, and takes reports without a name.
import { expect, expectText } from "../support/outcome.mjs";
import { namesIn } from "../support/samples.mjs";

const beginnings = { XLSX: [0x50, 0x4b], XML: [..."<?xml"].map((letter) => letter.charCodeAt(0)), CSV: [0xef, 0xbb, 0xbf], JSON: [0x7b] };

export async function reportsJourney({ outcome, gate, people }) {
  const { officer, anonymous } = people;
  const files = {};
  const picture = (step) => officer.picture(`journey-reports/${step}`);
  const seen = [];
  const read = async () => { seen.push([officer.address(), await officer.source()]); };

  await outcome.journey("reports", [
    ["the officer sees the portfolio: state, hours due, counted, missing", async () => {
      await officer.go("/tableau");
      const text = await officer.text();
      for (const column of ["Dues à ce jour", "Comptées", "En attente", "Manquantes"]) expectText(text, column);
      expectText(text, "CSNEX25L1");
      await picture("1-portfolio");
      await read();
    }],
    ["a contract and a lot are read without any name", async () => {
      await officer.go("/marches");
      await read();
      await officer.follow(/Lot 1 - Terrassements/);
      await picture("2-contract");
      await read();
      await officer.page.locator("main table a").first().click();
      await read();
      await picture("3-lot");
    }],
    ["a report is asked for without its date, and the page says so", async () => {
      await officer.follow("Préparer un rapport");
      await officer.page.getByLabel(/^Dernier jour travaillé/).fill("");
      await officer.press("Télécharger le rapport");
      expectText(await officer.text(), "La page contient une erreur");
      await gate.page(officer, "report with an error");
    }],
    ...Object.keys(beginnings).map((format) => [`the report of the contract is downloaded in ${format}`, async () => {
      await officer.page.getByLabel(/^Dernier jour travaillé/).fill("30/06/2026");
      await officer.page.getByLabel(new RegExp(`${format}`)).check();
      const file = await officer.download(() => officer.press("Télécharger le rapport"));
      const begins = beginnings[format].every((byte, at) => file.bytes[at] === byte);
      expect(begins, `${file.name} begins with ${[...file.bytes.subarray(0, 5)]}`);
      expect(file.name.endsWith(`.${format.toLowerCase()}`), `the file is called ${file.name}`);
      files[format] = file;
      if (format !== "XLSX") expect(namesIn(file.bytes.toString("utf8")).length === 0, "the report names a person");
    }]),
    ["the report opens as a page to print, without a name", async () => {
      await officer.page.getByLabel(/^Page à imprimer/).check();
      await officer.press("Télécharger le rapport");
      expectText(await officer.page.locator("body").innerText(), "Détail du calcul");
      await picture("4-page");
      await read();
    }],
    ["who receives a file checks it without an account", async () => {
      const check = async (bytes) => {
        await anonymous.go("/verifier-rapport");
        await anonymous.choose(/^Fichier/, { name: files.XML.name, mimeType: "application/xml", buffer: bytes });
        await anonymous.press("Vérifier le rapport");
        return anonymous.text();
      };
      expectText(await check(files.XML.bytes), "Rapport authentique");
      await gate.page(anonymous, "a report that was checked");
      await anonymous.picture("journey-reports/5-checked");
      expectText(await check(Buffer.concat([files.XML.bytes, Buffer.from(" ")])), "Rapport inconnu");
      await gate.page(anonymous, "a report that is not known");
      await anonymous.go("/verifier-rapport");
      await anonymous.press("Vérifier le rapport");
      expectText(await anonymous.text(), "La page contient une erreur");
      await gate.page(anonymous, "nothing to check");
    }],
    ["the reports made are kept in the list, and the same question gives the same bytes", async () => {
      await officer.go("/rapports");
      await picture("6-reports");
      await gate.page(officer, "reports already made");
      await read();
      const link = officer.page.getByRole("link", { name: /Télécharger à nouveau \(CSV/ }).first();
      const first = await officer.download(() => link.click());
      const second = await officer.download(() => link.click());
      expect(first.bytes.equals(second.bytes), "two downloads of one question differ");
    }],
    ["no page showed the name of a person", async () => {
      const named = seen.flatMap(([address, source]) => namesIn(source).map((name) => `${name} on ${address}`));
      expect(named.length === 0, named.join(", "));
    }],
  ]);
}
