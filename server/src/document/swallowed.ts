import type { YamlNode, YamlScalar } from "./types.ts";

/**
 * Whether a text holds the keys below it: a `|` typed behind a key or a dash near the root makes a text of all that
 * stands there, which is valid YAML, but never meant. `value` is that of a key of the root.
 */
export function isSwallowed(value: YamlNode): boolean {
  const values = value.kind === "map" ? value.pairs.map((pair) => pair.value) : [value];
  return values
    .flatMap((node) => (node?.kind === "list" ? node.items : node))
    .some((node) => node?.kind === "scalar" && isBlockOfKeys(node));
}

function isBlockOfKeys({ style, text }: YamlScalar): boolean {
  return style !== "plain" && /^[ \t]*(?:#.* )?[\w-]+:[ \t]*\n(?:[ \t]*\n)*[ \t]+[\w-]+:/m.test(text);
}
