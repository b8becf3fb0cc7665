import type { Finding, TextDocument } from "../../document/types.ts";
import { withPlace } from "./finish.ts";
import type { Run } from "./run.ts";

/** What the readers found in a file, with the severities that the project's settings give it. */
export function readerFindings(run: Run, document: TextDocument): Finding[] {
  const { file } = document;
  return run.readerFindings(file).flatMap((finding) => {
    const placed = withPlace(document, finding);
    const tier = run.index.tierOf(file, placed.event);
    const choice = run.choicesAt({ file, tier, event: placed.event }).get(finding.rule);
    // A finding that the registry does not know can't be switched off.
    if (!choice) return run.book.byName.has(finding.rule) ? [] : [placed];
    return [{ ...placed, severity: choice.severity ?? finding.severity }];
  });
}
