/** Whole YAML documents out of plain data, for files that nobody edits. Readers of YAML 1.1 and 1.2 read the same of them. */
import { writeScalar } from "./writeScalar.ts";

export type YamlData =
  | string
  | number
  | boolean
  | null
  | readonly YamlData[]
  | Inline
  | { readonly [key: string]: YamlData | undefined };

/** A map or a list that stands on one line. */
class Inline {
  readonly value: YamlData;
  constructor(value: YamlData) {
    this.value = value;
  }
}

export const inline = (value: YamlData): Inline => new Inline(value);

/** In: a map; keys without a value are left out. Out: text that ends with a line break. */
export function writeYaml(data: { readonly [key: string]: YamlData | undefined }): string {
  return `${block(data, 0).join("\n")}\n`;
}

/** The same data with each text, but for keys, changed. */
export function mapTexts(data: YamlData, change: (text: string) => string): YamlData {
  if (typeof data === "string") return change(data);
  if (data instanceof Inline) return new Inline(mapTexts(data.value, change));
  if (Array.isArray(data)) return data.map((item) => mapTexts(item, change));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(entriesOf(data).map(([key, child]) => [key, mapTexts(child, change)]));
}

/** Lines of a value that stands below its key or behind its dash. */
function block(value: YamlData, indent: number): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => behindDash(item, indent));
  const pad = " ".repeat(indent);
  return entriesOf(value).flatMap(([key, child]) => {
    const name = `${pad}${scalar(key, false)}:`;
    if (isFlat(child)) return [`${name} ${flat(child, indent)}`];
    return [name, ...block(child, indent + 2)];
  });
}

function behindDash(item: YamlData, indent: number): string[] {
  const pad = " ".repeat(indent);
  if (isFlat(item)) return [`${pad}- ${flat(item, indent)}`];
  const [first = "", ...rest] = block(item, indent + 2);
  return [`${pad}- ${first.trimStart()}`, ...rest];
}

function isFlat(value: YamlData): boolean {
  if (typeof value !== "object" || value === null || value instanceof Inline) return true;
  return Array.isArray(value) ? value.length === 0 : Object.values(value).every((one) => one === undefined);
}

/** On the line of its key; a text of several lines goes on below. */
function flat(value: YamlData, indent: number): string {
  if (typeof value === "string" && value.includes("\n"))
    return writeScalar(value, { style: "block", indent: indent + 2 });
  return inFlow(value instanceof Inline ? value.value : value, value instanceof Inline);
}

function inFlow(value: YamlData, flow: boolean): string {
  if (value instanceof Inline) return inFlow(value.value, flow);
  if (Array.isArray(value)) return `[${value.map((item) => inFlow(item, true)).join(", ")}]`;
  if (typeof value === "string") return scalar(value, flow);
  if (typeof value !== "object" || value === null) return String(value);
  const pairs = entriesOf(value).map(([key, child]) => `${scalar(key, true)}: ${inFlow(child, true)}`);
  return `{${pairs.join(", ")}}`;
}

function scalar(text: string, flow: boolean): string {
  const isOther = otherWords.test(text) || beginsLikeNumber.test(text);
  return writeScalar(text, { style: isOther ? "single" : "plain", flow });
}

/** Words that YAML 1.1 takes for truth values (https://yaml.org/type/bool.html). */
const otherWords = /^(?:y|yes|n|no|on|off)$/i;
/** It knows many more numbers than YAML 1.2, and times: `1_000`, `010`, `12:30`, `2026-01-05`. */
const beginsLikeNumber = /^[-+.]?\d/;

function entriesOf(value: YamlData): [string, YamlData][] {
  if (typeof value !== "object" || value === null || value instanceof Inline) return [];
  return Object.entries(value).filter((entry): entry is [string, YamlData] => entry[1] !== undefined);
}
