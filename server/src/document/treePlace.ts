import type { Span, TextDocument, YamlList, YamlMap, YamlNode, YamlPair } from "./types.ts";

/** What the tree says about a place: its keys from the top, and the innermost pair around it. */
export interface TreePlace {
  /** Keys and list positions from the document's root. */
  readonly path: readonly (string | number)[];
  readonly pair?: YamlPair;
  /** The map that holds the pair. */
  readonly map?: YamlMap;
}

/** Finds the innermost pair or item around a span. The empty path outside all of them. */
export function treePlaceOf(document: TextDocument, span: Span): TreePlace {
  const path: (string | number)[] = [];
  let pair: YamlPair | undefined;
  let map: YamlMap | undefined;
  let node = rootAround(document, span);
  while (node) {
    const step = stepInto(node, span);
    if (!step) break;
    path.push(step.key);
    if (step.pair && node.kind === "map") {
      pair = step.pair;
      map = node;
    }
    node = step.node;
  }
  return { path, ...(pair && { pair }), ...(map && { map }) };
}

interface Step {
  readonly key: string | number;
  readonly pair?: YamlPair;
  readonly node?: YamlNode | undefined;
}

function stepInto(node: YamlNode, span: Span): Step | undefined {
  if (node.kind === "map") {
    const pair = node.pairs[indexAround(node.pairs, (each) => each.span, span)];
    if (!pair) return undefined;
    const onKey = contains(pair.key.span, span);
    return { key: pair.key.text, pair, node: onKey ? undefined : pair.value };
  }
  if (node.kind === "list") {
    const index = indexAround(node.items, (item) => item?.span, span);
    return index < 0 ? undefined : { key: index, node: node.items[index] };
  }
  return undefined;
}

function rootAround({ documents }: TextDocument, span: Span): YamlNode | undefined {
  return documents[indexAround(documents, ({ root }) => root?.span, span)]?.root;
}

/** In a longer list, places are found by halving: a file may have as many findings as parts. */
const short = 100;

/**
 * The last of several parts that contains a span, or -1. Parts stand one after another; only the items of a list may be aliases of what
 * stands elsewhere, which a long list does without.
 */
function indexAround<T>(parts: readonly T[], spanOf: (part: T) => Span | undefined, span: Span): number {
  const holds = (part: T | undefined): boolean => {
    const own = part === undefined ? undefined : spanOf(part);
    return own !== undefined && contains(own, span);
  };
  if (parts.length <= short) return parts.findLastIndex(holds);
  let [start, end] = [0, parts.length];
  while (start < end) {
    const middle = (start + end) >> 1;
    const part = parts[middle];
    const own = part === undefined ? undefined : spanOf(part);
    if (own === undefined || own.start <= span.start) start = middle + 1;
    else end = middle;
  }
  return holds(parts[start - 1]) ? start - 1 : -1;
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/**
 * What stands behind a value in the same flow map or list and has no value itself: keys alone, or plain items. That is
 * what YAML makes of the rest of a text that it cuts at a comma.
 */
export function siblingsAfter(document: TextDocument, span: Span): Span[] {
  let siblings: readonly (Span | undefined)[] = [];
  let node = rootAround(document, span);
  while (node) {
    const step = stepInto(node, span);
    if (!step) break;
    siblings = node.kind === "scalar" || !node.flow ? [] : restOf(node, step);
    node = step.node;
  }
  const end = siblings.indexOf(undefined);
  return siblings.slice(0, end < 0 ? siblings.length : end).filter((each) => each !== undefined);
}

/** `undefined` for what has a value of its own. */
function restOf(node: YamlMap | YamlList, { key, pair }: Step): (Span | undefined)[] {
  if (node.kind === "list") {
    const items = node.items.slice(Number(key) + 1);
    return items.map((item) => (item?.kind === "scalar" && item.style === "plain" ? item.span : undefined));
  }
  const rest = pair ? node.pairs.slice(node.pairs.indexOf(pair) + 1) : [];
  return rest.map((each) => (isBare(each) ? each.key.span : undefined));
}

function isBare({ value }: YamlPair): boolean {
  return value === undefined || (value.kind === "scalar" && value.text === "" && value.style === "plain");
}

/** The value at a path of keys, in the first document of a file that has it. */
export function nodeAtPath(document: TextDocument, path: readonly string[]): YamlNode | undefined {
  for (const { root } of document.documents) {
    let node: YamlNode | undefined = root;
    for (const key of path) {
      node = node?.kind === "map" ? node.pairs.find((pair) => pair.key.text === key)?.value : undefined;
    }
    if (node) return node;
  }
  return undefined;
}

/** The pair that a path of keys leads to, in the first document of a file that has it. */
export function pairAtPath(document: TextDocument, path: readonly string[]): YamlPair | undefined {
  const map = nodeAtPath(document, path.slice(0, -1));
  return map?.kind === "map" ? map.pairs.find((pair) => pair.key.text === path.at(-1)) : undefined;
}

/** The pair whose key stands exactly at a span, and the map that holds it. */
export function pairAtKey(document: TextDocument, key: Span): { pair: YamlPair; map: YamlMap } | undefined {
  const { pair, map } = treePlaceOf(document, key);
  if (!pair || !map || pair.key.span.start !== key.start || pair.key.span.end !== key.end) return undefined;
  return { pair, map };
}
