// The three journeys and the accessibility gate, in Debian's Chromium against the real server.
//   node tests/browser/run.mjs [--binary build/release/clausier] [--only part,part | --skip part,part]
import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { emails, everyPage, rarePages } from "./gate/every_page.mjs";
import { Gate } from "./gate/gate.mjs";
import { clausesJourney } from "./journeys/clauses.mjs";
import { contractsJourney } from "./journeys/contracts.mjs";
import { fullPages } from "./journeys/full.mjs";
import { casts, faultsJourney, hoursJourney } from "./journeys/hours.mjs";
import { importsJourney } from "./journeys/imports.mjs";
import { registerJourney } from "./journeys/register.mjs";
import { reportsJourney } from "./journeys/reports.mjs";
import { shortestPaths } from "./journeys/shortest.mjs";
import { trackersJourney } from "./journeys/trackers.mjs";
import { sessionsJourney } from "./journeys/sessions.mjs";
import { launch, output, Person } from "./support/browser.mjs";
import { Outcome } from "./support/outcome.mjs";
import { DemoServer, root } from "./support/server.mjs";

const { values: options } = parseArgs({ options: {
  binary: { type: "string", default: path.join(root, "build/release/clausier") },
  only: { type: "string" },  // parts by name
  skip: { type: "string" },
} });

const parts = {
  contracts: (tools) => contractsJourney(tools),
  imports: (tools) => importsJourney(tools),
  hours: (tools) => hoursJourney(tools, casts.withScript),
  "hours-without-script": (tools) => hoursJourney(tools, casts.withoutScript),
  shortest: (tools) => shortestPaths(tools),
  full: (tools) => fullPages(tools),
  faults: (tools) => faultsJourney(tools),
  reports: (tools) => reportsJourney(tools),
  trackers: (tools) => trackersJourney(tools),
  register: (tools) => registerJourney(tools),
  clauses: (tools) => clausesJourney(tools),
  pages: ({ outcome, gate, people }) => everyPage(outcome, gate, people),
  rare: ({ gate, people }) => rarePages(gate, people),
  sessions: (tools) => sessionsJourney(tools),  // last: it closes the administrator's sessions
};

const names = (list) => (list ? list.split(",") : []);
const wanted = (name) => (!options.only || names(options.only).includes(name)) && !names(options.skip).includes(name);
for (const name of [...names(options.only), ...names(options.skip)]) if (!(name in parts)) throw new Error(`no part ${name}`);

async function main() {
  if (!options.only && !options.skip) rmSync(output, { recursive: true, force: true });
  const started = Date.now();
  const outcome = new Outcome();
  let server, browser;
  try {
    server = await DemoServer.start(path.resolve(options.binary));
    browser = await launch();
    const people = { anonymous: await Person.open(browser, server) };
    for (const [role, email] of Object.entries(emails)) {
      people[role] = await Person.open(browser, server);
      await people[role].signIn(email);
    }
    const tools = { outcome, gate: new Gate(outcome), people, browser, server };
    for (const [name, part] of Object.entries(parts)) {
      if (!wanted(name)) continue;
      const begun = Date.now();
      await part(tools);
      console.log(`  ${name}: ${Math.round((Date.now() - begun) / 1000)} s`);
    }
    await outcome.check("the server log tells of no fault", () => {
      const faults = server.log.split("\n").filter((line) => /fault|error|panne|nothing is called/i.test(line));
      if (faults.length > 0) throw new Error(faults.slice(0, 10).join("\n"));
    });
  } catch (fault) {
    outcome.failed += 1;
    console.log(`FAIL the run itself: ${fault.stack ?? fault}`);
  } finally {
    await browser?.close();
    await server?.stop();
  }
  console.log(outcome.summary(Math.round((Date.now() - started) / 1000)));
  process.exitCode = outcome.failed > 0 ? 1 : 0;
}

await main();
