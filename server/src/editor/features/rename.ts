import type { Span } from "../../document/types.ts";
import { writeInside, writeInto } from "../../document/write/writeInside.ts";
import { nameForTable, tablePlace } from "../../project/eachTable.ts";
import { writeIdentifier } from "../../sql/writeIdentifier.ts";
import { nameAt, type Occurrence, occurrencesOf } from "../names/occurrences.ts";
import type { FileView } from "../session/fileView.ts";

export interface FileEdit {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}

/** Whether the name at an offset can be renamed: it is declared in the project's own files. */
export function renameable(view: FileView, offset: number): Occurrence | undefined {
  const name = nameAt(view, offset);
  return name && occurrencesOf(view, name).some(({ declares }) => declares) ? name : undefined;
}

/** The edits that give a name's every occurrence another one; a sentence for the user when that name can't be. */
export function rename(view: FileView, offset: number, to: string): FileEdit[] | string {
  const name = renameable(view, offset);
  if (!name)
    return "Only events, entities, teams, goals, lookups and connections of the project can be renamed.";
  const declaring = occurrencesOf(view, name).filter(({ declares }) => declares);
  const written = writtenFor(name, declaring, to);
  if (typeof written !== "string") return written.refused;
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_ .-]*$/u.test(written.replaceAll(tablePlace, "t")))
    return `"${to}" can't be a name: use letters, digits and underscores.`;
  const names = namesAfter(declaring, written);
  const taken = occurrencesOf(view, { kind: name.kind, means: [...names.values()] }).find(
    ({ declares, means }) => declares && !means.some((one) => names.has(one)),
  );
  if (taken) return `There is already ${name.kind === "event" ? "an" : "a"} ${name.kind} "${taken.name}".`;
  const edits: FileEdit[] = [];
  for (const place of occurrencesOf(view, { kind: name.kind, means: [...names.keys()] })) {
    const text = place.tables ? written : names.get(place.means[0] ?? "");
    if (text === undefined || !isStill(place, text, names))
      return `"${place.name}" in ${place.file} stands for several events, of which only some would be renamed.`;
    edits.push({ file: place.file, span: place.span, text: asWritten(view, place, text) });
  }
  return edits;
}

/** What the declaration becomes: of an event of tables that look alike, whose name may be given for one of them, with the place of their names. */
function writtenFor(
  name: Occurrence,
  declaring: readonly Occurrence[],
  to: string,
): string | { readonly refused: string } {
  const each = declaring.find((one) => one.name.includes(tablePlace));
  if (!each || to.includes(tablePlace)) return to;
  const refused = `Its document counts for each of several tables, so its name needs the place for theirs, as in "${each.name}".`;
  if (name.name.includes(tablePlace)) return { refused };
  const table = each.tables?.[each.means.indexOf(name.name)]?.toLowerCase();
  const parts = table === undefined ? [] : to.split(table);
  return parts.length === each.name.split(tablePlace).length ? parts.join(tablePlace) : { refused };
}

/** What each event is called after, by what it is called before. */
function namesAfter(declaring: readonly Occurrence[], written: string): ReadonlyMap<string, string> {
  return new Map(
    declaring.flatMap(({ means, tables }) =>
      means.map((one, at) => [one, nameForTable(written, tables?.[at] ?? tablePlace)] as const),
    ),
  );
}

/** Whether a place means the same events as before, under their new names. */
function isStill({ means, tables }: Occurrence, text: string, names: ReadonlyMap<string, string>): boolean {
  return means.every((one, at) => names.get(one) === nameForTable(text, tables?.[at] ?? tablePlace));
}

function asWritten({ project, dialect }: FileView, { file, span, inSql }: Occurrence, to: string): string {
  if (inSql) return writeInside(inSql, writeIdentifier(to, dialect));
  const source = project.documents.get(file)?.text.slice(span.start, span.end) ?? "";
  const style = source.startsWith('"') ? "double" : source.startsWith("'") ? "single" : "plain";
  const quote = style === "plain" ? "" : (source[0] ?? "");
  return `${quote}${writeInto({ style, flow: true, atStart: true }, to) ?? to}${quote}`;
}
