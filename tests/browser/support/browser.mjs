// Debian's Chromium, and people who use it: each has a context of their own, and whatever goes wrong
// behind a page (console error, refused by the policy, foreign address, server fault) is kept.
import { existsSync, mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const executable = "/usr/bin/chromium";
export const output = fileURLToPath(new URL("../output/", import.meta.url));

export async function launch() {
  if (!existsSync(executable)) throw new Error(`${executable} is missing: install Debian's chromium`);
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, LANGUAGE: "fr_FR" },  // words of the browser itself, such as "Choisir un fichier"
    args: ["--lang=fr-FR", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"],
  });
}

export class Person {
  static async open(browser, server, { javaScript = true, width = 1280, colorScheme = "light" } = {}) {
    const person = new Person();
    person.base = server.base;
    person.accounts = server.accounts;
    person.problems = [];
    person.context = await browser.newContext({
      baseURL: server.base, javaScriptEnabled: javaScript, locale: "fr-FR", timezoneId: "Europe/Paris", colorScheme,
      viewport: { width, height: 900 }, acceptDownloads: true,
    });
    person.page = await person.context.newPage();
    person.page.setDefaultTimeout(10_000);
    person.watch();
    return person;
  }

  watch() {
    const { page } = this;
    page.on("dialog", (dialog) => dialog.accept());  // "leave this page?" of a form with changes
    page.on("pageerror", (error) => this.problems.push(`script error: ${error.message}`));
    page.on("console", (message) => {
      // Chromium reports the status of an error page as a console error of that very page.
      const ownStatus = message.text().startsWith("Failed to load resource") && message.location().url.split("#")[0] === page.url().split("#")[0];
      if (message.type() === "error" && !ownStatus) this.problems.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(this.base) && !request.url().startsWith("data:")) this.problems.push(`foreign address: ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) this.document = response;
      if (response.status() >= 500) this.problems.push(`status ${response.status()}: ${response.url()}`);
    });
  }

  async go(address) {
    await this.page.goto(address);
  }

  async signIn(email) {
    await this.go("/connexion");
    await this.fillSignIn(email);
  }

  async fillSignIn(email, password = this.accounts[email]) {
    await this.page.getByLabel("Adresse électronique").fill(email);
    await this.page.getByLabel("Mot de passe").fill(password);
    await this.press("Se connecter");
  }

  async press(name) {
    await this.page.locator("main").getByRole("button", { name }).first().click();
    await this.page.waitForLoadState();
  }

  async follow(name) {
    await this.page.getByRole("link", { name }).first().click();
    await this.page.waitForLoadState();
  }

  // By its own label: the file field is the only one of its kind in a form.
  async choose(label, file) {
    await this.page.getByLabel(label).first().setInputFiles(file);
  }

  async heading() {
    return this.page.locator("h1").innerText();
  }

  async text() {
    return this.page.locator("main").innerText();
  }

  address() {
    return this.page.url().slice(this.base.length);
  }

  // A figure of the page ("1 820,50" beside its name) in hundredths.
  async figure(name) {
    const value = await this.page.locator(".figures > div", { has: this.page.getByText(name, { exact: true }) }).first().locator("dd").innerText();
    return Number(value.replace(/\s/g, "").replace(",", ""));
  }

  // The bytes of the page as the server sent them.
  async source() {
    return this.document.text();
  }

  async download(act) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), act()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  async picture(name) {
    const file = path.join(output, `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, fullPage: true });
  }

  takeProblems() {
    return this.problems.splice(0);
  }

  async leave() {
    await this.context.close();
  }
}
