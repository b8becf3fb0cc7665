import { YAMLException } from "js-yaml";
import { lineStartsOf } from "./positions.ts";
import { newContext, type ReadContext } from "./readContext.ts";
import { readStrict } from "./readStrict.ts";
import { readTolerant } from "./readTolerant.ts";
import type { TextDocument, YamlDocument } from "./types.ts";

/**
 * Reads a file's text as a tree with ranges. Never throws: whatever can't be read is a finding (`yaml-syntax`,
 * `duplicate-key`), and what stands around it is still there.
 */
export function readDocument(file: string, text: string): TextDocument {
  const context = newContext(file, text);
  const documents = readAll(context);
  return {
    file,
    text,
    lineStarts: lineStartsOf(text),
    documents,
    comments: context.comments,
    findings: context.findings,
  };
}

function readAll(context: ReadContext): YamlDocument[] {
  try {
    return readStrict(context, context.text, 0);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return readTolerant(context, context.text, 0);
  }
}
