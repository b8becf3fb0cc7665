/** Names shared by all that ask for SQL. The plan itself is in plan.ts. */
import type { Finding } from "../document/types.ts";
import { type DialectName, dialectNames } from "../project/dialectNames.ts";
import type { ProjectEvent } from "../project/types.ts";
import type { LayoutName } from "../spec/projectTypes.ts";
import type { ValueType } from "../spec/types.ts";

export { type DialectName, dialectNames };

/** Which events of a run are wanted. Times are ISO 8601, UTC; `since` is included, `until` is not. */
export interface Window {
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
}

export interface CompileOptions {
  readonly dialect: DialectName;
  readonly layout: LayoutName;
  /** Events by name; all enabled ones when absent. */
  readonly events?: readonly string[];
  /** A stream of the project: gives layout, members and relation name. */
  readonly stream?: string;
  readonly window?: Window;
  /** The run's moment, ISO 8601; the engine's clock when absent. */
  readonly now?: string;
  /** Types of expressions that a connection has bound. See `expressionTypes`. */
  readonly types?: ExpressionTypes;
}

/** A type as an engine spells it. */
export interface SpelledType {
  readonly spelling: string;
  /** The engine's dialect: `timestamp` is a moment in one and a clock's reading in another. Absent where nobody knows it. */
  readonly dialect?: DialectName | undefined;
}

/** Answers the engine's type of a user's expression; `undefined` where it is not known. */
export type ExpressionTypes = (event: ProjectEvent, sql: string) => SpelledType | undefined;

export interface RelationColumn {
  readonly name: string;
  readonly type?: ValueType;
}

/** One query that yields events. */
export interface Relation {
  readonly name: string;
  readonly layout: LayoutName;
  readonly events: readonly string[];
  readonly columns: readonly RelationColumn[];
  /** Formatted, one statement, with the header line. */
  readonly sql: string;
}

export interface Compiled {
  readonly relations: readonly Relation[];
  readonly findings: readonly Finding[];
}
