// What was checked, one line each, and how it ended.
export class Outcome {
  passed = 0;
  failed = 0;

  async check(name, act) {
    try {
      await act();
    } catch (fault) {
      this.failed += 1;
      console.log(`FAIL ${name}\n     ${String(fault.message ?? fault).trim().replaceAll("\n", "\n     ")}`);
      return false;
    }
    this.passed += 1;
    console.log(`ok   ${name}`);
    return true;
  }

  // Steps build on one another: after the first failure the rest of the journey is said once to be unreached.
  async journey(title, steps) {
    for (const [name, act] of steps) {
      if (await this.check(`${title}: ${name}`, act)) continue;
      const unreached = steps.length - 1 - steps.findIndex(([step]) => step === name);
      if (unreached > 0) console.log(`     ${unreached} further steps were not reached`);
      this.failed += unreached;
      return false;
    }
    return true;
  }

  summary(seconds) {
    return `${this.passed} passed, ${this.failed} failed (${seconds} s)`;
  }
}

export function expect(condition, message) {
  if (!condition) throw new Error(message);
}

export function expectText(text, pattern, what = "the page") {
  const found = pattern instanceof RegExp ? pattern.test(text) : text.includes(pattern);
  if (!found) throw new Error(`${what} does not say ${pattern}; it says: ${text.replace(/\s+/g, " ").slice(0, 400)}`);
}
