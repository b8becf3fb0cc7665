/** Full joins whose tables can't be compared, or whose names would mean two things. */
import type { Finding, Located, Span } from "../../document/types.ts";
import { findColumn } from "../../project/catalog.ts";
import { type FullTable, fullTables, markOf } from "../../project/fullJoins.ts";
import type { Project } from "../../project/types.ts";
import type { FullSource, SpecDocument } from "../../spec/types.ts";
import { columnType } from "../logicalType.ts";

type Problem = Pick<Finding, "span" | "message" | "hint">;

/** In: a document, the path of its file, and what tells the columns of queries, where something does. */
export function fullJoinFindings(
  { source }: Pick<SpecDocument, "source">,
  file: string,
  project: Project,
  outputsOf?: Parameters<typeof fullTables>[2],
): Finding[] {
  if (source?.kind !== "full") return [];
  const tables = fullTables(source, project, outputsOf);
  const problems = [
    ...countProblems(source, tables),
    ...tables.flatMap((table) => keyProblems(table)),
    ...typeProblems(source, tables),
    ...nameProblems(source, tables),
  ];
  return problems.map((one) => ({ file, rule: "ill-fitting-full-join", severity: "error", ...one }));
}

function problem(span: Span, message: string, hint: string): Problem {
  return { span, message, hint };
}

function countProblems(source: FullSource, tables: readonly FullTable[]): Problem[] {
  const { using, members, span } = source;
  const few =
    members.length > 0 && members.length < 2
      ? [
          problem(
            span,
            "A full join needs two tables.",
            "Add another, or write the table alone after `from`.",
          ),
        ]
      : [];
  const missing =
    using.length === 0
      ? [
          problem(
            span,
            "This full join compares no column.",
            "Name the column that the tables share in `using`.",
          ),
        ]
      : [];
  const unlike = tables.flatMap(({ alias, keys, span }) =>
    keys.length === using.length
      ? []
      : [
          problem(
            keys[0]?.span ?? span,
            `"${alias}" gives ${keys.length} columns for the ${using.length} of \`using\`.`,
            "Name as many, in the same order.",
          ),
        ],
  );
  return [...few, ...missing, ...unlike];
}

/** Columns that a table whose columns are all known does not have. */
function keyProblems({ table, keys, member, name, span: own }: FullTable): Problem[] {
  if (!table || table.partial || table.columns.length === 0) return [];
  return keys
    .filter(({ value }) => !findColumn(table, value))
    .map(({ value, span }) => {
      const names = table.columns.map(({ name }) => name);
      const message = `${name} has no column "${value}".`;
      const known = `Columns: ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}.`;
      const form = member.source.kind === "query" ? "{sql: …, as: …, using: …}" : "{table: …, using: …}";
      const hint = `Say what it calls the column with \`${form}\`. ${known}`;
      return problem(member.using ? span : own, message, hint);
    });
}

/** Keys of which no type holds the values of both. */
function typeProblems({ using }: FullSource, tables: readonly FullTable[]): Problem[] {
  return using.flatMap((_, at) => {
    const known = tables.flatMap(({ table, keys, name, span }) => {
      const column = table && findColumn(table, keys[at]?.value ?? "");
      return column && columnType(column) ? [{ column, table: name, span }] : [];
    });
    const [first, ...others] = known;
    const other = others.find(
      ({ column }) => first && columnType({ ...first.column, others: [column] }) === undefined,
    );
    if (!first || !other) return [];
    const message = `"${first.column.name}" is ${first.column.type} in ${first.table}, and "${other.column.name}" is ${other.column.type} in ${other.table}.`;
    const hint =
      "Compare columns of one type: cast one of them in a query, `{sql: …, as: …}`, in the table's place.";
    return [problem(other.span, message, hint)];
  });
}

/** Names that the source's own alias, or one of the tables, would have twice. */
function nameProblems({ using }: FullSource, tables: readonly FullTable[]): Problem[] {
  const marks = tables.map(({ alias, member, table, span }) => ({
    name: { value: markOf(alias), span: member.alias?.span ?? span },
    isColumn: table !== undefined && findColumn(table, markOf(alias)) !== undefined,
  }));
  const seen = new Set<string>();
  const repeated = (one: Located<string>) => {
    const name = one.value.toLowerCase();
    const isAgain = seen.has(name);
    seen.add(name);
    return isAgain;
  };
  const twice = [...using, ...marks.map(({ name }) => name)].filter(repeated);
  const taken = marks.filter(({ isColumn }) => isColumn).map(({ name }) => name);
  return [...twice, ...taken].map(({ value, span }) =>
    problem(
      span,
      `"${value}" would be two columns of this full join.`,
      "Give the table another name with `as`.",
    ),
  );
}
