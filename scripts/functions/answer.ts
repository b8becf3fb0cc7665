/** What asking an engine for its functions gives, and how names are sorted into what computes and what doesn't. */
import { isForbiddenFunction } from "../../server/src/sql/reader/forbiddenFunctions.ts";
import type { EngineFunctions } from "../../server/src/sql/reader/types.ts";
import type { DialectName } from "../../server/src/sql/types.ts";

export type Kind = keyof Omit<EngineFunctions, "version">;

/** As in `FunctionList`, names apart. */
export interface Functions {
  readonly source: string;
  readonly computes: readonly string[];
  readonly tables?: readonly string[];
  readonly refused: readonly string[];
  readonly attributes?: readonly string[];
  readonly relations?: readonly string[];
}

/** What returns rows, aggregates or varies: only engines that tell are asked for it. */
export interface Facts {
  readonly version: string;
  readonly names: Readonly<Record<Kind, readonly string[]>>;
}

/** An engine's function as far as it counts here. */
export interface Named {
  readonly name: string;
  /** The engine says that it only computes, or it is known to. */
  readonly computes: boolean;
}

/** In: every function that can be called, overloads too. Out: those that only compute, and those that are refused by their name alone. */
export function sorted(dialect: DialectName, all: readonly Named[]): Pick<Functions, "computes" | "refused"> {
  const refused = new Set(all.filter(({ computes }) => !computes).map(({ name }) => name.toLowerCase()));
  const names = [...new Set(all.map(({ name }) => name.toLowerCase()))].filter(
    (name) => /^[a-z_][\w.$]*$/.test(name) && !isForbiddenFunction(name, dialect),
  );
  return {
    computes: names.filter((name) => !refused.has(name)),
    refused: names.filter((name) => refused.has(name)),
  };
}

/** What gives another result each time, and does nothing else. */
export const dice: ReadonlySet<string> = new Set(
  `random rand uuid gen_random_uuid gen_random_bytes uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7
  clock_timestamp timeofday normal_rand random_normal array_sample array_shuffle shuffle error`.split(/\s+/),
);

/** Facts by kind, of the functions that may be called. In: name and kind of each. */
export function factsOf(
  functions: readonly (readonly string[])[],
  { computes }: Pick<Functions, "computes">,
): Record<Kind, string[]> {
  const callable = new Set(computes);
  const of = (kind: Kind) =>
    functions.flatMap(([name = "", its]) => (its === kind && callable.has(name) ? [name] : []));
  return {
    rows: of("rows"),
    aggregates: of("aggregates"),
    windows: of("windows"),
    eachCall: of("eachCall"),
    eachRun: of("eachRun"),
  };
}
