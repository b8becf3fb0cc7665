import type { YamlNode, YamlPair } from "../document/types.ts";
import {
  booleanOf,
  choiceOf,
  defined,
  isNull,
  literalOf,
  literalsOf,
  nameOf,
  pairsOf,
  parsedOf,
  sqlOf,
  textOf,
  valueAt,
} from "./nodes.ts";
import { testsOf } from "./readTests.ts";
import type { Property } from "./types.ts";
import { valueTypeOf } from "./values.ts";

export const privacies = ["public", "internal", "personal", "sensitive"] as const;

/** Properties by name, in either form: `total: o.total` or `total: {sql: o.total, …}`. */
export function propertiesOf(node: YamlNode | undefined): Property[] {
  return pairsOf(node).map((pair) =>
    pair.value?.kind === "map" ? longProperty(pair, pair.value) : shortProperty(pair),
  );
}

/** Constant properties by name: `stage: secure`. */
export function constantsOf(node: YamlNode | undefined): Property[] {
  return pairsOf(node).map((pair) => {
    const removed = pair.value && isNull(pair.value) ? true : undefined;
    const constant = removed ? undefined : literalOf(pair.value);
    const property = { name: nameOf(pair), constant, removed, short: true, fixed: true, tests: [] } as const;
    return defined({ ...property, span: pair.span });
  });
}

function shortProperty(pair: YamlPair): Property {
  const removed = pair.value && isNull(pair.value) ? true : undefined;
  const sql = sqlOf(pair.value);
  return defined({ name: nameOf(pair), sql, removed, short: true, tests: [], span: pair.span } as const);
}

function longProperty(pair: YamlPair, node: YamlNode): Property {
  const name = nameOf(pair);
  return defined({
    name,
    sql: sqlOf(valueAt(node, "sql")),
    constant: literalOf(valueAt(node, "value")),
    short: false,
    type: parsedOf(valueAt(node, "type"), valueTypeOf),
    description: textOf(valueAt(node, "description")),
    unit: textOf(valueAt(node, "unit")),
    required: booleanOf(valueAt(node, "required")),
    values: literalsOf(valueAt(node, "values")),
    privacy: choiceOf(valueAt(node, "privacy"), privacies),
    tests: testsOf(valueAt(node, "tests"), name),
    span: pair.span,
  });
}
