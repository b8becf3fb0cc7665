/** Findings about a document for tables that look alike: each once, with the tables that it is about. */
import type { Finding } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";

/** What was found while one table was looked at. */
export interface FoundOfTable {
  readonly findings: readonly Finding[];
  readonly table: string;
  /** The events of that table: what they are called is said as it is written. */
  readonly events: readonly ProjectEvent[];
}

/** What is found for all tables is said as it is; else it says for which. */
export function overTables(found: readonly FoundOfTable[]): Finding[] {
  const merged = new Map<string, { finding: Finding; readonly tables: string[] }>();
  for (const { findings, table, events } of found)
    for (const one of findings) {
      const finding = asWritten(one, events);
      const { rule, span, message } = finding;
      const key = `${rule}\n${span.start}\n${span.end}\n${message}`;
      const known = merged.get(key) ?? { finding, tables: [] };
      if (!known.tables.includes(table)) known.tables.push(table);
      merged.set(key, known);
    }
  return [...merged.values()].map(({ finding, tables }) => {
    if (tables.length === found.length) return finding;
    const named = tables.slice(0, mostNamed).join(", ");
    const more = tables.length > mostNamed ? ` and ${tables.length - mostNamed} more` : "";
    return { ...finding, message: `${finding.message.replace(/\.$/, "")} (for ${named}${more}).` };
  });
}

/** In: findings with the events that they were found of, and all events of the file. */
export function ofEvents(
  found: readonly { readonly event: string; readonly finding: Finding }[],
  events: readonly ProjectEvent[],
): Finding[] {
  const tables = grouped(
    events.filter(({ each }) => each),
    ({ document }) => document.each,
  );
  const merged = [...tables.values()].flatMap((alike) =>
    overTables(
      [...grouped(alike, ({ document }) => document).values()].map((own) => ({
        findings: found
          .filter(({ event }) => own.some(({ name }) => name === event))
          .map(({ finding }) => finding),
        table: own[0]?.each?.table ?? "",
        events: own,
      })),
    ),
  );
  const alike = new Set([...tables.values()].flat().map(({ name }) => name));
  return [...found.filter(({ event }) => !alike.has(event)).map(({ finding }) => finding), ...merged];
}

/** Events by what they have in common. */
export function grouped<K>(
  events: readonly ProjectEvent[],
  keyOf: (event: ProjectEvent) => K,
): Map<K, ProjectEvent[]> {
  const groups = new Map<K, ProjectEvent[]>();
  for (const event of events) {
    const group = groups.get(keyOf(event));
    if (group) group.push(event);
    else groups.set(keyOf(event), [event]);
  }
  return groups;
}

const mostNamed = 3;

function asWritten(finding: Finding, events: readonly ProjectEvent[]): Finding {
  const message = events.reduce(
    (text, { name, each }) => (each ? text.replaceAll(`"${name}"`, () => `"${each.written}"`) : text),
    finding.message,
  );
  return { ...finding, message };
}
