// Fourth journey: a list found by words and filters, shared and exported; a contract typed by hand; its file.
import { Person } from "../support/browser.mjs";
import { expect, expectText } from "../support/outcome.mjs";
import { accounts } from "../support/samples.mjs";

const buyer = "999 002 017 00013";
const typed = { number: "2026SAISI1", object: "Passerelle fictive saisie à la main" };

export async function registerJourney({ outcome, gate, people, browser, server }) {
  const { facilitator } = people;
  const page = () => facilitator.page;
  const picture = (step) => facilitator.picture(`journey-register/${step}`);
  let shared;

  await outcome.journey("register", [
    ["a list is found by words without accents, the last one begun, and by filters", async () => {
      await facilitator.go("/marches");
      await page().getByLabel(/^Mots de l’objet/).fill("quartiers REHABIL");
      await page().getByLabel("Considération sociale").selectOption("oui");
      await page().getByText("Plus de filtres").click();
      await page().getByLabel(/^Notifié à partir du/).fill("32/01/2025");
      await facilitator.press("Rechercher");
      expectText(await facilitator.text(), "doit être écrit JJ/MM/AAAA");
      await gate.page(facilitator, "search with an error");
      await page().getByLabel(/^Notifié à partir du/).fill("01/01/2020");
      await facilitator.press("Rechercher");
      expectText(await facilitator.text(), /marchés? trouvés?/);
      expect(await page().locator("tbody tr").count() > 0, "nothing was found");
      shared = facilitator.address();
      await picture("1-search");
      await gate.page(facilitator, "search with filters");
    }],
    ["the link of the list shows the same list to a colleague without a script", async () => {
      const rows = await page().locator("tbody tr").count();
      const colleague = await Person.open(browser, server, { javaScript: false });
      await colleague.signIn(accounts.canalFacilitator);
      await colleague.go(shared);
      expect(await colleague.page.locator("tbody tr").count() === rows, "another number of lines");
      await colleague.leave();
    }],
    ["the whole list is a file", async () => {
      const file = await facilitator.download(() => page().getByRole("link", { name: "télécharger (CSV)" }).click());
      expect(file.name.startsWith("marches-") && file.name.endsWith(".csv"), `the file is called ${file.name}`);
      expectText(file.bytes.toString("utf8"), /^\uFEFF?Numéro;Objet;Acheteur;/, "the CSV");
      const book = await facilitator.download(() => page().getByRole("link", { name: "télécharger (XLSX)" }).click());
      expect(book.bytes.subarray(0, 2).toString() === "PK", "the XLSX is no ZIP archive");
    }],
    ["a contract is typed by hand, step by step, and its faults said", async () => {
      await facilitator.go("/marches");
      await facilitator.follow("Saisir un marché à la main");
      await facilitator.press("Continuer");
      expectText(await facilitator.text(), "Saisissez le SIRET de l’acheteur");
      await gate.page(facilitator, "typed contract with errors");
      const fill = (label, value) => page().getByLabel(label).fill(value);
      await fill(/^SIRET de l’acheteur/, buyer);
      await fill(/^Numéro du marché/, typed.number);
      await fill(/^Objet/, typed.object);
      await fill(/^Notifié le/, "02/03/2026");
      await fill(/^Montant HT/, "125 000,00");
      await facilitator.press("Continuer");
      await fill(/^SIRET du titulaire/, "999 003 015 00016");
      await fill(/^Nom du titulaire/, "Terrassements de l’Exemple");
      await fill(/^Durée en mois/, "12");
      await fill(/^Département/, "59");
      await gate.page(facilitator, "typed contract, second step");
      await facilitator.press("Revenir à l’étape précédente");
      expect(await page().getByLabel(/^Objet/).inputValue() === typed.object, "what was typed is lost");
      await facilitator.press("Continuer");
      await facilitator.press("Continuer");
      expectText(await facilitator.text(), typed.object);
      await picture("2-typed");
      await facilitator.press("Créer le marché");
      expectText(await facilitator.text(), "Le marché est créé, et suivi par votre organisme");
    }],
    ["typed again, it is recognised", async () => {
      const contract = facilitator.address().split("?")[0];
      await facilitator.go("/marches/nouveau");
      const fill = (label, value) => page().getByLabel(label).fill(value);
      await fill(/^SIRET de l’acheteur/, buyer);
      await fill(/^Numéro du marché/, typed.number);
      await fill(/^Objet/, typed.object);
      await fill(/^Notifié le/, "02/03/2026");
      await facilitator.press("Continuer");
      expectText(await facilitator.text(), "ressemblent à celui-ci");
      await facilitator.go(contract);
    }],
    ["its file keeps contacts with how they were last reached", async () => {
      await facilitator.follow(/^Dossier/);
      await page().getByText("Ajouter un contact").click();
      await page().getByLabel("Rôle").selectOption("holder");
      await page().getByLabel("Nom de la personne ou du service").fill("Service paie");
      await page().getByLabel("Téléphone").fill("03 99 00 00 00");
      await facilitator.press("Ajouter le contact");
      expectText(await facilitator.text(), "jamais noté");
      await facilitator.press(/^Noter/);
      expectText(await facilitator.text(), "par téléphone");
      await gate.page(facilitator, "contract file");
    }],
    ["and documents under their hash", async () => {
      await facilitator.go(facilitator.address());  // as a person finds it: the parts folded
      await page().getByText("Déposer un document").first().click();
      await page().getByLabel("Titre du document").fill("Acte d’engagement");
      await facilitator.choose("Fichier", { name: "acte.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 acte fictif") });
      await facilitator.press("Déposer le document");
      const file = await facilitator.download(() => page().getByRole("link", { name: /Acte d’engagement/ }).click());
      expect(file.bytes.toString() === "%PDF-1.7 acte fictif", "another file came back");
    }],
    ["it is closed with a reason, then found among the closed ones", async () => {
      await facilitator.press("Clore le marché");
      expectText(await facilitator.text(), "Expliquez pourquoi");
      await page().getByLabel(/^Remarque \(facultatif\)|^Remarque$/).last().fill("essai terminé");
      await facilitator.press("Clore le marché");
      expectText(await facilitator.text(), "Clos par");
      await picture("3-file");
      await facilitator.go(`/marches?etat=clos&texte=${typed.number}`);
      expectText(await facilitator.text(), "1 marché trouvé");
    }],
    ["the name of an organisation is corrected with its reason, and found at once", async () => {
      await facilitator.go("/organismes?texte=terrassements");
      await gate.page(facilitator, "organisations");
      await page().locator("tbody a").first().click();
      await page().getByLabel("Nom affiché").fill("Terrassements Corrigés");
      await page().getByLabel("Motif").fill("acte d’engagement");
      await facilitator.press("Enregistrer le nom");
      expectText(await facilitator.text(), "Le nom affiché est changé");
      await gate.page(facilitator, "organisation");
      await facilitator.go("/organismes?texte=corriges");
      expectText(await facilitator.text(), "1 organisme");
    }],
  ]);
}
