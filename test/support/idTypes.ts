import type { ExpressionTypes } from "../../server/src/sql/types.ts";

/** Types of keys and entities alone, as a connection would tell them: for specs of tables that no catalog knows. */
export const idTypes =
  (spelling = "bigint"): ExpressionTypes =>
  ({ key, entities, definition }, sql) => {
    const ids = [...key, ...(definition.oncePer?.key ?? []), ...entities.map((entity) => entity.sql)];
    return ids.some(({ text }) => text === sql) ? { spelling, dialect: "duckdb" } : undefined;
  };

/** Of events' times, too. */
export const idAndTimeTypes: ExpressionTypes = (event, sql) => {
  const id = idTypes()(event, sql);
  const isTime = event.definition.at?.sql?.text === sql;
  return id ?? (isTime ? { spelling: "timestamp", dialect: "duckdb" } : undefined);
};
