// Migration of an old tracker, and a notice whose announced clause starts the form.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, expectText } from "../support/outcome.mjs";
import { root } from "../support/server.mjs";

const fixture = (name, mimeType) => ({ name: path.basename(name), mimeType, buffer: readFileSync(path.join(root, "tests/read/fixtures", name)) });

export async function trackersJourney({ outcome, gate, people }) {
  const { facilitator } = people;
  let batch;

  await outcome.journey("trackers", [
    ["an old tracker becomes a plan with its columns recognised", async () => {
      await facilitator.go("/imports");
      await facilitator.page.getByRole("link", { name: "Reprendre un ancien tableau de suivi" }).click();
      await gate.page(facilitator, "old trackers");
      await facilitator.page.getByLabel("Ancien tableau de suivi ou liste de lots").setInputFiles(
        fixture("trackers/ancien-suivi.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
      await facilitator.press("Préparer la reprise");
      batch = facilitator.address();
      expect(batch.startsWith("/reprises/"), `led to ${batch}`);
      expectText(await facilitator.text(), "Gymnase des Coquelicots");
      expectText(await facilitator.text(), "Choisissez plus bas le rythme");
      await gate.page(facilitator, "plan of an old tracker");
    }],
    ["the terms are given, the batch is applied, the contract is there with its hours", async () => {
      await facilitator.page.getByLabel("Au fil du temps").or(facilitator.page.getByRole("radio").first()).first().check();
      await facilitator.page.getByLabel("Base juridique des clauses reprises").selectOption("L2112_2");
      await facilitator.press("Enregistrer et relire le plan");
      await facilitator.press("Reprendre ce suivi");
      expectText(await facilitator.text(), "La reprise est faite");
      await gate.page(facilitator, "old tracker brought over");
      await facilitator.go("/marches?texte=coquelicots");
      await facilitator.page.getByRole("link", { name: "Gymnase des Coquelicots" }).first().click();
      expectText(await facilitator.text(), /1\s240,00/);
    }],
    ["the batch is undone as one", async () => {
      await facilitator.go(batch);
      await facilitator.press("Annuler cette reprise");
      expectText(await facilitator.text(), "La reprise a été annulée");
      await facilitator.go("/marches?texte=coquelicots");
      expect(!(await facilitator.text()).includes("Gymnase des Coquelicots"), "the contract is still found");
    }],
    ["a notice is imported and its clause starts the form", async () => {
      await facilitator.go("/imports");
      await facilitator.page.getByLabel("Fichier de données essentielles ou avis").setInputFiles(fixture("notices/boamp-eforms-appel.xml", "application/xml"));
      await facilitator.press("Préparer l’import");
      await facilitator.press("Appliquer cet import");
      await facilitator.go("/marches?texte=quais+canal");
      await facilitator.page.getByRole("link", { name: "Réaménagement des quais" }).first().click();
      await facilitator.press("Prendre ce marché en suivi");
      expectText(await facilitator.text(), "Ce qu’annoncent les avis");
      await gate.page(facilitator, "contract with notices");
      await facilitator.page.getByRole("link", { name: "Partir de cette clause" }).nth(2).click();
      expectText(await facilitator.text(), "Clause annoncée dans l’avis 26-000101");
      await gate.page(facilitator, "clause that starts from a notice");
    }],
  ]);
}
