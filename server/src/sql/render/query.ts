/** A query while it is put together: the steps before it have names, its own conditions and columns can still change. */
import type { Dialect } from "../dialects/dialect.ts";
import type { RelationPlan } from "../plan/plan.ts";
import { picking } from "./generatedNames.ts";
import { carriedRow, type Row } from "./row.ts";
import { type CommonTable, identifier, named, select } from "./sqlText.ts";

export interface Query {
  readonly tables: readonly CommonTable[];
  readonly from: string;
  readonly where: readonly string[];
  /** Conditions on windows. */
  readonly qualify: readonly string[];
  /** Definitions of named windows. */
  readonly windows?: readonly string[];
  readonly row: Row;
  /** Of the author's SQL in it. */
  readonly settings?: string | undefined;
}

/** What makes steps of a relation's queries. */
export interface Steps {
  /**
   * The next step reads what the query gives: its values are columns of a common table with that name, or one like it.
   * Out: also the names that the columns beside the row's were given, in order.
   */
  after(
    query: Query,
    name: string,
    own?: readonly OwnColumn[],
  ): { readonly query: Query; readonly names: readonly string[] };
}

/** A column beside the row's own; its name as it is to be called. */
interface OwnColumn {
  readonly name: string;
  readonly sql: string;
}

/** Values that are the same in every row stay where they are. */
export const isConstant = (sql: string): boolean => constant.test(sql);

const constant =
  /^(?:'(?:[^']|'')*'|[-+]?\d+(?:\.\d+)?|null|true|false|cast\(null as [^()]*(?:\([^()]*\))?\)|null::[\w ]+(?:\([\d, ]*\))?)$/;

/** In: what gives a table a name that no other has; whether columns are spoken of with their table, because another one is joined. */
export function stepsOf(
  dialect: Dialect,
  relation: RelationPlan,
  pickTable: (wanted: string) => string,
  isJoined = false,
): Steps {
  return {
    after(query, wanted, own = []) {
      const name = identifier(dialect, pickTable(wanted));
      const called = isJoined ? (column: string) => `${name}.${column}` : (column: string) => column;
      const { columns, row, names } = columnsOf(dialect, relation, { ...query, called }, own);
      const { tables, row: _, ...parts } = query;
      const table = { name, query: select({ ...parts, columns }) };
      return { query: { tables: [...tables, table], from: name, where: [], qualify: [], row }, names };
    },
  };
}

/** Each value once, whatever it is for. */
function columnsOf(
  dialect: Dialect,
  relation: RelationPlan,
  { row, called }: { readonly row: Row; readonly called: (column: string) => string },
  own: readonly OwnColumn[],
) {
  const pick = picking([]);
  const columns: string[] = [];
  const known = new Map<string, string>();
  const add = (sql: string, name: string): string => {
    const column = identifier(dialect, pick(name));
    columns.push(named(dialect, sql, column));
    return called(column);
  };
  const carried = carriedRow(dialect, relation, row, (sql, name) => {
    if (isConstant(sql)) return sql;
    const column = known.get(sql) ?? add(sql, name);
    known.set(sql, column);
    return column;
  });
  return { row: carried, names: own.map(({ sql, name }) => add(sql, name)), columns };
}
