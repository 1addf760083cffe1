// First journey: from an invitation to a contract followed, with a clause whose computation is explained.
import { readFileSync } from "node:fs";
import { Person } from "../support/browser.mjs";
import { expect, expectText } from "../support/outcome.mjs";
import { samplePath } from "../support/samples.mjs";

const invited = { email: "nadege.girouette@plie-val-fictif.example", name: "Nadège GIROUETTE", password: "quatre moulins bleus face au large" };
const object = "NPNRU quartier des Exemples : construction d’une crèche fictive";

// A later edition of the samples: one contract not yet known, and a record that cannot be used.
export function newEdition() {
  const { marches } = JSON.parse(readFileSync(samplePath("contracts/npnru-2024.json"), "utf8"));
  const contract = { ...marches.marche[0], id: "NPEX26-07", objet: object, dateNotification: "2026-03-02", montant: 1000000 };
  const { id, acheteur, objet, ...unusable } = contract;
  const bytes = JSON.stringify({ marches: { marche: [contract, unusable] } });
  return { name: "npnru-2026.json", mimeType: "application/json", buffer: Buffer.from(bytes) };
}

export async function contractsJourney({ outcome, gate, people, browser, server }) {
  const { administrator } = people;
  const newcomer = await Person.open(browser, server);
  const picture = (person, step) => person.picture(`journey-contracts/${step}`);
  let link;

  await outcome.journey("contracts", [
    ["an administrator makes an invitation, shown once as a link", async () => {
      await administrator.go("/admin/utilisateurs");
      await administrator.page.getByLabel("Adresse électronique").fill(invited.email);
      await administrator.page.getByLabel("Nom affiché").fill(invited.name);
      await administrator.page.getByLabel("Facilitateur").check();
      await administrator.page.getByLabel("SIRET de l’organisme").fill("999 001 019 00010");
      await administrator.press("Créer l’invitation");
      link = (await administrator.page.locator("code").innerText()).trim();
      expect(link.startsWith(`${server.base}/mot-de-passe/`), `the link reads ${link}`);
      await picture(administrator, "1-invitation");
      await gate.page(administrator, "users with a new link");
      await administrator.go("/admin/utilisateurs");
      expect(!(await administrator.text()).includes(link), "the link is shown a second time");
    }],
    ["a weak password is refused with its reason", async () => {
      await newcomer.go(link);
      await gate.page(newcomer, "invitation link");
      await newcomer.page.getByLabel("Mot de passe").fill("azerty");
      await newcomer.press("Enregistrer le mot de passe");
      expectText(await newcomer.text(), "La page contient une erreur");
      expect((await newcomer.page.title()).startsWith("Erreur"), "the title does not begin with « Erreur »");
      await gate.page(newcomer, "invitation link with an error");
    }],
    ["the link opens the account, once", async () => {
      await newcomer.page.getByLabel("Mot de passe").fill(invited.password);
      await newcomer.press("Enregistrer le mot de passe");
      expect(newcomer.address().startsWith("/connexion"), `led to ${newcomer.address()}`);
      await newcomer.fillSignIn(invited.email, invited.password);
      expect(newcomer.address() === "/tableau", `led to ${newcomer.address()}`);
      await picture(newcomer, "2-dashboard");
      await newcomer.go(link);
      expectText(await newcomer.text(), "Ce lien ne peut plus servir");
    }],
    ["a file becomes a plan: one new contract, one record refused with its reason", async () => {
      await newcomer.go("/imports");
      await newcomer.press("Préparer l’import");
      expectText(await newcomer.text(), "Choisissez un fichier");
      await gate.page(newcomer, "imports with an error");
      await newcomer.choose("Fichier de données essentielles", newEdition());
      await newcomer.press("Préparer l’import");
      expectText(await newcomer.heading(), "Plan d’import");
      const count = async (outcomeName) => newcomer.page.getByRole("row", { name: new RegExp(`^${outcomeName}`) }).first().locator("td").first().innerText();
      expect(await count("Nouveaux") === "1" && await count("Refusés") === "1", "the plan does not count 1 new and 1 refused");
      const refused = newcomer.page.locator("tbody tr", { hasText: "Texte publié" }).filter({ hasText: "Refusé" });
      expect(await refused.count() === 1, "the refused record is not shown with its published text");
      await picture(newcomer, "3-plan");
      await gate.page(newcomer, "import plan to apply");
    }],
    ["the plan is applied, and the contract found by its words", async () => {
      await newcomer.press("Appliquer cet import");
      expectText(await newcomer.text(), "L’import a été appliqué");
      await newcomer.go("/marches");
      await newcomer.page.getByLabel(/^Mots de l’objet/).fill("creche fictive");
      await newcomer.press("Rechercher");
      expectText(await newcomer.text(), "1 marché trouvé");
      await picture(newcomer, "4-search");
      await newcomer.follow(/crèche fictive/);
      expectText(await newcomer.heading(), "crèche fictive");
    }],
    ["until it is followed, nothing more can be done with it", async () => {
      expect(await newcomer.page.getByText("Ouvrir l’accès à une entreprise").count() === 0, "access can be given already");
      await gate.page(newcomer, "contract not followed");
      await newcomer.press("Prendre ce marché en suivi");
      expectText(await newcomer.text(), "Le marché est maintenant suivi");
    }],
    ["the suggested programme is confirmed by a person", async () => {
      await gate.page(newcomer, "contract just followed");
      await newcomer.press("Confirmer NPNRU");
      expectText(await newcomer.text(), "Le programme est confirmé");
      await picture(newcomer, "5-followed");
    }],
    ["a clause by formula without figures is refused field by field", async () => {
      await newcomer.follow(/^Marché entier|^Lot/);
      await gate.page(newcomer, "lot without clause");
      await newcomer.follow("Saisir la clause");
      await newcomer.page.locator("input[name=objectif][value=amount_formula]").check();
      await newcomer.press("Enregistrer la clause");
      for (const missing of ["Saisissez le montant HT", "Saisissez la part de main d’œuvre", "Saisissez le taux d’insertion", "Saisissez le coût horaire"])
        expectText(await newcomer.text(), missing);
      await gate.page(newcomer, "clause with errors");
    }],
    ["the clause is recorded, and its computation explained step by step", async () => {
      const fill = (label, value) => newcomer.page.getByLabel(label).fill(value);
      await fill(/^Montant HT/, "1 000 000,00");
      await fill(/^Part de main d’œuvre/, "40");
      await fill(/^Taux d’insertion/, "5");
      await fill(/^Coût horaire/, "32,00");
      await newcomer.page.getByLabel("à l’heure inférieure").check();
      await newcomer.press("Continuer");
      await fill(/^Premier jour d’exécution/, "01/04/2026");
      await fill(/^Dernier jour d’exécution/, "31/12/2026");
      await newcomer.page.locator("input[name=rythme][value=linear]").check();
      await newcomer.press("Continuer");
      await newcomer.press("Continuer");
      await fill(/^Pénalité par heure manquante/, "38");
      await newcomer.press("Continuer");
      await newcomer.press("Enregistrer la clause");
      const text = await newcomer.text();
      expectText(text, "La clause est enregistrée");
      for (const figure of [/400\s000,00/, /20\s000,00/, /625,00/, /Nadège GIROUETTE/]) expectText(text, figure);
      await picture(newcomer, "6-clause");
    }],
    ["the lot owes what the clause says", async () => {
      await newcomer.follow(/^Marché entier|^Lot/);
      expect(await newcomer.figure("Dues au total") === 62500, `owed: ${await newcomer.figure("Dues au total")}`);
      await picture(newcomer, "7-lot");
      await gate.page(newcomer, "lot with a clause and no hours");
    }],
  ]);
  await newcomer.leave();
}
