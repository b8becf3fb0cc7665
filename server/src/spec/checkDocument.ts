import type { Finding, Located, Span, TextDocument } from "../document/types.ts";
import type { EventDefinition, SpecDocument } from "./types.ts";

/** What a document needs only when its events do: proposed ones need neither a source nor a key. */
export function checkDocument(document: TextDocument, part: SpecDocument): Finding[] {
  const derived = part.events.filter((event) => !event.proposed);
  const [first] = derived;
  if (!first) return [];
  const findings: Finding[] = [];
  if (!part.source)
    findings.push(
      missing(
        document,
        first.name.span,
        "These events have no source.",
        "Add `from:` at the top of the document: the table that the rows come from, such as shop.orders.",
      ),
    );
  const unidentified = derived.find((event) => part.key.length === 0 && !identified(event));
  if (unidentified)
    findings.push(
      missing(
        document,
        unidentified.name.span,
        `Nothing identifies an event of "${unidentified.name.value}".`,
        "Add `key:` to the document or to the event: the column that identifies a row, such as o.order_id.",
        unidentified.name,
      ),
    );
  return findings;
}

function identified(event: EventDefinition): boolean {
  return (event.key?.length ?? 0) > 0 || event.oncePer !== undefined;
}

function missing(
  document: TextDocument,
  span: Span,
  message: string,
  hint: string,
  event?: Located<string>,
): Finding {
  return {
    file: document.file,
    rule: "missing-key",
    severity: "error",
    message,
    hint,
    span,
    ...(event && { event: event.value, path: `events.${event.value}` }),
  };
}
