import type { Finding, TextDocument } from "../../document/types.ts";
import type { Run } from "./run.ts";

/** Findings of files that depend on nothing but what is listed in `inputs`. Belongs to whoever keeps the project. */
export interface CheckCache {
  readonly files: WeakMap<
    TextDocument,
    { readonly inputs: readonly unknown[]; readonly findings: readonly Finding[] }
  >;
}

export function createCheckCache(): CheckCache {
  return { files: new WeakMap() };
}

/** The findings known for a file, when neither it nor what its rules look at is another than before; else computes them. */
export function cachedFindings(
  cache: CheckCache | undefined,
  run: Run,
  file: string,
  compute: () => readonly Finding[],
): readonly Finding[] {
  const document = run.project.documents.get(file);
  if (!cache || !document) return compute();
  const { project, knowledge } = run;
  const inputs = [
    project.file,
    project.catalog,
    knowledge.dialect,
    knowledge.parser,
    ...run.boundEvents(file),
  ];
  const known = cache.files.get(document);
  if (
    known &&
    known.inputs.length === inputs.length &&
    known.inputs.every((input, i) => input === inputs[i])
  ) {
    return known.findings;
  }
  const findings = compute();
  cache.files.set(document, { inputs, findings });
  return findings;
}
