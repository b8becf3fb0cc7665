/** The user's SQL in a scan, to be looked at or changed. */
import type { FromPlan, FullPlan, Parameter, Scan, TypedSql, VirtualAlias } from "./plan.ts";

/** A piece of SQL, and what `event` and `param` are in it. */
export interface ScanSql {
  readonly sql: string;
  /** `parameter`: what a lookup is given, which is read before `event` and `param` are there. */
  readonly role: "expression" | "parameter";
  readonly virtual: readonly VirtualAlias[];
  /** What `param` holds in it, where that differs from the scan's own. */
  readonly parameters?: readonly Parameter[];
}

type Change = (part: ScanSql) => Pick<ScanSql, "sql" | "parameters">;

/** All of it but whole queries, which name tables of their own. */
export function scanSqls(scan: Scan): ScanSql[] {
  const found: ScanSql[] = [];
  const keep: Change = (part) => {
    found.push(part);
    return part;
  };
  inPart(scan, { change: keep, onlyRead: true }, []);
  return found;
}

/** The scan with its SQL changed; whole queries stay. */
export function mapScanSql(scan: Scan, change: Change): Scan {
  return inPart(scan, { change, onlyRead: false }, []) as Scan;
}

interface Walk {
  readonly change: Change;
  /** Nothing is made anew: plans are walked through much oftener than they are changed. */
  readonly onlyRead: boolean;
}

/** Walks plain data, so that no list of what holds SQL can be forgotten. In: the virtual aliases of what says nothing of them. */
function inPart(part: unknown, walk: Walk, virtual: readonly VirtualAlias[]): unknown {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return inList(part, walk, virtual);
  if (isTypedSql(part)) return inSql(part, walk, virtual);
  const seen = "virtual" in part ? (part.virtual as readonly VirtualAlias[]) : virtual;
  const { parameters, on } = part as { parameters?: readonly Parameter[]; on?: string };
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(part)) {
    if (key === "parameters" || key === "on") continue;
    const now = inKey(key, value, walk, seen);
    if (!walk.onlyRead) made[key] = now;
  }
  const changed =
    on === undefined
      ? parameters && { parameters: parameters.map((one) => inParameter(one, walk)) }
      : renamedOn(inSql({ sql: on, ...(parameters && { parameters }) }, walk, seen));
  return walk.onlyRead ? part : { ...made, ...changed };
}

function inList(list: readonly unknown[], walk: Walk, virtual: readonly VirtualAlias[]): unknown {
  if (!walk.onlyRead) return list.map((item) => inPart(item, walk, virtual));
  for (const item of list) inPart(item, walk, virtual);
  return list;
}

const renamedOn = ({ sql: on, parameters }: TypedSql) => ({ on, ...(parameters && { parameters }) });

function inKey(key: string, value: unknown, walk: Walk, virtual: readonly VirtualAlias[]): unknown {
  // What is joined is an event of its own.
  if (key === "from" || key === "relation") return value;
  if (key === "where") return (value as readonly string[]).map((sql) => inSql({ sql }, walk, []).sql);
  return inPart(value, walk, virtual);
}

function inSql(typed: TypedSql, walk: Walk, inherited: readonly VirtualAlias[]): TypedSql {
  const { sql, parameters, virtual: seen = inherited } = typed;
  const own = parameters?.map((one) => inParameter(one, walk));
  const changed = walk.change({
    ...{ sql, role: "expression", virtual: seen },
    ...(own && { parameters: own }),
  });
  if (walk.onlyRead) return typed;
  const { parameters: _, ...rest } = typed;
  return {
    ...rest,
    sql: changed.sql,
    virtual: seen,
    ...(changed.parameters && { parameters: changed.parameters }),
  };
}

function inParameter({ name, sql, virtual = [] }: Parameter, { change }: Walk): Parameter {
  return { name, sql: change({ sql, role: "parameter", virtual }).sql, virtual };
}

function isTypedSql(part: object): part is TypedSql {
  return "sql" in part && typeof part.sql === "string";
}

/** What a source is called in SQL: its alias, and those of the tables of a full join. */
export function aliasesOfFrom(from: FromPlan): string[] {
  const own = from.alias === undefined ? [] : [from.alias];
  return from.kind === "full" ? [...own, ...from.tables.map(({ alias }) => alias)] : own;
}

/** What a scan reads: its source, then what is joined. */
export function fromsOf({ from, steps }: Pick<Scan, "from" | "steps">): FromPlan[] {
  return [from, ...steps.flatMap((step) => (step.kind === "join" ? [step.from] : []))];
}

export type TableRead = Exclude<FromPlan, FullPlan>;

/** The same with the tables and queries of a full join in its stead. */
export function tablesRead(scan: Pick<Scan, "from" | "steps">): TableRead[] {
  return fromsOf(scan).flatMap((from) =>
    from.kind === "full" ? from.tables.map((one) => one.from) : [from],
  );
}
