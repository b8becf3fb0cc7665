/** The ladder: the first answer that holds. Each step is asked only where those before it have none, and loads what it needs then. */
import type { Project } from "../../project/types.ts";
import type { SqlParser } from "../../sql/reader/parser.ts";
import type { SqlTrees } from "../../sql/reader/polyglot.ts";
import type { DialectName } from "../../sql/types.ts";
import { embeddedDialect } from "../../warehouse/open.ts";
import type { Connection } from "../../warehouse/types.ts";
import type { Judge, SqlPair, Verdict } from "../types.ts";
import { questionOf } from "./columns.ts";
import { askedEngine } from "./engine.ts";
import { sameTokens } from "./tokens.ts";
import { sameTree } from "./tree.ts";

export interface LadderParts {
  readonly dialect: DialectName;
  trees(): Promise<SqlTrees>;
  parser(): Promise<SqlParser>;
  /** An embedded engine, and the project with all that is known of its tables; or why there is none, as a sentence. */
  engine(): Promise<{ readonly connection: Connection; readonly known: Project } | { readonly note: string }>;
  readonly signal: AbortSignal;
  /** See there; absent: a minute. */
  readonly mostEngineMs?: number;
}

/** How long the engine is asked in all, in milliseconds: a change of everything, or SQL that computes long, must not hold a build up. */
const mostEngineMs = 60_000;

export function createJudge(parts: LadderParts): Judge {
  const known = new Map<string, Promise<Verdict>>();
  const spent = { engineMs: 0 };
  return (pair) => {
    const of = { dialect: parts.dialect, isQuery: pair.as === "query" };
    if (sameTokens(pair.before, pair.after, of)) return Promise.resolve({ step: "same tokens" });
    // What a document says for all its events is judged once.
    const key = JSON.stringify([pair.as, pair.before, pair.after, pair.position.file, pair.position.path]);
    const verdict = known.get(key) ?? judge(pair, parts, spent);
    known.set(key, verdict);
    return verdict;
  };
}

async function judge(pair: SqlPair, parts: LadderParts, spent: { engineMs: number }): Promise<Verdict> {
  const { dialect, signal } = parts;
  const isQuery = pair.as === "query";
  if (isQuery) return { step: "may have changed", note: "A whole query is compared by its text alone." };
  if (sameTree(pair.before, pair.after, { dialect, isQuery }, await parts.trees()))
    return { step: "same tree" };
  if (dialect !== embeddedDialect)
    return { step: "may have changed", note: `Only ${embeddedDialect} can be run here; this is ${dialect}.` };
  const engine = await parts.engine();
  if ("note" in engine) return { step: "may have changed", note: engine.note };
  const question = questionOf(pair, engine.known, await parts.parser());
  if ("note" in question) return { step: "may have changed", note: question.note };
  const most = parts.mostEngineMs ?? mostEngineMs;
  if (spent.engineMs >= most)
    return {
      step: "may have changed",
      note: `The engine has been asked for ${most / 1000} s about other changes.`,
    };
  const began = performance.now();
  try {
    return await askedEngine({ as: pair.as, question, connection: engine.connection, signal });
  } finally {
    spent.engineMs += performance.now() - began;
  }
}
