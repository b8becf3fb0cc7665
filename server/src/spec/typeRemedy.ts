/** What to do about a value of another kind than its key asks for: a map where a list is meant, a list where names are keys. */
import { columnOf } from "../document/lines.ts";
import { shorten } from "../document/readContext.ts";
import type { Fix, TextEdit, YamlList, YamlMap, YamlNode, YamlScalar } from "../document/types.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import { valueAt } from "./nodes.ts";
import { accepts, type Shape } from "./shape.ts";
import type { CheckContext, ValuePlace } from "./valuePlace.ts";

interface Remedy {
  readonly hint?: string | undefined;
  readonly fixes?: readonly Fix[];
}

/** In: the value as written, and the forms that its key takes. */
export function typeRemedy(
  context: CheckContext,
  node: YamlNode,
  forms: readonly Shape[],
  place: ValuePlace,
): Remedy {
  const list = forms.find(({ schema, items }) => schema.type === "array" && items && accepts(items, node));
  const isHere = standsAtKey(context.text, node, place);
  if (list && node.kind !== "list") {
    const edits = isHere ? listOfOne(context.text, node) : undefined;
    const hint =
      node.kind === "map"
        ? "Write it as a list, even of one: a dash before the first key, the others below that key."
        : "Write it as a list, even of one: in brackets.";
    return { hint, fixes: edits ? [{ title: "Make it a list", edits, preferred: true }] : [] };
  }
  if (node.kind === "list" && forms.some(({ others }) => others !== undefined)) {
    const edits = isHere ? namesAsKeys(context.text, node, place) : undefined;
    const hint = `Write each name as a key with the rest below it: \`${firstName(node)}:\`, not a list.`;
    return { hint, fixes: edits ? [{ title: "Write the names as keys", edits, preferred: true }] : [] };
  }
  if (node.kind === "scalar" && forms.some(({ keys }) => keys.has(node.text)))
    return { hint: `"${node.text}" is a key here: write \`${node.text}:\` with what it is about.` };
  const isText = node.kind === "scalar" && forms.some(({ schema }) => schema.type === "string");
  return {
    hint: forms.find(({ schema }) => schema.description)?.schema.description,
    fixes: isText ? [quoteFix(node)] : [],
  };
}

/** What the first entry of a list is called, as an example. */
function firstName({ items: [first] }: YamlList): string {
  const name = first?.kind === "map" ? valueAt(first, "name") : first;
  return name?.kind === "scalar" ? shorten(name.text, 40) : "order_placed";
}

/** Not behind an alias, whose value stands elsewhere. */
function standsAtKey(text: string, { span }: YamlNode, place: ValuePlace): boolean {
  return span.start > place.span.end && /^["']?\s*:(?:\s|#.*)*$/.test(text.slice(place.span.end, span.start));
}

function listOfOne(text: string, node: YamlMap | YamlScalar): TextEdit[] | undefined {
  const { start, end } = node.span;
  if (node.kind === "map" && !node.flow) {
    const lines = [...text.slice(start, end).matchAll(/\n(?=[^\r\n])/g)];
    return [insert(start, "- "), ...lines.map(({ index }) => insert(start + index + 1, "  "))];
  }
  if (node.kind === "scalar") {
    if (node.style === "literal" || node.style === "folded") return undefined;
    const written = node.style === "plain" ? writeScalar(node.text, { flow: true }) : text.slice(start, end);
    return [{ span: node.span, text: `[${written}]` }];
  }
  return [insert(start, "["), insert(end, "]")];
}

const insert = (at: number, text: string): TextEdit => ({ span: { start: at, end: at }, text });

/** `- name: order_placed` becomes `order_placed:`; what stands below is indented as it must be already. */
function namesAsKeys(text: string, list: YamlList, place: ValuePlace): TextEdit[] | undefined {
  if (list.flow) return undefined;
  const edits = list.items.flatMap((item) => {
    const [first, second] = item?.kind === "map" ? item.pairs : [];
    if (item?.kind !== "map" || first?.key.text !== "name" || first.value?.kind !== "scalar" || !second)
      return [];
    const dash = text.lastIndexOf("-", item.span.start);
    if (columnOf(text, dash) <= columnOf(text, place.span.start)) return [];
    const name = `${writeScalar(first.value.text)}:`;
    return item.flow
      ? [{ span: { start: dash, end: second.key.span.start }, text: `${name} {` }]
      : [{ span: { start: dash, end: first.span.end }, text: name }];
  });
  return edits.length === list.items.length ? edits : undefined;
}

function quoteFix(node: YamlScalar): Fix {
  return {
    title: "Put it in quotes",
    edits: [{ span: node.span, text: writeScalar(node.text, { style: "single" }) }],
    preferred: true,
  };
}
