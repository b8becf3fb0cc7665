/** What people read of an event, and what of its life is written down. */
import type { Span } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { canonical } from "../canonical.ts";
import type { Fact } from "./types.ts";

export function aboutFacts(event: ProjectEvent): Fact[] {
  const { definition, document, owner, goals, consumers, tags, tier, lookback } = event;
  const { description, expires, deprecated, proposed, formerly, trackedAs, name } = definition;
  const fact = (id: string, what: string, value: unknown, span: Span | undefined): Fact[] =>
    value === undefined || (Array.isArray(value) && value.length === 0)
      ? []
      : [
          {
            ...{ id, what, path: id, file: event.file, sql: [], as: "value" },
            kind: id === "owner" ? "owner" : "documentation",
            says: canonical(value),
            span: span ?? name.span,
          },
        ];
  return [
    ...fact("description", "The description", description, description?.span),
    ...fact("owner", "The owner", owner, owner?.span),
    ...fact("goals", "The goals", sorted(goals), goals[0]?.span),
    ...fact("consumers", "The consumers", sorted(consumers), consumers[0]?.span),
    ...fact("tags", "The tags", sorted(tags), tags[0]?.span),
    ...fact("tier", "The tier", tier, definition.tier?.span),
    ...fact("lookback", "The lookback", lookback, definition.lookback?.span),
    ...fact("expires", "The day of expiry", expires, expires?.span),
    ...fact("deprecated", "The deprecation", deprecated, deprecated?.span),
    ...fact("proposed", "The proposal", proposed, proposed?.span),
    ...fact("formerly", "What it was called later", formerly?.slice(1), formerly?.[1]?.span),
    ...fact("document.name", "The title of its document", document.name, document.name?.span),
    ...fact(
      "document.description",
      "The description of its document",
      document.description,
      document.description?.span,
    ),
    ...fact("enabled", "The switches", sorted(document.enabled), document.enabled[0]?.span),
    ...fact("tracked_as", "The tracked twin", trackedAs, trackedAs?.span),
    ...fact(
      "partition.within",
      "The partition",
      event.document.partition?.within,
      event.document.partition?.span,
    ),
  ];
}

function sorted(names: readonly { readonly value: string }[]): string[] {
  return names.map(({ value }) => value).sort();
}
