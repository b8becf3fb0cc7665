/** One keystroke in an open file: all diagnostics again, and completion. Against yaml-language-server with the same schema. */

import { complete } from "../server/src/editor/features/completion.ts";
import { type FileView, fileView } from "../server/src/editor/session/fileView.ts";
import { createTestMemory } from "../server/src/editor/session/testMemory.ts";
import type { Project } from "../server/src/project/types.ts";
import { updateFile } from "../server/src/project/updateFile.ts";
import { createCheckCache } from "../server/src/rules/checkCache.ts";
import { checkFile } from "../server/src/rules/checkProject.ts";
import { loadSqlParser } from "../server/src/sql/reader/parser.ts";
import { compare } from "./support/measure.ts";
import { memoryProject } from "./support/memoryProject.ts";
import type { Row } from "./support/report.ts";
import { specText } from "./support/specs.ts";
import type { Rival } from "./support/yamlLanguageServer.ts";

const file = "a.events.yml";
const sizes = [
  { lines: 66, events: 5, rounds: 200, p95: 1 },
  { lines: 3000, events: 272, rounds: 20, p95: 8 },
] as const;

export async function typing(rival: Rival): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    rows.push(await diagnostics(rival, size));
    rows.push(await completion(rival, size));
  }
  return rows;
}

/** The text with a description that grows by one letter a round. */
function typed(text: string, round: number): string {
  const letters = "x".repeat((round % 40) + 1);
  return text.replace("payment may still fail.", `payment may still fail ${letters}.`);
}

async function diagnostics(rival: Rival, size: (typeof sizes)[number]): Promise<Row> {
  const base = specText(0, size.events);
  const parser = await loadSqlParser();
  const cache = createCheckCache();
  let project: Project = await memoryProject({ [file]: base });
  const result = await compare(
    size.rounds,
    (round) => ({ text: typed(base, round), round }),
    ({ text }) => {
      project = updateFile(project, file, text);
      return checkFile(project, file, { dialect: "duckdb", parser, cache });
    },
    ({ text, round }) => rival.validate(text, round),
  );
  return {
    work: `keystroke → all diagnostics, ${size.lines} lines`,
    against: rival.name,
    ...result,
    goal: { ratio: 0.2, p95: size.p95 },
  };
}

function viewOf(project: Project): FileView {
  const nothing = {
    facts: new Map(),
    tests: createTestMemory(),
    tablesRevision: 0,
    before: new Map(),
    findings: new Map(),
  };
  const view = fileView({ project, ...nothing }, file, 0);
  if (!view) throw new Error(`${file} is not in the project`);
  return view;
}

async function completion(rival: Rival, size: (typeof sizes)[number]): Promise<Row> {
  const base = `${specText(0, size.events)}    `;
  let project = await memoryProject({ [file]: base });
  const line = base.split("\n").length - 1;
  const result = await compare(
    size.rounds,
    (round) => ({ text: typed(base, round), round }),
    ({ text }) => {
      project = updateFile(project, file, text);
      return complete(viewOf(project), text.length);
    },
    ({ text, round }) => rival.complete(text, round, { line, character: 4 }),
  );
  return { work: `completion, ${size.lines} lines`, against: rival.name, ...result, goal: { ratio: 0.2 } };
}
