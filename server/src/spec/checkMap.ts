import { didYouMean } from "../document/didYouMean.ts";
import { isMergeKey, shorten } from "../document/readContext.ts";
import type { Fix, Span, YamlMap, YamlPair } from "../document/types.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import { keyMeant, placeMeant } from "./foreignKeys.ts";
import { type Shape, shapes } from "./shape.ts";
import { type CheckContext, labelOf, report, type ValuePlace } from "./valuePlace.ts";

/** Checks which keys a map has. Answers whether anything was wrong. */
export function checkKeys(
  context: CheckContext,
  map: Pick<YamlMap, "pairs">,
  shape: Shape,
  place: ValuePlace,
): boolean {
  const before = context.findings.length;
  const written = new Set(map.pairs.map(({ key }) => key.text));
  const meant = checkUnknown(context, map.pairs, shape, { place, written });
  const has = (key: string) => meant.has(key) || written.has(key);
  checkMissing(context, shape, place, has);
  for (const keys of shape.exclusive) checkConflict(context, map.pairs, keys, place);
  checkDependent(context, map.pairs, shape, { place, has });
  for (const { key } of map.pairs)
    if (key.text.includes("\0"))
      report(context, { place, span: key.span }, "invalid-value", "This key holds a zero byte.", {
        key: key.text,
        hint: "Take `\\0` out.",
      });
  checkCount(context, map.pairs, shape, place);
  return context.findings.length > before;
}

/** The map without merge keys, each of which is reported: what they would bring in is read nowhere. */
export function withoutMergeKeys(context: CheckContext, map: YamlMap, place: ValuePlace): YamlMap {
  if (!map.pairs.some(isMergeKey)) return map;
  for (const { key } of map.pairs.filter(isMergeKey))
    report(context, { place, span: key.span }, "unknown-key", 'Merge keys ("<<") are not part of YAML 1.2.', {
      key: key.text,
      hint: "Write the keys out; what all events share stands above `events`, as defaults of the document.",
    });
  return { ...map, pairs: map.pairs.filter((pair) => !isMergeKey(pair)) };
}

const nothing: ReadonlySet<string> = new Set();

/** Reports unknown keys, and answers the known ones that they seem to be meant as. */
function checkUnknown(
  context: CheckContext,
  pairs: readonly YamlPair[],
  shape: Shape,
  { place, written }: { readonly place: ValuePlace; readonly written: ReadonlySet<string> },
): ReadonlySet<string> {
  if (!shape.closed || pairs.every((pair) => shape.keys.has(pair.key.text))) return nothing;
  const meant = new Set<string>();
  const free = [...shape.keys.keys()].filter((key) => !written.has(key));
  for (const pair of pairs) {
    if (shape.keys.has(pair.key.text)) continue;
    const { key, hint } = unknownRemedy(pair.key.text, shape, place, free);
    if (key !== undefined) meant.add(key);
    report(
      context,
      { place, span: pair.key.span },
      "unknown-key",
      `${labelOf(place)} has no key "${shorten(pair.key.text)}".`,
      { key: pair.key.text, hint, fixes: key === undefined ? [] : [renameFix(pair, key)] },
    );
  }
  return meant;
}

interface UnknownRemedy {
  /** The key to write in its place. */
  readonly key?: string;
  readonly hint: string | undefined;
}

/** What to do about an unknown key: words of other tools have an answer of their own, all others the nearest key. */
function unknownRemedy(
  word: string,
  shape: Shape,
  place: ValuePlace,
  free: readonly string[],
): UnknownRemedy {
  const key = keyMeant(word, shape.keys);
  if (key !== undefined && free.includes(key)) return { key, hint: `Here it is called "${key}".` };
  if (key !== undefined) return { hint: `Here it is called "${key}", which is there already.` };
  const answer = nameHint(word, place) ?? placeHint(word, shape);
  if (answer !== undefined) return { hint: answer };
  const near = didYouMean(word, free);
  if (near !== undefined) return { key: near, hint: `Did you mean "${near}"?` };
  return { hint: free.length > 0 ? `Known here: ${free.join(", ")}.` : undefined };
}

/** Names are keys: `order_placed:`, not `name: order_placed`. */
function nameHint(word: string, { parent, step, title }: ValuePlace): string | undefined {
  if (!["name", "event_name", "event", "label"].includes(word.toLowerCase())) return undefined;
  if (parent === undefined) return "An event's name is its key below `events`, such as `order_placed:`.";
  if (typeof step !== "string" || title === undefined) return undefined;
  return `The ${title}'s name is its key, "${shorten(step)}": leave this out.`;
}

const ofDocument = shapes.spec.keys;
const eventShape = ofDocument.get("events")?.others;
const levels = { ofDocument, ofEvent: eventShape?.keys ?? new Map() };

function placeHint(word: string, shape: Shape): string | undefined {
  if (shape !== shapes.spec && shape !== eventShape) return undefined;
  return placeMeant(word, shape === eventShape ? "event" : "document", levels);
}

function renameFix(pair: YamlPair, name: string): Fix {
  return {
    title: `Rename to "${name}"`,
    edits: [{ span: pair.key.span, text: writeScalar(name) }],
    preferred: true,
  };
}

function checkMissing(
  context: CheckContext,
  shape: Shape,
  place: ValuePlace,
  has: (key: string) => boolean,
): void {
  const { required, either } = shape;
  for (const key of required) if (!has(key)) reportMissing(context, shape, place, [key]);
  if (either.length > 0 && !either.some(has)) reportMissing(context, shape, place, either);
}

function reportMissing(
  context: CheckContext,
  shape: Shape,
  place: ValuePlace,
  keys: readonly string[],
): void {
  const [first = ""] = keys;
  const names = keys.map((key) => `"${key}"`).join(" nor ");
  const meaning = shape.keys.get(first)?.schema.description;
  report(
    context,
    { place, span: place.span },
    "missing-key",
    `${labelOf(place)} has ${keys.length > 1 ? "neither" : "no"} ${names}.`,
    {
      hint: `Add \`${first}:\`${meaning ? `: ${decapitalise(meaning)}` : "."}`,
    },
  );
}

function decapitalise(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

function checkConflict(
  context: CheckContext,
  pairs: readonly YamlPair[],
  exclusive: readonly string[],
  place: ValuePlace,
): void {
  const found = pairs.filter((pair) => exclusive.includes(pair.key.text));
  const [first, second] = found;
  if (!first || !second || new Set(found.map((pair) => pair.key.text)).size < exclusive.length) return;
  report(
    context,
    { place, span: second.key.span },
    "invalid-value",
    `${labelOf(place)} has both "${first.key.text}" and "${second.key.text}".`,
    { key: second.key.text, hint: "Keep one of the two." },
  );
}

/** Keys that nothing would be made of. */
function checkDependent(
  context: CheckContext,
  pairs: readonly YamlPair[],
  { dependent }: Shape,
  { place, has }: { readonly place: ValuePlace; readonly has: (key: string) => boolean },
): void {
  for (const [name, needs] of dependent) {
    const pair = pairs.find(({ key }) => key.text === name);
    const missing = pair && needs.find((key) => !has(key));
    if (pair && missing !== undefined)
      report(
        context,
        { place, span: pair.key.span },
        "missing-key",
        `"${name}" means something only beside "${missing}".`,
        { key: name, hint: `Add \`${missing}:\`, or remove \`${name}:\`.` },
      );
  }
}

/** `minProperties` and `maxProperties`. */
function checkCount(
  context: CheckContext,
  pairs: readonly YamlPair[],
  shape: Shape,
  place: ValuePlace,
): void {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = shape.schema;
  if (pairs.length <= maxProperties && minProperties === 0) return;
  const count = new Set(pairs.map((pair) => pair.key.text)).size;
  const extra = pairs[maxProperties];
  if (count < minProperties) {
    const known = [...shape.keys.keys()];
    report(context, { place, span: place.span }, "missing-key", `${labelOf(place)} is empty.`, {
      hint: known.length > 0 ? `Write one of ${known.join(", ")}.` : "Add an entry, or remove the key.",
    });
  } else if (extra && count > maxProperties)
    report(
      context,
      { place, span: spanOfKey(extra) },
      "invalid-value",
      `${labelOf(place)} can have one key only.`,
      {
        hint: "Write each in its own entry of the list.",
      },
    );
}

function spanOfKey(pair: YamlPair): Span {
  return pair.key.span;
}
