/** A project for one of its connections: names that dbt gave in another target do not hold for it. */
import { chooseConnection } from "../project/chooseConnection.ts";
import type { DbtManifest } from "../project/dbt/manifest.ts";
import { withOtherTarget } from "../project/loadProject.ts";
import type { Project } from "../project/types.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { namespaceOf } from "../warehouse/namespace.ts";
import { kindOf } from "../warehouse/open.ts";
import type { Namespace } from "../warehouse/types.ts";
import { openContextOf } from "./openContext.ts";

/**
 * In: a project that was loaded for the same connection. Artefacts that a connection names by `artifacts` are taken for its
 * own, unless it is a target of dbt's itself, which tells. Nothing is opened.
 */
export async function forConnection(project: Project, asked: string | undefined): Promise<Project> {
  const choice = chooseConnection(project.file, asked);
  const { dbt } = project;
  if (choice.kind !== "chosen" || !dbt?.manifest) return project;
  const { settings } = choice;
  if (dbt.connection !== undefined && !isTarget(settings)) return project;
  const here = await namespaceOf(settings, openContextOf(project));
  const difference = differenceOf(dbt.manifest, here);
  if (difference === undefined) return project;
  return withOtherTarget(project, settings.name, {
    message: `dbt's artefacts in ${dbt.shown} are of ${difference.theirs}, and the connection "${settings.name.value}" leads to ${project.secrets.redact(difference.ours)}.`,
    hint: remedy(settings, dbt.shown),
  });
}

/** Whether it is a target of dbt's, which says itself where its relations are. */
function isTarget({ type }: ConnectionSettings): boolean {
  return kindOf(type.value)?.leadsTo !== undefined;
}

function remedy(settings: ConnectionSettings, folder: string): string {
  const { name } = settings;
  const own = `target-${name.value}`;
  const make = `Make its own by \`dbt docs generate --target … --target-path ${own}\` and set \`artifacts: ${own}\` of the connection.`;
  return isTarget(settings)
    ? make
    : `${make} If those in ${folder} hold for it, too, name them by \`artifacts\`.`;
}

/** Where dbt's own models are that ask for no other place, against where the connection leads. */
function differenceOf(
  manifest: DbtManifest,
  here: Namespace,
): { readonly theirs: string; readonly ours: string } | undefined {
  for (const what of ["database", "schema"] as const) {
    const ours = here[what];
    const theirs = new Set(
      manifest.nodes
        .filter(({ package: owner }) => owner === (manifest.project ?? owner))
        .flatMap((node) => node.inTarget[what] ?? []),
    );
    const same = [...theirs].some((name) => name.toLowerCase() === ours?.toLowerCase());
    if (ours !== undefined && theirs.size > 0 && !same)
      return { theirs: `${what} ${[...theirs].join(", ")}`, ours: `${what} ${ours}` };
  }
  return undefined;
}
