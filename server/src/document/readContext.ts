import type { Finding, Fix, Span, YamlComment, YamlNode, YamlPair } from "./types.ts";
import { writeScalar } from "./write/writeScalar.ts";

/** What one reading of a file gathers beside the tree. */
export interface ReadContext {
  readonly file: string;
  readonly text: string;
  readonly comments: YamlComment[];
  readonly findings: Finding[];
  /** Offsets that a syntax error is known at: one error often shows as several. */
  readonly errorsAt: Set<number>;
  /** Anchors of the YAML document being read. */
  readonly anchors: Map<string, YamlNode>;
  /** How many more nodes aliases may stand for: a few lines of aliases to aliases can mean billions. */
  aliasBudget: number;
}

interface Remedy {
  readonly hint?: string;
  readonly fixes?: readonly Fix[];
}

export function newContext(file: string, text: string): ReadContext {
  return {
    file,
    text,
    comments: [],
    findings: [],
    errorsAt: new Set(),
    anchors: new Map(),
    aliasBudget: 10_000,
  };
}

/** Mistakes up to which a broken file is read: one that has more is no text that somebody types. */
const mostErrors = 1000;

/** Whether no more entries are read, but for their keys: each costs a hundred times what one of a valid file does. */
export function hasTooManyErrors({ errorsAt }: ReadContext): boolean {
  return errorsAt.size > mostErrors;
}

/** Reports a syntax error, unless one is known at the very same place, or there are too many of them. */
export function syntaxError(
  context: ReadContext,
  span: Span,
  message: string,
  { hint, fixes }: Remedy = {},
): void {
  const inside = clamp(span, context.text.length);
  if (context.errorsAt.has(inside.start) || hasTooManyErrors(context)) return;
  context.errorsAt.add(inside.start);
  context.findings.push({
    file: context.file,
    rule: "yaml-syntax",
    severity: "error",
    message: hasTooManyErrors(context)
      ? `More than ${mostErrors} entries of this file can't be read as YAML; what stands behind them is not read.`
      : message,
    ...(hint !== undefined && { hint }),
    span: inside,
    ...(fixes && { fixes }),
  });
}

/** Takes back the findings from the given one on. */
export function dropFindings(context: ReadContext, from: number): void {
  for (const { span } of context.findings.splice(from)) context.errorsAt.delete(span.start);
}

/** YAML 1.1's merge key, which YAML 1.2 and the language have not. */
export function isMergeKey({ key }: YamlPair): boolean {
  return key.text === "<<" && key.style === "plain";
}

/** Reports keys that a map holds twice. The first one counts, so that what was read does not jump while typing. */
export function reportDuplicates(context: ReadContext, pairs: readonly YamlPair[]): void {
  if (pairs.length < 2) return;
  const first = new Map<string, YamlPair>();
  for (const pair of pairs) {
    // It is said of each of them that it is no key at all.
    if (isMergeKey(pair)) continue;
    const known = first.get(pair.key.text);
    if (known === undefined) {
      first.set(pair.key.text, pair);
      continue;
    }
    context.findings.push({
      file: context.file,
      rule: "duplicate-key",
      severity: "error",
      message: `The key "${shorten(pair.key.text)}" is already set above; this second value is ignored.`,
      hint: "Keep one of the two, or give this one another name.",
      span: pair.key.span,
      related: [{ file: context.file, span: known.key.span, message: "The first one is here." }],
    });
  }
}

/** The node an anchor names, or a finding at `span`. */
export function resolveAlias(context: ReadContext, name: string, span: Span): YamlNode | undefined {
  const node = context.anchors.get(name);
  if (node === undefined) {
    syntaxError(context, span, `There is no anchor named "${shorten(name)}" above.`, {
      hint: "A text that begins with * must be in quotes; an alias needs its &anchor before it.",
      fixes: [{ title: "Put it in quotes", edits: [{ span, text: writeScalar(`*${name}`) }] }],
    });
    return undefined;
  }
  context.aliasBudget -= sizeOf(node, context.aliasBudget);
  if (context.aliasBudget >= 0) return node;
  syntaxError(context, span, "The aliases of this file stand for too many values.", {
    hint: "Write the values out, or use the document's defaults.",
  });
  return undefined;
}

/** Number of nodes of a tree, counted no further than just above `limit`. */
function sizeOf(node: YamlNode | undefined, limit: number): number {
  if (node === undefined || limit < 0) return 1;
  let size = 1;
  const children = node.kind === "map" ? node.pairs.map((pair) => pair.value) : [];
  for (const child of node.kind === "list" ? node.items : children) {
    if (size > limit) break;
    size += sizeOf(child, limit - size);
  }
  return size;
}

function clamp(span: Span, length: number): Span {
  const start = Math.max(0, Math.min(span.start, length));
  return { start, end: Math.max(start, Math.min(span.end, length)) };
}

/** A text short enough to stand in a message. */
export function shorten(text: string, length = 60): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
