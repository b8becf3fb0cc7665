/** Parts of a broken text that are valid YAML when they are read by themselves. */
import { YAMLException } from "js-yaml";
import type { ReadContext } from "./readContext.ts";
import { readStrict } from "./readStrict.ts";
import { chunkEnd, sliceStart } from "./repairs.ts";
import type { SourceLine } from "./sourceLines.ts";
import type { YamlNode } from "./types.ts";

/** A part that is valid; it has no root when it is empty. */
export interface StrictPart {
  readonly root?: YamlNode;
}

/** The node that a part is, when it is valid by itself. */
export function strictPart(context: ReadContext, start: number, end: number): StrictPart | undefined {
  try {
    const { root } = readStrict(context, context.text.slice(start, end), start)[0] ?? {};
    return root ? { root } : {};
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** The node that an entry is, when it is valid and its lines stand where they belong. */
export function strictEntry(
  context: ReadContext,
  head: SourceLine,
  nested: readonly SourceLine[],
): StrictPart | undefined {
  if (nested.some((line) => line.indent !== line.column)) return undefined;
  return strictPart(context, sliceStart(context.text, head), chunkEnd([head, ...nested]));
}
