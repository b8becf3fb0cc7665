import type { Span } from "../../document/types.ts";
import { lostEvents } from "../names/lostEvents.ts";
import { eventsOf } from "../names/specAt.ts";
import type { FileView } from "../session/fileView.ts";
import { describeRows } from "./describe/rows.ts";

export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** Absent for a lens that only informs. */
  readonly command?: "eventspec.previewEvent" | "eventspec.showSql";
  readonly event: string;
}

/** Above each event: `Preview`, `SQL`, and what is known of its rows. */
export function codeLenses(view: FileView): Lens[] {
  const lost = lostEvents(view).flatMap(({ event, span }) => commands(span, event.name));
  const present = eventsOf(view).flatMap((event) => {
    const span = event.definition.name.span;
    if (event.definition.proposed) return [lens(span, event.name, "Proposed: not yet derivable")];
    const known = describeRows(view.factsOf(event), view.now);
    return [...commands(span, event.name), ...(known ? [lens(span, event.name, known)] : [])];
  });
  return [...present, ...lost];
}

function commands(span: Span, event: string): Lens[] {
  return [
    { span, title: "Preview", command: "eventspec.previewEvent", event },
    { span, title: "SQL", command: "eventspec.showSql", event },
  ];
}

function lens(span: Span, event: string, title: string): Lens {
  return { span, title, event };
}
