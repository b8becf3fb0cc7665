import { asCode } from "../../document/asCode.ts";
import type { Span } from "../../document/types.ts";
import { entityColumn } from "../../project/eventColumns.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { inWords } from "../../proof/words.ts";
import { typeInWords } from "../../sql/typeInWords.ts";
import { eventsOf } from "../names/specAt.ts";
import { columnLogic } from "../session/facts.ts";
import type { FileView } from "../session/fileView.ts";
import { nullsInWords } from "./describe/columns.ts";

export interface Hint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip?: string;
}

export interface HintOptions {
  readonly types: boolean;
  readonly samples: boolean;
}

/** Longest text of sample values beside a property, in characters. */
const sampleWidth = 44;

/** Types and sample values beside properties and entities, and the number of rows beside an event's name. */
export function inlayHints(view: FileView, range: Span, options: HintOptions): Hint[] {
  const { text } = view.document;
  const lineEnd = (offset: number): number => {
    const found = text.indexOf("\n", offset);
    const end = found === -1 ? text.length : found;
    return text[end - 1] === "\r" ? end - 1 : end;
  };
  const found = new Map<number, Beside>();
  for (const event of eventsOf(view)) {
    for (const hint of eventHints(view, event, options)) {
      // What a document says for all its events is told by the first of them that knows samples.
      const known = found.get(hint.at);
      if (!known || (hint.tooltip !== undefined && known.tooltip === undefined)) found.set(hint.at, hint);
    }
  }
  return [...found.values()]
    .filter(({ at }) => at >= range.start && at <= range.end)
    .map(({ at, label, tooltip }) => ({ offset: lineEnd(at), label, ...(tooltip ? { tooltip } : {}) }));
}

interface Beside {
  readonly at: number;
  readonly label: string;
  readonly tooltip?: string;
}

function eventHints(view: FileView, event: ProjectEvent, options: HintOptions): Beside[] {
  const hints: Beside[] = [];
  const facts = options.samples ? view.factsOf(event) : undefined;
  if (facts?.count !== undefined) {
    hints.push({ at: event.definition.name.span.end, label: `${inWords(facts.count)} rows` });
  }
  const logic = columnLogic(view.project, event);
  for (const { column, at, declared } of ownColumns(event, view.file)) {
    const sql = logic.get(column);
    if (sql === undefined) continue;
    const samples = facts?.samples.get(column);
    const type = options.types && !declared ? typeInWords(view.typeOf(event, sql)) : undefined;
    const parts = [type, samples && abbreviate(samples), nullsInWords(facts?.nulls?.get(column))];
    const label = parts.filter(Boolean).join(" · ");
    if (label)
      hints.push({
        at,
        label,
        ...(samples ? { tooltip: samples.map((sample) => asCode(sample, 200)).join("  \n") } : {}),
      });
  }
  return hints;
}

/** Columns whose definition stands in this file, with the offset beside which a hint goes. */
function ownColumns(event: ProjectEvent, file: string): { column: string; at: number; declared: boolean }[] {
  const entities = event.entities.map((entity) => ({
    column: entityColumn(entity.name.value),
    at: entity.sql.span.start,
    declared: true,
  }));
  const properties = event.properties
    .filter((property) => property.file === file)
    .map((property) => ({
      column: property.name.value,
      at: property.sql?.span.start ?? property.name.span.end,
      declared: property.type !== undefined,
    }));
  return [...entities, ...properties];
}

function abbreviate(samples: readonly string[]): string {
  let text = "";
  for (const sample of samples) {
    const next = text === "" ? sample : `${text}, ${sample}`;
    if (next.length > sampleWidth) return text === "" ? `${sample.slice(0, sampleWidth - 1)}…` : `${text}, …`;
    text = next;
  }
  return text;
}
