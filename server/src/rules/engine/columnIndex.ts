import type { NamesAtPlace, QualifierName } from "../../project/namesAt.ts";
import type { Column } from "../../project/types.ts";

/** Columns by name: a table may have thousands of them, and a file as many expressions that name one. */
export interface ColumnIndex {
  readonly names: readonly string[];
  /** Whether anything is said of the privacy of a column, or of all of them. */
  readonly isMarked: boolean;
  /** The exact spelling first, else the first one without regard to case. */
  find(name: string): Column | undefined;
}

/** A name before a dot, with its columns by their names. */
export interface ScopedName extends QualifierName {
  readonly known?: ColumnIndex;
}

export interface NamesInScope extends NamesAtPlace {
  readonly names: readonly ScopedName[];
}

/** Makes one index of each list of columns, for as long as the list lives. */
export function columnIndexes(): (columns: readonly Column[]) => ColumnIndex {
  const made = new WeakMap<readonly Column[], ColumnIndex>();
  return (columns) => {
    const known = made.get(columns) ?? indexOf(columns);
    made.set(columns, known);
    return known;
  };
}

function indexOf(columns: readonly Column[]): ColumnIndex {
  const last = columns.toReversed();
  const exact = new Map(last.map((column) => [column.name, column]));
  const lower = new Map(last.map((column) => [column.name.toLowerCase(), column]));
  return {
    names: columns.map(({ name }) => name),
    isMarked: columns.some(({ privacy, tags, tableTag }) => privacy ?? tags?.length ?? tableTag),
    find: (name) => exact.get(name) ?? lower.get(name.toLowerCase()),
  };
}
