import type { Finding } from "../document/types.ts";
import type { Project } from "../project/types.ts";
import { allRules } from "./allRules.ts";
import { applySuppressions } from "./engine/applySuppressions.ts";
import { boundFindings } from "./engine/boundFindings.ts";
import { type CheckCache, cachedFindings } from "./engine/cache.ts";
import { finished } from "./engine/finish.ts";
import { readerFindings } from "./engine/readerFindings.ts";
import { newRun, type Run } from "./engine/run.ts";
import { settingFindings } from "./engine/settingFindings.ts";
import { visitFile } from "./engine/visit.ts";
import type { Knowledge } from "./types.ts";

export interface CheckOptions extends Knowledge {
  /** Paths relative to the project's root; everything when absent. */
  readonly files?: readonly string[];
  /** Remembers what was found in files that did not change since. */
  readonly cache?: CheckCache;
}

/**
 * Checks a project: what its files' readers found, and what all rules find, with settings, overrides and suppressions applied.
 * Never throws on users' mistakes. Sorted by file and place, each finding once; the same project gives the same findings.
 */
export function checkProject(project: Project, options: CheckOptions): Finding[] {
  const run = newRun(project, allRules, options);
  const files = options.files ?? [...project.documents.keys()];
  return [...files].sort(compare).flatMap((file) => checkOne(run, file, options.cache));
}

/** The findings of one file, as `checkProject` gives them. */
export function checkFile(project: Project, file: string, options: CheckOptions): Finding[] {
  return checkOne(newRun(project, allRules, options), file, options.cache);
}

function checkOne(run: Run, file: string, cache: CheckCache | undefined): Finding[] {
  const document = run.project.documents.get(file);
  if (!document) return [];
  const own = cachedFindings(cache, run, file, () => [
    ...readerFindings(run, document),
    ...visitFile(run, file, "file"),
  ]);
  const found = [...own, ...visitFile(run, file, "project"), ...settingFindings(run, file)];
  const all = [...found, ...boundFindings(run, file, found)];
  return finished(applySuppressions(run, document, finished(all)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
