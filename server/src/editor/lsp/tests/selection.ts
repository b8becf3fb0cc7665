/** Which checks a run is about. */
import { labelInFile } from "../../../project/givenTogether.ts";
import type { Project } from "../../../project/types.ts";
import { type Check, checksOf } from "../../../proof/checks.ts";
import type { RunTestsParams, TestTarget } from "./protocol.ts";

/** What a run is called while it is under way. */
export function titleOf(checks: readonly Check[]): string {
  const [first] = checks;
  if (checks.length === 1) return `Testing ${first?.event.name}: ${first?.name}`;
  const isOne = checks.every(({ event }) => event === first?.event);
  return isOne ? `Testing ${first?.event.name}` : `Running ${checks.length} checks`;
}

/** What is included and not excluded, in the project's order. */
export function wantedChecks(
  project: Project,
  { include, exclude = [], withoutWarehouse }: RunTestsParams,
): Check[] {
  return project.events.flatMap((event) => {
    const label = labelInFile(event, project);
    const ofEvent = (target: TestTarget) =>
      (target.file ?? event.file) === event.file && (target.event ?? label) === label;
    const included = include.filter(ofEvent);
    const excluded = exclude.filter(ofEvent);
    if (included.length === 0) return [];
    const isIn = (targets: readonly TestTarget[], { id }: Check) =>
      targets.some(({ check }) => check === undefined || check === id);
    return checksOf(project, event).filter(
      (check) =>
        (!withoutWarehouse || check.part === "examples") && isIn(included, check) && !isIn(excluded, check),
    );
  });
}
