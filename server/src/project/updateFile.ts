import { readDocument } from "../document/readDocument.ts";
import type { TextDocument } from "../document/types.ts";
import { readSpec } from "../spec/readSpec.ts";
import type { SpecFile } from "../spec/types.ts";
import { assemble } from "./assemble.ts";
import { withIndex } from "./catalog.ts";
import { isSpecFile, localFileName, projectFileName, readProjectFiles } from "./loadProject.ts";
import type { Catalog, Project } from "./types.ts";

/**
 * The project after one file has changed: `text` is its new text, `undefined` where it is gone. Every other file is shared
 * with the snapshot before. `file` is relative to the root, with `/`; a file that is no part of a project changes nothing.
 */
export function updateFile(project: Project, file: string, text: string | undefined): Project {
  const isProjectFile = file === projectFileName || file === localFileName;
  if (!isProjectFile && !isSpecFile(file)) return project;
  const documents = new Map(project.documents);
  if (text !== undefined) documents.set(file, readDocument(file, text));
  else if (file === projectFileName) documents.set(file, readDocument(file, ""));
  else documents.delete(file);
  if (isProjectFile) return assemble({ ...project, documents, file: projectFileOf(documents) }, project);
  return assemble(
    { ...project, documents, specs: withSpec(project.specs, file, documents.get(file)) },
    project,
  );
}

/** The project with other tables known. */
export function withCatalog(project: Project, catalog: Catalog): Project {
  return { ...project, catalog: withIndex(catalog) };
}

function projectFileOf(documents: ReadonlyMap<string, TextDocument>): Project["file"] {
  const project = documents.get(projectFileName) ?? readDocument(projectFileName, "");
  return readProjectFiles(project, documents.get(localFileName));
}

/** The spec files in the order of their names, with one put in place, added or removed. */
function withSpec(specs: readonly SpecFile[], file: string, document: TextDocument | undefined): SpecFile[] {
  const others = specs.filter((spec) => spec.file !== file);
  if (!document) return others;
  const after = others.findIndex((spec) => spec.file > file);
  return others.toSpliced(after < 0 ? others.length : after, 0, readSpec(document));
}
