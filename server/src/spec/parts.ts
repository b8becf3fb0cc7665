/** What still counts as a document and as an event while a file is being typed. */
import type { Span, YamlDocument, YamlMap, YamlNode, YamlPair } from "../document/types.ts";
import { pairAt, pairsOf } from "./nodes.ts";
import { keysOf, schemaAt, schemas } from "./schema.ts";

/** A document whose root is a map. */
export interface Part {
  readonly span: Span;
  readonly root: YamlMap;
}

/** The document; two of them where the `---` before a second `from` has been mistyped. */
export function partsOf({ span, root: written }: YamlDocument): Part[] {
  const root = rootOf(written);
  if (!root) return [];
  const starts = root.pairs.flatMap(({ key }, index) => (key.text === "from" ? index : [])).slice(1);
  if (starts.length === 0) return [{ span, root }];
  return [0, ...starts].map((start, index) => {
    const pairs = root.pairs.slice(start, starts[index]);
    const from = start === 0 ? span.start : (pairs[0]?.span.start ?? span.start);
    const end = root.pairs[starts[index] ?? root.pairs.length]?.span.start ?? span.end;
    return { span: { start: from, end }, root: { ...root, span: { start: from, end }, pairs } };
  });
}

/** A map; a list of maps counts as one, because a dash may be on its way to something else. */
function rootOf(node: YamlNode | undefined): YamlMap | undefined {
  if (node?.kind !== "list") return node?.kind === "map" ? node : undefined;
  const pairs = pairsBelow(node);
  return pairs.length > 0 ? { kind: "map", span: node.span, flow: false, pairs } : undefined;
}

/**
 * The events of a document: those below `events`, and what looks like one while that key, or an event's indentation,
 * is being typed. A misplaced key is reported all the same; but its event doesn't vanish from the editor meanwhile.
 * In a file that is not `broken`, what stands before `events` is no event: it may be a template that aliases name.
 */
export function eventPairs(root: YamlMap, broken: boolean): readonly YamlPair[] {
  const index = root.pairs.findIndex(({ key }) => key.text === "events");
  const events = namedPairs(root.pairs[index]?.value);
  const others = root.pairs.filter(
    ({ key }, at) => at !== index && key.text !== "lookups" && (broken || at > index),
  );
  return [...events, ...events.flatMap(eventsInside), ...others.flatMap(straysOf)];
}

function straysOf(pair: YamlPair): YamlPair[] {
  if (isEvent(pair) && !Object.hasOwn(schemas.spec.properties ?? {}, pair.key.text))
    return [pair, ...eventsInside(pair)];
  return pairsBelow(pair.value).flatMap((inner) =>
    isEvent(inner) ? [inner, ...eventsInside(inner)] : eventsInside(inner),
  );
}

/** Events that stand among the keys of another one, because they are indented too deep. */
function eventsInside(event: YamlPair): YamlPair[] {
  const others = pairsBelow(event.value).filter((pair) => !eventKeys.has(pair.key.text));
  return others.flatMap((pair) => [...(isEvent(pair) ? [pair] : []), ...eventsInside(pair)]);
}

/** The events of a map; those of a list, which is reported, are called by their `name`. */
function namedPairs(node: YamlNode | undefined): readonly YamlPair[] {
  if (node?.kind !== "list") return pairsBelow(node);
  return node.items.flatMap((item) => {
    const name = pairAt(item, "name");
    if (item?.kind !== "map" || name?.value?.kind !== "scalar") return pairsBelow(item);
    const value = { ...item, pairs: item.pairs.filter((pair) => pair !== name) };
    return [{ key: name.value, value, span: item.span }];
  });
}

/** The pairs of a map, or of the maps that dashes before some of them make of it. */
function pairsBelow(node: YamlNode | undefined): readonly YamlPair[] {
  return node?.kind === "list" ? node.items.flatMap(pairsBelow) : pairsOf(node);
}

const eventKeys = new Set(keysOf(schemaAt("spec", ["events", "any"])).map(({ name }) => name));

function isEvent({ value }: YamlPair): boolean {
  return value?.kind === "map" && pairAt(value, "at") !== undefined;
}
