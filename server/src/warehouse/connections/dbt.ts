/** The connection that dbt uses: a target of `profiles.yml`, opened by the type that its adapter names. */
import type { ConnectionKind } from "../types.ts";

/** `openOther` opens what the target turns out to be. */
export function dbtKind(openOther: ConnectionKind["open"]): ConnectionKind {
  const kind: ConnectionKind = {
    type: "dbt",
    settings: [{ name: "profile" }, { name: "target" }, { name: "project" }, { name: "profiles_dir" }],
    async open(settings, context, signal) {
      const { targetOf } = await import("./dbt/target.ts");
      return openOther(await targetOf(settings, kind, context), context, signal);
    },
  };
  return kind;
}
