// The clause engine as people meet it: a clause computed then recorded and compared, what happens in the execution, where
// the lot stands, what lateness may cost, and hours that count elsewhere. On a contract of its own.
import { readFileSync } from "node:fs";
import { expect, expectText } from "../support/outcome.mjs";
import { samplePath } from "../support/samples.mjs";

const object = "ERBM : halle fictive des clauses";

// Bought by whom the officer of the samples works for.
function edition() {
  const { marches } = JSON.parse(readFileSync(samplePath("contracts/npnru-2024.json"), "utf8"));
  const contract = { ...marches.marche[0], id: "CLEX26-01", objet: object, dateNotification: "2026-01-05", montant: 6000000,
                     acheteur: { id: "99900201700013" } };
  return { name: "halle-2026.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ marches: { marche: [contract] } })) };
}

const csv = (text) => ({ name: "factures.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

export async function clausesJourney({ outcome, gate, people }) {
  const { facilitator, officer } = people;
  const { page } = facilitator;
  const fill = (label, value, within = page) => within.getByLabel(label).first().fill(value);
  let lot;

  await outcome.journey("clauses", [
    ["a contract is imported and followed", async () => {
      await facilitator.go("/imports");
      await facilitator.choose("Fichier de données essentielles", edition());
      await facilitator.press("Préparer l’import");
      await facilitator.press("Appliquer cet import");
      expectText(await facilitator.text(), "L’import a été appliqué");
      await facilitator.go("/marches");
      await page.getByLabel(/^Mots de l’objet/).fill("halle fictive");
      await facilitator.press("Rechercher");
      expectText(await facilitator.text(), "1 marché trouvé");
      await facilitator.follow(/halle fictive des clauses/);
      await facilitator.press("Prendre ce marché en suivi");
      await facilitator.follow(/^Marché entier|^Lot/);
      lot = facilitator.address().split("?")[0];
    }],
    ["a template says where each value comes from and what is to be confirmed", async () => {
      await facilitator.follow("Saisir la clause");
      await facilitator.follow(/NPNRU/);
      expectText(await facilitator.text(), "d’où vient chaque valeur");
      expectText(await facilitator.text(), "À confirmer, non repris");
      await gate.page(facilitator, "clause from a template");
    }],
    ["the editor asks the kind first, then its figures alone, and a missing one is said at its field", async () => {
      await facilitator.go(`${lot}/clause`);
      await page.locator("input[name=objectif][value=hours_per_amount]").check();
      await facilitator.press("Continuer");
      expectText(await facilitator.text(), "Étape 2 sur 6");
      expect(await page.locator("input[name=personnes]:visible").count() === 0, "figures of another kind are asked");
      await gate.page(facilitator, "clause editor, figures");
      await facilitator.press("Continuer");
      expectText((await facilitator.text()).replace(/\u00a0/g, " "), "Il manque : montant d’une tranche");
      await gate.page(facilitator, "clause editor with an error");
    }],
    ["a clause on what is invoiced is computed at each step, and nothing is recorded", async () => {
      await fill(/^Seuil de déclenchement/, "2 700 000");
      await fill(/^Montant d’une tranche/, "2 000");
      await page.locator("input[name=heures]").fill("1");
      await facilitator.press("Continuer");
      await fill(/^Premier jour d’exécution/, "05/01/2026");
      await fill(/^Dernier jour d’exécution/, "31/12/2027");
      await page.locator("input[name=rythme][value=linear]").check();
      await facilitator.press("Continuer");
      expectText(await facilitator.text(), "Calcul de cette saisie");
      await facilitator.press("Continuer");
      await fill(/^Pénalité par heure manquante/, "200");
      await fill(/^Pénalité par jour de retard/, "75");
      await page.locator("select[name=retard_jours]").selectOption("calendar");
      await page.locator("select[name=retard_depart]").selectOption("due_date");
      await gate.page(facilitator, "clause editor, penalties");
      await facilitator.press("Continuer");
      await fill(/^Motif de cette version/, "clause signée");
      await facilitator.press("Calculer sans enregistrer");
      expectText(await facilitator.text(), "Rien n’est enregistré");
      await gate.page(facilitator, "clause computed, not recorded");
    }],
    ["it is recorded, then a second version is compared term by term", async () => {
      await facilitator.press("Enregistrer la clause");
      expectText(await facilitator.text(), "La clause est enregistrée");
      await facilitator.press("5. Ce que coûte le retard");
      await fill(/^Pénalité par heure manquante/, "180");
      await facilitator.press("Continuer");
      await fill(/^Motif de cette version/, "avenant numéro 1");
      await facilitator.press("Enregistrer la clause");
      await page.getByRole("button", { name: "Comparer" }).click();
      expectText(await facilitator.text(), "Ce qui diffère entre les deux versions choisies");
      const text = await facilitator.text();
      for (const said of ["avenant numéro 1", "Avant", "Après"]) expectText(text, said);
      await gate.page(facilitator, "two versions of a clause");
      await facilitator.picture("journey-clauses/1-versions");
    }],
    ["an invoice without amount is refused at its field, then recorded", async () => {
      await facilitator.go(`${lot}/execution`);
      await page.getByLabel(/^Nature/).first().selectOption("invoice");
      await fill(/^Date/, "02/03/2026");
      await fill(/^Référence/, "F-1");
      await facilitator.press("Enregistrer le fait");
      expectText(await facilitator.text(), "Saisissez le montant hors taxes");
      await gate.page(facilitator, "fact with an error");
      await fill(/^Montant HT/, "2 702 000");
      await facilitator.press("Enregistrer le fait");
      expectText(await facilitator.text(), "Le fait est enregistré");
    }],
    ["a file of invoices tells all its faults with their cells and records nothing", async () => {
      await facilitator.choose("Fichier de faits", csv("nature;date;montant;reference\nCadeau;02/04/2026;10;F-2\nFacture;hier;beaucoup;F-3\n"));
      await facilitator.press("Enregistrer le fichier");
      const text = await facilitator.text();
      for (const said of ["« Cadeau »", "« hier »", "« beaucoup »", "ligne 2", "ligne 3"]) expectText(text.replace(/\u00a0/g, " "), said);
      await gate.page(facilitator, "file of facts with faults");
    }],
    ["a good file is checked, recorded, and adds nothing the second time", async () => {
      const good = csv("nature;date;montant;reference\nFacture;02/04/2026;20 000;F-2\nFacture;04/05/2026;20 000;F-3\n");
      const send = async (button) => {
        await facilitator.go(`${lot}/execution`);
        await facilitator.choose("Fichier de faits", good);
        await facilitator.press(button);
      };
      await send("Vérifier sans enregistrer");
      expectText(await facilitator.text(), "2 faits à enregistrer, 0 déjà enregistré");
      await send("Enregistrer le fichier");
      await send("Vérifier sans enregistrer");
      expectText(await facilitator.text(), "0 fait à enregistrer, 2 déjà enregistrés");
      await gate.page(facilitator, "file of facts checked");
    }],
    ["the lot owes one hour for each tranche beyond the threshold, and says why", async () => {
      await facilitator.go(lot);
      expect(await facilitator.figure("Dues au total") === 2100, `owed: ${await facilitator.figure("Dues au total")}`);
      expectText(await facilitator.text(), "Heures manquantes à ce jour");
      await facilitator.picture("journey-clauses/2-lot");
      await facilitator.go(`${lot}/position`);
      expect(await page.locator("figure svg").count() > 0, "no chart");
      for (const said of ["Reste à faire", "Seuils", "Le calcul, étape par étape"]) expectText(await facilitator.text(), said);
      await gate.page(facilitator, "position of a lot");
      await facilitator.picture("journey-clauses/3-position");
      await fill(/^Heures travaillées jusqu’au/, "31/01/2026");
      await facilitator.press("Afficher");
      expectText(await facilitator.text(), "31 janvier 2026");
    }],
    ["the facilitator notes a late document, the officer alone decides", async () => {
      await facilitator.go(`${lot}/penalites`);
      await page.getByLabel("Document attendu").check();
      await fill(/^Date/, "01/06/2026");
      await page.locator("input[name=document]").fill("Relevé de mai");
      await facilitator.press("Noter un constat");
      expectText(await facilitator.text(), "L’acte est enregistré");
      expect(await page.locator("input[value=waived]").count() === 0, "a facilitator is offered a decision");
      await gate.page(facilitator, "penalties of a facilitator");
      await officer.go(`${lot}/penalites`);
      expectText(await officer.text(), "mettons en demeure");
      await officer.page.locator("input[value=waived]").check();
      await officer.page.locator("input[name=objet][value=hours]").check();
      await fill(/^Date/, "01/07/2026", officer.page);
      await officer.press("Enregistrer l’acte");
      expectText(await officer.text(), "Saisissez le motif de la renonciation");
      await gate.page(officer, "penalties with an error");
      await officer.page.locator("#acte-motif").fill("chantier arrêté par les intempéries");
      await officer.press("Enregistrer l’acte");
      expectText(await officer.text(), "chantier arrêté par les intempéries");
      await officer.page.getByRole("row", { name: /^Renonciation/ }).getByRole("textbox").fill("saisie par erreur");
      await officer.press(/^Annuler Renonciation/);
      expectText(await officer.text(), "saisie par erreur");
      await gate.page(officer, "penalties with a cancelled act");
      await officer.picture("journey-clauses/4-penalties");
    }],
    ["an agreement lets hours count on another lot, and the buyer reads it", async () => {
      await facilitator.go(`${lot}/globalisation`);
      await fill(/^Convention écrite/, "Convention du 5 janvier 2026");
      await fill(/^Premier jour couvert/, "05/01/2026");
      await fill(/^Dernier jour couvert/, "31/12/2026");
      await page.getByLabel(/^Signataires/).fill("Société du Canal d’Exemple\nTerrassements de l’Exemple");
      await facilitator.press("Enregistrer la convention");
      expectText(await facilitator.text(), "Choisissez au moins un autre lot");
      await gate.page(facilitator, "pooling with an error");
      await page.locator("main input[type=checkbox]").first().check();
      await facilitator.press("Enregistrer la convention");
      expectText(await facilitator.text(), "La convention est enregistrée");
      await facilitator.picture("journey-clauses/5-pooling");
      await officer.go(`${lot}/globalisation`);
      expectText(await officer.text(), "Convention du 5 janvier 2026");
      await gate.page(officer, "pooling of an officer");
    }],
    ["before a tender, the same computation runs without recording", async () => {
      await facilitator.go("/simulation");
      await fill(/^Valeur estimée/, "6 000 000");
      await page.locator("select[name=acheteur]").selectOption("central");
      await page.locator("select[name=nature]").selectOption("works");
      await page.locator("select[name=derogation]").selectOption("none");
      await facilitator.press("Vérifier l’obligation");
      expectText(await facilitator.text(), "Indécidable sans la date de consultation");
      await gate.page(facilitator, "simulation of the obligation");
      await page.locator("input[name=objectif][value=fixed_hours]").check();
      await facilitator.press("Continuer");
      await page.locator("input[name=heures]").fill("1 250");
      await fill(/^Premier jour d’exécution/, "05/01/2026");
      await fill(/^Dernier jour d’exécution/, "31/12/2026");
      await facilitator.press("Calculer");
      expectText((await facilitator.text()).replace(/\s/g, " "), "1 250,00");
      await facilitator.picture("journey-clauses/6-simulation");
    }],
  ]);
}
