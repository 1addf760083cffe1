// A session that ends while a page is open: the person signs in again and finds the page back.
import { Person } from "../support/browser.mjs";
import { expect, expectText } from "../support/outcome.mjs";
import { accounts } from "../support/samples.mjs";

export async function sessionsJourney({ outcome, gate, browser, server }) {
  const person = await Person.open(browser, server);
  const elsewhere = await Person.open(browser, server);

  await outcome.journey("sessions", [
    ["a wrong password is refused without telling which of the two is wrong", async () => {
      await person.go("/connexion");
      await person.fillSignIn(accounts.administrator, "pas le bon mot de passe");
      expectText(await person.text(), "Adresse électronique ou mot de passe incorrect");
      await gate.page(person, "sign in with an error");
    }],
    ["a page asked for before signing in is the one that opens after", async () => {
      await person.go("/journal");
      expect(person.address().startsWith("/connexion"), `led to ${person.address()}`);
      await person.fillSignIn(accounts.administrator);
      expect(person.address() === "/journal", `led to ${person.address()}`);
    }],
    ["what was typed in a form whose session was closed elsewhere is shown again after signing in, and sent", async () => {
      await person.go("/admin/utilisateurs");
      await person.page.getByLabel("Nom affiché").fill("Brouillon");
      await elsewhere.signIn(accounts.administrator);
      await elsewhere.go("/compte");
      await gate.page(elsewhere, "account with several sessions");
      for (let open = 1; open > 0;) {
        const close = elsewhere.page.getByRole("button", { name: /^Fermer la session/ });
        open = await close.count();
        if (open > 0) await close.first().click();
      }
      await person.press("Créer l’invitation");
      expectText(await person.text(), "Votre saisie est gardée");
      await gate.page(person, "sign in with what was typed");
      await person.fillSignIn(accounts.administrator);
      expectText(await person.text(), "Brouillon");
      await gate.page(person, "what was typed before the session ended");
      await person.press("Envoyer maintenant");
      expect(person.address() === "/admin/utilisateurs", `led to ${person.address()}`);
      expect((await person.page.getByLabel("Nom affiché").inputValue()) === "Brouillon", "what was typed is lost");
    }],
    ["five minutes before the session ends, one may stay", async () => {
      const { page } = person;
      await page.clock.install();
      await person.go("/tableau");
      const warning = page.getByRole("alert").filter({ hasText: "Votre session se termine" });
      await page.clock.fastForward("54:00");
      expect(!(await warning.isVisible()), "the warning came too early");
      await page.clock.fastForward("02:00");
      expect(await warning.isVisible(), "no warning before the end");
      const renewed = page.waitForResponse((answer) => answer.url().endsWith("/compte") && answer.status() === 200);
      await warning.getByRole("button", { name: "Rester connecté" }).click();
      await renewed;
      await warning.waitFor({ state: "hidden" });
      await page.clock.fastForward("56:00");
      expect(await warning.isVisible(), "no second warning");
    }],
    ["signing out closes the session for the back button too", async () => {
      await person.page.getByRole("button", { name: "Se déconnecter" }).click();
      expectText(await person.text(), "Vous êtes déconnecté");
      await person.page.goBack();
      await person.go("/tableau");
      expect(person.address().startsWith("/connexion"), `led to ${person.address()}`);
    }],
  ]);
  await person.leave();
  await elsewhere.leave();
}
