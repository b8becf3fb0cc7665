/** Unions whose tables are not known, or do not fit together. */
import type { Finding, Located, Span } from "../../document/types.ts";
import { lookupsUsed } from "../../project/lookupsUsed.ts";
import { stateOf } from "../../project/tableState.ts";
import { sourcesOf } from "../../project/tablesOf.ts";
import type { Column, Project, ProjectEvent } from "../../project/types.ts";
import { columnsOfUnion, nameInUnion, tablesOfUnion, type UnionTable } from "../../project/unions.ts";
import { unresolved } from "../../project/unresolvedTables.ts";
import type { UnionMember, UnionSource } from "../../spec/types.ts";
import { columnType } from "../logicalType.ts";

interface UnionFinding {
  readonly finding: Finding;
  /** Of a table whose columns are not known. */
  readonly unknown?: UnionTable;
}

/** Of the document's own unions and those of its lookups. */
export function unionFindings({ document, file }: ProjectEvent, project: Project): UnionFinding[] {
  return [
    ...findingsOfSources(sourcesOf(document), file, project),
    ...lookupsUsed(document, project.lookups).flatMap((lookup) =>
      findingsOfSources(sourcesOf(lookup), project.file.file, project),
    ),
  ];
}

/** In: sources of one file. Out: what is wrong with the unions among them. */
export function findingsOfSources(
  sources: ReturnType<typeof sourcesOf>,
  file: string,
  project: Project,
): UnionFinding[] {
  return sources.flatMap((source) => (source.kind === "union" ? findingsOf(source, { file, project }) : []));
}

interface Place {
  readonly file: string;
  readonly project: Project;
}

function findingsOf(union: UnionSource, place: Place): UnionFinding[] {
  const tables = tablesOfUnion(union, place.project);
  const unfound = union.members.flatMap((member) => withoutTables(member, tables, place) ?? []);
  const unknown = tables.flatMap((table) => withoutColumns(table, place) ?? []);
  // What is not known can't be compared.
  if (unfound.length + unknown.length > 0) return [...unfound, ...unknown];
  return [
    ...tables.flatMap((table, at) => repeated(table, tables.slice(0, at), place) ?? []),
    ...union.members.flatMap((member) => wrongRenames(member, tables, place)),
    ...wrongNames(union, tables, place),
    ...conflicts(union, tables, place),
  ];
}

function found(
  { file }: Place,
  span: Span,
  message: string,
  hint: string,
  related?: Finding["related"],
): UnionFinding {
  const finding = { file, rule: "ill-fitting-union", severity: "error", message, hint, span } as const;
  return { finding: { ...finding, ...(related && { related }) } };
}

function withoutTables(
  member: UnionMember,
  tables: readonly UnionTable[],
  place: Place,
): UnionFinding | undefined {
  const { pattern, table } = member;
  if (!pattern || tables.some((one) => one.member === member)) return undefined;
  const name = pattern.join(".");
  // All that it finds may stand in the union by themselves.
  if (place.project.catalog.known)
    return found(
      place,
      table.sql.span,
      `"${name}" finds no table in the catalog beside those that are named.`,
      "Correct the pattern, refresh the catalog (`eventspec catalog refresh`), or leave the pattern out.",
    );
  return found(
    place,
    table.sql.span,
    `Which tables "${name}" means is not known: a pattern is looked up in the catalog, and there is none.`,
    "Choose a connection that has them, run `eventspec catalog refresh`, or name each table.",
  );
}

function withoutColumns(table: UnionTable, place: Place): UnionFinding | undefined {
  const { name, reference, table: known } = table;
  if (known && !known.partial && known.columns.length > 0) return undefined;
  if (unresolved(reference, place.project)) return undefined;
  const isThere = stateOf(reference, place.project).kind !== "unreadable";
  const message = isThere
    ? `The columns of ${name} are not known, so a union can't list them.`
    : `${name} can't be read, so a union can't list its columns.`;
  const hint = "Choose a connection that has it, or run `eventspec catalog refresh`.";
  return { ...found(place, reference.sql.span, message, hint), unknown: table };
}

function repeated(
  { name, reference, table }: UnionTable,
  before: readonly UnionTable[],
  place: Place,
): UnionFinding | undefined {
  const first = before.find((one) => one.table === table);
  return (
    first &&
    found(
      place,
      reference.sql.span,
      `${name} stands in this union twice, so each of its rows would be read twice.`,
      "Leave one of them out.",
    )
  );
}

/** Names of columns that the table of a member lacks, and those that become two columns of one name. */
function wrongRenames(member: UnionMember, tables: readonly UnionTable[], place: Place): UnionFinding[] {
  const own = tables.filter((one) => one.member === member);
  return member.renames.flatMap(({ theirs, ours }) => {
    const columns = own.flatMap(({ table }) => table?.columns ?? []);
    if (!columns.some(({ name }) => isSame(name, theirs.value)))
      return [
        found(place, theirs.span, `No column "${theirs.value}" is there to be renamed.`, known(columns)),
      ];
    const clashes = own.some(
      ({ table }) =>
        (table?.columns ?? []).filter(({ name }) => isSame(nameInUnion(member, name), ours.value)).length > 1,
    );
    const message = `Two columns of this table would be called "${ours.value}".`;
    return clashes ? [found(place, ours.span, message, "Give one of them another name.")] : [];
  });
}

function wrongNames(
  { except, relation }: UnionSource,
  tables: readonly UnionTable[],
  place: Place,
): UnionFinding[] {
  const columns = columnsOfUnion(tables);
  const isColumn = ({ value }: Located<string>) => columns.some(({ name }) => isSame(name, value));
  const isExcepted = except.some((one) => isSame(one.value, relation?.value ?? ""));
  return [
    ...except
      .filter((one) => !isColumn(one))
      .map((one) =>
        found(place, one.span, `No table of this union has a column "${one.value}".`, known(columns)),
      ),
    ...(relation && isColumn(relation) && !isExcepted
      ? [
          found(
            place,
            relation.span,
            `"${relation.value}" is a column of the tables already.`,
            "Give the column with the table's name another name.",
          ),
        ]
      : []),
  ];
}

function known(columns: readonly { readonly name: string }[]): string {
  const names = [...new Set(columns.map(({ name }) => name))];
  return `Columns: ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}.`;
}

/** Columns with two types of which none holds the values of both. */
function conflicts({ except }: UnionSource, tables: readonly UnionTable[], place: Place): UnionFinding[] {
  return columnsOfUnion(tables).flatMap(({ name, found: columns }) => {
    if (except.some((one) => isSame(one.value, name))) return [];
    const [first, ...others] = columns.flatMap((column, at) => {
      const table = tables[at];
      return column && table ? [{ column, table }] : [];
    });
    const other = first && others.find(({ column }) => !fitTogether(first.column, column));
    if (!first || !other) return [];
    const message = `Column "${name}" is ${first.column.type} in ${first.table.name} and ${other.column.type} in ${other.table.name}.`;
    const hint = `Leave it out with \`except: [${name}]\`, or rename one of them.`;
    const span = first.table.reference.sql.span;
    const related = [{ file: place.file, span, message: `Here it is ${first.column.type}.` }];
    return [found(place, other.table.reference.sql.span, message, hint, related)];
  });
}

/** Types that mean nothing here must be spelled alike. */
function fitTogether(one: Column, other: Column): boolean {
  const type = columnType({ ...one, others: [other] });
  const known = columnType(one) && columnType(other);
  if (!known) return true;
  const isOther = type?.kind === "other" || (type?.kind === "list" && type.of?.kind === "other");
  return isOther ? one.type?.toLowerCase() === other.type?.toLowerCase() : type !== undefined;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
