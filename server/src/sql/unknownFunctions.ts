/** Functions that nobody knows to be harmless: the one place that says which a project may call all the same. */
import { didYouMean } from "../document/didYouMean.ts";
import { allowedFunctions } from "../project/allowedFunctions.ts";
import type { ProjectFile } from "../spec/projectTypes.ts";
import { computingFunctions } from "./reader/functionStanding.ts";
import type { FunctionUse } from "./reader/types.ts";
import type { DialectName } from "./types.ts";

/** Offsets are into the SQL's text. */
export interface UnknownFunction extends Pick<FunctionUse, "start" | "end"> {
  readonly rule: "unknown-function";
  readonly message: string;
  readonly hint: string;
  /** What is meant, if it looks like a slip. */
  readonly meant?: string;
}

/** In: the functions that a text calls. Out: those that neither the engine's list nor the project file knows. */
export function unknownFunctions(
  functions: readonly FunctionUse[],
  file: Pick<ProjectFile, "connections">,
  dialect: DialectName,
): UnknownFunction[] {
  const unknown = functions.filter(({ standing }) => standing === "unknown");
  if (unknown.length === 0) return [];
  const allowed = allowedFunctions(file);
  return unknown.filter(({ name }) => !allowed.has(name)).map((use) => told(use, dialect));
}

function told({ name, start, end }: FunctionUse, dialect: DialectName): UnknownFunction {
  const meant = didYouMean(name, computingFunctions(dialect));
  const message = `\`${name}\` is none of the engine's functions that are known to compute a value and do nothing else.`;
  const own = `A function of your own is called with its schema, or allowed: \`functions: [${name}]\` below a connection in eventspec.yml.`;
  const hint = meant === undefined ? own : `Did you mean \`${meant}\`? ${own}`;
  return { rule: "unknown-function", message, hint, start, end, ...(meant !== undefined && { meant }) };
}
