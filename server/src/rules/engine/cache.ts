import type { Finding, TextDocument } from "../../document/types.ts";
import type { EventFacts } from "./projectIndex.ts";
import type { Run } from "./run.ts";

/** What one check may take over from the one before. Belongs to whoever keeps the project. */
export interface CheckCache {
  /** Findings of files that depend on nothing but what is listed in `inputs`. */
  readonly files: WeakMap<
    TextDocument,
    { readonly inputs: readonly unknown[]; readonly findings: readonly Finding[] }
  >;
  readonly facts: EventFacts;
}

export function createCheckCache(): CheckCache {
  return { files: new WeakMap(), facts: new WeakMap() };
}

/** The findings known for a file, when neither it nor what its rules look at is another than before; else computes them. */
export function cachedFindings(
  { files }: CheckCache,
  run: Run,
  document: TextDocument,
  compute: () => readonly Finding[],
): readonly Finding[] {
  const { project, knowledge } = run;
  const { dialect, parser } = knowledge;
  const inputs = [project.file, project.catalog, dialect, parser, ...run.boundEvents(document.file)];
  const known = files.get(document);
  if (
    known &&
    known.inputs.length === inputs.length &&
    known.inputs.every((input, i) => input === inputs[i])
  ) {
    return known.findings;
  }
  const findings = compute();
  files.set(document, { inputs, findings });
  return findings;
}
