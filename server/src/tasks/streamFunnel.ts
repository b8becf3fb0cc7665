/** What is odd about a stream's rows, as notes on it. */
import { openName } from "../project/openNames.ts";
import type { Project } from "../project/types.ts";
import { inWords } from "../proof/words.ts";
import type { StreamCounts } from "../sql/funnel/streamQuery.ts";
import type { FunnelNote, RowFunnel } from "./rowFunnel.ts";
import type { Place } from "./rowPlaces.ts";

/** In: the stream's name. */
export function streamFunnel(project: Project, name: string, counts: StreamCounts): RowFunnel {
  const { events, repeatedRows, repeatedIds, nobodys = 0, unnamed } = counts;
  const stream = project.file.streams.find((one) => one.name.value === name);
  const place = streamPlace(project, name);
  const who = [stream?.entity, stream?.anonymous].flatMap((entity) =>
    entity ? [`\`${entity.value}\``] : [],
  );
  const notes: FunnelNote[] = [
    {
      kind: "no_customer",
      message: `left out, because ${who.length > 0 ? who.join(" and ") : "the customer"} ${who.length > 1 ? "are" : "is"} null: ${inWords(nobodys)}`,
      rows: nobodys,
      place,
    },
    ...unnamed.flatMap(({ event, rows }) => unnamedNotes(project, event, rows)),
    {
      kind: "repeated_ids",
      message: `${inWords(repeatedRows)} rows share ${repeatedIds === 1 ? "an id" : `${inWords(repeatedIds)} ids`}; a preview of each event tells which key or join makes them`,
      rows: repeatedRows,
      place,
    },
  ];
  return {
    steps: [{ step: "events", label: "events", rows: events, place }],
    notes: notes.filter(({ rows }) => rows !== 0),
  };
}

/** Rows of an event that should have a name and have none. */
function unnamedNotes({ eventsByName }: Project, name: string, rows: number): FunnelNote[] {
  const events = eventsByName.get(name) ?? [];
  return events.slice(0, 1).map(({ file, definition }) => {
    const what = openName(definition) ? "name" : "variant";
    const message = `no ${what}: ${inWords(rows)} of \`${name}\`; a preview of it tells which values`;
    const span = definition.variants?.by.span ?? definition.name.span;
    return { kind: "no_variant", message, rows, place: { file, span } };
  });
}

/** Where a stream is declared. */
function streamPlace(project: Project, name: string): Place {
  const stream = project.file.streams.find((one) => one.name.value === name);
  return { file: project.file.file, span: stream?.name.span ?? { start: 0, end: 0 } };
}
