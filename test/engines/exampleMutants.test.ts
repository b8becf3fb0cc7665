/** The example's tests find mistakes: of its mutated specs, nearly all make a test or an example fail. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import type { Project } from "../../server/src/project/types.ts";
import { updateFile } from "../../server/src/project/updateFile.ts";
import type { Check } from "../../server/src/proof/checks.ts";
import type { CheckResult } from "../../server/src/proof/results.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { shop } from "../support/cli.ts";
import { open } from "../support/connections.ts";
import { prove } from "../support/prove.ts";
import { type Mutant, mutantsOf, mutated } from "../support/specMutants.ts";

/** How many are tried, and how many of them may survive. */
const tried = 100;
const survivors = 5;

describe("the example's tests", () => {
  it(`notice at least ${tried - survivors} of ${tried} mistakes in its specs`, async function () {
    this.timeout(600_000);
    const project = await loadProject(nodeFileSystem(), shop, { env: {} });
    const connection = await open("duckdb", { files: filesOf(project) }, { projectRoot: shop });
    try {
      const sound = failed(await prove(project, connection, { now: runMoment(project) }));
      // Times of what the front end tracked carry an offset, so that no zone is read into them.
      const all = mutantsOf(project).filter(
        ({ file, kind }) => !(kind === "zone shifted" && file.endsWith("web.events.yml")),
      );
      const step = all.length / tried;
      const chosen = Array.from({ length: tried }, (_, at) => all[Math.floor(at * step)]).flatMap(
        (one) => one ?? [],
      );
      const alive: string[] = [];
      for (const mutant of chosen)
        if (!(await isNoticed(project, connection, mutant, sound))) alive.push(told(project, mutant));
      if (process.env.MUTANTS)
        console.log(
          `${all.length} mutants, ${chosen.length} tried, ${alive.length} alive:\n${alive.join("\n")}`,
        );
      assert.equal(chosen.length, tried);
      assert.ok(alive.length <= survivors, `${alive.length} survive:\n${alive.join("\n")}`);
    } finally {
      await connection.close();
    }
  });
});

function filesOf({ file }: Project): unknown {
  const setting = file.connections[0]?.settings.get("files");
  return setting?.kind === "value" ? setting.value : undefined;
}

const runMoment = ({ file }: Project): string => new Date(file.test.now?.value ?? "2025-07-01").toISOString();

/** A check that could not be run notices nothing. */
const failed = (results: ReadonlyMap<string, CheckResult>): ReadonlySet<string> =>
  new Set([...results].filter(([, { status }]) => status === "failed").map(([name]) => name));

/** Examples are asked first: they cost little. */
async function isNoticed(
  project: Project,
  connection: Connection,
  mutant: Mutant,
  sound: ReadonlySet<string>,
): Promise<boolean> {
  const text = project.documents.get(mutant.file)?.text ?? "";
  const wrong = updateFile(project, mutant.file, mutated(text, mutant));
  const isShared = mutant.file === project.file.file;
  const isTouched = (check: Check) => isShared || check.event.file === mutant.file;
  for (const isExample of [true, false]) {
    const results = await prove(wrong, connection, {
      now: runMoment(project),
      isWanted: (check) => isTouched(check) && (check.part === "examples") === isExample,
      ...(!isShared && { files: [mutant.file] }),
    });
    if ([...failed(results)].some((name) => !sound.has(name))) return true;
  }
  return false;
}

function told(project: Project, { file, kind, span, text }: Mutant): string {
  const source = project.documents.get(file)?.text ?? "";
  const line = source.slice(0, span.start).split("\n").length;
  return `${join("events", file.replace(/^events\//, ""))}:${line} ${kind}: ${source.slice(span.start, span.end).trim()} → ${text.trim()}`;
}
