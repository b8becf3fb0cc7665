import type { Span } from "../../document/types.ts";
import { writeInside, writeInto } from "../../document/write/writeInside.ts";
import { nameForTable, tablePlace } from "../../project/eachTable.ts";
import { identifierQuote, quoteIdentifier, writeIdentifier } from "../../sql/writeIdentifier.ts";
import { nameAt, type Occurrence, occurrencesOf } from "../names/occurrences/occurrences.ts";
import { refusedName } from "../names/refusedName.ts";
import type { FileView } from "../session/fileView.ts";

export interface FileEdit {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}

/** Whether the name at an offset can be renamed: it is declared in the project's own files. */
export function renameable(view: FileView, offset: number): Occurrence | undefined {
  const name = nameAt(view, offset);
  return name && occurrencesOf(view, name).some(isDeclared) ? name : undefined;
}

const isDeclared = ({ role, implied }: Occurrence) => role === "declare" && !implied;

/** The edits that give a name's every occurrence another one; a sentence for the user when that name can't be. */
export function rename(view: FileView, offset: number, to: string): FileEdit[] | string {
  const name = renameable(view, offset);
  if (!name) return whyNot(nameAt(view, offset));
  const all = occurrencesOf(view, name);
  const declaring = all.filter(isDeclared);
  if (name.kind === "alias" || name.kind === "property" || name.kind === "parameter") {
    const refused = refusedName(view, name, all, to);
    return refused ?? placesOf(view, name, all, to);
  }
  const written = writtenFor(name, declaring, to);
  if (typeof written !== "string") return written.refused;
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_ .-]*$/u.test(written.replaceAll(tablePlace, "t")))
    return `"${to}" can't be a name: use letters, digits and underscores.`;
  const names = namesAfter(declaring, written);
  const taken = occurrencesOf(view, { kind: name.kind, means: [...names.values()] }).find(
    ({ role, means }) => role === "declare" && !means.some((one) => names.has(one)),
  );
  if (taken) return `There is already ${name.kind === "event" ? "an" : "a"} ${name.kind} "${taken.name}".`;
  const edits: FileEdit[] = [];
  for (const place of occurrencesOf(view, { kind: name.kind, means: [...names.keys()] })) {
    const text = place.tables ? written : names.get(place.means[0] ?? "");
    if (text === undefined || !isStill(place, text, names)) return severalMeant(place);
    edits.push(editOf(view, place, text));
  }
  return edits;
}

function whyNot(name: Occurrence | undefined): string {
  if (name?.kind === "alias")
    return `"${name.name}" is the table's own name: write another one with \`as:\` beside the table first, then it can be renamed.`;
  if (name?.kind === "table") return "A table is called what the warehouse or dbt calls it.";
  if (name) return `"${name.name}" is declared nowhere in the project.`;
  return "There is no name here that the project declares.";
}

/** The edits where each place is known by what it means, and not by the name. */
function placesOf(
  view: FileView,
  name: Occurrence,
  all: readonly Occurrence[],
  to: string,
): FileEdit[] | string {
  const declared = new Set(all.filter(isDeclared).flatMap(({ means }) => means));
  const unsure = all.find(
    ({ means, name: one }) =>
      !means.every((each) => declared.has(each)) || one.toLowerCase() !== name.name.toLowerCase(),
  );
  if (unsure) return severalMeant(unsure);
  return all.filter(({ implied }) => !implied).map((place) => editOf(view, place, to));
}

const severalMeant = ({ name, file }: Occurrence) =>
  `"${name}" in ${file} stands for several things, of which only some would be renamed.`;

function editOf(view: FileView, place: Occurrence, to: string): FileEdit {
  const { before, after } = place.affix ?? { before: "", after: "" };
  return { file: place.file, span: place.span, text: asWritten(view, place, before + to + after) };
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
  const source = project.documents.get(file)?.text.slice(span.start, span.end) ?? "";
  if (inSql) {
    const isQuoted = source.replace(/^\\/, "").startsWith(identifierQuote(dialect));
    return writeInside(inSql, isQuoted ? quoteIdentifier(to, dialect) : writeIdentifier(to, dialect));
  }
  const style = source.startsWith('"') ? "double" : source.startsWith("'") ? "single" : "plain";
  const quote = style === "plain" ? "" : (source[0] ?? "");
  return `${quote}${writeInto({ style, flow: true, atStart: true }, to) ?? to}${quote}`;
}
