// The pages of a month of hours when they are full: about 5,000 lines sent, told, reviewed and decided.
import { Person } from "../support/browser.mjs";
import { expect, expectText } from "../support/outcome.mjs";
import { accounts, lotOf } from "../support/samples.mjs";

const people = [["LAMPION", "Zoé", "14/03/1988", "CDI"], ["PERSIENNE", "Nadia", "05/12/1982", "CDI"]];
const tasks = 108;  // a day; their hours come back every nine tasks, which the check of equal lines tells
const month = { year: 2026, number: 9, days: 30, words: "septembre 2026" };

function dailyTasks() {
  const rows = [];
  const twoDigits = (number) => String(number).padStart(2, "0");
  for (const [family, given, born, contract] of people)
    for (let day = 1; day <= month.days; day++) {
      if ([0, 6].includes(new Date(Date.UTC(month.year, month.number - 1, day)).getUTCDay())) continue;
      const date = `${twoDigits(day)}/${twoDigits(month.number)}/${month.year}`;
      for (let task = 0; task < tasks; task++)
        rows.push([family, given, born, date, `0,0${1 + (task % 9)}`, contract, "Embauche directe"].join(";"));
    }
  const text = ["Nom;Prénom;Date de naissance;Date;Nb heures;Type de contrat;Modalité", ...rows, ""].join("\r\n");
  return { lines: rows.length, file: { name: "pointages.csv", mimeType: "text/csv", buffer: Buffer.from(text, "utf8") } };
}

const grouped = (number) => String(number).replace(/(\d)(\d{3})$/, "$1\\s$2");

export async function fullPages({ outcome, gate, browser, server }) {
  const lot = lotOf(await server.contracts(), "99900201700013CSNEX25L1");
  const firm = await Person.open(browser, server);
  const facilitator = await Person.open(browser, server);
  const { lines, file } = dailyTasks();
  const ready = (lines / tasks) * 9;  // the first line of each value of each day
  await outcome.journey("full pages", [
    [`${lines} lines are read, and what is told is counted by kind`, async () => {
      await firm.signIn(accounts.contractor);
      await firm.go(`/espace/${lot}/${month.year}-0${month.number}`);
      await firm.choose("Relevé d’heures", file);
      await firm.press("Déposer le fichier");
      expectText(await firm.heading(), `Vérifiez les heures de ${month.words}`);
      expectText(await firm.text(), new RegExp(grouped(lines)));
      expectText(await firm.text(), new RegExp(`${grouped(lines - ready)} alertes`));
      await gate.page(firm, "full timesheet to confirm");
    }],
    ["they are sent", async () => {
      await firm.page.getByLabel(/^J’ai vérifié/).check();
      await firm.press(/^Envoyer les heures/);
      expectText(await firm.text(), /R-2026-09-\S+/);
      await gate.page(firm, "full receipt");
    }],
    ["the review says each kind of remark once, with its count", async () => {
      await facilitator.signIn(accounts.canalFacilitator);
      await facilitator.go("/releves");
      await facilitator.page.getByRole("row", { name: new RegExp(`^Terrassements.*${month.words}`) }).getByRole("link").click();
      expectText(await facilitator.text(), new RegExp(`Et ${grouped(lines - ready - 5)} autres de cette sorte`));
      await facilitator.picture("full/review");
      await gate.page(facilitator, "full review");
    }],
    ["the lines without remark of all pages are looked at and validated in one act", async () => {
      await facilitator.press(new RegExp(`^Vérifier et valider ${ready} lignes sans remarque`));
      expectText(await facilitator.text(), new RegExp(`sur ${ready} lignes`));
      await facilitator.press(new RegExp(`^Enregistrer ${ready} décisions`));
      expectText(await facilitator.text(), "Les décisions sont enregistrées");
      expect(await facilitator.page.getByRole("button", { name: /sans remarque/ }).count() === 0, "the same act is offered again");
    }],
  ]);
  await firm.leave();
  await facilitator.leave();
}
