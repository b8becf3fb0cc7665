import type { YamlNode, YamlPair } from "../document/types.ts";
import { defined, nameOf, pairsOf, parsedOf, plainValue, textOf, textsOf, valueAt } from "./nodes.ts";
import type { ConnectionSettings, Setting } from "./projectTypes.ts";
import { parseBytes } from "./values.ts";

const notSettings = new Set(["type", "max_bytes", "maxBytes", "functions"]);

/** Connections by name. One without a `type` is left out; the schema names it. */
export function connectionsOf(node: YamlNode | undefined): ConnectionSettings[] {
  return pairsOf(node).flatMap((pair) => {
    const type = textOf(valueAt(pair.value, "type"));
    return type
      ? defined({
          name: nameOf(pair),
          type,
          settings: settingsOf(pair.value),
          maxBytes: maxBytes(pair),
          functions: textsOf(valueAt(pair.value, "functions")),
          span: pair.span,
        })
      : [];
  });
}

function maxBytes(pair: YamlPair): number | undefined {
  const node = valueAt(pair.value, "max_bytes") ?? valueAt(pair.value, "maxBytes");
  return parsedOf(node, parseBytes)?.value;
}

function settingsOf(node: YamlNode | undefined): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const { key, value } of pairsOf(node))
    if (value && !notSettings.has(key.text) && !settings.has(key.text))
      settings.set(key.text, settingOf(value));
  return settings;
}

/** `{env: NAME}` stays a name, so that no secret is read before it is needed. */
function settingOf(node: YamlNode): Setting {
  const name = pairsOf(node).length === 1 ? textOf(valueAt(node, "env")) : undefined;
  const origin = { span: node.span, ...(node.local && { own: node.local }) };
  if (name) return { kind: "env", name: name.value, ...origin };
  // A text of digits, such as a password or an account number, stays as it is written.
  const exact = node.kind === "scalar" && typeof node.value === "number" && String(node.value) !== node.text;
  return { kind: "value", value: exact ? node.text : plainValue(node), ...origin };
}
