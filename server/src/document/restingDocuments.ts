import { lineStartsOf } from "./positions.ts";
import { readDocument } from "./readDocument.ts";
import type { Finding, TextDocument } from "./types.ts";

/** Trees that stay once somebody has asked for them: those of the files that people look at, not those of a project. */
const mostAwake = 16;

/**
 * Lets documents rest: in, a document as read; out, the same with its text and findings alone, for files whose trees nobody
 * may ever ask for. Its tree is read anew from the text when it is asked for, and stays while it is among the last `awake`
 * ones of all documents that rest together.
 */
export function restingDocuments(awake = mostAwake): (document: TextDocument) => TextDocument {
  // A list, changed in place: what a map leaves behind when it makes room holds its trees until the next full collection.
  const trees: TextDocument[] = [];
  const wake: Wake = (file, text) => {
    const known = trees.findIndex((tree) => tree.file === file && tree.text === text);
    const document = trees[known] ?? readDocument(file, text);
    if (known >= 0) trees.splice(known, 1);
    else if (trees.length === awake) trees.pop();
    trees.unshift(document);
    return document;
  };
  return (document) => new RestingDocument(document, wake);
}

type Wake = (file: string, text: string) => TextDocument;

/** A class, because thousands of objects with getters of their own would weigh more than the trees. */
class RestingDocument implements TextDocument {
  readonly file: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly #wake: Wake;
  #lineStarts: readonly number[] | undefined;

  constructor({ file, text, findings }: TextDocument, wake: Wake) {
    this.file = file;
    this.text = text;
    this.findings = findings;
    this.#wake = wake;
  }

  get lineStarts(): readonly number[] {
    this.#lineStarts ??= lineStartsOf(this.text);
    return this.#lineStarts;
  }

  get documents(): TextDocument["documents"] {
    return this.#wake(this.file, this.text).documents;
  }

  get comments(): TextDocument["comments"] {
    return this.#wake(this.file, this.text).comments;
  }
}
