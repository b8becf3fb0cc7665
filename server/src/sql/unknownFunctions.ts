/** Functions that nobody knows to be harmless: the one place that says which a project may call all the same. */
import { allowedFunctions } from "../project/allowedFunctions.ts";
import type { ProjectFile } from "../spec/projectTypes.ts";
import type { FunctionUse } from "./reader/types.ts";

/** Offsets are into the SQL's text. */
export interface UnknownFunction extends Pick<FunctionUse, "start" | "end"> {
  readonly rule: "unknown-function";
  readonly message: string;
  readonly hint: string;
  /** In lower case, with its schema. */
  readonly name: string;
}

/** In: the functions that a text calls. Out: those that neither the engine's list nor the project file knows. */
export function unknownFunctions(
  functions: readonly FunctionUse[],
  file: Pick<ProjectFile, "connections">,
): UnknownFunction[] {
  const unknown = functions.filter(({ standing }) => standing === "unknown");
  if (unknown.length === 0) return [];
  const allowed = allowedFunctions(file);
  return unknown.filter(({ name }) => !allowed.has(name)).map(told);
}

function told({ name, start, end }: FunctionUse): UnknownFunction {
  const message = `\`${name}\` is none of the engine's functions that are known to compute a value and do nothing else.`;
  const hint = `A function of your own is called with its schema, or allowed: \`functions: [${name}]\` below a connection in eventspec.yml.`;
  return { rule: "unknown-function", message, hint, name, start, end };
}
