import assert from "node:assert/strict";
import { readDocument } from "../../server/src/document/readDocument.ts";
import type { Finding, TextDocument } from "../../server/src/document/types.ts";
import { readProjectFile } from "../../server/src/spec/readProjectFile.ts";
import { readSpec } from "../../server/src/spec/readSpec.ts";
import { mark, marked } from "./markers.ts";

/** Findings of a text, in the order of their places. */
export function findingsIn(text: string, kind: "spec" | "project" = "spec"): readonly Finding[] {
  const document: TextDocument = readDocument(kind === "spec" ? "a.events.yml" : "eventspec.yml", text);
  const { findings } = kind === "spec" ? readSpec(document) : readProjectFile(document);
  return [...findings].sort((a, b) => a.span.start - b.span.start);
}

/** Asserts that exactly the marked places `⟦…⟧` are found, each with `rule: message` in that order. */
export function assertFindings(
  input: string,
  expected: readonly string[],
  kind: "spec" | "project" = "spec",
): void {
  const { text } = marked(input);
  const found = findingsIn(text, kind);
  assert.deepEqual(
    found.map(({ rule, message }) => `${rule}: ${message}`),
    expected,
  );
  assert.equal(
    mark(
      text,
      found.map(({ span }) => span),
    ),
    input,
  );
}

/** The text after the preferred fix of each finding, from the last one back. */
export function fixed(text: string, findings: readonly Finding[]): string {
  const edits = findings.flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
  edits.sort((a, b) => b.span.start - a.span.start);
  return edits.reduce(
    (result, { span, text: by }) => result.slice(0, span.start) + by + result.slice(span.end),
    text,
  );
}
