import type { Finding } from "../document/types.ts";
import type { Project } from "../project/types.ts";
import { allRules } from "./allRules.ts";
import { applySuppressions } from "./engine/applySuppressions.ts";
import { boundFindings } from "./engine/boundFindings.ts";
import { beginCheck, type CheckCache, cachedFindings, createCheckCache } from "./engine/cache.ts";
import { finished, withoutConsequences } from "./engine/finish.ts";
import { readerFindings } from "./engine/readerFindings.ts";
import { ruleBook } from "./engine/ruleBook.ts";
import { newRun } from "./engine/run.ts";
import { settingFindings } from "./engine/settingFindings.ts";
import { visitFile } from "./engine/visit.ts";
import { atOnce, type InSteps } from "./steps.ts";
import type { Knowledge } from "./types.ts";

export interface CheckOptions extends Knowledge {
  /** Paths relative to the project's root; everything when absent. */
  readonly files?: readonly string[];
  /** Remembers what was found in files that did not change since. */
  readonly cache?: CheckCache;
}

const book = ruleBook(allRules);

/**
 * Checks a project: what its files' readers found, and what all rules find, with settings, overrides and suppressions applied.
 * Never throws on users' mistakes. Sorted by file and place, each finding once; the same project gives the same findings.
 */
export function checkProject(project: Project, options: CheckOptions): Finding[] {
  return [...checkFiles(project, options).values()].flat();
}

/** The same by file, in the files' order. With a cache, a file about which nothing has changed keeps its very list. */
export function checkFiles(project: Project, options: CheckOptions): ReadonlyMap<string, readonly Finding[]> {
  return atOnce(checkFilesInSteps(project, options));
}

/** The same, resting between events and files. Who goes on with it after the project has changed gets what was found before. */
export function* checkFilesInSteps(
  project: Project,
  options: CheckOptions,
): InSteps<ReadonlyMap<string, readonly Finding[]>> {
  const check = checkerOf(project, options);
  const found = new Map<string, readonly Finding[]>();
  for (const file of [...(options.files ?? project.documents.keys())].sort(compare)) {
    const known = check(file);
    found.set(file, isList(known) ? known : yield* known);
  }
  return found;
}

/** The findings of one file, as `checkProject` gives them. */
export function checkFile(project: Project, file: string, options: CheckOptions): Finding[] {
  return [...atOnce(checkFileInSteps(project, file, options))];
}

/** The same, resting between events. */
export function checkFileInSteps(
  project: Project,
  file: string,
  options: CheckOptions,
): InSteps<readonly Finding[]> {
  const found = checkerOf(project, options)(file);
  return isList(found) ? listed(found) : found;
}

function isList(found: readonly Finding[] | InSteps<readonly Finding[]>): found is readonly Finding[] {
  return Array.isArray(found);
}

function* listed(found: readonly Finding[]): InSteps<readonly Finding[]> {
  yield;
  return found;
}

function checkerOf(project: Project, options: CheckOptions) {
  const cache = options.cache ?? createCheckCache();
  const run = newRun(project, book, options, cache.index);
  beginCheck(cache, run);
  return (file: string) => {
    const document = project.documents.get(file);
    if (!document) return [];
    return cachedFindings(cache, run, document, {
      *own() {
        const read = readerFindings(run, document);
        return [...read, ...(yield* visitFile(run, document, "file")), ...settingFindings(run, file)];
      },
      compared: () => visitFile(run, document, "project"),
      finish: (found) => {
        const named = withoutConsequences(found);
        const all = finished([...named, ...boundFindings(run, file, named)]);
        return finished(applySuppressions(run, document, all));
      },
    });
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
