/** What an engine has no SQL for, told before anything is run. */
import type { Finding, Span } from "../document/types.ts";
import type { ProjectEvent } from "../project/types.ts";
import type { Dialect } from "./dialects/dialect.ts";
import type { JoinStep, Scan } from "./plan/plan.ts";
import { isAskedForInQuery } from "./render/fullJoin.ts";
import { historyKeys } from "./render/historyKeys.ts";

/** In: an event and the scan of it alone. Out: a finding for each part of it that the dialect can't say; none on most. */
export function unsupported(dialect: Dialect, event: ProjectEvent, scan: Scan): Finding[] {
  const finding = (span: Span, message: string, hint: string): Finding => ({
    ...{ file: event.file, rule: "sql-refused", severity: "error", message, hint, span, event: event.name },
  });
  const lists = (event.definition.forEach ?? event.document.forEach).filter(
    ({ kind }) => kind === "elements",
  );
  if (dialect.unnestsColumns && scan.from.kind === "full" && lists.length > 0)
    return lists.map((list) =>
      finding(
        list.span,
        `In ${dialect.name} a list can't be read beside a full join.`,
        "Read the list in a view or a model of its own, and join that.",
      ),
    );
  if (scan.from.kind === "full" && !dialect.columns && isAskedForInQuery(scan, scan.from.alias, dialect.name))
    return [
      finding(
        event.document.alias?.span ?? event.definition.name.span,
        `In ${dialect.name} a sub-query can't speak of "${scan.from.alias}", the own alias of a full join.`,
        "Say there which table's column is meant, or join what the sub-query looks up.",
      ),
    ];
  const joins = scan.steps.filter((step) => step.kind === "join" && isBeyond(dialect, step));
  return joins.map((step) => {
    const alias = step.kind === "join" ? step.from.alias : undefined;
    const join = event.document.joins.find((one) => one.alias?.value === alias);
    if (step.kind === "join" && step.filters)
      return finding(
        join?.type?.span ?? event.definition.name.span,
        `In ${dialect.name} a join of the type ${step.filters} can't ask for a time.`,
        "Leave `as_of` out, or join the history and ask in `where` whether it found a row.",
      );
    return finding(
      join?.on?.span ?? event.definition.name.span,
      `In ${dialect.name} the latest row of "${alias ?? ""}" is found by columns that equal those of other tables and by conditions on one table alone.`,
      "Join by `=` between qualified columns, or give the history an `end`.",
    );
  });
}

/** Whether the latest row would have to be looked up for each row. */
function isBeyond(dialect: Dialect, step: JoinStep): boolean {
  if (dialect.lateral || !step.asOf) return false;
  if (step.filters) return dialect.filteringJoins === true;
  if (step.asOf.end) return false;
  return historyKeys(step.on, step.from.alias ?? "", dialect.name) === undefined;
}
