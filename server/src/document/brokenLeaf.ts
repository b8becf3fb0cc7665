/** The smallest broken parts of a text: an entry of which no block below can be read, and what its key is. */
import { dropFindings, type ReadContext, syntaxError } from "./readContext.ts";
import { readTolerant } from "./readTolerant.ts";
import { chunkEnd, plainKey, sliceStart } from "./repairs.ts";
import type { SourceLine } from "./sourceLines.ts";
import { strictPart } from "./strictPart.ts";
import type { YamlNode, YamlPair, YamlScalar } from "./types.ts";
import { valueError } from "./valueErrors.ts";

/** A line `key: …` with the lines below it. */
export interface Keyed {
  readonly head: SourceLine;
  /** The lines below it. */
  readonly nested: readonly SourceLine[];
  /** Behind the key's colon. */
  readonly colonEnd: number;
}

export function keyOf(context: ReadContext, { head, colonEnd }: Keyed): YamlScalar {
  const written = context.text.slice(head.content, colonEnd - 1).trimEnd();
  const quoted = strictPart(context, head.content, head.content + written.length)?.root;
  return quoted?.kind === "scalar" ? quoted : plainKey(head.content, written);
}

export function pairOf(key: YamlScalar, colonEnd: number, value: YamlNode | undefined): YamlPair {
  const end = Math.max(colonEnd, value?.span.end ?? 0);
  return { key, ...(value && { value }), span: { start: key.span.start, end } };
}

/** What the recovering parser makes of an entry; never less than its key. The usual mistakes are named here. */
export function readLeafPairs(context: ReadContext, keyed: Keyed): readonly YamlPair[] {
  const { head, nested, colonEnd } = keyed;
  const isLine = nested.every((line) => line.blank);
  const known = isLine ? valueError(context.text, colonEnd, head.end) : undefined;
  if (known) syntaxError(context, known.span, known.message, known);
  const before = context.findings.length;
  const node = readLeaf(context, [head, ...nested]);
  if (known) dropFindings(context, before);
  if (node?.kind === "map" && node.pairs.length > 0) return node.pairs;
  return [pairOf(keyOf(context, keyed), colonEnd, undefined)];
}

export function readLeaf(context: ReadContext, lines: readonly SourceLine[]): YamlNode | undefined {
  const [head] = lines;
  if (head === undefined) return undefined;
  const start = sliceStart(context.text, head);
  return readTolerant(context, context.text.slice(start, chunkEnd(lines)), start)[0]?.root;
}
