/** Names and shapes of columns' types, as the server tells them. */
import type { Client } from "pg";
import type { ValueType } from "./cells.ts";
import type { PostgresField } from "./protocol.ts";

interface ColumnType extends ValueType {
  /** As `format_type` spells it: `numeric(12,2)`, `timestamp with time zone`; and `enum mood`. */
  readonly name: string;
}

export interface ColumnTypes {
  /** One for each field. Asks the server only about types that were not met before. */
  of(client: Client, fields: readonly PostgresField[]): Promise<readonly ColumnType[]>;
}

export function createColumnTypes(): ColumnTypes {
  const known = new Map<string, ColumnType>();
  return {
    async of(client, fields) {
      const wanted = new Map(fields.map((field) => [keyOf(field), field]));
      const unknown = [...wanted].filter(([key]) => !known.has(key));
      if (unknown.length > 0) {
        const types = await ask(
          client,
          unknown.map(([, field]) => field),
        );
        for (const [i, [key, field]] of unknown.entries())
          known.set(key, types[i] ?? { oid: field.dataTypeID, name: "unknown" });
      }
      return fields.map((field) => known.get(keyOf(field)) ?? { oid: field.dataTypeID, name: "unknown" });
    },
  };
}

function keyOf({ dataTypeID, dataTypeModifier }: PostgresField): string {
  return `${dataTypeID}:${dataTypeModifier}`;
}

/** Written so that Redshift, which knows neither `values` as a table nor `unnest`, can answer too. */
async function ask(client: Client, fields: readonly PostgresField[]): Promise<ColumnType[]> {
  const questions = fields.map(
    ({ dataTypeID, dataTypeModifier }, i) =>
      `select ${i}, coalesce((select 'enum ' from pg_type where oid = ${dataTypeID} and typtype = 'e'), '') || ` +
      `format_type(${dataTypeID}, ${dataTypeModifier}), ` +
      `coalesce((select case when typlen = -1 then typelem end from pg_type where oid = ${dataTypeID}), 0)::int`,
  );
  const answer = await client.query<[number, string, number]>({
    text: `${questions.join(" union all ")} order by 1`,
    rowMode: "array",
  });
  return answer.rows.map(([i, name, item]) => ({
    oid: fields[i]?.dataTypeID ?? 0,
    name,
    ...(item !== 0 && { item: { oid: item } }),
  }));
}
