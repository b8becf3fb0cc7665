import { lineStartsOf } from "./positions.ts";
import { readDocument } from "./readDocument.ts";
import type { TextDocument } from "./types.ts";

/** Trees that stay once somebody has asked for them: those of the files that people look at, not those of a project. */
const mostAwake = 16;

/**
 * Lets documents rest: in, a document as read; out, the same with its text and findings alone, for files whose trees nobody
 * may ever ask for. Its tree is read anew from the text when it is asked for, and stays while it is among the last `awake`
 * ones of all documents that rest together.
 */
export function restingDocuments(awake = mostAwake): (document: TextDocument) => TextDocument {
  const trees = new Map<string, TextDocument>();
  const wake = (file: string, text: string): TextDocument => {
    const known = trees.get(file);
    const document = known?.text === text ? known : readDocument(file, text);
    trees.delete(file);
    trees.set(file, document);
    const oldest = trees.keys().next();
    if (trees.size > awake && !oldest.done) trees.delete(oldest.value);
    return document;
  };
  return ({ file, text, findings }) => {
    let lineStarts: readonly number[] | undefined;
    return {
      file,
      text,
      findings,
      get lineStarts() {
        lineStarts ??= lineStartsOf(text);
        return lineStarts;
      },
      get documents() {
        return wake(file, text).documents;
      },
      get comments() {
        return wake(file, text).comments;
      },
    };
  };
}
