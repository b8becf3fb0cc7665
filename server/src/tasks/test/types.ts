import type { BoundProject } from "../../binding/types.ts";
import type { Project } from "../../project/types.ts";
import type { Check } from "../../proof/checks.ts";
import type { CheckResult } from "../../proof/results.ts";
import type { RowOptions } from "../../proof/rows/eventRelation.ts";
import type { DialectName } from "../../sql/types.ts";
import type { Connection } from "../../warehouse/types.ts";

export interface TestRequest {
  readonly project: Project;
  readonly connection: Connection;
  readonly dialect: DialectName;
  /** The embedded engine without a table, for examples in its dialect; opened for the run where absent. */
  readonly exampleEngine?: Connection;
  /** What the connection says of the expressions: ids are then the same text as in every other run. */
  readonly bound: BoundProject | undefined;
  readonly checks: readonly Check[];
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly window: RowOptions["window"];
  /** Of one query. */
  readonly timeoutMs: number;
  /** Bytes that a query may read; absent once the user has confirmed to read more. */
  readonly maxBytes: number | undefined;
  /** Queries at once; absent: as many as the connection bears. */
  readonly jobs?: number | undefined;
  /** Told each result as soon as it is there. */
  readonly onResult?: (result: CheckResult) => void;
}
