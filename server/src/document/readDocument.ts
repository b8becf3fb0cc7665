import { YAMLException } from "js-yaml";
import { commentsOutside } from "./comments.ts";
import { lineStartsOf } from "./positions.ts";
import { readBroken } from "./readBroken.ts";
import { newContext, type ReadContext } from "./readContext.ts";
import { readPlain } from "./readPlain.ts";
import { readStrict } from "./readStrict.ts";
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
    return readPlain(context) ?? readStrict(context, context.text, 0);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const documents = readBroken(context, error);
    context.comments.splice(0, Infinity, ...commentsOutside(context.text, documents));
    return documents;
  }
}
