// Import journey: records that could not be used are settled by a person, two publications of one contract
// are tied, an amendment proposes a change of the clause.
import { readFileSync } from "node:fs";
import { expect, expectText } from "../support/outcome.mjs";
import { samplePath } from "../support/samples.mjs";

const quays = "Quais d’exemple : réhabilitation fictive";

function file(name, records) {
  return { name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ marches: { marche: records } })) };
}

// Published well, published again with another amount, without a buyer, and by another platform in cents.
function editions() {
  const { marches } = JSON.parse(readFileSync(samplePath("contracts/npnru-2024.json"), "utf8"));
  const contract = { ...marches.marche[0], id: "QUAIEX26", objet: quays, dateNotification: "2026-04-07", datePublicationDonnees: "2026-04-20", montant: 4228416 };
  const { acheteur, ...orphan } = { ...contract, id: "QUAIEX27", objet: "Passerelle d’exemple sans acheteur", montant: 150000 };
  return {
    first: file("plateforme-a.json", [contract]),
    second: file("plateforme-b.json", [{ ...contract, montant: 5000000 }, orphan, { ...contract, id: "000", objet: "Travaux de quais, secteur 2", montant: 422841600 }]),
    amended: file("plateforme-a-avenant.json", [{ ...contract, modifications: [{ modification: { id: 1, dateNotificationModification: "2026-06-01", datePublicationDonneesModification: "2026-06-10", montant: 8456832 } }] }]),
  };
}

export async function importsJourney({ outcome, gate, people }) {
  const { facilitator } = people;
  const { page } = facilitator;
  const picture = (step) => facilitator.picture(`journey-imports/${step}`);
  const { first, second, amended } = editions();

  const load = async (edition) => {
    await facilitator.go("/imports");
    await facilitator.choose("Fichier de données essentielles", edition);
    await facilitator.press("Préparer l’import");
    await facilitator.press("Appliquer cet import");
    expectText(await facilitator.text(), "L’import a été appliqué");
  };

  await outcome.journey("imports", [
    ["two editions leave a doubtful and a refused record in quarantine", async () => {
      await load(first);
      await load(second);
      expectText(await facilitator.text(), "Enregistrements à régler : 2");
      await picture("1-import");
      await facilitator.follow("Enregistrements à régler : 2");
      expectText(await facilitator.heading(), "Enregistrements à régler");
      expect(await page.locator("tbody tr").count() === 2, "the quarantine of the import does not hold two records");
      await picture("2-quarantine");
      await gate.page(facilitator, "quarantine of an import");
    }],
    ["a decision without its reason is refused at its field", async () => {
      await facilitator.follow(quays);
      expectText(await facilitator.text(), "À vérifier");
      await page.getByLabel("Écarter").check();
      await facilitator.press("Enregistrer la décision");
      expectText(await facilitator.text(), "Indiquez le motif de la décision");
      await gate.page(facilitator, "quarantined record with an error");
    }],
    ["the doubtful record is rejected with its reason, and says by whom", async () => {
      await page.getByLabel("Motif", { exact: false }).fill("Montant repris d’un autre marché");
      await facilitator.press("Enregistrer la décision");
      expectText(await facilitator.text(), "L’enregistrement est écarté");
      expectText(await facilitator.text(), "Montant repris d’un autre marché");
      await picture("3-rejected");
    }],
    ["the record without buyer is corrected, and becomes a contract", async () => {
      await facilitator.go("/quarantaine?suite_donnee=refused");
      await facilitator.follow("Passerelle d’exemple sans acheteur");
      await page.getByLabel("Corriger").check();
      await page.getByLabel("SIRET de l’acheteur").fill("999 002 025 00016");
      await page.getByLabel("Motif", { exact: false }).fill("Lu sur l’acte d’engagement");
      await facilitator.press("Enregistrer la décision");
      expectText(await facilitator.text(), "La correction est enregistrée");
      await gate.page(facilitator, "quarantined record, settled");
      await facilitator.follow("Ouvrir le marché");
      expectText(await facilitator.heading(), "Passerelle d’exemple sans acheteur");
    }],
    ["the same file again asks nothing again", async () => {
      await load(second);
      expect(!(await facilitator.text()).includes("à régler"), "a settled record waits again");
    }],
    ["two publications of one contract are suggested, side by side", async () => {
      await facilitator.go("/doublons");
      await page.getByRole("row", { name: new RegExp(quays) }).getByRole("link", { name: "Comparer" }).click();
      await page.waitForLoadState();
      expectText(await facilitator.text(), "vaut 100 fois l’autre");
      await picture("4-duplicate");
      await gate.page(facilitator, "publications side by side");
      await facilitator.press("Enregistrer la décision");
      expectText(await facilitator.text(), "Choisissez une décision");
    }],
    ["tied, they are one contract, and the other stays visible with what differs", async () => {
      await page.getByLabel("Un seul marché : garder la première publication").check();
      await facilitator.press("Enregistrer la décision");
      expectText(await facilitator.text(), "comptent désormais pour un marché");
      await facilitator.go("/marches?texte=quais+rehabilitation+fictive");
      expectText(await facilitator.text(), "1 marché trouvé");
      await facilitator.follow(quays);
      expectText(await facilitator.text(), "Ce que disent les sources");
      expectText(await facilitator.text(), "réunie par une personne");
      const amount = page.getByRole("row", { name: /^Montant HT/ });
      expectText(await amount.innerText(), "Différent");
      expectText(await amount.innerText(), "(source 2)");
      await gate.page(facilitator, "contract with another publication");
    }],
    ["an amendment changes no obligation: it waits with before and after", async () => {
      await facilitator.press("Prendre ce marché en suivi");
      await facilitator.follow(/^Marché entier|^Lot/);
      await facilitator.follow("Saisir la clause");
      await page.locator("input[name=objectif][value=amount_formula]").check();
      await facilitator.press("Continuer");
      for (const [label, value] of [[/^Montant HT/, "4228416"], [/^Part de main d’œuvre/, "50"], [/^Taux d’insertion/, "5"], [/^Coût horaire/, "32"]])
        await page.getByLabel(label).fill(value);
      await page.getByLabel("à l’heure inférieure").check();
      await facilitator.press("Continuer");
      await page.locator("input[name=rythme][value=linear]").check();
      for (let step = 3; step < 6; ++step) await facilitator.press("Continuer");
      await facilitator.press("Enregistrer la clause");
      expectText(await facilitator.text(), "La clause est enregistrée");
      await load(amended);
      await facilitator.go("/tableau");
      await facilitator.follow(/^Examiner ce qui change pour .*QUAIEX26/);
      expectText(await facilitator.text(), "Avant et après");
      await picture("5-amendment");
      await gate.page(facilitator, "amendment proposed");
      await page.getByLabel(/^Appliquer/).check();
      await facilitator.press("Enregistrer la décision");
      expectText(await facilitator.text(), "Une nouvelle version de la clause est enregistrée");
      await gate.page(facilitator, "no amendment left");
    }],
  ]);
}
