/** The last step. `since` is included, `until` is not. */
export interface WindowPlan {
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
  /** Only rows that came since an earlier run; `target` is the SQL name of the relation that it filled. */
  readonly increment?: {
    readonly target: string;
    readonly lookbackSeconds: number;
    /** Nothing but the relation's event is in its table. */
    readonly alone?: true;
  };
}
