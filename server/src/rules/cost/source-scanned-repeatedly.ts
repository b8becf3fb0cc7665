import { defineRule } from "../engine/defineRule.ts";
import { readingOf } from "../engine/sourceFacts.ts";

export const sourceScannedRepeatedly = defineRule<{ table: string; files: readonly string[] }>({
  name: "source-scanned-repeatedly",
  topic: "Cost",
  severity: "info",
  presets: ["recommended", "strict"],
  scope: "project",
  summary: "A table must not be read by more documents than its events need.",
  message: ({ table, files }) =>
    `${table} is read once for each of ${files.length} documents: ${[...new Set(files)].slice(0, 4).join(", ")}.`,
  options: {
    most: { default: 3, description: "How many documents may read one table." },
  },
  event(event, report, { index, options }) {
    const most = typeof options.most === "number" ? options.most : 3;
    for (const own of readingOf(event)) {
      const places = index.reading(own.table);
      // Told once, where it became too much.
      const place = places[most];
      if (!place || place.file !== own.file || place.span !== own.span) continue;
      const { source } = event.document;
      const table = source?.kind === "table" ? source.table.sql.text.trim() : own.table;
      report(
        own.span,
        { table, files: places.map(({ file }) => file) },
        {
          hint: "Events of one document cost one scan: give these one document, each with its own `where`.",
          related: places
            .slice(0, most)
            .map(({ file, span }) => ({ file, span, message: "It is read here, too." })),
        },
      );
    }
  },
});
