/** Times of which nobody knows whether they are moments. */
import type { Finding } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { EventPlan } from "./plan.ts";

/** In: an event and its plan. Out: a finding where the type of its time is not known, because it is read as what a clock shows. */
export function timeFindings(event: ProjectEvent, { at, off }: EventPlan): Finding[] {
  const sql = event.definition.at?.sql;
  if (off || !sql || at.expression.type) return [];
  return [
    {
      file: event.file,
      rule: "unknown-time-type",
      severity: "warning",
      message: `The type of this time is not known, so it is read as a timestamp without a zone, in ${at.timezone}.`,
      hint: `Refresh the catalog (\`eventspec catalog refresh\`), or write \`cast(${sql.text.trim()} as …)\` with the type that it has.`,
      span: sql.span,
      event: event.name,
    },
  ];
}
