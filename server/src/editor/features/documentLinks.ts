import { resolve } from "node:path";
import { spanInScalar } from "../../document/scalarMap.ts";
import type { Span } from "../../document/types.ts";
import { isBelow } from "../../project/ownFiles.ts";
import { pairsOf, textOf, valueAt } from "../../spec/nodes.ts";
import type { FileView } from "../session/fileView.ts";

/** What a piece of a file leads to: an address of the web, or a file of the project by its absolute path. */
export type DocumentLink = { readonly span: Span } & ({ readonly url: string } | { readonly path: string });

/** Addresses wherever they stand; in the project file the policy that it extends and the files of connections, too. */
export function documentLinks(view: FileView): DocumentLink[] {
  const { project, file } = view;
  const files = file === project.file.file ? [...policyLink(view), ...dataLinks(view)] : [];
  return [...webLinks(view.document.text), ...files];
}

/** Without what ends a sentence or a bracket around it. */
const address = /\bhttps?:\/\/[^\s"'`<>{}[\]|\\^]+/g;

function webLinks(text: string): DocumentLink[] {
  return [...text.matchAll(address)].map((match) => {
    const url = match[0].replace(/[.,;:!?)]+$/, "");
    return { span: { start: match.index, end: match.index + url.length }, url };
  });
}

function policyLink({ project }: FileView): DocumentLink[] {
  const { extends: named } = project.file.rules;
  const [policy] = project.file.policies;
  return named && policy ? inProject(project.root, named.span, policy.file) : [];
}

/** A pattern of several files leads nowhere. */
function dataLinks({ project, document }: FileView): DocumentLink[] {
  const connections = pairsOf(valueAt(document.documents[0]?.root, "connections"));
  return connections
    .flatMap(({ value }) => pairsOf(valueAt(value, "files")))
    .flatMap(({ value }) => {
      const path = textOf(value);
      if (!path || value?.kind !== "scalar" || /[*?[\]]|:\/\//.test(path.value)) return [];
      const span = spanInScalar(value, document.text, 0, value.text.length);
      return inProject(project.root, span, path.value);
    });
}

/** What lies outside of the project is none of its files. */
function inProject(root: string, span: Span, file: string): DocumentLink[] {
  const path = resolve(root, file);
  return isBelow(root, path) ? [{ span, path }] : [];
}
