import type { Span } from "../../document/types.ts";
import { labelInFile } from "../../project/givenTogether.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { many } from "../../proof/words.ts";
import { lostEvents } from "../names/lostEvents.ts";
import { eventsOf } from "../names/specAt.ts";
import type { FileView } from "../session/fileView.ts";
import { describeRows } from "./describe/rows.ts";
import { testMark } from "./describe/tests.ts";
import { sourceName } from "./documentSymbols.ts";

export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** Absent for a lens that only informs. */
  readonly command?:
    | "eventspec.previewEvent"
    | "eventspec.showSql"
    | "eventspec.testEvent"
    | "eventspec.showFailures";
  /** Empty where it is of none. */
  readonly event: string;
}

/** Above each event: `Preview`, `SQL`, `Test` or what came of it, and what is known of its rows. */
export function codeLenses(view: FileView): Lens[] {
  const lost = lostEvents(view).flatMap(({ event, span }) => [
    ...ofRows(span, event.name),
    lens(span, event.name, "Test", "eventspec.testEvent"),
  ]);
  const present = eventsOf(view).flatMap((event) => {
    const span = event.definition.name.span;
    if (event.definition.proposed)
      return event.each?.place ? [] : [lens(span, event.name, "Proposed: no SQL yet")];
    if (event.each) return ofTable(view, event, event.each.place);
    const known = describeRows(view.factsOf(event), view.now);
    return [
      ...ofRows(span, event.name),
      ...ofTests(span, event, view),
      ...(known ? [lens(span, event.name, known)] : []),
    ];
  });
  return [...titles(view), ...present, ...lost];
}

/** Above the title of a document, in a file of several: what is in it. */
function titles({ project, file }: FileView): Lens[] {
  const documents = project.specs.find((spec) => spec.file === file)?.documents ?? [];
  if (documents.length < 2) return [];
  return documents.flatMap((document) => {
    const { name, events } = document;
    return name ? [lens(name.span, "", `${many(events.length, "event")} of ${sourceName(document)}`)] : [];
  });
}

/** Above an event of several tables: for each of the first, by the event's name there. */
function ofTable(view: FileView, event: ProjectEvent, place: number): Lens[] {
  const { span } = event.definition.name;
  if (place >= mostTables) return [];
  return [...ofRows(span, event.name, ` ${event.name}`), ...ofTests(span, event, view)];
}

/** More names than fit into a line; the Test Explorer and the command line know all. */
const mostTables = 3;

function ofRows(span: Span, event: string, which = ""): Lens[] {
  return [
    lens(span, event, `Preview${which}`, "eventspec.previewEvent"),
    lens(span, event, "SQL", "eventspec.showSql"),
  ];
}

/** An event that is switched off has no checks. What has passed runs again with a click; what has failed shows. */
function ofTests(span: Span, event: ProjectEvent, view: FileView): Lens[] {
  if (!event.enabled) return [];
  const name = labelInFile(event, view.project);
  const mark = testMark(view.testsOf(event));
  const passed = mark?.failed === false ? mark.text : "Test";
  return [
    lens(span, name, passed, "eventspec.testEvent"),
    ...(mark?.failed ? [lens(span, name, mark.text, "eventspec.showFailures")] : []),
  ];
}

function lens(span: Span, event: string, title: string, command?: Lens["command"]): Lens {
  return { span, title, event, ...(command && { command }) };
}
