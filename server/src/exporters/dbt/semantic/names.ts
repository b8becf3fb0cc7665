/** Which names dbt's semantic layer takes: https://github.com/dbt-labs/dbt-semantic-interfaces, `validations/unique_valid_name.py` and `reserved_keywords.py`. */

const plainName = /^[a-z](?:(?!__)[a-z0-9_])*[a-z0-9]$/;

const reserved: ReadonlySet<string> = new Set([
  ...["nanosecond", "microsecond", "millisecond", "second", "minute", "hour"],
  ...["day", "week", "month", "quarter", "year", "metric_time", "mf_internal_uuid"],
  ...[
    "and",
    "as",
    "create",
    "distinct",
    "for",
    "from",
    "full",
    "having",
    "in",
    "inner",
    "into",
    "is",
    "join",
    "left",
  ],
  ...["like", "natural", "not", "null", "on", "or", "right", "select", "union", "using", "where", "with"],
]);

export function isSemanticName(name: string): boolean {
  return plainName.test(name) && !reserved.has(name);
}

/** What a name stands for; it must be the same wherever it occurs. */
type Kind = "entity" | "categorical" | "time" | "measure";

/** Says of each name whether it may stand for that, and remembers it if so. */
export function semanticKinds(): (name: string, kind: Kind) => boolean {
  const kinds = new Map<string, Kind>();
  return (name, kind) => {
    if (!isSemanticName(name) || (kinds.get(name) ?? kind) !== kind) return false;
    kinds.set(name, kind);
    return true;
  };
}
