/**
 * Keys that other tools and everyday speech have for what the language calls something else: dbt (`data_tests`, `loaded_at_field`),
 * MetricFlow (`agg_time_dimension`, `expr`), LookML (`sql_table_name`, `sql_on`), tracking plans (`timestamp`, `traits`).
 */
type Keys = Pick<ReadonlyMap<string, unknown>, "has">;

/** Key of the language → what others call it, in snake_case, apart by blanks. */
const foreign: Readonly<Record<string, string>> = {
  from: "source table model relation view dataset sql_table_name sql_table table_name base_table source_table ref",
  as: "alias",
  key: "primary_key primary_keys id pk grain unique_key unique_id identifier event_id message_id keys",
  where: "filter filters where_clause sql_where sql_always_where condition conditions having predicate",
  join: "joins left_join relationships",
  on: "sql_on join_on condition conditions",
  at:
    "time timestamp ts date datetime event_time event_timestamp occurred_at happened_at created_at when time_column " +
    "timestamp_column timestamp_field time_dimension agg_time_dimension original_timestamp",
  entities: "entity identities identifiers actors",
  properties:
    "dimensions dimension columns fields attributes props measures measure traits params payload metrics facts",
  description: "desc comment doc docs documentation definition meaning summary label",
  owner: "team owned_by maintainer group steward",
  consumers: "used_by readers exposures subscribers stakeholders",
  goals: "purpose objectives kpis",
  tags: "labels categories category",
  tests: "data_tests checks assertions expectations constraints validations",
  timezone: "tz time_zone",
  link: "url href",
  order_by: "sort sort_by order ordering",
  for_each: "unnest flatten explode lateral",
  once_per: "distinct distinct_on dedupe deduplicate unique_per first_per",
  partition: "partition_by partitioned_by partitioning cluster_by",
  loaded_at: "loaded_at_field ingested_at synced_at received_at",
  sql: "expr expression column field sql_expression formula calculation",
  value: "constant literal default",
  type: "data_type dtype datatype column_type",
  unit: "units",
  values: "accepted_values allowed_values enum options",
  privacy: "pii classification sensitivity data_classification",
  database: "dbname db",
  user: "username login",
  password: "pass pwd",
  host: "hostname server server_hostname",
  teams: "owners groups",
};

const meanings = new Map<string, string[]>();
for (const [key, words] of Object.entries(foreign))
  for (const word of words.split(" ")) meanings.set(word, [...(meanings.get(word) ?? []), key]);

/** Of the keys that a map may have, the one that says here what others call `word`; `undefined` where none does. */
export function keyMeant(word: string, known: Keys): string | undefined {
  return meanings.get(snakeCase(word))?.find((key) => known.has(key));
}

function snakeCase(word: string): string {
  return word
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[-\s]/g, "_")
    .toLowerCase();
}

/**
 * Where a key belongs that is known, or has a meaning, at the other level than the one where it is written; a sentence. A document's keys
 * and those of its events are told apart by `level`.
 */
export function placeMeant(
  word: string,
  level: "document" | "event",
  { ofDocument, ofEvent }: Readonly<Record<"ofDocument" | "ofEvent", Keys>>,
): string | undefined {
  const others = level === "document" ? ofEvent : ofDocument;
  const key = others.has(word) ? word : keyMeant(word, others);
  if (key === undefined) return undefined;
  return level === "document"
    ? `Each event says its own \`${key}\`, below its name in \`events\`.`
    : `\`${key}\` stands at the top of the document, once for all of its events.`;
}
