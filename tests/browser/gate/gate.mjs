// The accessibility gate: the page that a person has before them passes every probe.
import { axeFaults, htmlFaults, keyboardFaults, largeTextFaults, narrowFaults, shapeFaults } from "./probes.mjs";

export class Gate {
  constructor(outcome) {
    this.outcome = outcome;
    this.count = 0;
  }

  // One line for the page, whatever the number of probes: all its faults are named at once.
  async page(person, name) {
    this.count += 1;
    await this.outcome.check(`page ${name}`, async () => {
      const { page } = person;
      const faults = [...policyFaults(person.document), ...await htmlFaults(await person.source())];
      faults.push(...await shapeFaults(page));
      for (const scheme of ["dark", "light"]) {
        faults.push(...await axeFaults(page, scheme));
        if (scheme === "dark") await person.picture(`pages/${fileName(name)}-dark`);
      }
      await person.picture(`pages/${fileName(name)}`);
      faults.push(...await keyboardFaults(page), ...await largeTextFaults(page));
      faults.push(...await narrowFaults(page, () => person.picture(`pages/${fileName(name)}-320`)));
      faults.push(...person.takeProblems());
      if (faults.length > 0) throw new Error([...new Set(faults)].join("\n"));
    });
  }
}

// Nothing inline, nothing from elsewhere: a policy that allowed more would let the probes see less.
function policyFaults(document) {
  const policy = document.headers()["content-security-policy"] ?? "";
  const strict = policy.includes("default-src 'none'") && !/unsafe|\*|https?:/.test(policy);
  return strict ? [] : [`policy: ${policy || "none"}`];
}

function fileName(name) {
  return name.replaceAll("{}", "un").normalize("NFD").replace(/[^\w]+/g, "-").replace(/^-|-$/g, "").toLowerCase();
}
