import type { Span } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { lostEvents } from "../names/lostEvents.ts";
import { eventsOf } from "../names/specAt.ts";
import type { FileView } from "../session/fileView.ts";
import type { EventTests } from "../session/keptTests.ts";
import { describeRows } from "./describe/rows.ts";
import { testMark } from "./describe/tests.ts";

export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** Absent for a lens that only informs. */
  readonly command?:
    | "eventspec.previewEvent"
    | "eventspec.showSql"
    | "eventspec.testEvent"
    | "eventspec.showFailures";
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
    if (event.definition.proposed) return [lens(span, event.name, "Proposed: no SQL yet")];
    const known = describeRows(view.factsOf(event), view.now);
    return [
      ...ofRows(span, event.name),
      ...ofTests(span, event, view.testsOf(event)),
      ...(known ? [lens(span, event.name, known)] : []),
    ];
  });
  return [...present, ...lost];
}

function ofRows(span: Span, event: string): Lens[] {
  return [
    lens(span, event, "Preview", "eventspec.previewEvent"),
    lens(span, event, "SQL", "eventspec.showSql"),
  ];
}

/** An event that is switched off has no checks. What has passed runs again with a click; what has failed shows. */
function ofTests(span: Span, { name, enabled }: ProjectEvent, tests: EventTests | undefined): Lens[] {
  if (!enabled) return [];
  const mark = testMark(tests);
  const passed = mark?.failed === false ? mark.text : "Test";
  return [
    lens(span, name, passed, "eventspec.testEvent"),
    ...(mark?.failed ? [lens(span, name, mark.text, "eventspec.showFailures")] : []),
  ];
}

function lens(span: Span, event: string, title: string, command?: Lens["command"]): Lens {
  return { span, title, event, ...(command && { command }) };
}
