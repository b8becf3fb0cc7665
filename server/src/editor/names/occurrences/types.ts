/** A place where a name stands, and what it means there. */
import type { Located, ScalarStyle, Span } from "../../../document/types.ts";
import type { FileView } from "../../session/fileView.ts";

export type NameKind =
  | "event"
  | "entity"
  | "team"
  | "goal"
  | "lookup"
  | "destination"
  | "connection"
  | "switch"
  | "stream"
  | "property"
  | "alias"
  | "parameter"
  | "table";

/** A piece of a file of the project. */
export interface FileSpan {
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  readonly span: Span;
}

/** `write`: what is named gets a value here, such as a lookup's parameter, or rows, such as a table in an example. */
export type Role = "declare" | "read" | "write";

export interface Occurrence extends FileSpan {
  readonly kind: NameKind;
  /** As it is written, without what stands around it. */
  readonly name: string;
  /**
   * What it means: names for what the whole project knows by its name (in a document of tables that look alike, the event of each of
   * them), places of declarations (`placeKey`) for what has another name elsewhere.
   */
  readonly means: readonly string[];
  /** These tables' own names, in the same order; absent elsewhere. */
  readonly tables?: readonly string[];
  /** Of a name in SQL: the style of the scalar that the SQL is in. */
  readonly inSql?: ScalarStyle;
  readonly role: Role;
  /** What the text at the place has around the name: the column `customer_id` names the entity `customer`. */
  readonly affix?: Affix;
  /** Nothing is written for it alone: an alias that is the table's own name. */
  readonly implied?: true;
}

export interface Affix {
  readonly before: string;
  readonly after: string;
}

/** What is known of a project's names: its files, and the dialect of their SQL. */
export type Named = Pick<FileView, "project" | "dialect">;

/** What a thing is known by that is declared at a place. */
export function placeKey(file: string, { start }: Span): string {
  return `${file}:${start}`;
}

export type Put = (
  kind: NameKind,
  name: Located<string> | undefined,
  more?: Partial<Omit<Occurrence, "kind" | "name" | "file" | "span">>,
) => void;

/** Gathers the names of a file. What is not said: a name means itself and is read. */
export function collector(
  file: string,
  meant: (name: string) => Pick<Occurrence, "means" | "tables"> = (name) => ({ means: [name] }),
): { found: Occurrence[]; put: Put } {
  const found: Occurrence[] = [];
  const put: Put = (kind, name, more) => {
    if (!name) return;
    const meaning = kind === "event" ? meant(name.value) : { means: [name.value] };
    const { value, span } = name;
    found.push({ kind, name: value, ...meaning, file, span, role: "read", ...more });
  };
  return { found, put };
}
