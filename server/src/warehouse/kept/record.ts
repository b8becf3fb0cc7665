/** Answers as the text of a file, which says by itself whether it is whole. */
import { createHash } from "node:crypto";

/** By the digest of the question; plain JSON. Those that were used last stand last. */
export type KeptAnswers = ReadonlyMap<string, unknown>;

/** Characters of one record: more is no description of tables. */
const mostCharacters = 8_000_000;

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What was used last, as far as there is room. */
export function writeRecord(answers: KeptAnswers): string {
  const kept: string[] = [];
  let left = mostCharacters;
  for (const entry of [...answers].reverse()) {
    const text = JSON.stringify(entry);
    left -= text.length;
    if (left < 0) break;
    kept.push(text);
  }
  const body = `[${kept.reverse().join(",\n")}]\n`;
  return `${digestOf(body)}\n${body}`;
}

/** `undefined` for what `writeRecord` did not write, or not whole. */
export function readRecord(text: string): KeptAnswers | undefined {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== digestOf(body)) return undefined;
  return new Map(JSON.parse(body) as [string, unknown][]);
}
