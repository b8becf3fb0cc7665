/** The text of generated SQL beside what was written by hand after the same rules. */
import type { Project } from "../../server/src/project/types.ts";
import { compareTexts, textsTable } from "./compare.ts";
import { duckDb, type ExpertEngine, postgres } from "./engines.ts";
import { execute } from "./execute.ts";
import { expertDialects, expertSpecNames, openShop } from "./specs.ts";

/** The table in Markdown; which engines run the texts, too, beside DuckDB. */
export async function textsBesideExpert(withPostgres: boolean): Promise<string> {
  const { project, connection } = await openShop();
  await connection.close();
  const comparisons = expertSpecNames.flatMap((spec) =>
    expertDialects.flatMap((dialect) => compareTexts(project, spec, dialect) ?? []),
  );
  const executed = new Map<string, string>();
  for (const open of [duckDb, ...(withPostgres ? [postgres] : [])])
    await run(project, await open(project), executed);
  return textsTable(comparisons, executed);
}

async function run(project: Project, engine: ExpertEngine, executed: Map<string, string>): Promise<void> {
  for (const spec of expertSpecNames) {
    const execution = await execute(project, spec, engine);
    if (execution === undefined) continue;
    const { rows, problems } = execution;
    executed.set(
      `${spec} ${engine.dialect}`,
      problems.length === 0 ? `${rows} rows, the same` : problems.join("; "),
    );
  }
  await engine.close();
}
