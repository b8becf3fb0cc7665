import type { Finding } from "../../document/types.ts";
import { stateOf } from "../../project/tableState.ts";
import { sourcesOf } from "../../project/tablesOf.ts";
import { findingsOfSources } from "../../sql/plan/unionFindings.ts";
import { defineRule } from "../engine/defineRule.ts";
import type { Report, RuleContext } from "../types.ts";

export const illFittingUnion = defineRule<{ message: string }>({
  name: "ill-fitting-union",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "The tables of a union must be known and fit together.",
  message: ({ message }) => message,
  document: ({ document, file }, report, context) => visit(sourcesOf(document), file, report, context),
  projectFile(file, report, context) {
    for (const lookup of file.lookups) visit(sourcesOf(lookup), file.file, report, context);
  },
});

function visit(
  sources: ReturnType<typeof sourcesOf>,
  file: string,
  report: Report<Pick<Finding, "message">>,
  context: RuleContext,
): void {
  const { project } = context;
  const hasTables = project.catalog.known && project.catalog.tables.some(({ origin }) => origin !== "dbt");
  for (const { finding, unknown } of findingsOfSources(sources, file, project)) {
    const { span, hint, related } = finding;
    // That a table is not there at all is said by another rule.
    if (unknown && hasTables && stateOf(unknown.reference, project).kind !== "partly") continue;
    report(span, finding, { ...(hint !== undefined && { hint }), ...(related && { related }) });
  }
}
