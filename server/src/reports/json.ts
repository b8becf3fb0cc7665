import { jsonText } from "../document/harmless.ts";
import { countsOf, eventsIn, filesIn, type LocatedFinding, located, type ReportInput } from "./input.ts";

/**
 * The contract of `check --format json`, version 1. Paths are relative to the project, and `root` is where that is; keys come in
 * the order of the contract.
 */
export function jsonReport(input: ReportInput): string {
  return jsonText({
    version: 1,
    root: input.project.root,
    files: filesIn(input),
    events: eventsIn(input),
    findings: located(input).map(written),
    counts: countsOf(input.findings),
    checked: input.checked,
  });
}

function written({ finding, range, related }: LocatedFinding) {
  const { file, rule, severity, message, hint, event, path } = finding;
  const others = related.map((place) => ({ file: place.file, message: place.message, range: place.range }));
  return {
    file,
    rule,
    severity,
    message,
    hint,
    event,
    path,
    range,
    ...(others.length > 0 && { related: others }),
  };
}
