/** Every place where a name of the project stands: one list behind definition, references, highlights, rename and the colours of names. */
import { eventsIn } from "../../../project/assemble.ts";
import type { SpecFile } from "../../../spec/types.ts";
import type { FileView } from "../../session/fileView.ts";
import { projectFileNames } from "./projectFileNames.ts";
import { specNames } from "./specNames.ts";
import { sqlNames } from "./sqlNames.ts";
import { tableNames } from "./tableNames.ts";
import type { Named, NameKind, Occurrence } from "./types.ts";

export type { FileSpan, Occurrence } from "./types.ts";

/** The names of a file, in the order of their places; what is implied comes after what is written. */
export function occurrencesIn(view: Named, file: string): Occurrence[] {
  const { project } = view;
  if (file === project.file.file) return ordered(ofProjectFile(view));
  const spec = project.specs.find((one) => one.file === file);
  return spec ? ordered(ofSpec(view, spec)) : [];
}

/** The name at an offset of a file; where one ends and another begins, the one that begins. */
export function nameAt(view: FileView, offset: number): Occurrence | undefined {
  const names = occurrencesIn(view, view.file).filter(
    ({ span, implied }) => !implied && span.start <= offset && offset <= span.end,
  );
  return names.find(({ span }) => offset < span.end) ?? names[0];
}

/** A name that is looked for; without the name itself all SQL is looked through for what it means. */
type Wanted = Pick<Occurrence, "kind" | "means"> & Partial<Pick<Occurrence, "name">>;

/** Where the same thing is named, in all files. */
export function occurrencesOf(view: Named, name: Wanted): Occurrence[] {
  const means = new Set(name.means);
  const { project } = view;
  const isMeant = (one: Occurrence) => one.kind === name.kind && one.means.some((each) => means.has(each));
  const declared = ordered(ofProjectFile(view)).filter(isMeant);
  const inSpecs = project.specs.flatMap((spec) => ordered(ofSpec(view, spec, name)).filter(isMeant));
  return [...declared, ...inSpecs];
}

function ofProjectFile(view: Named): Occurrence[] {
  const { file } = view.project.file;
  const names = projectFileNames(view.project.file);
  return [...names, ...sqlNames(view, file, []), ...tableNames(view.project, file, [])];
}

/** If only one name is asked for, SQL that can't hold it is not looked at. */
function ofSpec(view: Named, { file, documents }: SpecFile, wanted?: Wanted): Occurrence[] {
  const kind = wanted?.kind;
  const word = wanted?.name && /^\w+$/.test(wanted.name) && kind !== "event" ? wanted.name : undefined;
  const events = eventsIn(view.project, file);
  const names = documents.flatMap((document) => {
    const own = events.filter((event) => event.document.span.start === document.span.start);
    return specNames(view, file, document, own);
  });
  const sql = kind === undefined || inSql.has(kind) ? sqlNames(view, file, events, word?.toLowerCase()) : [];
  const tables = kind === undefined || kind === "table" ? tableNames(view.project, file, events) : [];
  return [...names, ...sql, ...tables];
}

const inSql: ReadonlySet<NameKind> = new Set(["event", "entity", "property", "alias", "parameter"]);

/** A place that a YAML alias repeats, or that counts for several tables, is one place with several meanings. */
function ordered(names: readonly Occurrence[]): Occurrence[] {
  const places = new Map<string, Occurrence>();
  for (const name of names) {
    const place = `${name.kind} ${name.span.start} ${name.span.end}`;
    const known = places.get(place);
    places.set(place, known && !known.tables ? withMeanings(known, name) : (known ?? name));
  }
  return [...places.values()].sort(
    (a, b) => Number(a.implied ?? false) - Number(b.implied ?? false) || a.span.start - b.span.start,
  );
}

function withMeanings(one: Occurrence, other: Occurrence): Occurrence {
  return { ...one, means: [...new Set([...one.means, ...other.means])] };
}
