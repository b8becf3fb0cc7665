/** The first line of each file that is made: where it comes from, and a digest of the rest by which an edit shows. */
import { createHash } from "node:crypto";
import { harmlessLine } from "../../document/harmless.ts";

/** What a file is to us: made by us and left alone, made by us and edited, or somebody else's. */
export type Seal = "whole" | "edited" | "foreign";

const comments = { sql: ["{# ", " #}"], yml: ["# ", ""] } as const;

/** In: the files that it is made of. */
export function sealed(kind: keyof typeof comments, sources: readonly string[], body: string): string {
  const [open, close] = comments[kind];
  const from = sources.map((file) => harmlessLine(file).replaceAll(/[{}#]/g, "_")).join(", ");
  return `${open}Made by eventspec from ${from}: edit there. Digest: ${digestOf(body)}${close}\n${body}`;
}

export function sealOf(text: string): Seal {
  const [first = "", ...rest] = text.replaceAll("\r\n", "\n").split("\n");
  const digest = /^(?:\{# |# )Made by eventspec from .*: edit there\. Digest: ([0-9a-f]{16})(?: #\})?$/.exec(
    first,
  )?.[1];
  if (digest === undefined) return "foreign";
  return digest === digestOf(rest.join("\n")) ? "whole" : "edited";
}

function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 16);
}
