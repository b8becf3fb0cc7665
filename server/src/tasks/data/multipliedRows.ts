/** Whether joins find more than one row: the checks that `test` makes unasked. */
import type { Finding } from "../../document/types.ts";
import { checksOf } from "../../proof/checks.ts";
import { testJoins } from "../test/testJoins.ts";
import type { DataRequest, Rows } from "./types.ts";

export async function multipliedRows({ event, asking }: Rows, request: DataRequest): Promise<Finding[]> {
  const checks = checksOf(request.project, event).filter(
    ({ subject }) => subject.kind === "one_row_per_join",
  );
  if (checks.length === 0) return [];
  const verdicts = await testJoins({ ...request, window: {}, checks }, event, checks, asking);
  return [...verdicts].flatMap(([check, { status, message }]): Finding[] => {
    const { subject, file, span } = check;
    if (status !== "failed" || subject.kind !== "one_row_per_join") return [];
    return [
      {
        file,
        rule: "join-multiplies-rows",
        severity: "error",
        event: event.name,
        span,
        message: `The join "${subject.alias}" of "${event.name}" multiplies rows. ${message}`,
        hint: "Complete `on` so that one row is left, take the row of the event's time with `as_of`, or join a table that has one row a key.",
      },
    ];
  });
}
