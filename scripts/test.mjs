// `npm test`: sets up what is missing and runs every check; the last line is `N passed, N failed`.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provideElectron } from "./electron.mjs";
import { setUp } from "./setup.mjs";

let env = setUp("test");
const reports = mkdtempSync(join(tmpdir(), "test-report-"));
const total = { passed: 0, failed: 0, skipped: 0 };

const check = (name, ...args) => ({ name, args });
const suite = (name, project) => {
  const report = join(reports, `${project}.json`);
  return {
    name,
    report,
    args: ["node_modules/vitest/vitest.mjs", "run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  };
};

const lint = check("lint", "node_modules/@biomejs/biome/bin/biome", "check", ".");
const types = check("types", "scripts/typecheck.mjs");
const deadCode = check("dead code", "node_modules/knip/bin/knip.js");
const build = check("build", "node_modules/vite/bin/vite.js", "build");
const buildApp = check("build app", "node_modules/electron-vite/bin/electron-vite.js", "build");

try {
  await Promise.all([inTurn(lint, deadCode, build, buildApp), inTurn(types)]);
  env = (await provideElectron(env)) ?? env; // without one the app's tests are skipped by name
  await inTurn(suite("unit tests", "unit"), suite("end-to-end tests", "e2e"));
} finally {
  rmSync(reports, { recursive: true });
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function inTurn(...steps) {
  for (const step of steps) await run(step);
}

async function run({ name, args, report }) {
  const start = performance.now();
  const { ok, output } = await capture(args);
  const result = report ? readReport(report, ok) : { passed: Number(ok), failed: Number(!ok), skipped: [] };
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped += result.skipped.length;
  if (result.failed > 0) process.stdout.write(`${output}\n`);
  for (const title of result.skipped) process.stdout.write(`skipped: ${title}\n`);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${result.failed > 0 ? "FAIL" : "ok  "} ${name} (${result.passed} passed, ${seconds} s)\n`);
}

function capture(args) {
  return new Promise((resolve) => {
    const child = spawn("node", args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
      });
    }
    child.once("error", (error) => resolve({ ok: false, output: String(error) }));
    child.once("close", (code) => resolve({ ok: code === 0, output }));
  });
}

/** A run that failed without a failed test (a file that does not load, no report at all) counts as one failure. */
function readReport(path, ok) {
  let report = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  try {
    report = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    process.stdout.write(`no test report: ${error.message}\n`);
    ok = false;
  }
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const skipped = tests.filter(({ status }) => status !== "passed" && status !== "failed").map(({ fullName }) => fullName);
  return { passed: report.numPassedTests, failed: ok ? report.numFailedTests : Math.max(1, report.numFailedTests), skipped };
}
