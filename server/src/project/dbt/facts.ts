/** What a dbt project says of its tables and columns: declared there, tested by dbt when it runs, and measured by nobody here. */

/** Of a table. */
export interface DbtFacts {
  readonly resource: "model" | "seed" | "snapshot" | "source";
  /** `table`, `view`, `incremental`, …: how dbt makes it; absent for sources. */
  readonly materialized?: string;
  /** The file that declares it, relative to the dbt project, with `/`. */
  readonly file?: string;
  /** The group that it is in, by its name. */
  readonly group?: string;
  /** Of its `meta`, else of its group. */
  readonly owner?: DbtOwner;
  /** SQL that says when a row was loaded: mostly a column. */
  readonly loadedAt?: string;
  /** How old the newest row may be, such as `12 hours`. */
  readonly freshness?: { readonly warnAfter?: string; readonly errorAfter?: string };
  /** The column that parts it, where dbt says how it is parted. */
  readonly partitionedBy?: string;
  /** The day from which on it may be gone, as `2027-01-01`. */
  readonly deprecatedOn?: string;
  /** Columns that together tell rows apart and are never null, by tests or by a primary key. */
  readonly keys: readonly (readonly string[])[];
  /** What reads it, as far as dbt was told. */
  readonly exposures: readonly DbtExposure[];
}

/** Of a column. */
export interface DbtColumnFacts {
  /** Data tests that are on for all rows. */
  readonly tests: readonly DbtTest[];
  /** Of its contract, such as `not_null`. */
  readonly constraints: readonly string[];
}

export interface DbtTest {
  /** With its package where that is not dbt itself: `unique`, `dbt_utils.not_empty_string`. */
  readonly name: string;
  /** It only warns: rows that break it are lived with. */
  readonly warns?: true;
  /** Of `accepted_values`. */
  readonly values?: readonly string[];
  /** Of `relationships`: the table and its column. */
  readonly to?: string;
  readonly field?: string;
}

export interface DbtOwner {
  readonly name?: string;
  readonly email?: string;
  readonly slack?: string;
}

export interface DbtGroup {
  readonly name: string;
  readonly description?: string;
  readonly owner: DbtOwner;
  /** As of a table. */
  readonly file?: string;
}

export interface DbtExposure {
  /** For people. */
  readonly name: string;
  /** `dashboard`, `notebook`, `analysis`, `ml`, `application`. */
  readonly type?: string;
  readonly owner: DbtOwner;
}

/** The values that dbt accepts in a column, of a test that fails at others. */
export function acceptedValues({ tests }: DbtColumnFacts): readonly string[] | undefined {
  return tests.find((test) => test.values && !test.warns)?.values;
}

/** How an owner is called. */
export function ownerText({ name, email, slack }: DbtOwner): string | undefined {
  return name ?? email ?? slack;
}
