/** What a check has looked at, so that "no findings" says of what. */
import { partsOf } from "../project/catalog.ts";
import { whyNoEvents } from "../project/misnamedFiles.ts";
import { stateOf, type TableState } from "../project/tableState.ts";
import { tablesOfFile } from "../project/tablesOf.ts";
import type { Column, Project } from "../project/types.ts";
import { columnType } from "../sql/logicalType.ts";
import type { Knowledge } from "./types.ts";

export interface Checked {
  /** Tables that the files name, each once. */
  readonly tables: number;
  /** Of them: those whose columns are all known, partly known, there but unreadable, and not known. */
  readonly known: number;
  readonly partly: number;
  readonly unreadable: number;
  readonly unknown: number;
  /** Whether every column was checked that the SQL names. */
  readonly columns: boolean;
  /** Whether a connection was asked for the types of all expressions. */
  readonly types: boolean;
  /** That there is no event to check, and why, as a sentence. */
  readonly nothing?: string;
  /** Why that is not all, in sentences. */
  readonly reason?: string;
}

/** In: the files that were checked, all of the project when absent. */
export function checkedOf(
  project: Project,
  { types, parser, unchecked }: Knowledge,
  files: readonly string[] = [...project.documents.keys()],
): Checked {
  const states = [...tablesIn(project, files).values()];
  const count = (kind: TableState["kind"]) => states.filter((state) => state.kind === kind).length;
  const known = count("known");
  const nothing = whyNoEvents(project);
  const columns = parser !== undefined && known === states.length;
  const unasked = unaskedIn(types, files);
  const reasons = [
    ...(unchecked === undefined ? [] : [unchecked]),
    ...(columns ? [] : dbtReasons(project)),
    ...unasked,
    ...(!types && hasTypesOfNobody(project) ? [typesOfNobody] : []),
  ];
  return {
    tables: states.length,
    known,
    partly: count("partly"),
    unreadable: count("unreadable"),
    unknown: count("unknown"),
    columns,
    types: types !== undefined && unasked.length === 0,
    ...(nothing !== undefined && { nothing }),
    ...(reasons.length > 0 && { reason: reasons.join(" ") }),
  };
}

/** Why events were not asked about in full, each reason once. */
function unaskedIn(types: Knowledge["types"], files: readonly string[]): string[] {
  const events = [...(types?.events.values() ?? [])].filter(({ file }) => files.includes(file));
  return [...new Set(events.flatMap(({ unasked }) => unasked ?? []))];
}

const typesOfNobody =
  "The catalog doesn't tell which engine its types are of; `eventspec catalog refresh` records it.";

/** `Columns of 26 of 28 tables were checked.`, with what keeps it from being all. */
export function checkedInWords(checked: Checked): string {
  const { tables, known, partly, unreadable, unknown, types, nothing, reason } = checked;
  if (nothing !== undefined) return nothing;
  if (tables === 0) return "The files name no table.";
  const rest = [
    [partly, "partly known"],
    [unreadable, "unreadable"],
    [unknown, "not known"],
  ] as const;
  const why = rest.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const columns = `Columns of ${known} of ${tables} ${tables === 1 ? "table" : "tables"} were checked`;
  const missing = why.length > 0 ? ` (${why.join(", ")})` : "";
  return `${columns}${missing}${types ? "" : ", types were not"}.${reason === undefined ? "" : ` ${reason}`}`;
}

/** What checks of several projects have looked at together; each project's reasons bear its name. */
export function checkedTogether(
  all: readonly { readonly name: string; readonly checked: Checked }[],
): Checked {
  const sum = (of: (checked: Checked) => number) =>
    all.reduce((total, { checked }) => total + of(checked), 0);
  const say = (of: (checked: Checked) => string | undefined) =>
    all.flatMap(({ name, checked }) => {
      const said = of(checked);
      return said === undefined ? [] : [`${name}: ${said}`];
    });
  const reasons = say(({ reason }) => reason);
  const together: Checked = {
    tables: sum(({ tables }) => tables),
    known: sum(({ known }) => known),
    partly: sum(({ partly }) => partly),
    unreadable: sum(({ unreadable }) => unreadable),
    unknown: sum(({ unknown }) => unknown),
    columns: all.every(({ checked }) => checked.columns),
    types: all.every(({ checked }) => checked.types),
    ...(reasons.length > 0 && { reason: reasons.join(" ") }),
  };
  const empty = say(({ nothing }) => nothing);
  return empty.length === 0
    ? together
    : { ...together, nothing: [...empty, checkedInWords(together)].join(" ") };
}

/** Whether there was something to check, and nothing of it was left unchecked. */
export function isComplete({ columns, types, nothing }: Checked): boolean {
  return columns && types && nothing === undefined;
}

function tablesIn(project: Project, files: readonly string[]): ReadonlyMap<string, TableState> {
  const references = files.flatMap((file) => tablesOfFile(project, file));
  return new Map(
    references.map((reference) => {
      const key = JSON.stringify(partsOf(reference, project)).toLowerCase();
      return [key, stateOf(reference, project)];
    }),
  );
}

/** Why dbt's artefacts don't tell all names and columns. */
function dbtReasons({ dbt }: Project): string[] {
  const problem = dbt?.otherTarget ?? dbt?.problem ?? dbt?.columnsProblem;
  return problem ? [`${problem.message} ${problem.hint}`] : [];
}

/** Whether nobody tells which engine spelled a type that means different things in different ones. */
function hasTypesOfNobody({ catalog }: Project): boolean {
  const isOfNobody = (column: Column) => column.type !== undefined && columnType(column) === undefined;
  return catalog.tables.some(({ columns }) => columns.some(isOfNobody));
}
