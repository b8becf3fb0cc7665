import type { YamlNode, YamlPair } from "../document/types.ts";
import type { Event } from "./generated/eventSpec.ts";
import type { Deprecation, Proposal } from "./governanceTypes.ts";
import {
  booleanOf,
  choiceOf,
  defined,
  literalOf,
  literalsOf,
  mapOf,
  nameOf,
  numberOf,
  optionalTextsOf,
  pairsOf,
  sqlOf,
  sqlsOf,
  textOf,
  valueAt,
  valuesOf,
} from "./nodes.ts";
import { orderingsOf, sharedKeysOf } from "./readShared.ts";
import { forEachOf, sequenceOf } from "./readSource.ts";
import { examplesOf, reconciliationsOf, testsOf, trackedAsOf } from "./readTests.ts";
import type { Changes, Currency, EventDefinition, Moment, OncePer, Variant, Variants } from "./types.ts";

/** One event; `key: value` of the document's `events`. What is missing or of another shape is left out. */
export function eventOf(pair: YamlPair): EventDefinition {
  const node = pair.value;
  const at = valuesOf<Event>(node);
  const own = defined({
    name: nameOf(pair),
    span: pair.span,
    description: textOf(at("description")),
    formerly: optionalTextsOf(at("formerly")),
    also: booleanOf(at("also")),
    at: momentOf(at("at")),
    scheduled: booleanOf(at("scheduled")),
    where: sqlOf(at("where")),
    key: at("key") && sqlsOf(at("key")),
    forEach: at("for_each") && forEachOf(at("for_each")),
    orderBy: at("order_by") && orderingsOf(at("order_by")),
    sequence: sequenceOf(at("sequence")),
    changes: changesOf(at("changes")),
    variants: variantsOf(at("variants")),
    oncePer: oncePerOf(at("once_per")),
    revenue: sqlOf(valueAt(at("revenue"), "sql") ?? at("revenue")),
    currency: currencyOf(valueAt(at("revenue"), "currency")),
    link: sqlOf(at("link")),
    proposed: proposalOf(at("proposed")),
    deprecated: deprecationOf(at("deprecated")),
    expires: textOf(at("expires")),
    version: numberOf(at("version")),
    tests: testsOf(at("tests")),
    examples: examplesOf(at("examples")),
    reconcile: reconciliationsOf(at("reconcile")),
    trackedAs: trackedAsOf(at("tracked_as")),
  });
  // Two spreads would make an object that is slow to use, and take longer than all else here.
  return Object.assign(sharedKeysOf(node), own);
}

function momentOf(node: YamlNode | undefined): Moment | undefined {
  const map = mapOf(node);
  if (!map) {
    const sql = sqlOf(node);
    return sql && { sql, span: sql.span };
  }
  return defined({
    sql: sqlOf(valueAt(map, "sql")),
    timezone: textOf(valueAt(map, "timezone")),
    nullValues: literalsOf(valueAt(map, "null_values")),
    span: map.span,
  });
}

/** Three capitals are a code: whoever means a column of that name names its table. */
function currencyOf(node: YamlNode | undefined): Currency | undefined {
  const code = textOf(node);
  if (code && /^[A-Z]{3}$/.test(code.value)) return { kind: "code", code };
  const sql = sqlOf(node);
  return sql && { kind: "sql", sql };
}

function changesOf(node: YamlNode | undefined): Changes | undefined {
  const value = sqlOf(valueAt(node, "value"));
  if (!node || !value) return undefined;
  return defined({
    value,
    per: sqlsOf(valueAt(node, "per")),
    from: literalsOf(valueAt(node, "from")),
    to: literalsOf(valueAt(node, "to")),
    span: node.span,
  });
}

function variantsOf(node: YamlNode | undefined): Variants | undefined {
  const by = sqlOf(valueAt(node, "by"));
  if (!node || !by) return undefined;
  const names = pairsOf(valueAt(node, "names")).flatMap((pair) => variantOf(pair) ?? []);
  const otherwise = valueAt(node, "otherwise");
  const name = sqlOf(valueAt(otherwise, "name"));
  const word = choiceOf(otherwise, ["fail", "skip"])?.value ?? "fail";
  return { by, names, otherwise: name ? { name } : word, span: node.span };
}

function variantOf(pair: YamlPair): Variant | undefined {
  const value = literalOf(pair.key);
  const event = textOf(pair.value) ?? textOf(valueAt(pair.value, "event"));
  if (!value || !event) return undefined;
  return defined({
    value,
    event,
    description: textOf(valueAt(pair.value, "description")),
    formerly: optionalTextsOf(valueAt(pair.value, "formerly")),
    span: pair.span,
  });
}

function oncePerOf(node: YamlNode | undefined): OncePer | undefined {
  if (!node) return undefined;
  const key = sqlsOf(node.kind === "map" ? valueAt(node, "key") : node);
  const keep = choiceOf(valueAt(node, "keep"), ["first", "last", "only"])?.value ?? "first";
  const by = orderingsOf(valueAt(node, "by"));
  return key.length > 0 ? { key, by, keep, span: node.span } : undefined;
}

function proposalOf(node: YamlNode | undefined): Proposal | undefined {
  const map = mapOf(node);
  if (!map) return undefined;
  return defined({
    since: textOf(valueAt(map, "since")),
    blockedBy: textOf(valueAt(map, "blocked_by")),
    span: map.span,
  });
}

function deprecationOf(node: YamlNode | undefined): Deprecation | undefined {
  const map = mapOf(node);
  if (!map) return undefined;
  const use = valueAt(map, "use");
  return defined({
    since: textOf(valueAt(map, "since")),
    reason: textOf(valueAt(map, "reason")),
    use: textOf(use),
    usesNothing: use?.kind === "scalar" && use.text === "~" ? true : undefined,
    removeAfter: textOf(valueAt(map, "remove_after")),
    span: map.span,
  });
}
