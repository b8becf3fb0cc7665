/** `{{ ref('orders') }}`: a map in a map to YAML, and dbt's braces to who writes it. */
import { shorten } from "./readContext.ts";
import type { Fix, Span } from "./types.ts";
import { writeScalar } from "./write/writeScalar.ts";

/** More than anyone writes in braces, in UTF-16 units. */
const longest = 500;

interface Braced {
  /** What stands before the inner text. */
  readonly before: string;
  readonly inner: string;
}

/** What stands in the braces that a text consists of. */
export function inBraces(text: string): Braced | undefined {
  if (!text.startsWith("{{") || text.length > longest) return undefined;
  const [, before = "", inner = ""] = /^(\{\{-?\s*)([^{}\r\n]*?)\s*-?\}\}$/.exec(text) ?? [];
  return inner === "" ? undefined : { before, inner };
}

/** What is wrong with them. In: the whole text and its place. */
export function bracesMistake(text: string, span: Span, { inner }: Braced) {
  const written =
    inner.includes(": ") || inner.includes(" #") ? writeScalar(inner, { style: "single" }) : inner;
  const fixes: Fix[] = [{ title: "Leave out the braces", edits: [{ span, text: written }], preferred: true }];
  return {
    message: `YAML takes these braces for a map, not for the text "${shorten(text, 40)}".`,
    hint: `There is no templating here: write ${shorten(inner, 40)}, without braces.`,
    fixes,
  };
}
