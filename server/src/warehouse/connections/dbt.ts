/** The connection that dbt uses: a target of `profiles.yml`, opened by the type that its adapter names. */
import type { ConnectionKind } from "../types.ts";

/** How another type is known and opened. */
interface OtherKinds {
  readonly kindOf: (type: string) => ConnectionKind | undefined;
  readonly open: ConnectionKind["open"];
}

/** Only when a target is opened is it known what it is: one of `others`, and so its dialect. */
export function dbtKind(others: OtherKinds): ConnectionKind {
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
      const target = await targetOf(settings, kind, others.kindOf, context);
      return others.open(target, context, signal);
    },
  };
  return kind;
}
