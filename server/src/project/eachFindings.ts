/** Documents for tables that look alike whose tables are not known, or whose events would share a name. */
import type { Finding, Located } from "../document/types.ts";
import type { EventDefinition, SpecDocument } from "../spec/types.ts";
import { documentsOf, tablePlace } from "./eachTable.ts";
import { findingAt } from "./reference.ts";
import type { Project } from "./types.ts";

export function eachFindings(project: Project, file: string, document: SpecDocument): Finding[] {
  const { each, events } = document;
  const written = events.flatMap(namesOf);
  if (!each) return written.filter(hasPlace).map((name) => unfilled(file, name));
  const tables = documentsOf(document, project.catalog);
  const span = each.table.sql.span;
  const pattern = each.pattern.join(".");
  if (tables.length === 0) {
    const [message, hint] = project.catalog.known
      ? [
          `"${pattern}" finds no table in the catalog, so these are no events.`,
          "Correct the pattern, or refresh the catalog (`eventspec catalog refresh`).",
        ]
      : [
          `Which tables "${pattern}" means is not known: a pattern is looked up in the catalog, and there is none.`,
          "Choose a connection that has them, or run `eventspec catalog refresh`.",
        ];
    return [findingAt(file, "invalid-reference", span, message, hint)];
  }
  const filled = tables.map((one) => ({
    table: one.table ?? "",
    names: one.document.events.flatMap(namesOf),
  }));
  return written.flatMap((name, at) => {
    if (!hasPlace(name)) return [placeless(file, name, pattern)];
    const seen = new Map<string, string>();
    for (const { table, names } of filled) {
      const own = names[at]?.value ?? "";
      const other = seen.get(own);
      if (other !== undefined) return [shared(file, name, own, [other, table])];
      seen.set(own, table);
    }
    return [];
  });
}

/** The names that rows of an event bear. */
function namesOf({ name, variants }: EventDefinition): Located<string>[] {
  const ofVariants = variants?.names.map(({ event }) => event) ?? [];
  return ofVariants.length > 0 ? ofVariants : [name];
}

const hasPlace = ({ value }: Located<string>): boolean => value.includes(tablePlace);

function unfilled(file: string, { value, span }: Located<string>): Finding {
  const message = `Nothing stands for \`${tablePlace}\` in "${value}".`;
  return findingAt(
    file,
    "invalid-reference",
    span,
    message,
    "Read the tables with `from: {each: …}`, or take it out.",
  );
}

function placeless(file: string, { value, span }: Located<string>, pattern: string): Finding {
  const message = `"${value}" would be the name of an event of every table that "${pattern}" finds.`;
  const hint = `Put \`${tablePlace}\` into it, in quotes where the name begins with it; or read all as one event, with \`from: {union: [${pattern}]}\`.`;
  return findingAt(file, "invalid-reference", span, message, hint);
}

function shared(
  file: string,
  { span }: Located<string>,
  name: string,
  [one, other]: readonly [string, string],
): Finding {
  const message = `"${name}" would be the name of an event of ${one} and of one of ${other}.`;
  const hint = "Let the pattern find tables of different names only, or put them together with `union`.";
  return findingAt(file, "invalid-reference", span, message, hint);
}
