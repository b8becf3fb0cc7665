/** Tests, examples, reconciliations and tracked twins. */
import type { Located, YamlNode } from "../document/types.ts";
import type { Example, ExampleRow } from "./exampleTypes.ts";
import {
  choiceOf,
  defined,
  itemsOf,
  literalOf,
  mapOf,
  nameOf,
  numberOf,
  pairsOf,
  parsedOf,
  sqlOf,
  textOf,
  textsOf,
  valueAt,
} from "./nodes.ts";
import { namedTables } from "./readSource.ts";
import type { EventTest, Reconciliation, Tolerance, TrackedAs } from "./types.ts";
import { parseDuration, parseShare, parseTolerance } from "./values.ts";

/** Tests of an event, or of a property: there `not_null` and `unique` alone mean that property. */
export function testsOf(node: YamlNode | undefined, property?: Located<string>): EventTest[] {
  return itemsOf(node).flatMap((item) => {
    if (item.kind === "scalar") return (property && wordTest(item, property)) ?? [];
    return pairsOf(item).flatMap((pair) => testOf(pair.key.text, pair.value, item) ?? []);
  });
}

function wordTest(node: YamlNode, property: Located<string>): EventTest | undefined {
  const kind = choiceOf(node, ["not_null", "unique"])?.value;
  return kind && { kind, columns: [property], span: node.span };
}

function testOf(kind: string, node: YamlNode | undefined, item: YamlNode): EventTest | undefined {
  const { span } = item;
  switch (kind) {
    case "not_null":
    case "unique":
      return { kind, columns: textsOf(node), span };
    case "volume":
      return volumeTest(node, item);
    case "fresh": {
      const within = parsedOf(node, parseDuration);
      return within && { kind, within, span };
    }
    case "follows":
      return followsTest(node, item);
    case "rows": {
      const where = sqlOf(valueAt(node, "where"));
      return where && defined({ kind, name: textOf(valueAt(node, "name")), where, span });
    }
    default:
      return undefined;
  }
}

function volumeTest(node: YamlNode | undefined, { span }: YamlNode): EventTest {
  return defined({
    kind: "volume" as const,
    per:
      choiceOf(valueAt(node, "per"), ["hour", "day", "week", "month"]) ?? ({ value: "day", span } as const),
    min: numberOf(valueAt(node, "min"))?.value,
    max: numberOf(valueAt(node, "max"))?.value,
    unusual: numberOf(valueAt(node, "unusual"))?.value,
    span,
  });
}

function followsTest(node: YamlNode | undefined, { span }: YamlNode): EventTest | undefined {
  const event = textOf(valueAt(node, "event"));
  if (!event) return undefined;
  const by = textOf(valueAt(node, "by")) ?? { value: "key", span: event.span };
  return defined({
    kind: "follows" as const,
    event,
    by,
    tolerance: parsedOf(valueAt(node, "tolerance"), parseShare)?.value ?? 0,
    within: parsedOf(valueAt(node, "within"), parseDuration),
    span,
  });
}

export function examplesOf(node: YamlNode | undefined): Example[] {
  return itemsOf(node).flatMap((item) => (item.kind === "map" ? exampleOf(item) : []));
}

function exampleOf(node: YamlNode): Example {
  const expect = pairsOf(node).find(({ key }) => key.text === "expect");
  return defined({
    name: textOf(valueAt(node, "name")),
    now: textOf(valueAt(node, "now")),
    given: pairsOf(valueAt(node, "given")).map((pair) => ({ table: nameOf(pair), rows: rowsOf(pair.value) })),
    expect: rowsOf(expect?.value),
    expectAt: expect && defined({ key: expect.key.span, value: expect.value?.span }),
    span: node.span,
  });
}

function rowsOf(node: YamlNode | undefined): ExampleRow[] {
  return itemsOf(node).flatMap((item) => {
    const map = mapOf(item);
    return map
      ? { cells: map.pairs.flatMap((pair) => cellOf(nameOf(pair), pair.value)), span: map.span }
      : [];
  });
}

/** `column:` without a value is a null, as in YAML. */
function cellOf(column: Located<string>, node: YamlNode | undefined): ExampleRow["cells"] {
  const value = node ? literalOf(node) : { value: null, text: "", span: column.span };
  return value ? [{ column, value }] : [];
}

const exact: Tolerance = { of: "amount", value: 0 };

export function reconciliationsOf(node: YamlNode | undefined): Reconciliation[] {
  return itemsOf(node).flatMap((item) => {
    const sql = sqlOf(valueAt(item, "sql"));
    if (!sql) return [];
    const property = textOf(valueAt(valueAt(item, "measure"), "sum"));
    return defined({
      name: textOf(valueAt(item, "name")),
      sql,
      tables: namedTables(valueAt(item, "tables")),
      measure: property ? ({ kind: "sum", property } as const) : ({ kind: "count" } as const),
      per: choiceOf(valueAt(item, "per"), ["day", "week", "month"]),
      tolerance: parsedOf(valueAt(item, "tolerance"), parseTolerance)?.value ?? exact,
      key: textOf(valueAt(item, "key")),
      span: item.span,
    });
  });
}

export function trackedAsOf(node: YamlNode | undefined): TrackedAs | undefined {
  const event = textOf(valueAt(node, "event"));
  if (!node || !event) return undefined;
  const coverage = parsedOf(valueAt(node, "coverage"), parseShare)?.value;
  return defined({ event, by: textOf(valueAt(node, "by")), coverage, span: node.span });
}
