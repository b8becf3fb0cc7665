import { setRootKey } from "../../document/write/setRootKey.ts";
import { tableOf } from "../../project/aliases.ts";
import { calledAlias } from "../../project/defaultAlias.ts";
import type { DialectName } from "../../project/dialectNames.ts";
import type { Table } from "../../project/types.ts";
import type { SpecDocument } from "../../spec/types.ts";
import { bareReference } from "../../sql/reader/bareReference.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";

export const timeWithoutPartition = defineRule<{ table: string; column: string; known: boolean }>({
  name: "time-without-partition",
  topic: "Cost",
  severity: "warning",
  presets: ["recommended", "strict"],
  needs: ["catalog"],
  summary: "Where a table is parted by a column, the spec must say so.",
  message: ({ table, column, known }) =>
    `${table} ${known ? "is" : "seems to be"} parted by "${column}", and without \`partition\` each query reads all of it.`,
  document({ document, file }, report, context) {
    const { source, partition, events } = document;
    if (source?.kind !== "table" || partition || events.length === 0) return;
    const table = tableOf(source.table, context.project);
    const found = table && partitionOf(table, context.knowledge.dialect);
    if (!found) return;
    const alias = calledAlias({ source, ...(document.alias && { alias: document.alias }) }) ?? "";
    const column = `${alias}.${found.column}`;
    const text = context.document(file);
    // Of another column nobody here knows how far an event may lie from it: too little, and events would be lost.
    const isTime = isTimeOf(document, found.column);
    const edits =
      text && isTime && /^\w+$/.test(alias)
        ? setRootKey(text, source.span, { key: "partition", value: `{column: ${column}}` }, [
            "from",
            "as",
            "key",
          ])
        : undefined;
    report(
      source,
      { table: source.table.sql.text.trim(), column: found.column, known: found.known },
      {
        hint: isTime
          ? `Say \`partition: {column: ${column}}\`.`
          : `Say \`partition: {column: ${column}, within: …}\` with the longest time that may lie between it and an event.`,
        ...oneFix("Filter by the partition", edits),
      },
    );
  },
});

/** Engines that read by partitions and tell in no catalog which column they are of, and how people call it there. */
const parting: ReadonlySet<DialectName> = new Set(["bigquery", "databricks"]);
const names = new Set(
  "dt ds partition_date date_partition partition_day _partitiondate _partitiontime ingestion_date".split(" "),
);

function partitionOf(
  { dbt, columns }: Table,
  dialect: DialectName,
): { readonly column: string; readonly known: boolean } | undefined {
  if (dbt?.partitionedBy !== undefined) return { column: dbt.partitionedBy, known: true };
  const column = parting.has(dialect) && columns.find(({ name }) => names.has(name.toLowerCase()));
  return column ? { column: column.name, known: false } : undefined;
}

/** Whether all its events happen at that column's time. */
function isTimeOf({ events }: SpecDocument, column: string): boolean {
  return events.every(({ at }) => {
    const time = at?.sql && bareReference(at.sql.text)?.at(-1);
    return time?.toLowerCase() === column.toLowerCase();
  });
}
