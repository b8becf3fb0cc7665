/** Where dbt declares what a spec names: a model's SQL, a seed's CSV, the YAML of a source or of a group. */
import { resolve } from "node:path";
import { readDocument } from "../../document/readDocument.ts";
import type { Span, YamlNode } from "../../document/types.ts";
import { tableOf } from "../../project/aliases.ts";
import { nodeOf } from "../../project/dbt/references.ts";
import { isBelow } from "../../project/ownFiles.ts";
import type { Project } from "../../project/types.ts";
import { itemsOf, textOf, valueAt } from "../../spec/nodes.ts";
import type { TableReference, WrittenTable } from "../../spec/types.ts";
import { parseTable } from "../../spec/values.ts";
import type { FileView } from "../session/fileView.ts";
import { nameAt } from "./occurrences/occurrences.ts";
import { tableAt } from "./tables.ts";

export interface DbtDeclaration {
  /** Absolute. */
  readonly path: string;
  /** The folder of the dbt project, absolute: what really lies elsewhere is not opened. */
  readonly within: string;
  /** Keys of lists and names of their items that lead to it in YAML; empty where the whole file declares it. */
  readonly steps: readonly (readonly [list: string, name: string])[];
}

/** The declaration of the table or the owner at an offset. A path of the manifest that leads out of the dbt project is none. */
export function dbtDeclarationAt(view: FileView, offset: number): DbtDeclaration | undefined {
  const { project } = view;
  if (!project.dbt?.manifest) return undefined;
  const reference = tableAt(view, offset);
  if (reference) return ofTable(reference, project);
  const name = nameAt(view, offset);
  const group = project.dbt.manifest.groups.find((each) => name?.kind === "team" && each.name === name.name);
  return group?.file === undefined ? undefined : declaration(project, group.file, [["groups", group.name]]);
}

/** The place of a declaration in the text of its file, in UTF-16 units: the beginning where nothing bears the name any more. */
export function placeOfDeclaration({ path, steps }: DbtDeclaration, text: string): Span {
  if (steps.length === 0) return { start: 0, end: 0 };
  let node: YamlNode | undefined = readDocument(path, text).documents[0]?.root;
  for (const [list, name] of steps)
    node = itemsOf(valueAt(node, list)).find((item) => textOf(valueAt(item, "name"))?.value === name);
  return textOf(valueAt(node, "name"))?.span ?? { start: 0, end: 0 };
}

function ofTable(reference: TableReference, project: Project): DbtDeclaration | undefined {
  const { manifest } = project.dbt ?? {};
  if (reference.kind !== "relation") {
    const file = manifest && nodeOf(reference, manifest)?.facts.file;
    return file === undefined ? undefined : declaration(project, file, stepsTo(reference));
  }
  const table = tableOf(reference, project);
  const file = table?.dbt?.file;
  const written = table?.reference === undefined ? undefined : parseTable(table.reference);
  return file === undefined ? undefined : declaration(project, file, written ? stepsTo(written) : []);
}

function stepsTo(reference: WrittenTable): DbtDeclaration["steps"] {
  if (reference.kind !== "source") return [];
  return [
    ["sources", reference.source],
    ["tables", reference.table],
  ];
}

function declaration(
  { dbt }: Project,
  file: string,
  steps: DbtDeclaration["steps"],
): DbtDeclaration | undefined {
  if (!dbt) return undefined;
  const path = resolve(dbt.root, file);
  return isBelow(dbt.root, path) ? { path, within: dbt.root, steps } : undefined;
}
