import type { YamlNode } from "../document/types.ts";
import type { Event, EventSpecDocument } from "./generated/eventSpec.ts";
import type { Destination } from "./governanceTypes.ts";
import { historyOf } from "./history.ts";
import {
  choiceOf,
  defined,
  itemsOf,
  nameOf,
  optionalTextsOf,
  pairsOf,
  parsedOf,
  sqlOf,
  textOf,
  textsOf,
  valueAt,
  valuesOf,
} from "./nodes.ts";
import { constantsOf, propertiesOf } from "./readProperties.ts";
import type { EntityUse, Ordering, SharedKeys } from "./types.ts";
import { parseDuration } from "./values.ts";

export const tiers = ["core", "standard", "experimental"] as const;

type Shared = Pick<Event, keyof Event & keyof EventSpecDocument>;

/** An expression or a list of them, each may be `{desc: …}`. */
export function orderingsOf(node: YamlNode | undefined): Ordering[] {
  return itemsOf(node).flatMap((item) => {
    const descending = item.kind === "map";
    const sql = sqlOf(descending ? valueAt(item, "desc") : item);
    return sql ? [{ sql, descending }] : [];
  });
}

/** The keys that a document may give as defaults and an event for itself. */
export function sharedKeysOf(node: YamlNode | undefined): SharedKeys {
  const at = valuesOf<Shared>(node);
  return defined({
    owner: textOf(at("owner")),
    entities: entitiesOf(at("entities")),
    goals: optionalTextsOf(at("goals")),
    consumers: optionalTextsOf(at("consumers")),
    tier: choiceOf(at("tier"), tiers),
    tags: optionalTextsOf(at("tags")),
    properties: [...propertiesOf(at("properties")), ...constantsOf(at("values"))],
    lookback: parsedOf(at("lookback"), parseDuration),
    history: historyOf(at("history")),
    sendTo: destinationsOf(at("send_to")),
  });
}

function entitiesOf(node: YamlNode | undefined): EntityUse[] {
  return pairsOf(node).map((pair) =>
    defined({ name: nameOf(pair), sql: sqlOf(pair.value), span: pair.span }),
  );
}

function destinationsOf(node: YamlNode | undefined): Destination[] | undefined {
  if (node?.kind !== "map") return node && textsOf(node).map((destination) => ({ destination }));
  return node.pairs.map((pair) => defined({ destination: nameOf(pair), name: textOf(pair.value) }));
}
