/** The third and the fourth step of the ladder: what the embedded engine says of both texts. It is locked down, and has no table. */
import { type Cell, type Connection, WarehouseError } from "../../warehouse/types.ts";
import type { SqlPair, Verdict } from "../types.ts";
import type { Question } from "./columns.ts";
import { emptyTable, gridRows, gridTable } from "./grid.ts";

export interface Asked {
  readonly as: SqlPair["as"];
  readonly question: Question;
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

const timeoutMs = 10_000;

/** Proved, refuted, or neither. Rejects with `WarehouseError` only where the engine itself is lost or the run is cancelled. */
export async function askedEngine(asked: Asked): Promise<Verdict> {
  const types = await typesOf(asked);
  if ("note" in types) return { step: "may have changed", note: types.note };
  const [before, after] = types.types;
  if (before !== after)
    return { step: "may have changed", note: `The result is ${after} instead of ${before}.` };
  // First what can't be wrong: a row on which both differ.
  const tried = await triedOnRows(asked, before ?? "");
  if (tried.step !== "may have changed" || !asked.question.isPlain) return tried;
  return (await samePlan(asked)) ? { step: "proved" } : tried;
}

/** The types of both results. */
async function typesOf(
  asked: Asked,
): Promise<{ readonly types: readonly string[] } | { readonly note: string }> {
  const { connection, question, signal } = asked;
  const result = await connection.bind(`select ${both(question)} from ${emptyTable(question)}`, signal);
  if (!result.ok) return { note: `The embedded engine refuses it: ${firstLine(result.message)}` };
  return { types: result.columns.map(({ type }) => type) };
}

const both = ({ before, after }: Question): string => `(${before}\n), (${after}\n)`;

const firstLine = (text: string): string => text.split("\n")[0] ?? "";

async function samePlan({ as, connection, question, signal }: Asked): Promise<boolean> {
  const table = emptyTable(question);
  const plans = (query: (sql: string) => string) =>
    Promise.all(
      [question.before, question.after].map((sql) => connection.plan?.(query(`(${sql}\n)`), signal)),
    );
  const forms = [
    (sql: string) => `select ${sql} from ${table}`,
    ...(as === "condition" ? [(sql: string) => `select 1 from ${table} where ${sql}`] : []),
  ];
  for (const form of forms) {
    const [one, other] = await plans(form);
    if (one !== undefined && one !== "" && one === other) return true;
  }
  return false;
}

async function triedOnRows(asked: Asked, resultType: string): Promise<Verdict> {
  const { as, question } = asked;
  const rows = gridRows(question);
  const result = (sql: string) =>
    as === "condition" && resultType === "BOOLEAN" ? `coalesce((${sql}\n), false)` : `(${sql}\n)`;
  const columns = question.columns.map(({ name }) => `${name}::varchar as ${name}`);
  const find = (read: (sql: string) => string, where: string) =>
    [
      `select ${["b::varchar as b", "a::varchar as a", ...columns].join(", ")} from (select *,`,
      `${read(result(question.before))} as b, ${read(result(question.after))} as a from ${gridTable(question, rows)})`,
      `where ${where} limit 1`,
    ].join(" ");
  const plain = await rowOf(
    find((sql) => sql, "b is distinct from a"),
    asked,
  );
  // Where a row makes one of them fail, only rows count on which neither does.
  const found = plain.failed
    ? await rowOf(
        find((sql) => `try(${sql})`, "b is not null and a is not null and b is distinct from a"),
        asked,
      )
    : plain;
  if (found.row) return { step: "refuted", difference: differenceOf(found.row, question, resultType) };
  const count = `${rows.length} ${rows.length === 1 ? "row" : "rows"} of sample values`;
  if (found.failed)
    return {
      step: "may have changed",
      note: `The embedded engine can't compare them: ${firstLine(found.failed)}`,
    };
  if (!plain.failed && isWhole(question))
    return { step: "proved", note: "Every row that there can be gives the same." };
  return { step: "may have changed", note: `${count} show no difference.` };
}

/** Whether the grid holds every row that there can be. */
function isWhole({ columns }: Question): boolean {
  return columns.length <= 6 && columns.every(({ type }) => type.toUpperCase() === "BOOLEAN");
}

interface Found {
  readonly row?: readonly Cell[] | undefined;
  readonly failed?: string;
}

async function rowOf(sql: string, { connection, signal }: Asked): Promise<Found> {
  try {
    const { rows } = await connection.run(sql, { limit: 1, timeoutMs }, signal);
    return { row: rows[0] };
  } catch (error) {
    const isOfSql = error instanceof WarehouseError && !["cancelled", "lost", "crashed"].includes(error.kind);
    if (!isOfSql) throw error;
    return { failed: error.message };
  }
}

/** `differs when \`o.status\` is null: false → null`. Texts stand in quotes, so that an empty one is seen. */
function differenceOf(
  [before, after, ...cells]: readonly Cell[],
  { columns }: Question,
  resultType: string,
): string {
  const results = `${shown(before, resultType)} → ${shown(after, resultType)}`;
  const row = columns.map(({ written, type }, at) => `\`${written}\` is ${shown(cells[at], type)}`);
  return row.length === 0 ? `always differs: ${results}` : `differs when ${row.join(" and ")}: ${results}`;
}

function shown(cell: Cell | undefined, type: string): string {
  if (cell === null || cell === undefined) return "null";
  return /^(?:VARCHAR|TEXT)/i.test(type) ? JSON.stringify(cell) : String(cell);
}
