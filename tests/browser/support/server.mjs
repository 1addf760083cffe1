// A base of samples in a directory of its own, and the real server on it.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
export const root = fileURLToPath(new URL("../../../", import.meta.url));

async function freePort() {
  const probe = createServer();
  await new Promise((listening, failed) => probe.once("error", failed).listen(0, "127.0.0.1", listening));
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}

// "  Facilitateur    aline@….example  d9984-de5d4-17ea8-77c9d  Tableau de bord…" to {email: password}.
export function accountsIn(printed) {
  const lines = printed.matchAll(/^ +\S+ +(\S+@\S+) +(\S+) /gm);
  return Object.fromEntries([...lines].map(([, email, password]) => [email, password]));
}

export class DemoServer {
  static async start(binary) {
    const server = new DemoServer();
    server.binary = binary;
    server.data = await mkdtemp(path.join(tmpdir(), "clausier-browser-"));
    try {
      const demo = await run(binary, ["demo", "--share", root, "--data", server.data]);
      server.accounts = accountsIn(demo.stdout);
      if (Object.keys(server.accounts).length === 0) throw new Error("demo printed no account:\n" + demo.stdout);
      await server.serve();
    } catch (fault) {
      await server.stop();
      throw fault;
    }
    return server;
  }

  async serve() {
    const port = await freePort();
    this.base = `http://127.0.0.1:${port}`;
    this.log = "";
    this.process = spawn(this.binary, ["serve", "--share", root, "--data", this.data, "--listen", `127.0.0.1:${port}`]);
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on("data", (text) => { this.log += text; });
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      if (this.process.exitCode !== null) break;
      if (await fetch(`${this.base}/health`).then((answer) => answer.ok, () => false)) return;
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error("the server does not answer:\n" + this.log);
  }

  // The contracts and lots of the base, as the command line gives them.
  async contracts() {
    const { stdout } = await run(this.binary, ["contracts", "--share", root, "--data", this.data, "--json"]);
    return JSON.parse(stdout).contracts;
  }

  async stop() {
    if (this.process && this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGTERM");
      const forced = setTimeout(() => this.process.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(forced);
    }
    await rm(this.data, { recursive: true, force: true });
  }
}
