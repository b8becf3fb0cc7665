import { didYouMean } from "../document/didYouMean.ts";
import { isMergeKey, shorten } from "../document/readContext.ts";
import type { Fix, Span, YamlMap, YamlPair } from "../document/types.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import type { Shape } from "./shape.ts";
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
  checkConflict(context, map.pairs, shape, place);
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
    const suggestion = didYouMean(pair.key.text, free);
    if (suggestion) meant.add(suggestion);
    report(
      context,
      { place, span: pair.key.span },
      "unknown-key",
      `${labelOf(place)} has no key "${shorten(pair.key.text)}".`,
      {
        key: pair.key.text,
        hint: unknownHint(suggestion, free),
        fixes: suggestion ? [renameFix(pair, suggestion)] : [],
      },
    );
  }
  return meant;
}

function unknownHint(suggestion: string | undefined, known: readonly string[]): string | undefined {
  if (suggestion) return `Did you mean "${suggestion}"?`;
  return known.length > 0 ? `Known here: ${known.join(", ")}.` : undefined;
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
  shape: Shape,
  place: ValuePlace,
): void {
  const { exclusive } = shape;
  if (exclusive.length === 0) return;
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
