import type { Environment } from "../project/environment.ts";
import type { Project } from "../project/types.ts";
import type { OpenContext } from "../warehouse/types.ts";

/** What a project's connections are opened with; `engine`: what embedded databases share, where something is shared. */
export function openContextOf(
  { root, env, envRefusal, secrets, folders }: Pick<Project, "root" | keyof Environment>,
  engine?: OpenContext["engine"],
): OpenContext {
  return { projectRoot: root, env, envRefusal, secrets, folders, ...(engine && { engine }) };
}
