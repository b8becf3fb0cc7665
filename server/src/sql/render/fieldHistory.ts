/** A history with a row for each change of a field, as rows that hold all picked fields. */
import type { Dialect } from "../dialects/dialect.ts";
import type { FieldsPlan, JoinStep } from "../plan/plan.ts";
import { dottedNames } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";
import { castAs } from "./cast.ts";
import { condition, embed, operand } from "./embed.ts";
import { isOneOf } from "./literals.ts";
import { type SharedWindow, sharedWindow } from "./ordering.ts";
import { derived, identifier, literal, named, select } from "./sqlText.ts";
import type { TypedText } from "./typedText.ts";

/** A history as it is joined. */
export interface FieldHistory {
  readonly alias: string;
  readonly item: string;
  /** Columns of it that the join is made by, and those that tell when a row started. */
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  readonly filters: readonly string[];
  /** When a row started. */
  readonly start: string;
  /** The name of the column that tells where a row ends. */
  readonly end: string;
}

/** Rows of which each holds the values of all fields until its end: the last of one time has all that came to hold then. */
export function fieldRows(dialect: Dialect, fields: FieldsPlan, history: FieldHistory): string {
  const { alias, keys, start, end } = history;
  const rows = fieldChanges(dialect, fields, history);
  const order = [start, ...(rows.tie === undefined ? [] : [rows.tie])];
  const window = sharedWindow(dialect, "changes", [keys, order]);
  const picked = pickedValues(dialect, fields, { ...history, ...rows }, { window, order });
  // Where there is no next row, a column that can't be null has no null to give.
  const next = `lead(${dialect.toNullable?.(start) ?? start}) ${window.over}`;
  return select({
    columns: [...columnsOf(history, alias), ...picked.columns, named(dialect, next, end)],
    from: picked.from,
    where: picked.where,
    windows: window.named,
  });
}

/** Columns of a table that pieces of SQL name, as they are written. */
export function columnsNamed(sqls: readonly string[], alias: string, dialect: DialectName): string[] {
  const found = new Map<string, string>();
  for (const sql of sqls)
    for (const { parts, start, end } of dottedNames(sql, dialect)) {
      const [qualifier, column] = parts;
      if (qualifier !== alias.toLowerCase() || column === undefined) continue;
      const written = sql.slice(start, end).split(".").slice(1).join(".").trim();
      if (!found.has(column)) found.set(column, parts.length === 2 ? written : column);
    }
  return [...found.values()];
}

/** Its table with each picked field as a column of its type, for questions about the SQL around it. */
export function fieldsAlone(dialect: Dialect, item: string, alias: string, { fields }: JoinStep): string {
  if (!fields) return item;
  const columns = fields.picks.map(({ name, list }) => {
    const value = embed(dialect, fields.value);
    return named(dialect, list === undefined ? value : asText(dialect, fields), identifier(dialect, name));
  });
  return derived(select({ columns: [`${alias}.*`, ...columns], from: item }), alias);
}

/** Rows of changes, and what is a field's name and value there. */
interface Changes {
  readonly from: string;
  readonly where: readonly string[];
  readonly name: TypedText;
  readonly value: string;
  /** Several values of one time as a text. In: what stands between them. */
  list(separator: string): string;
  /** What decides between rows of one time. */
  readonly tie?: string;
}

function fieldChanges(dialect: Dialect, fields: FieldsPlan, history: FieldHistory): Changes {
  const { alias, item, filters, start } = history;
  const name: TypedText = { sql: embed(dialect, fields.name), type: fields.name.type };
  const value = embed(dialect, fields.value);
  const all = [...new Map(fields.picks.map(({ field }) => [field.text, field])).values()];
  const where = [
    isOneOf(dialect, name, all),
    `${start} is not null`,
    ...filters.map((filter) => condition(dialect, filter)),
  ];
  if (fields.picks.every(({ list }) => list === undefined))
    return { from: item, where, name, value, list: () => value, tie: tieOf(dialect, value, fields) };
  const text = asText(dialect, fields);
  const separators = [...new Set(fields.picks.flatMap(({ list }) => list ?? []))];
  const listName = (separator: string) => `${own.list}_${separators.indexOf(separator) + 1}`;
  const columns = [...columnsOf(history, alias), `${name.sql} as ${own.field}`];
  const grouped = select({
    columns: [
      ...columns,
      `max(${value}) as ${own.value}`,
      ...separators.map(
        (separator) => `${dialect.joinTexts(text, literal(dialect, separator))} as ${listName(separator)}`,
      ),
    ],
    from: item,
    where,
  });
  const by = columns.map((_, at) => at + 1).join(", ");
  return {
    from: derived(`${grouped}\ngroup by ${by}`, alias),
    where: [],
    name: { sql: `${alias}.${own.field}`, type: fields.name.type },
    value: `${alias}.${own.value}`,
    list: (separator) => `${alias}.${listName(separator)}`,
  };
}

/** Columns that no table has. */
const own = { field: "eventspec_field", value: "eventspec_value", list: "eventspec_list" } as const;

const columnsOf = ({ columns }: FieldHistory, alias: string) => columns.map((column) => `${alias}.${column}`);

function asText(dialect: Dialect, { value }: FieldsPlan): string {
  const sql = embed(dialect, value);
  return value.type?.kind === "string" ? sql : castAs(dialect, sql, dialect.types.string);
}

/** The greatest comes last, so that it counts; a null is the least. */
function tieOf(dialect: Dialect, value: string, { value: { type } }: FieldsPlan): string {
  const sql = type?.kind === "string" && !type.isEnum ? dialect.byBytes(operand(dialect, value)) : value;
  return dialect.nulls === "smallest" ? sql : `${sql} nulls first`;
}

interface Windowing {
  readonly window: SharedWindow;
  readonly order: readonly string[];
}

/** The last value of each field. */
function pickedValues(
  dialect: Dialect,
  { picks }: FieldsPlan,
  { alias, keys, from, where, name, value, list }: FieldHistory & Changes,
  { window, order }: Windowing,
): { readonly columns: readonly string[]; readonly from: string; readonly where: readonly string[] } {
  const each = picks.map((pick, at) => ({
    column: identifier(dialect, pick.name),
    condition: isOneOf(dialect, name, [pick.field]),
    value: pick.list === undefined ? value : list(pick.list),
    count: `eventspec_change_${at + 1}`,
  }));
  if (dialect.lastWhere) {
    const last = each.map((one) => dialect.lastWhere?.(one.condition, one.value, window.over) ?? "");
    return { columns: each.map(({ column }, at) => named(dialect, last[at] ?? "", column)), from, where };
  }
  const counting = sharedWindow(dialect, "so_far", [keys, order], "rows unbounded preceding");
  const counts = each.map(
    (one) => `count(case when ${one.condition} then 1 end) ${counting.over} as ${one.count}`,
  );
  const counted = select({ columns: [`${alias}.*`, ...counts], from, where, windows: counting.named });
  const columns = each.map((one) => {
    const within = [...keys, `${alias}.${one.count}`].join(", ");
    const last = `max(case when ${one.condition} then ${one.value} end) over (partition by ${within})`;
    return named(dialect, last, one.column);
  });
  return { columns, from: derived(counted, alias), where: [] };
}
