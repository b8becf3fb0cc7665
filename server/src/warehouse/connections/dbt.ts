/** The connection that dbt uses: a target of `profiles.yml`, opened by the type that its adapter names. */
import type { ConnectionSettings } from "../../spec/projectTypes.ts";
import { artifactsSetting } from "../settings.ts";
import type { ConnectionKind, OpenContext } from "../types.ts";

/** How another type is known and opened. */
interface OtherKinds {
  readonly kindOf: (type: string) => ConnectionKind | undefined;
  readonly open: ConnectionKind["open"];
}

/** Only when a target is opened is it known what it is: one of `others`, and so its dialect. */
export function dbtKind(others: OtherKinds): ConnectionKind {
  const leadsTo = async (settings: ConnectionSettings, context: OpenContext) => {
    const { targetOf } = await import("./dbt/target.ts");
    return targetOf(settings, kind, others.kindOf, context);
  };
  const kind: ConnectionKind = {
    type: "dbt",
    title: "dbt",
    description: "Taken from dbt's `profiles.yml`.",
    settings: [
      {
        name: "profile",
        type: "text",
        default: "`DBT_PROFILE`, the one of `dbt_project.yml`",
        description: "The profile in `profiles.yml`.",
      },
      {
        name: "target",
        type: "text",
        default: "`DBT_TARGET`, the profile's own",
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
        default: "`DBT_PROFILES_DIR`, the dbt project, the folder of the project file, `~/.dbt`",
        description: "The folder of `profiles.yml`.",
      },
      artifactsSetting,
    ],
    leadsTo,
    open: async (settings, context, signal) => others.open(await leadsTo(settings, context), context, signal),
  };
  return kind;
}
