import { posix, resolve } from "node:path";
import type { Finding, YamlNode, YamlScalar } from "../document/types.ts";
import { pairsOf, textOf, valueAt } from "../spec/nodes.ts";
import { projectFileName } from "./loadProject.ts";
import { isBelow } from "./ownFiles.ts";
import { findingAt, unknownName } from "./reference.ts";
import type { Project } from "./types.ts";

/** What a project file, or the local one, says wrong about connections: an unknown default, files outside of the project. */
export function connectionFindings(project: Project, file: string): Finding[] {
  const root = project.documents.get(file)?.documents[0]?.root;
  const connections = pairsOf(valueAt(root, "connections")).map(({ value }) => value);
  return [
    ...unknownDefault(project, file, valueAt(root, "connection")),
    ...connections.flatMap((connection) =>
      pairsOf(valueAt(connection, "files")).flatMap(({ value }) => outsideFindings(file, value)),
    ),
    ...connections.flatMap((connection) => variableFindings(project, file, connection)),
    ...(file === projectFileName ? connections.flatMap((each) => databaseFindings(project, each)) : []),
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

/** Variables that may not be named here: where a build server says which may. */
function variableFindings(project: Project, file: string, connection: YamlNode | undefined): Finding[] {
  return pairsOf(connection).flatMap(({ value }) => {
    const name = textOf(valueAt(value, "env"));
    const why = name && project.envRefusal(name.value);
    if (!name || why === undefined) return [];
    const hint = "Add it to EVENTSPEC_ENV_ALLOW where the build is described, or read another one.";
    return [
      findingAt(file, "invalid-reference", name.span, `The environment variable ${name.value} ${why}.`, hint),
    ];
  });
}

/** Databases on this machine that only the user's own file may name. */
function databaseFindings({ folders, root }: Project, connection: YamlNode | undefined): Finding[] {
  const paths = [
    valueAt(connection, "path"),
    ...pairsOf(valueAt(connection, "attach")).map(({ value }) => value),
  ];
  const isForeign = ({ text }: YamlScalar) =>
    leavesProject(text) &&
    !text.includes(":/") &&
    !folders.some((folder) => isBelow(folder, resolve(root, text)));
  return paths
    .filter((path): path is YamlScalar => path?.kind === "scalar" && isForeign(path))
    .map((path) => {
      const message = `"${path.text}" lies outside of the project.`;
      const hint =
        "Name it in eventspec.local.yml, which is yours alone, or name its folder in EVENTSPEC_FOLDERS_ALLOW.";
      return findingAt(projectFileName, "invalid-reference", path.span, message, hint);
    });
}

function leavesProject(path: string): boolean {
  const normal = posix.normalize(path.replaceAll("\\", "/"));
  return (
    normal === ".." || normal.startsWith("../") || normal.startsWith("/") || /^[A-Za-z][\w+.-]*:/.test(path)
  );
}

/** A dbt project is named, and what it wrote can't be read, is of another target than the connection, or older than its models. */
function artefactFindings({ file, dbt }: Project): Finding[] {
  if (!file.dbt || !dbt) return [];
  const problem = dbt.otherTarget ?? dbt.problem ?? dbt.outdated;
  if (!problem) return [];
  const { span } = dbt.place;
  const finding = findingAt(projectFileName, "invalid-reference", span, problem.message, problem.hint);
  // Artefacts are made, not committed: a fresh clone has none yet. While somebody works on a model they are always behind.
  return [{ ...finding, severity: problem === dbt.outdated ? "info" : "warning" }];
}
