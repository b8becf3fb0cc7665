import type { Finding } from "../../document/types.ts";
import { entityColumn } from "../../project/eventColumns.ts";
import type { ProjectEvent } from "../../project/types.ts";

/**
 * Columns of an event whose values are not to be shown without being asked for: those classified as personal or
 * sensitive, and those that a finding says look like it while nobody has classified them.
 */
export function personalColumns(event: ProjectEvent, findings: readonly Finding[]): ReadonlySet<string> {
  const suspected = new Set(
    findings.filter(({ rule }) => rule === "unclassified-personal-data").map(({ span }) => span.start),
  );
  const entities = event.entities.filter(({ sql }) => suspected.has(sql.span.start));
  return new Set([
    ...entities.map(({ name }) => entityColumn(name.value)),
    ...event.properties
      .filter(({ privacy, name, file }) =>
        privacy
          ? privacy.value === "personal" || privacy.value === "sensitive"
          : file === event.file && suspected.has(name.span.start),
      )
      .map(({ name }) => name.value),
  ]);
}
