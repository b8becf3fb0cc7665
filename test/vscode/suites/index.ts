/** Runs inside VS Code's extension host: VS Code calls `run` of the module that `extensionTestsPath` names. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { type Report, reportVariable, suitesVariable } from "../host/report.ts";

export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 60_000, reporter: Mocha.reporters.Base });
  // The bundled suites lie beside this bundled file.
  for (const name of (process.env[suitesVariable] ?? "").split(","))
    mocha.addFile(join(__dirname, `${name}.suite.cjs`));
  const report = await collect(mocha);
  const file = process.env[reportVariable];
  if (file) writeFileSync(file, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${report.failed} failed`);
}

function collect(mocha: Mocha): Promise<Report> {
  return new Promise((resolve) => {
    const tests: { title: string; ms: number; error?: string }[] = [];
    const runner = mocha.run(() => {
      const failed = tests.filter(({ error }) => error !== undefined).length;
      resolve({ passed: tests.length - failed, failed, tests });
    });
    runner.on("pass", (test) => tests.push({ title: test.fullTitle(), ms: test.duration ?? 0 }));
    runner.on("fail", (test, error: Error) => {
      tests.push({ title: test.fullTitle(), ms: test.duration ?? 0, error: error.stack ?? error.message });
    });
  });
}
