// Second journey: from the hours that a firm is expected to send to the position of the lot. It is made
// twice, with JavaScript and without: nothing may depend on it.
import { Person } from "../support/browser.mjs";
import { expect, expectText } from "../support/outcome.mjs";
import { accounts, lotOf, patternOf, samplePath, sentences, table, timesheetCsv } from "../support/samples.mjs";

// Who sends what: hours in hundredths, the last person of `first` is the one whose line is set aside.
export const casts = {
  withScript: {
    title: "hours", javaScript: true, firm: accounts.contractor, facilitator: accounts.canalFacilitator,
    contract: "99900201700013CSNEX25L1", name: "Terrassements",
    first: [["LAMPION", "Zoé", "14/03/1988", 12050, "CDI"], ["PERSIENNE", "Nadia", "05/12/1982", 9250, "CDI"], ["ÉTRIER", "Moussa", "17/04/1993", 10200, "CDD"]],
    second: [["LAMPION", "Zoé", "14/03/1988", 11000, "CDI"], ["PERSIENNE", "Nadia", "05/12/1982", 8000, "CDI"]],
  },
  withoutScript: {
    title: "hours without JavaScript", javaScript: false, firm: "chantiers@bati-modele.example", facilitator: accounts.facilitator,
    contract: "99900202500016ERBMEX25-11", name: "Bâti",
    first: [["HORLOGE", "Ludovic", "06/04/1976", 12050, "CDI"], ["ÉGLANTINE", "Marie", "18/02/2004", 7000, "Apprentissage"], ["SERPETTE", "Éric", "31/10/1970", 6000, "CDD"]],
    second: [["HORLOGE", "Ludovic", "06/04/1976", 11000, "CDI"], ["ÉGLANTINE", "Marie", "18/02/2004", 6500, "Apprentissage"]],
  },
};

const sum = (people) => people.reduce((total, person) => total + person[3], 0);
const written = (hundredths) => (hundredths / 100).toFixed(2).replace(".", ",");

function upload(month, people) {
  const rows = people.map(([family, given, born, hours, contract]) => [family, given, born, written(hours), contract]);
  const [year, number] = month.split("-");
  return { name: `releve-${month}.csv`, mimeType: "text/csv", buffer: timesheetCsv(`${number}/${year}`, rows) };
}

async function hoursOf(facilitator, lot) {
  await facilitator.go(`/lots/${lot}`);
  const figures = {};
  for (const name of ["Déclarées", "Comptées", "En attente", "Écartées"]) figures[name] = await facilitator.figure(name);
  return figures;
}

function expectChange(before, after, changes) {
  for (const [name, change] of Object.entries({ Déclarées: 0, Comptées: 0, "En attente": 0, Écartées: 0, ...changes }))
    expect(after[name] - before[name] === change, `${name} went from ${before[name]} to ${after[name]} hundredths, not by ${change}`);
}

export async function hoursJourney({ outcome, gate, browser, server }, cast) {
  const contracts = await server.contracts();
  const lot = lotOf(contracts, cast.contract);
  const firm = await Person.open(browser, server, { javaScript: cast.javaScript });
  const facilitator = await Person.open(browser, server, { javaScript: cast.javaScript });
  const folder = cast.javaScript ? "journey-hours" : "journey-hours-without-script";
  const picture = (person, step) => person.picture(`${folder}/${step}`);
  const look = async (person, name) => { if (cast.javaScript) await gate.page(person, name); };
  let before, receipt;

  await outcome.journey(cast.title, [
    ["the firm sees what is expected, by month", async () => {
      await firm.signIn(cast.firm);
      await firm.go("/espace");
      await picture(firm, "1-expected");
      await firm.follow(/^Transmettre juillet 2026/);
      expectText(await firm.heading(), "Heures de juillet 2026");
      await facilitator.signIn(cast.facilitator);
      before = await hoursOf(facilitator, lot);
    }],
    ["no file chosen is said, and nothing is lost", async () => {
      await firm.go(`/espace/${lot}/2026-07`);
      await firm.press("Déposer le fichier");
      expectText(await firm.text(), "Choisissez un fichier à déposer");
      await look(firm, "month with an error");
    }],
    ["a file over 5 MB is refused with its weight", async () => {
      await firm.go(`/espace/${lot}/2026-07`);
      await firm.choose("Relevé d’heures", { name: "trop-lourd.csv", mimeType: "text/csv", buffer: Buffer.alloc(6 * 1024 * 1024, "0;") });
      if (!cast.javaScript) await firm.press("Déposer le fichier");
      expectText(await firm.text(), /5\sMo/);
      await picture(firm, "2-too-large");
    }],
    ["a file is read, and nothing is sent before it is looked at", async () => {
      await firm.go(`/espace/${lot}/2026-07`);
      await firm.choose("Relevé d’heures", upload("2026-07", cast.first));
      await firm.press("Déposer le fichier");
      expectText(await firm.heading(), "Vérifiez les heures de juillet 2026");
      const text = await firm.text();
      for (const [family, , , hours] of cast.first) expectText(text, new RegExp(`${family}[^]*${written(hours)}`));
      await picture(firm, "3-check");
      await look(firm, "timesheet to confirm");
      expectChange(before, await hoursOf(facilitator, lot), {});
    }],
    ["a double click sends the hours once", async () => {
      const tick = firm.page.getByLabel(/^J’ai vérifié/);
      if (await tick.count() > 0) {
        await firm.press(/^Envoyer les heures/);
        expectText(await firm.text(), "Cochez la case");
        await look(firm, "timesheet to confirm with an error");
        await tick.check();
      }
      await firm.page.getByRole("button", { name: /^Envoyer les heures/ }).dblclick();
      await firm.page.waitForURL(/\/recu/);
      receipt = firm.page.url();
      expectText(await firm.text(), /R-2026-07-\S+/);
      await picture(firm, "4-receipt");
      await look(firm, "receipt");
      expectChange(before, await hoursOf(facilitator, lot), { Déclarées: sum(cast.first), "En attente": sum(cast.first) });
    }],
    ["the same file a second time posts nothing", async () => {
      await firm.go(`/espace/${lot}/2026-07`);
      await firm.choose("Relevé d’heures", upload("2026-07", cast.first));
      await firm.press("Déposer le fichier");
      expectText(await firm.text(), "Ce fichier a déjà été déposé");
      expect(firm.page.url().startsWith(receipt.split("?")[0]), `led to ${firm.address()}`);
      expectChange(before, await hoursOf(facilitator, lot), { Déclarées: sum(cast.first), "En attente": sum(cast.first) });
    }],
    ["the facilitator finds the timesheet in the queue", async () => {
      await facilitator.go("/releves?etat=tous");
      await facilitator.go("/releves");
      await picture(facilitator, "5-queue");
      await facilitator.page.getByRole("row", { name: new RegExp(`^${cast.name}.*juillet 2026`) }).getByRole("link").click();
      expectText(await facilitator.heading(), "juillet 2026");
      await picture(facilitator, "6-review");
      await look(facilitator, "timesheet to review");
    }],
    ["a line set aside without a reason is refused", async () => {
      for (const [family] of cast.first.slice(0, -1)) await lineOf(facilitator, family).getByLabel("Valider", { exact: true }).check();
      await lineOf(facilitator, cast.first.at(-1)[0]).getByLabel("Écarter", { exact: true }).check();
      await facilitator.press(/^Vérifier les décisions/);
      expectText(await facilitator.text(), "Choisissez un motif");
      await look(facilitator, "review with an error");
    }],
    ["the decisions are looked at once more before hours move", async () => {
      await lineOf(facilitator, cast.first.at(-1)[0]).getByLabel("Motif si écartée").selectOption({ index: 1 });
      await facilitator.press(/^Vérifier les décisions/);
      const text = await facilitator.text();
      expectText(text, /valider 2\d\d,\d\d h|valider 1\d\d,\d\d h/);
      expectText(text, /écarter (102,00|60,00) h/);
      await picture(facilitator, "7-confirm");
      await look(facilitator, "decisions to confirm");
      await facilitator.press(/^Enregistrer 3 décisions/);
    }],
    ["the position of the lot moves by what was decided", async () => {
      const aside = cast.first.at(-1)[3];
      await picture(facilitator, "8-decided");
      await look(facilitator, "timesheet reviewed");
      expectChange(before, await hoursOf(facilitator, lot), { Déclarées: sum(cast.first), Comptées: sum(cast.first) - aside, Écartées: aside });
      await picture(facilitator, "9-position");
    }],
    ["a second month is sent, and sent back with a comment", async () => {
      await firm.go(`/espace/${lot}/2026-08`);
      await firm.choose("Relevé d’heures", upload("2026-08", cast.second));
      await firm.press("Déposer le fichier");
      const tick = firm.page.getByLabel(/^J’ai vérifié/);
      if (await tick.count() > 0) await tick.check();
      await firm.press(/^Envoyer les heures/);
      await facilitator.go("/releves");
      await facilitator.page.getByRole("row", { name: new RegExp(`^${cast.name}.*août 2026`) }).getByRole("link").click();
      await facilitator.press("Renvoyer à l’entreprise");
      expectText(await facilitator.text(), "Indiquez ce que l’entreprise doit corriger");
      await look(facilitator, "sent back without a comment");
      await facilitator.page.getByLabel("Message à l’entreprise").fill("Merci d’ajouter les heures de la semaine 34, absentes du relevé.");
      await facilitator.press("Renvoyer à l’entreprise");
      expectText(await facilitator.text(), /renvoyé/i);
      await picture(facilitator, "10-sent-back");
    }],
    ["the firm reads the comment where it corrects", async () => {
      await firm.go("/espace");
      await firm.follow(/^Corriger août 2026/);
      expectText(await firm.text(), "semaine 34");
      await picture(firm, "11-to-correct");
      await look(firm, "month to correct");
    }],
  ]);
  if (!cast.javaScript) await outcome.check(`${cast.title}: nothing went wrong behind the pages`, () => noProblems(firm, facilitator));
  await firm.leave();
  await facilitator.leave();
}

function noProblems(...people) {
  const problems = people.flatMap((person) => person.takeProblems());
  expect(problems.length === 0, problems.join("\n"));
}

function lineOf(person, family) {
  return person.page.getByRole("row").filter({ hasText: family });
}

// Every faulty file of the samples: what is wrong is said in the words of the catalogue, with its place.
export async function faultsJourney({ outcome, gate, browser, server }) {
  const contracts = await server.contracts();
  const words = { ...sentences("findings"), ...sentences("forms") };
  const emailOf = Object.fromEntries(table("accounts.csv").filter((row) => row.role === "contractor").map((row) => [row.siret, row.email]));
  const people = new Map();
  const shown = new Set();
  for (const row of table("faulty.csv")) {
    await outcome.check(`faults: ${row.file.split("/").pop()} shows ${row.expected_codes}`, async () => {
      if (!people.has(row.firm_siret)) {
        const firm = await Person.open(browser, server);
        people.set(row.firm_siret, firm);
        await firm.signIn(emailOf[row.firm_siret]);
      }
      const firm = people.get(row.firm_siret);
      await firm.go(`/espace/${lotOf(contracts, row.contract, row.lot)}/${row.month}`);
      await firm.choose("Relevé d’heures", samplePath(row.file));
      await firm.press("Déposer le fichier");
      const text = await firm.text();
      for (const code of row.expected_codes.split(",")) {
        const kept = code !== "cell.nir";  // such a file is not kept: the form says so, and no page of faults can
        expectText(text, patternOf(kept ? words[code] : sentences("timesheets")["timesheet.nir"]));
        if (kept && code.startsWith("cell.")) await expectPlaces(firm, patternOf(words[code]), code);
      }
      const kind = firm.address().replace(/.*\//, "");
      if (!shown.has(kind) || row.file.includes("heures-illisibles")) {
        shown.add(kind);
        await firm.picture(`journey-faults/${row.file.split("/").pop()}`);
        await gate.page(firm, `faults of ${row.file.split("/").pop()}`);
      }
    });
  }
  for (const firm of people.values()) await firm.leave();
}

// Each row of the table that says the fault names a line; a fault of one cell names its column too.
async function expectPlaces(firm, sentence, code) {
  const rows = await firm.page.getByRole("row").filter({ hasText: sentence }).all();
  expect(rows.length > 0, `${code} is not in the table of the faults`);
  for (const row of rows) {
    const [, , line, column] = await row.locator("td").allInnerTexts();
    expect(/^\d+$/.test(line.trim()), `${code} names no line but « ${line} »`);
    expect(/^[A-Z]+/.test(column.trim()), `${code} names no column but « ${column} »`);
  }
}
