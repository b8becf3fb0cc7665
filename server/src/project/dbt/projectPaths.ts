/** Where a dbt project keeps what: https://docs.getdbt.com/reference/project-configs/model-paths and …/test-paths */
import { join } from "node:path";
import { readDocument } from "../../document/readDocument.ts";
import { textsOf, valueAt } from "../../spec/nodes.ts";
import type { FileSystem } from "../types.ts";

export interface DbtProjectPaths {
  /** Folders relative to the dbt project, dbt's own ones where it names none. */
  readonly models: readonly string[];
  readonly tests: readonly string[];
}

/** In: the folder of the dbt project. What its file says in Jinja counts as not said. */
export async function dbtProjectPaths(disk: FileSystem, folder: string): Promise<DbtProjectPaths> {
  const text = (await disk.readText(join(folder, "dbt_project.yml"), { within: [folder] })) ?? "";
  const root = readDocument("dbt_project.yml", text).documents[0]?.root;
  const paths = (key: string, otherwise: string): string[] => {
    const listed = textsOf(valueAt(root, key)).map(({ value }) => value);
    const plain = listed.filter((path) => !path.includes("{{")).map(withoutEnds);
    return plain.length > 0 ? plain : [otherwise];
  };
  return { models: paths("model-paths", "models"), tests: paths("test-paths", "tests") };
}

const withoutEnds = (path: string): string => path.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
