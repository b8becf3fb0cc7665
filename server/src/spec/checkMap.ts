import { didYouMean } from "../document/didYouMean.ts";
import { shorten } from "../document/readContext.ts";
import type { Fix, Span, YamlMap, YamlPair } from "../document/types.ts";
import { writeScalar } from "../document/writeScalar.ts";
import { type CheckContext, type Place, report } from "./place.ts";
import type { SchemaNode } from "./schemaNode.ts";

/** Checks which keys a map has. Answers whether anything was wrong. */
export function checkKeys(
  context: CheckContext,
  map: Pick<YamlMap, "pairs">,
  schema: SchemaNode,
  place: Place,
): boolean {
  const before = context.findings.length;
  const meant = checkUnknown(context, map.pairs, schema, place);
  const has = (key: string) => meant.has(key) || map.pairs.some((pair) => pair.key.text === key);
  checkMissing(context, schema, place, has);
  checkConflict(context, map.pairs, schema, place);
  checkCount(context, map.pairs, schema, place);
  return context.findings.length > before;
}

/** Reports unknown keys, and answers the known ones that they seem to be meant as. */
function checkUnknown(
  context: CheckContext,
  pairs: readonly YamlPair[],
  schema: SchemaNode,
  place: Place,
): ReadonlySet<string> {
  const meant = new Set<string>();
  if (schema.additionalProperties !== false) return meant;
  const known = Object.keys(schema.properties ?? {});
  for (const pair of pairs) {
    if (known.includes(pair.key.text)) continue;
    const free = known.filter((key) => !pairs.some((other) => other.key.text === key));
    const suggestion = didYouMean(pair.key.text, free);
    if (suggestion) meant.add(suggestion);
    report(
      context,
      { ...place, path: [...place.path, pair.key.text] },
      "unknown-key",
      pair.key.span,
      pair.key.text === "<<"
        ? 'Merge keys ("<<") are not part of YAML 1.2.'
        : `${place.label} has no key "${shorten(pair.key.text)}".`,
      {
        hint: unknownHint(pair.key.text, suggestion, free),
        fixes: suggestion ? [renameFix(pair, suggestion)] : [],
      },
    );
  }
  return meant;
}

function unknownHint(
  key: string,
  suggestion: string | undefined,
  known: readonly string[],
): string | undefined {
  if (key === "<<") return "Defaults of the document reach every event: write shared keys above `events`.";
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
  schema: SchemaNode,
  place: Place,
  has: (key: string) => boolean,
): void {
  for (const key of schema.required ?? []) if (!has(key)) reportMissing(context, schema, place, [key]);
  const either = schema.anyOf?.flatMap((form) => form.required ?? []) ?? [];
  if (either.length > 0 && !either.some(has)) reportMissing(context, schema, place, either);
}

function reportMissing(
  context: CheckContext,
  schema: SchemaNode,
  place: Place,
  keys: readonly string[],
): void {
  const [first = ""] = keys;
  const names = keys.map((key) => `"${key}"`).join(" nor ");
  const meaning = schema.properties?.[first]?.description;
  report(
    context,
    place,
    "missing-key",
    place.span,
    `${place.label} has ${keys.length > 1 ? "neither" : "no"} ${names}.`,
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
  schema: SchemaNode,
  place: Place,
): void {
  const exclusive = schema.not?.required ?? [];
  const found = pairs.filter((pair) => exclusive.includes(pair.key.text));
  const [first, second] = found;
  if (
    exclusive.length === 0 ||
    !first ||
    !second ||
    new Set(found.map((pair) => pair.key.text)).size < exclusive.length
  )
    return;
  report(
    context,
    { ...place, path: [...place.path, second.key.text] },
    "invalid-value",
    second.key.span,
    `${place.label} has both "${first.key.text}" and "${second.key.text}".`,
    { hint: "Keep one of the two." },
  );
}

/** `minProperties` and `maxProperties`. */
function checkCount(
  context: CheckContext,
  pairs: readonly YamlPair[],
  schema: SchemaNode,
  place: Place,
): void {
  const names = [...new Set(pairs.map((pair) => pair.key.text))];
  const extra = pairs[schema.maxProperties ?? Number.POSITIVE_INFINITY];
  if (names.length < (schema.minProperties ?? 0)) {
    const known = Object.keys(schema.properties ?? {});
    report(context, place, "missing-key", place.span, `${place.label} is empty.`, {
      hint: known.length > 0 ? `Write one of ${known.join(", ")}.` : "Add an entry, or remove the key.",
    });
  } else if (extra && names.length > (schema.maxProperties ?? Number.POSITIVE_INFINITY))
    report(context, place, "invalid-value", spanOfKey(extra), `${place.label} can have one key only.`, {
      hint: "Write each in its own entry of the list.",
    });
}

function spanOfKey(pair: YamlPair): Span {
  return pair.key.span;
}
