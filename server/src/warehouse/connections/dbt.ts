/** The connection that dbt uses: a target of `profiles.yml`, opened by the type that its adapter names. */
import type { ConnectionKind } from "../types.ts";

/** `openOther` opens what the target turns out to be; only then is the dialect known. */
export function dbtKind(openOther: ConnectionKind["open"]): ConnectionKind {
  const kind: ConnectionKind = {
    type: "dbt",
    title: "dbt",
    description: "Taken from dbt's `profiles.yml`.",
    settings: [
      {
        name: "profile",
        type: "text",
        default: "the one of `dbt_project.yml`",
        description: "The profile in `profiles.yml`.",
      },
      {
        name: "target",
        type: "text",
        default: "the profile's own",
        description: "The target of the profile.",
      },
      {
        name: "project",
        type: "path",
        default: "the folder of the project file",
        description: "The folder of the dbt project, relative to the project file.",
      },
      {
        name: "profiles_dir",
        type: "path",
        default: "`DBT_PROFILES_DIR`, the dbt project, `~/.dbt`",
        description: "The folder of `profiles.yml`.",
      },
    ],
    async open(settings, context, signal) {
      const { targetOf } = await import("./dbt/target.ts");
      return openOther(await targetOf(settings, kind, context), context, signal);
    },
  };
  return kind;
}
