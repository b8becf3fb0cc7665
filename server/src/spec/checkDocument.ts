import { didYouMean } from "../document/didYouMean.ts";
import type { Finding, Located, Span, TextDocument } from "../document/types.ts";
import { currencyCodes, isCurrency } from "./currencies.ts";
import { historyFindings } from "./history.ts";
import { pairAt } from "./nodes.ts";
import type { Part } from "./parts.ts";
import type { EventDefinition, Property, SpecDocument } from "./types.ts";

/**
 * What a document needs only when its events do: proposed ones need neither a source nor a key. In: the document as written and as read,
 * and what the schema found in it. A key that is there in another form, or under another name, is reported already.
 */
export function checkDocument(
  document: TextDocument,
  { root, span }: Part,
  { events, source, key, defaults }: SpecDocument,
  found: readonly Finding[],
): Finding[] {
  const derived = events.filter((event) => !event.proposed);
  const [first] = derived;
  const findings = [
    ...unnamedVariants(document, events),
    ...misplacedNames(document, events),
    ...unknownCurrencies(document, events),
    ...uselessOrders(document, events),
    ...[defaults, ...events].flatMap(({ history }) => historyFindings(history, document.file)),
    ...twiceGiven(document, defaults.properties),
    ...events.flatMap(({ name, properties }) => twiceGiven(document, properties, name)),
  ];
  if (!first) return findings;
  const isThere = (name: string, within: Span) =>
    pairAt(root, name) !== undefined || isMeant(found, name, within);
  if (!source && !isThere("from", span))
    findings.push(
      missing(
        document,
        first.name.span,
        "These events have no source.",
        "Add `from:` at the top of the document: the table that the rows come from, such as shop.orders.",
      ),
    );
  const unidentified = derived.find((event) => key.length === 0 && !identified(event));
  if (unidentified && !isThere("key", span))
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

/** Variants without any name, where none comes from data either. */
function unnamedVariants(document: TextDocument, events: readonly EventDefinition[]): Finding[] {
  return events.flatMap(({ name, variants }): Finding[] => {
    if (!variants || variants.names.length > 0 || typeof variants.otherwise === "object") return [];
    const message = `The variants of "${name.value}" have no names.`;
    const hint =
      "Add `names:`, a value and its event's name each, or `otherwise: {name: …}` with SQL for the name.";
    return [missing(document, variants.by.span, message, hint, name)];
  });
}

/** Former names of an event that no row bears the name of. */
function misplacedNames({ file }: TextDocument, events: readonly EventDefinition[]): Finding[] {
  return events.flatMap(({ name, formerly, variants }): Finding[] => {
    const [first] = formerly ?? [];
    if (!variants || !first) return [];
    return [
      {
        ...invalid(file, first.span, name, "formerly"),
        message: `Rows of "${name.value}" are called as its variants are, so its own former names mean nothing.`,
        hint: "Write them at the variant: `names: {won: {event: deal_won, formerly: [deal_closed]}}`.",
      },
    ];
  });
}

/** Names that stand both under `properties` and under `values` of a document or an event. */
function twiceGiven(
  { file }: TextDocument,
  properties: readonly Property[],
  event?: Located<string>,
): Finding[] {
  const constants = properties.filter(({ fixed }) => fixed);
  if (constants.length === 0) return [];
  const others = new Map(properties.filter(({ fixed }) => !fixed).map(({ name }) => [name.value, name.span]));
  return constants.flatMap(({ name }): Finding[] => {
    const other = others.get(name.value);
    if (!other) return [];
    return [
      {
        ...invalid(file, name.span, event, `values.${name.value}`),
        message: `"${name.value}" stands under \`properties\` as well, and can't be both.`,
        hint: "Leave one of them out.",
        related: [{ file, span: other, message: "It is here." }],
      },
    ];
  });
}

/** Codes that no currency has. */
function unknownCurrencies({ file }: TextDocument, events: readonly EventDefinition[]): Finding[] {
  return events.flatMap(({ name, currency }): Finding[] => {
    if (currency?.kind !== "code" || isCurrency(currency.code.value)) return [];
    const { value, span } = currency.code;
    const near = didYouMean(value, currencyCodes);
    return [
      {
        ...invalid(file, span, name, "revenue.currency"),
        message: `There is no currency "${value}" in ISO 4217.`,
        hint: `${near === undefined ? "" : `Did you mean ${near}? `}For a column of that name write its table, too.`,
      },
    ];
  });
}

/** What would decide which row counts, where none is chosen. */
function uselessOrders({ file }: TextDocument, events: readonly EventDefinition[]): Finding[] {
  return events.flatMap(({ name, oncePer }): Finding[] => {
    const [first] = oncePer?.by ?? [];
    if (oncePer?.keep !== "only" || !first) return [];
    return [
      {
        ...invalid(file, first.sql.span, name, "once_per.by"),
        message:
          "With `keep: only` all rows of a key must say the same, so nothing has to decide between them.",
        hint: "Leave `by` out, or keep the `first` or the `last`.",
      },
    ];
  });
}

/** Whether a key was found whose fix is to call it `name`. */
function isMeant(found: readonly Finding[], name: string, within: Span): boolean {
  return found.some(
    ({ rule, span, fixes }) =>
      rule === "unknown-key" &&
      within.start <= span.start &&
      span.end <= within.end &&
      fixes?.[0]?.edits[0]?.text === name,
  );
}

function identified(event: EventDefinition): boolean {
  return (event.key?.length ?? 0) > 0 || event.oncePer !== undefined;
}

/** What is wrong with a value of an event, or of the document; `path` leads to it from there. */
function invalid(file: string, span: Span, event: Located<string> | undefined, path: string) {
  return {
    file,
    rule: "invalid-value",
    severity: "error",
    span,
    path: event ? `events.${event.value}.${path}` : path,
    ...(event && { event: event.value }),
  } as const;
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
