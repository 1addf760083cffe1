// What is asked of every page: each probe returns a list of faults, empty when the page is right.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

const validator = new HtmlValidate(new StaticConfigLoader({
  extends: ["html-validate:recommended"],
  rules: {
    // Templates leave a line empty where a part is absent: layout of the source, not of the page.
    "no-trailing-whitespace": "off",
    // "{h1} - {contract} - Suivi des clauses sociales": the object of a contract is as long as it is published.
    "long-title": "off",
    // Rows that become blocks on a narrow screen lose what `display` says: their tables name their roles.
    "no-redundant-role": "off",
    // Checkboxes of one question share its name, as the server reads them.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
  },
}));

export async function htmlFaults(source) {
  const { results } = await validator.validateString(source);
  return results.flatMap((result) => result.messages).map((fault) => `html ${fault.ruleId}, line ${fault.line}: ${fault.message}`);
}

// The policy forbids script tags of others, so axe is evaluated; closed <details> are opened to be judged.
export async function axeFaults(page, scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  await page.evaluate(`window.axe ?? (() => { ${axeSource} })()`);
  const violations = await page.evaluate(async (values) => {
    const found = await window.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] });
    return found.violations.map((fault) => ({ id: fault.id, help: fault.help, targets: fault.nodes.slice(0, 3).map((node) => `${node.target}`) }));
  }, tags);
  return violations.map((fault) => `axe (${scheme}) ${fault.id}: ${fault.help} at ${fault.targets.join(" ; ")}`);
}

// Lang, title, one h1, landmarks: what the template of every page promises.
export async function shapeFaults(page) {
  return page.evaluate(() => {
    const faults = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    if (document.documentElement.lang !== "fr") faults.push("lang is not fr");
    if (!document.title.endsWith("Suivi des clauses sociales")) faults.push(`title: ${document.title}`);
    if (count("h1") !== 1) faults.push(`${count("h1")} h1`);
    for (const landmark of ["header", "main", "footer"]) if (count(`body > ${landmark}`) !== 1) faults.push(`no single ${landmark}`);
    const words = document.querySelector("h1")?.innerText.trim() ?? "";
    if (!document.title.includes(words)) faults.push(`the title does not hold the h1 « ${words} »`);
    const levels = [...document.querySelectorAll("main h1, main h2, main h3, main h4")].map((heading) => Number(heading.tagName[1]));
    if (levels.some((level, at) => at > 0 && level > levels[at - 1] + 1)) faults.push(`heading levels ${levels}`);
    const unsaid = document.body.innerText.match(/[{}]{2}|undefined|\bnull\b|\[[a-z_]+(\.\w*)+\]/);
    if (unsaid) faults.push(`a hole of a template shows: ${unsaid[0]}`);
    return faults.map((fault) => `shape: ${fault}`);
  });
}

// Wider content than the window means scrolling in two directions: tables scroll within their own region.
async function overflow(page, what) {
  const found = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scroll = document.documentElement.scrollWidth;
    if (scroll <= limit) return null;
    const inside = (element) => element.closest(".table") && !element.matches(".table");
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > limit + 1 && !inside(element));
    return { scroll, wide: wide.slice(-3).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`) };
  });
  return found ? [`${what}: ${found.scroll} px wide because of ${found.wide.join(", ")}`] : [];
}

export async function narrowFaults(page, picture) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  const faults = await overflow(page, "at 320 px");
  await picture();
  await page.setViewportSize(before);
  return faults;
}

export async function largeTextFaults(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  const faults = await overflow(page, "with text at 200 %");
  await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
  await page.setViewportSize(before);
  return faults;
}

// Tab from the top: the skip link first, every control reached (one of a group of radios is enough), the
// outline seen on each, and the end of the page reached without a trap.
export async function keyboardFaults(page) {
  const total = await page.evaluate(() => {
    window.scrollTo(0, 0);
    document.body.tabIndex = -1;  // the next Tab starts from the top, wherever the page had put the focus
    document.body.focus();
    document.body.removeAttribute("tabindex");
    const selector = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    window.expectedStops = [...document.querySelectorAll(selector)].filter(seen);
    window.stopsReached = new Set();
    return window.expectedStops.length;
  });
  const faults = [];
  for (let presses = 0; presses < total + 5; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((first) => {
      const element = document.activeElement;
      if (!element || element === document.body) return { done: true };
      const already = window.stopsReached.has(element);
      window.stopsReached.add(element);
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const name = `${element.tagName.toLowerCase()} « ${(element.innerText || element.name || element.id || "").trim().slice(0, 40)} »`;
      return {
        done: already,
        name,
        outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        skip: !first || (element.matches(".skip") && box.top >= 0 && box.height > 20),
      };
    }, presses === 0);
    if (stop.done) break;
    if (!stop.skip) faults.push(`keyboard: the first stop is ${stop.name}, not the visible skip link`);
    if (!stop.outlined) faults.push(`keyboard: no outline on ${stop.name}`);
  }
  const missed = await page.evaluate(() => {
    const reached = window.stopsReached;
    const group = (radio) => [...document.querySelectorAll("input[type=radio]")].filter((other) => other.name === radio.name && other.form === radio.form);
    return window.expectedStops
      .filter((element) => !reached.has(element) && !(element.type === "radio" && group(element).some((other) => reached.has(other))))
      .map((element) => `${element.tagName.toLowerCase()} « ${(element.innerText || element.name || "").trim().slice(0, 40)} »`);
  });
  if (missed.length > 0) faults.push(`keyboard: ${missed.length} of ${total} never reached, such as ${missed.slice(0, 3).join(", ")}`);
  return faults;
}
