import type { YamlNode } from "../document/types.ts";
import type { Stream as StreamSettings } from "./generated/project.ts";
import {
  booleanOf,
  choiceOf,
  choicesOf,
  defined,
  nameOf,
  optionalTextsOf,
  pairsOf,
  textOf,
  valueAt,
  valuesOf,
} from "./nodes.ts";
import { type EventFilter, layoutNames, type Stream } from "./projectTypes.ts";
import { tiers } from "./readShared.ts";
import { tableOf } from "./readSource.ts";

export const origins = ["warehouse", "tracked", "server"] as const;

/** Streams by name. */
export function streamsOf(node: YamlNode | undefined): Stream[] {
  return pairsOf(node).map((pair) => {
    const at = valuesOf<StreamSettings>(pair.value);
    const name = nameOf(pair);
    return defined({
      name,
      layout: choiceOf(at("layout"), layoutNames) ?? ({ value: "narrow", span: name.span } as const),
      entity: textOf(at("entity")),
      anonymous: textOf(at("anonymous")),
      events: filterOf(at("events")),
      relation: tableOf(at("relation")),
      occurrence: choiceOf(at("occurrence"), ["none", "entity", "entity_and_event"])?.value ?? "none",
      firstAt: booleanOf(at("first_at")),
      span: pair.span,
    });
  });
}

function filterOf(node: YamlNode | undefined): EventFilter {
  return defined({
    tier: choicesOf(valueAt(node, "tier"), tiers),
    tag: optionalTextsOf(valueAt(node, "tag")),
    owner: optionalTextsOf(valueAt(node, "owner")),
    origin: choicesOf(valueAt(node, "origin"), origins),
    name: optionalTextsOf(valueAt(node, "name")),
  });
}
