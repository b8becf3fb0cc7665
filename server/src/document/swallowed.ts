import type { YamlNode, YamlScalar } from "./types.ts";

/**
 * Whether a text holds the keys below it: a `|` typed behind a key or a dash near the root makes a text of all that
 * stands there, which is valid YAML, but never meant. `value` is that of a key of the root.
 */
export function isSwallowed(value: YamlNode): boolean {
  if (value.kind === "scalar") return isBlockOfKeys(value);
  const inside = value.kind === "list" ? value.items : value.pairs.map((pair) => pair.value);
  return inside.some((node) => node?.kind === "scalar" && isBlockOfKeys(node));
}

function isBlockOfKeys({ style, text }: YamlScalar): boolean {
  return style !== "plain" && /^[ \t]*[\w-]+:[ \t]*\n(?:[ \t]*\n)*[ \t]+[\w-]+:/m.test(text);
}
