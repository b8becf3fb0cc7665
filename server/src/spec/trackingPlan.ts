/** A tracking plan as plain data, whichever tool it is of: which events are tracked, and what they carry. */
import type { Literal } from "./literals.ts";
import type { ValueType } from "./types.ts";

export interface TrackingPlan {
  readonly name: string;
  readonly events: readonly PlannedEvent[];
}

export interface PlannedEvent {
  /** As the tool has it, such as `Order Completed`. */
  readonly name: string;
  readonly description?: string;
  readonly version?: number;
  /** Of Snowplow: whose schema it is, such as `com.acme`, and the first part of its version. */
  readonly structure?: { readonly vendor: string; readonly model: number };
  readonly properties: readonly PlannedProperty[];
}

export interface PlannedProperty {
  /** As the tool has it; of a field of an object the names on the way to it. */
  readonly path: readonly string[];
  readonly description?: string;
  /** Absent where the plan says none, or several. */
  readonly type?: ValueType;
  /** Whether each event has a value. */
  readonly required: boolean;
  /** All that may occur. */
  readonly values?: readonly Literal[];
}

/** Something that one side says and the other can't. */
export interface Loss {
  readonly event?: string;
  readonly property?: string;
  readonly example?: string;
  readonly check?: string;
  /** As a sentence, the same for all that got lost in this way. */
  readonly message: string;
  /** What it is called now, where that differs. */
  readonly now?: string;
}

/** A plan that was carried over from one side to the other. */
export interface CarriedPlan {
  readonly plan: TrackingPlan;
  readonly losses: readonly Loss[];
}
