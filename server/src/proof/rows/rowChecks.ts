/** Which numbers decide each check of an event's rows. */
import type { Project } from "../../project/types.ts";
import type { Check } from "../checks.ts";
import type { Verdict } from "../results.ts";
import { conditionCheck } from "./conditions.ts";
import type { EventRelation } from "./eventRelation.ts";
import { freshness } from "./freshness.ts";
import { knownNames } from "./knownNames.ts";
import { noFuture, withoutAgreement, withoutOnceKey, withoutVariant } from "./leftOut.ts";
import type { RowCheck } from "./rowCheck.ts";
import { uniqueColumns, uniqueId } from "./uniqueness.ts";
import { volume } from "./volume.ts";

/** In: a check that the event's own rows decide, and its number among them. Out: the verdict where nothing needs to be counted. */
export function rowCheck(
  relation: EventRelation,
  project: Project,
  check: Check,
  at: number,
): RowCheck | Verdict | undefined {
  const prefix = `check_${at + 1}`;
  const { subject } = check;
  switch (subject.kind) {
    case "unique_id":
      return uniqueId(relation, check, prefix);
    case "unique":
      return uniqueColumns(relation, check, subject.columns, prefix);
    case "no_future":
      return noFuture(relation, check, prefix);
    case "variant_without_name":
      return withoutVariant(relation, check, prefix);
    case "unknown_name":
      return knownNames(relation, project, check, prefix);
    case "once_per_null":
      return withoutOnceKey(relation, check, prefix);
    case "once_per_only":
      return withoutAgreement(relation, check, prefix);
    case "volume":
      return volume(relation, check, subject);
    case "fresh":
      return freshness(relation, check, subject.test, prefix);
    default:
      return conditionCheck(relation, project, check, prefix);
  }
}
