import { readDocument } from "../document/readDocument.ts";
import type { TextDocument } from "../document/types.ts";
import { readSpec } from "../spec/readSpec.ts";
import { assemble, withSpec, withTables } from "./assemble.ts";
import { withIndex } from "./catalog.ts";
import { localFileName, projectFileName, readProjectFiles } from "./loadProject.ts";
import { isMeantAsSpec, isNearSpecName, isSpecFile } from "./misnamedFiles.ts";
import { patchedMap } from "./patchedMap.ts";
import { policyOf } from "./policies.ts";
import type { Catalog, Project } from "./types.ts";

/**
 * The project after one file has changed: `text` is its new text, `undefined` where it is gone. Every other file is shared
 * with the snapshot before. `file` is relative to the root, with `/`; a file that is no part of a project changes nothing.
 */
export function updateFile(project: Project, file: string, text: string | undefined): Project {
  const isProjectFile = file === projectFileName || file === localFileName;
  if (isNearSpecName(file)) {
    const near = text === undefined ? undefined : readDocument(file, text);
    const kept = near && isMeantAsSpec(near) ? near : undefined;
    return { ...project, documents: patchedMap(project.documents, [[file, kept]]) };
  }
  if (project.file.policies.some((policy) => policy.file === file)) return withPolicy(project, file, text);
  if (!isProjectFile && !isSpecFile(file)) return project;
  // Without its file a project still has a document of it: an empty one.
  const written = text ?? (file === projectFileName ? "" : undefined);
  const document = written === undefined ? undefined : readDocument(file, written);
  const documents = patchedMap(project.documents, [[file, document]]);
  if (isProjectFile) return assemble({ ...project, documents, file: projectFileOf(documents, project.file) });
  return withSpec({ ...project, documents }, file, document && readSpec(document));
}

/** The project with other tables known. */
export function withCatalog(project: Project, catalog: Catalog): Project {
  return withTables(project, withIndex(catalog));
}

/** Which policy another text of the project file names is read when the project is; the one that it named counts on. */
function projectFileOf(
  documents: ReadonlyMap<string, TextDocument>,
  before: Project["file"],
): Project["file"] {
  const project = documents.get(projectFileName) ?? readDocument(projectFileName, "");
  const file = readProjectFiles(project, documents.get(localFileName));
  const isSame = file.rules.extends?.value === before.rules.extends?.value;
  if (!isSame) return file;
  const policyFindings = before.policyFindings.flatMap((finding) =>
    finding.file !== file.file
      ? finding
      : file.rules.extends
        ? { ...finding, span: file.rules.extends.span }
        : [],
  );
  return { ...file, policies: before.policies, policyFindings };
}

/** The project with another text of a policy; one that is gone counts until the project is read anew. */
function withPolicy(project: Project, file: string, text: string | undefined): Project {
  if (text === undefined) return project;
  const document = readDocument(file, text);
  const { policy, findings } = policyOf(document);
  const others = project.file.policyFindings.filter((finding) => finding.file !== file);
  const policies = project.file.policies.map((each) => (each.file === file ? policy : each));
  const documents = patchedMap(project.documents, [[file, document]]);
  const policyFindings = [...others, ...findings];
  return { ...project, documents, file: { ...project.file, policies, policyFindings } };
}
