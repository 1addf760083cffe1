// Flows A and B of a month of hours on their shortest path, with JavaScript and without: each action of the
// person is counted, from the sign-in page to the receipt and from the sign-in page to the decision.
import { Person } from "../support/browser.mjs";
import { expect, expectText } from "../support/outcome.mjs";
import { accounts, lotOf, timesheetCsv } from "../support/samples.mjs";

const most = 12;

const casts = [
  { title: "shortest path", javaScript: true, month: "2026-09", words: "septembre 2026" },
  { title: "shortest path without JavaScript", javaScript: false, month: "2026-10", words: "octobre 2026" },
];
const people = [["BOUSSOLE", "Inès", "04/07/2003", "100,00", "Apprentissage"], ["CHEVRON", "Tony", "27/01/1985", "60,00", "CDI"]];
const firmEmail = "chantiers@bati-modele.example";

// What a person does to a page: one action per field filled, box ticked, link followed or button pressed.
class Hands {
  constructor(person) {
    this.person = person;
    this.done = [];
  }

  async fill(label, value) {
    await this.person.page.getByLabel(label).fill(value);
    this.done.push(`fill ${label}`);
  }

  async choose(label, file) {
    await this.person.choose(label, file);
    this.done.push(`choose ${file.name}`);
  }

  async follow(name) {
    await this.person.follow(name);
    this.done.push(`follow ${name}`);
  }

  async press(name) {
    await this.person.press(name);
    this.done.push(`press ${name}`);
  }

  async signIn(email) {
    await this.fill("Adresse électronique", email);
    await this.fill("Mot de passe", this.person.accounts[email]);
    await this.press("Se connecter");
  }

  expectFew() {
    console.log(`     ${this.done.length} actions: ${this.done.join(", ")}`);
    expect(this.done.length <= most, `${this.done.length} actions where ${most} are allowed: ${this.done.join(", ")}`);
  }
}

function upload(cast) {
  const [year, number] = cast.month.split("-");
  return { name: `heures-${cast.month}.csv`, mimeType: "text/csv", buffer: timesheetCsv(`${number}/${year}`, people) };
}

async function once(tools, cast) {
  const { outcome, browser, server } = tools;
  const lot = lotOf(await server.contracts(), "99900201700013CSNEX25L2");
  const open = () => Person.open(browser, server, { javaScript: cast.javaScript });
  const firm = await open();
  const facilitator = await open();
  const before = await open();
  await before.signIn(accounts.canalFacilitator);
  await before.go(`/lots/${lot}`);
  const counted = await before.figure("Comptées");

  await outcome.journey(cast.title, [
    [`a firm sends a month of hours in at most ${most} actions`, async () => {
      const hands = new Hands(firm);
      await firm.go("/connexion");
      await hands.signIn(firmEmail);
      await hands.follow("Mes relevés");
      await hands.follow(new RegExp(`^Transmettre ${cast.words}.*CSNEX25L2`));
      await hands.choose("Relevé d’heures", upload(cast));
      await hands.press("Déposer le fichier");
      await hands.press(/^Envoyer les heures/);
      expectText(await firm.text(), new RegExp(`R-${cast.month}-\\S+`));
      hands.expectFew();
    }],
    [`a facilitator validates it in at most ${most} actions, and the hours count`, async () => {
      const hands = new Hands(facilitator);
      await facilitator.go("/connexion");
      await hands.signIn(accounts.canalFacilitator);
      await hands.follow("Relevés à examiner");
      await facilitator.page.getByRole("row", { name: new RegExp(`^Bâti.*${cast.words}`) }).getByRole("link").click();
      hands.done.push("follow the timesheet");
      await hands.press(/^Vérifier les décisions/);
      await hands.press(/^Enregistrer 2 décisions/);
      hands.expectFew();
      await facilitator.go(`/lots/${lot}`);
      const now = await facilitator.figure("Comptées");
      expect(now - counted === 16000, `counted hours went from ${counted} to ${now} hundredths`);
    }],
  ]);
  for (const person of [firm, facilitator, before]) await person.leave();
}

export async function shortestPaths(tools) {
  for (const cast of casts) await once(tools, cast);
}
