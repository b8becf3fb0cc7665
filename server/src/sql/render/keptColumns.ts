/** Columns of a scan's tables that values name which are put together only when the tables are out of reach. */
import { neighbourNames } from "../../project/sequence.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { neighbouring } from "../plan/neighbouring.ts";
import type { Scan } from "../plan/plan.ts";
import { fromsOf } from "../plan/scanSql.ts";
import { columnPlaces } from "../reader/columnPlaces.ts";
import { namesOf } from "./generatedNames.ts";

interface KeptColumn {
  /** As the values name it. */
  readonly name: string;
  readonly sql: string;
}

interface SourcePlace {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Each column once. */
export function keptColumns(dialect: Dialect, scan: Scan): KeptColumn[] {
  const values = scan.events.flatMap(neighbouring);
  const places = values.flatMap(({ sql }) => sourcePlaces(dialect, scan, sql));
  return [...new Set(places.map(({ name }) => name))].map((name) => ({ name, sql: name }));
}

const virtual: ReadonlySet<string> = new Set(["event", ...neighbourNames]);

/** Where a value names columns of the scan's tables: `h.status`, `status`, and of `h.address.city` what the table has, `h.address`. */
export function sourcePlaces(dialect: Dialect, scan: Scan, sql: string): SourcePlace[] {
  const tables = new Set(
    fromsOf(scan)
      .flatMap(namesOf)
      .map((name) => name.toLowerCase()),
  );
  return columnPlaces(sql, dialect.name).flatMap(({ parts }): SourcePlace[] => {
    const [first, second] = parts;
    if (!first) return [];
    const isTable = tables.has(first.name.toLowerCase());
    if (second && !isTable && virtual.has(first.name.toLowerCase())) return [];
    const { start } = first;
    const { end } = second && isTable ? second : first;
    return [{ name: sql.slice(start, end), start, end }];
  });
}
