/** Models and seeds that a project reads and that were changed after dbt wrote its manifest. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { isBelow } from "../ownFiles.ts";
import { tablesOfProject } from "../tablesOf.ts";
import type { FileSystem, Project } from "../types.ts";
import { shownPath } from "./artifacts.ts";
import type { DbtNode, Problem } from "./manifest.ts";
import { indexOf, keyOf, referenceText } from "./references.ts";

/** More files would make every check slow; those of the first tables tell as well. */
const mostFiles = 200;

/**
 * The project with what is outdated in dbt's manifest, as far as digests tell: dbt notes that of each model's text without its blanks around
 * (https://docs.getdbt.com/reference/artifacts/manifest-json). Of what has no digest, or no file here, nothing is said.
 */
export async function withOutdated(files: FileSystem, project: Project): Promise<Project> {
  const { dbt } = project;
  if (!dbt?.manifest) return project;
  const changed = await changedNodes(files, project, dbt.root);
  const [first] = changed;
  return first
    ? { ...project, dbt: { ...dbt, outdated: problemOf(first, changed.length, project) } }
    : project;
}

interface Changed {
  readonly file: string;
  readonly reference: string;
}

async function changedNodes(files: FileSystem, project: Project, root: string): Promise<Changed[]> {
  const read = usedNodes(project).map(async ({ node, reference }): Promise<Changed[]> => {
    const path = resolve(root, node.facts.file ?? "");
    if (node.facts.file === undefined || node.digest === undefined || !isBelow(root, path)) return [];
    const text = await files.readText(path, { within: [root] });
    if (text === undefined || digestOf(text) === node.digest) return [];
    return [{ file: node.facts.file, reference }];
  });
  return (await Promise.all(read)).flat();
}

function usedNodes(project: Project): { readonly node: DbtNode; readonly reference: string }[] {
  const index = project.dbt?.manifest && indexOf(project.dbt.manifest);
  const used = new Map<DbtNode, string>();
  for (const reference of tablesOfProject(project)) {
    const node = reference.kind === "ref" ? index?.get(keyOf(reference)) : undefined;
    if (node && reference.kind === "ref" && used.size < mostFiles) used.set(node, referenceText(reference));
  }
  return [...used].map(([node, reference]) => ({ node, reference }));
}

function digestOf(text: string): string {
  return createHash("sha256").update(text.trim()).digest("hex");
}

function problemOf({ file, reference }: Changed, count: number, { dbt, root }: Project): Problem {
  const others =
    count === 1 ? "" : ` So ${count === 2 ? "was another" : `were ${count - 1} others`} that specs read.`;
  return {
    message: `${file} was changed after dbt wrote its manifest: what it says of ${reference} may not hold any more.${others}`,
    hint: `Run \`dbt parse\` in ${shownPath(root, dbt?.root ?? root)}; \`dbt build\` and \`dbt docs generate\` where columns changed.`,
  };
}
