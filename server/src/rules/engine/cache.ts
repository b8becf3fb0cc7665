import { boundKey } from "../../binding/boundKey.ts";
import type { BoundProject } from "../../binding/types.ts";
import type { Finding, TextDocument } from "../../document/types.ts";
import type { InSteps } from "../steps.ts";
import { speaksOfOthers } from "./eventFacts.ts";
import { createIndex, type KeptIndex } from "./projectIndex.ts";
import { type Run, todayOf } from "./run.ts";

/** What one check takes over from the one before. Belongs to whoever keeps the project; filled by checks. */
export interface CheckCache {
  readonly files: WeakMap<TextDocument, KnownFindings>;
  readonly index: KeptIndex;
  /** Of the last check: see `KnownFindings`. */
  inputs: readonly unknown[];
}

interface KnownFindings {
  /** All that the findings depend on, besides the file and the names in other files; the same list where all of it is. */
  readonly inputs: readonly unknown[];
  readonly types: BoundProject | undefined;
  readonly failures: ReturnType<Run["bindFailures"]>;
  /** What its rows have told. */
  readonly data: readonly Finding[] | undefined;
  /** What was found in the file, without comparing it: only what is said of events that it names hangs on other files. */
  readonly own: readonly Finding[];
  /** Whether rules that compare files were silent; what they say is never taken over, because it names other places. */
  readonly silent: boolean;
  readonly all: readonly Finding[];
}

export function createCheckCache(): CheckCache {
  return { files: new WeakMap(), index: createIndex(), inputs: [] };
}

/** How the findings of a file come about. */
export interface FindingSteps {
  /** What is found in the file alone. */
  own(): InSteps<readonly Finding[]>;
  /** What rules find that compare files. */
  compared(): InSteps<readonly Finding[]>;
  /** Both together, and what follows from them. */
  finish(found: readonly Finding[]): readonly Finding[];
}

/** Prepares the cache for a check, before any file's findings are asked for. */
export function beginCheck(cache: CheckCache, { project, knowledge }: Run): void {
  const { dialect, parser } = knowledge;
  const inputs = [project.file, project.catalog, project.dbt, dialect, parser, todayOf(knowledge)];
  const { length } = cache.inputs;
  if (length !== inputs.length || inputs.some((input, i) => input !== cache.inputs[i])) cache.inputs = inputs;
}

/** The findings of a file: as they were, or computed as far as something changed that they depend on. */
export function cachedFindings(
  cache: CheckCache,
  run: Run,
  document: TextDocument,
  steps: FindingSteps,
): readonly Finding[] | InSteps<readonly Finding[]> {
  const { files, index, inputs } = cache;
  const known = files.get(document);
  const isSame =
    known?.inputs === inputs && known.data === dataOf(run, document) && sameTypes(run, document, known);
  const same = isSame ? known : undefined;
  const isStale = index.stale.has(document.file);
  if (same?.silent && !isStale) return same.all;
  return newFindings(cache, run, document, {
    ...steps,
    same: isStale && run.index.eventsOf(document.file).some(speaksOfOthers) ? undefined : same,
  });
}

function* newFindings(
  { files, index, inputs }: CheckCache,
  run: Run,
  document: TextDocument,
  { same, ...steps }: FindingSteps & { readonly same: KnownFindings | undefined },
): InSteps<readonly Finding[]> {
  const { types } = run.knowledge;
  const own = same?.own ?? (yield* steps.own());
  const compared = yield* steps.compared();
  const all = steps.finish([...own, ...compared]);
  const failures = run.bindFailures(document.file);
  const data = dataOf(run, document);
  files.set(document, { inputs, types, failures, data, own, silent: compared.length === 0, all });
  index.stale.delete(document.file);
  return all;
}

function dataOf({ knowledge }: Run, { file }: TextDocument): readonly Finding[] | undefined {
  return knowledge.data?.get(file);
}

/** Whether the engine says of the file's expressions what it said before. */
function sameTypes(run: Run, { file }: TextDocument, known: KnownFindings): boolean {
  const { types } = known;
  const now = run.knowledge.types;
  if (types === now) return true;
  if (!types || !now || types.connection !== now.connection) return false;
  const failures = run.bindFailures(file);
  if (failures.length !== known.failures.length) return false;
  if (failures.some(({ failure }, i) => failure !== known.failures[i]?.failure)) return false;
  return run.index.eventsOf(file).every(({ name, also }) => {
    const key = boundKey(file, name, also);
    return types.events.get(key) === now.events.get(key);
  });
}
