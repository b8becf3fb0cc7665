/** Functions of the users' own that the engine calls volatile: they may write, wait or wake others, so that nobody runs one unasked. */
import { functionsIn } from "../sql/reader/functionCalls.ts";
import { structureOf } from "../sql/reader/structure.ts";
import type { DialectName } from "../sql/types.ts";
import { WarehouseError } from "./types.ts";

export interface VolatileFunctions {
  /** Names that the connection's setting `functions` allows, in lower case. */
  readonly allowed: ReadonlySet<string>;
  /** In: names in lower case, dotted where SQL has a schema. Out: those that the engine calls volatile. */
  ask(names: readonly string[]): Promise<readonly string[]>;
}

/** Rejects with `WarehouseError` of kind `refused`, at its place in the query, where a query calls one that is not allowed. */
export async function refuseVolatile(
  sql: string,
  dialect: DialectName,
  { allowed, ask }: VolatileFunctions,
): Promise<void> {
  const calls = ownCalls(sql, dialect).filter(({ name }) => !allowed.has(name));
  if (calls.length === 0) return;
  const volatile = new Set(await ask([...new Set(calls.map(({ name }) => name))]));
  const found = calls.find(({ name }) => volatile.has(name));
  if (!found) return;
  const message = `The engine calls \`${found.name}\` volatile: it may do more than give a value. If it is harmless, allow it at the connection: \`functions: [${found.name}]\`.`;
  throw new WarehouseError("refused", message, { offset: found.start });
}

interface OwnCall {
  readonly name: string;
  readonly start: number;
}

/** Calls of what is not the engine's own; Postgres calls a function also where it reads like a field: `(o.path).note`. */
function ownCalls(sql: string, dialect: DialectName): OwnCall[] {
  const structure = structureOf(sql, dialect);
  const { tokens } = structure;
  const calls = functionsIn(structure).filter(({ standing }) => standing === "own" || standing === "unknown");
  const fields = tokens.flatMap((token, index): OwnCall[] => {
    const isField = tokens[index - 1]?.text === "." && /^[)\]]$/.test(tokens[index - 2]?.text ?? "");
    const isName = token.kind === "word" || token.kind === "quoted";
    if (!isField || !isName || tokens[index + 1]?.text === "(") return [];
    return [{ name: token.value.toLowerCase(), start: token.start }];
  });
  return [...calls, ...fields];
}
