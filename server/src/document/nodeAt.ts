import { itemAt } from "./indicators.ts";
import { columnOf } from "./lines.ts";
import type {
  TextDocument,
  YamlDocument,
  YamlList,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
} from "./types.ts";

/** One step from a node towards an offset. */
type PathStep =
  | {
      readonly kind: "pair";
      readonly map: YamlMap;
      readonly pair: YamlPair;
      /** Whether the offset is in the key or in the value (or in the place where the value would be). */
      readonly in: "key" | "value";
    }
  | { readonly kind: "item"; readonly list: YamlList; readonly index: number };

/** Where an offset is. */
export interface NodePath {
  readonly document: YamlDocument | undefined;
  /** From the root to the innermost pair or item that holds the offset. */
  readonly steps: readonly PathStep[];
  /** Keys and indexes of the steps; the last key is left out while the offset is in the key itself. */
  readonly path: readonly (string | number)[];
  /** The innermost node that holds the offset: of a key, the key's scalar. Absent where nothing is written. */
  readonly node: YamlNode | undefined;
}

/**
 * The way from the root to what stands at an offset. Spans are closed at their end here, so that a cursor just behind
 * a word is in it. A cursor on an empty line belongs to the block it is indented into.
 */
export function nodeAt(document: TextDocument, offset: number): NodePath {
  const part = documentAt(document, offset);
  const steps: PathStep[] = [];
  const node = descend(document, part?.root, offset, steps);
  return { document: part, steps, path: steps.flatMap(keyOf), node };
}

/** The YAML document that holds an offset; at a boundary, the later one. */
export function documentAt(document: TextDocument, offset: number): YamlDocument | undefined {
  return document.documents.findLast((part) => part.span.start <= offset) ?? document.documents[0];
}

function keyOf(step: PathStep): (string | number)[] {
  if (step.kind === "item") return [step.index];
  return step.in === "value" ? [step.pair.key.text] : [];
}

function descend(
  document: TextDocument,
  node: YamlNode | undefined,
  offset: number,
  steps: PathStep[],
): YamlNode | undefined {
  if (node?.kind === "map") return intoMap(document, node, offset, steps);
  if (node?.kind === "list") return intoList(document, node, offset, steps);
  return node && contains(node, offset) ? node : undefined;
}

function intoMap(
  document: TextDocument,
  map: YamlMap,
  offset: number,
  steps: PathStep[],
): YamlNode | undefined {
  const pair = map.pairs.findLast(({ span }) => span.start <= offset);
  if (
    pair === undefined ||
    !reaches(document, map, pair.span.end, columnOf(document.text, pair.span.start), offset)
  )
    return contains(map, offset) ? map : undefined;
  const inKey = offset <= pair.key.span.end;
  steps.push({ kind: "pair", map, pair, in: inKey ? "key" : "value" });
  if (inKey) return pair.key;
  // An alias's node stands elsewhere; its place here is the alias itself.
  const here = pair.value && pair.value.span.start >= pair.key.span.end ? pair.value : undefined;
  return descend(document, here, offset, steps);
}

function intoList(
  document: TextDocument,
  list: YamlList,
  offset: number,
  steps: PathStep[],
): YamlNode | undefined {
  const index = list.flow
    ? indexInFlow(document.text, list, offset)
    : itemAt(document.text, list, offset + 1)?.index;
  const item = index === undefined ? undefined : list.items[index];
  const end = item?.span.end ?? offset;
  const column = columnOf(document.text, list.span.start);
  if (index === undefined || !reaches(document, list, end, column, offset))
    return contains(list, offset) ? list : undefined;
  steps.push({ kind: "item", list, index });
  return descend(document, item, offset, steps);
}

/** The last item of `[…]` that begins at or before an offset; one that is empty is found by counting commas. */
function indexInFlow(text: string, list: YamlList, offset: number): number | undefined {
  const known = list.items.findLastIndex((item) => item !== undefined && item.span.start <= offset);
  const next = known + 1;
  if (next >= list.items.length || list.items[next] !== undefined) return known < 0 ? undefined : known;
  const between = text.slice(list.items[known]?.span.end ?? list.span.start, offset);
  return Math.max(0, Math.min(known + (between.match(/,/g)?.length ?? 0), list.items.length - 1));
}

/**
 * Whether something that ends at `end` and is written at `column` still holds the offset: inside it; behind it on its
 * last line; or on a later line that is indented deeper.
 */
function reaches(
  document: TextDocument,
  container: YamlMap | YamlList,
  end: number,
  column: number,
  offset: number,
): boolean {
  if (offset <= end) return true;
  const between = document.text.slice(end, offset);
  if (container.flow) return offset <= container.span.end && !between.includes(",");
  const lineBreak = Math.max(between.lastIndexOf("\n"), between.lastIndexOf("\r"));
  if (lineBreak < 0) return !/[^\s]/.test(between) || !between.includes("#");
  const indentation = between.slice(lineBreak + 1);
  return /^[\s-]*/.exec(indentation)?.[0].length === indentation.length && indentation.length > column;
}

function contains(node: YamlScalar | YamlMap | YamlList, offset: number): boolean {
  return node.span.start <= offset && offset <= node.span.end;
}
