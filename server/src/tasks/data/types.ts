import type { Finding } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { EventRelation } from "../../proof/rows/eventRelation.ts";
import type { Asking } from "../test/asking.ts";
import type { TestRequest } from "../test/types.ts";

/** What a look at rows needs. */
export interface DataRequest
  extends Pick<
    TestRequest,
    "project" | "connection" | "dialect" | "bound" | "now" | "timeoutMs" | "maxBytes"
  > {
  readonly events: readonly ProjectEvent[];
  /** Told how many events have been looked at. */
  readonly onEvent?: (done: number) => void;
}

export interface DataAnswer {
  /** By file, of all files whose rows were looked at; with the rules' own severities: a check gives them those of the settings. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Events whose rows could not be looked at, and why. */
  readonly unseen: readonly { readonly event: string; readonly why: string }[];
}

/** One event's rows, and how they are asked. */
export interface Rows {
  readonly event: ProjectEvent;
  readonly relation: EventRelation;
  readonly asking: Asking;
}
