import type { YamlNode } from "../document/types.ts";
import {
  choiceOf,
  defined,
  nameOf,
  optionalTextsOf,
  pairsOf,
  parsedOf,
  sqlOf,
  textOf,
  textsOf,
  valueAt,
} from "./nodes.ts";
import { propertiesOf } from "./readProperties.ts";
import type { Destination, EntityUse, SharedKeys } from "./types.ts";
import { parseDuration } from "./values.ts";

export const tiers = ["core", "standard", "experimental"] as const;

/** The keys that a document may give as defaults and an event for itself. */
export function sharedKeysOf(node: YamlNode | undefined): SharedKeys {
  return defined({
    owner: textOf(valueAt(node, "owner")),
    entities: entitiesOf(valueAt(node, "entities")),
    goals: optionalTextsOf(valueAt(node, "goals")),
    consumers: optionalTextsOf(valueAt(node, "consumers")),
    tier: choiceOf(valueAt(node, "tier"), tiers),
    tags: optionalTextsOf(valueAt(node, "tags")),
    properties: propertiesOf(valueAt(node, "properties")),
    lookback: parsedOf(valueAt(node, "lookback"), parseDuration),
    sendTo: destinationsOf(valueAt(node, "send_to")),
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
