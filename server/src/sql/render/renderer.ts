/** What rendering a query needs to know, made once by `rendererOf` and handed to every part of it. */
import type { Dialect } from "../dialects/dialect.ts";
import type { RelationPlan, Scan } from "../plan/plan.ts";
import type { GeneratedNames } from "./generatedNames.ts";
import type { Time } from "./time.ts";

/** Of a relation as a whole. */
export interface RelationRenderer {
  readonly dialect: Dialect;
  readonly relation: RelationPlan;
}

/** Of the tables that events are read from. */
export interface ScanRenderer {
  readonly dialect: Dialect;
  /** Its SQL holds what virtual aliases stand for; where that could mean something else, it calls their tables as `names` does. */
  readonly scan: Scan;
  readonly names: GeneratedNames;
  /** The time of whichever event a row is tried for. */
  readonly time: Time;
  /** Whether `event` must be among the tables. */
  readonly usesEvent: boolean;
  /** Whether values of columns that become rows stand in its SQL, and their table has the names alone. */
  readonly valuesInPlace: boolean;
}

/** Of one scan of a relation. */
export interface Renderer extends RelationRenderer, ScanRenderer {}
