import { posix } from "node:path";
import type { Finding, YamlNode, YamlScalar } from "../document/types.ts";
import { pairsOf, valueAt } from "../spec/nodes.ts";
import { projectFileName } from "./loadProject.ts";
import { findingAt, unknownName } from "./reference.ts";
import type { Project } from "./types.ts";

/** What a project file, or the local one, says wrong about connections: an unknown default, files outside of the project. */
export function connectionFindings(project: Project, file: string): Finding[] {
  const root = project.documents.get(file)?.documents[0]?.root;
  return [
    ...unknownDefault(project, file, valueAt(root, "connection")),
    ...pairsOf(valueAt(root, "connections")).flatMap((connection) =>
      pairsOf(valueAt(connection.value, "files")).flatMap(({ value }) => outsideFindings(file, value)),
    ),
    ...(file === projectFileName ? artefactFindings(project) : []),
  ];
}

function unknownDefault(project: Project, file: string, written: YamlNode | undefined): Finding[] {
  if (written?.kind !== "scalar" || written.value === null) return [];
  const known = project.file.connections.map(({ name }) => name.value);
  if (known.includes(written.text)) return [];
  const message = `No connection is called "${written.text}".`;
  const name = { value: written.text, span: written.span };
  const whereDeclared = "Declare it below `connections`.";
  return [unknownName(file, "unknown-connection", { name, message, known, whereDeclared })];
}

function outsideFindings(file: string, value: YamlNode | undefined): Finding[] {
  const written = value?.kind === "map" ? valueAt(value, "path") : value;
  const paths = written?.kind === "list" ? written.items : [written];
  return paths
    .filter((path): path is YamlScalar => path?.kind === "scalar" && leavesProject(path.text))
    .map((path) =>
      findingAt(
        file,
        "invalid-reference",
        path.span,
        `"${path.text}" lies outside of the project.`,
        "Write a path relative to eventspec.yml, of a file below it.",
      ),
    );
}

function leavesProject(path: string): boolean {
  const normal = posix.normalize(path.replaceAll("\\", "/"));
  return (
    normal === ".." || normal.startsWith("../") || normal.startsWith("/") || /^[A-Za-z][\w+.-]*:/.test(path)
  );
}

/** A dbt project is named, and what it wrote can't be read, or is of another target than the connection. */
function artefactFindings({ file, dbt }: Project): Finding[] {
  if (!file.dbt || !dbt) return [];
  const problem = dbt.otherTarget ?? dbt.problem;
  if (!problem) return [];
  const { span } = dbt.place;
  const finding = findingAt(projectFileName, "invalid-reference", span, problem.message, problem.hint);
  // Artefacts are made, not committed: a fresh clone has none yet.
  return [{ ...finding, severity: "warning" }];
}
