/** Types that the option `types` gives to columns of texts. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { didYouMean } from "../../../document/didYouMean.ts";
import type { ValueType } from "../../../spec/types.ts";
import { typeText } from "../../../spec/typeText.ts";
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { type FileOptions, KeyFault } from "./fileOptions.ts";
import { rowsOf, type SeenColumn, type TextColumns } from "./textColumns.ts";
import { readBy } from "./timeFormats.ts";

/** The column's value as its declared type; `undefined` where none is declared. */
export function declaredColumn(column: SeenColumn, { types }: FileOptions): string | undefined {
  const type = typeOf(column, types);
  if (!type) return undefined;
  if (type.kind === "string" || isMixed(column, type)) return column.column;
  if (type.kind === "date" || type.kind === "timestamp") {
    const { time, text } = column;
    return `cast(${time ? readBy(time, text) : text} as ${timeType(column, type)})`;
  }
  return `cast(${column.text} as ${engineType(column, type)})`;
}

function typeOf({ name }: SeenColumn, types: FileOptions["types"]): ValueType | undefined {
  const key = Object.keys(types ?? {}).find((column) => column.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : types?.[key];
}

/** Times of which only some carry an offset stay texts: what reads them knows the zone of the others. */
function isMixed({ form, time }: SeenColumn, type: ValueType): boolean {
  return type.kind === "timestamp" && form === "mixedTimes" && !time;
}

function timeType({ form, time }: SeenColumn, { kind }: ValueType): string {
  if (kind !== "timestamp") return kind;
  if (time) return time.type === "date" ? kind : time.type;
  return form.startsWith("timestamp") ? form : kind;
}

function engineType({ form }: SeenColumn, type: ValueType): string {
  if (type.kind === "integer" && form === "hugeint") return form;
  if (type.kind === "decimal" && type.precision !== undefined)
    return duckdb.decimal(type.precision, type.scale ?? 0);
  return type.kind === "list" ? "json" : duckdb.types[type.kind];
}

/**
 * Looks whether all values fit what is declared. Rejects with a `KeyFault` that names the first that does not, or a column
 * that is not there.
 */
export async function refuseUnfit(
  session: DuckDBConnection,
  { relation, options }: TextColumns,
  columns: readonly SeenColumn[],
): Promise<void> {
  const names = columns.map(({ name }) => name);
  const known = new Set(names.map((name) => name.toLowerCase()));
  const unknown = Object.keys(options.types ?? {}).find((name) => !known.has(name.toLowerCase()));
  if (unknown !== undefined) {
    const meant = didYouMean(unknown, names);
    throw new KeyFault(`\`types\` names no column: ${unknown}${meant ? `; did you mean ${meant}?` : ""}`);
  }
  const declared = columns.flatMap((column) => {
    const type = typeOf(column, options.types);
    return type && type.kind !== "string" ? [{ column, type }] : [];
  });
  if (declared.length === 0) return;
  const unfit = declared.map(({ column, type }) => unfitness(column, type));
  const counts = unfit.map((condition) => `count(*) filter (where ${condition})`);
  const [row = []] = await rowsOf(session, `select ${counts.join(", ")} from (${relation})`);
  const at = row.findIndex((count) => Number(count) > 0);
  const [bad, condition] = [declared[at], unfit[at]];
  if (!bad || condition === undefined) return;
  const [[text, number] = []] = await rowsOf(
    session,
    `select t, n from (select ${bad.column.column} as t, row_number() over () as n, ${condition} as unfit from (${relation})) where unfit order by n limit 1`,
  );
  throw new KeyFault(
    `Row ${number} has "${text}" as ${bad.column.name}, which is no ${typeText(bad.type)}, as \`types\` says`,
  );
}

/** In SQL: whether a text loses something as the type, or can't be it. */
function unfitness(column: SeenColumn, type: ValueType): string {
  return `(${column.text} is not null and ${loss(column, type)})`;
}

function loss(column: SeenColumn, type: ValueType): string {
  const { text, time } = column;
  if (type.kind === "date" || type.kind === "timestamp") {
    const read = time && readBy(time, text);
    if (read) return `(${read} is null or cast(${read} as ${timeType(column, type)}) <> ${read})`;
    if (isMixed(column, type)) return "false";
    const clock = type.kind === "date" ? ` or contains(${text}, ':')` : "";
    return `(try_cast(${text} as ${timeType(column, type)}) is null${clock})`;
  }
  const cast = `try_cast(${text} as ${engineType(column, type)}) is null`;
  if (type.kind === "integer") return `(${cast} or not regexp_full_match(${text}, '[-+]?[0-9]+'))`;
  if (type.kind !== "decimal" || type.precision === undefined) return cast;
  return `(${cast} or regexp_matches(${text}, '[.][0-9]{${type.scale ?? 0}}0*[1-9]'))`;
}
