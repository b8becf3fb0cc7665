/** A query whose texts come cut from the server: a value of Postgres may have a gigabyte. */
import { postgres } from "../../../sql/dialects/postgres.ts";
import { textLimit } from "../../answerLimits.ts";
import { oneQuery } from "../../oneQuery.ts";
import { quoted } from "../../sqlCatalog.ts";
import { WarehouseError } from "../../types.ts";
import type { PostgresField } from "./protocol.ts";

/** Of the built-in types those without a length of their own: text, varchar, json, jsonb, xml; and bytea. */
const texts: ReadonlySet<number> = new Set([25, 1043, 114, 3802, 142]);
const bytea = 17;

export interface CutQuery {
  readonly sql: string;
  /** Characters before the query that stands in it. */
  readonly before: number;
}

/** Nothing where no column needs it, or where the statement is no query that can stand in another one. */
export function cutting(sql: string, fields: readonly PostgresField[]): CutQuery | undefined {
  if (!fields.some(({ dataTypeID: type }) => texts.has(type) || type === bytea)) return undefined;
  const query = plainQuery(sql);
  if (query === undefined) return undefined;
  const names = fields.map((_, at) => quoted(postgres, `c${at + 1}`));
  const columns = fields.map(({ dataTypeID: type }, at) => cut(names[at] ?? "", type));
  const head = `select ${columns.join(", ")} from (\n`;
  return { sql: `${head}${query}\n) as answer (${names.join(", ")})`, before: head.length };
}

/** One more than is kept tells that it is longer; two hex digits are a byte. */
function cut(column: string, type: number): string {
  if (texts.has(type)) return `left(${column}::text, ${textLimit + 1})`;
  return type === bytea ? `substring(${column} from 1 for ${textLimit / 2 + 1})` : column;
}

function plainQuery(sql: string): string | undefined {
  try {
    return oneQuery(sql, "postgres");
  } catch (error) {
    if (error instanceof WarehouseError) return undefined;
    throw error;
  }
}
