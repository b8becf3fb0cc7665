/** What rendering a query needs to know, made once by `rendererOf` and handed to every part of it. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import type { RelationPlan, Scan } from "../plan/plan.ts";
import type { GeneratedNames } from "./generatedNames.ts";

/** The moment of an event while its row is still being put together. */
export interface Moment {
  readonly sql: string;
  /** Absent when it is not one known type for all events of the scan; it is an instant then. */
  readonly type: LogicalType | undefined;
  readonly timezone: string;
  readonly instant: string;
}

/** Of a relation as a whole. */
export interface RelationRenderer {
  readonly dialect: Dialect;
  readonly relation: RelationPlan;
}

/** Of the tables that events are read from. */
export interface ScanRenderer {
  readonly dialect: Dialect;
  /** Its SQL calls the virtual aliases as `names` does; where the dialect has no columns for them it holds what they stand for. */
  readonly scan: Scan;
  readonly names: GeneratedNames;
  /** The time of whichever event a row is tried for. */
  readonly moment: Moment;
  /** Whether `event` must be among the tables. */
  readonly usesEvent: boolean;
}

/** Of one scan of a relation. */
export interface Renderer extends RelationRenderer, ScanRenderer {}
