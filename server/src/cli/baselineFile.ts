/** The file of `check --baseline` and `--write-baseline`. */
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
  type Baseline,
  baselineText,
  type KnownFinding,
  readBaseline,
  withoutKnown,
} from "../reports/baseline.ts";
import type { ReportPart } from "../reports/together.ts";
import { usageError } from "./commandError.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface BaselineOptions {
  readonly quiet?: boolean;
  /** A file whose findings are known. */
  readonly baseline?: string;
  /** A file to note all findings in. */
  readonly writeBaseline?: string;
}

/** Without the known findings. In: whether all of the project was looked at, so that what is not found is gone. */
export async function withoutBaseline(
  parts: readonly ReportPart[],
  { baseline: named, quiet }: BaselineOptions,
  isWhole: boolean,
  terminal: Terminal,
): Promise<readonly ReportPart[]> {
  if (named === undefined) return parts;
  const path = resolve(terminal.cwd, named);
  const baseline = await read(path, named);
  const { news, known, gone } = withoutKnown(
    parts.flatMap((part) => namedFrom(path, part)),
    baseline,
  );
  const shown = new Set(news);
  if (!quiet) tell(known, isWhole ? gone : 0, named, terminal);
  return parts.map((part) => ({ ...part, findings: part.findings.filter((finding) => shown.has(finding)) }));
}

/** Notes all findings. Files are called by their paths from where the baseline lies. */
export async function writeBaselineFile(
  parts: readonly ReportPart[],
  named: string,
  { cwd, err }: Terminal,
): Promise<void> {
  const path = resolve(cwd, named);
  const all = parts.flatMap((part) => namedFrom(path, part));
  await writeWhole(path, baselineText(all));
  err.write(`${all.length} ${all.length === 1 ? "finding is" : "findings are"} noted in ${named}.\n`);
}

async function read(path: string, named: string): Promise<Baseline> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  const remedy = `eventspec check --write-baseline ${named} makes it.`;
  if (text === undefined) throw usageError(`There is no baseline ${named}.`, remedy);
  const baseline = readBaseline(text);
  if (!baseline) throw usageError(`${named} is no baseline.`, remedy);
  return baseline;
}

function namedFrom(path: string, { project, findings }: ReportPart): KnownFinding[] {
  return findings.map((finding) => ({
    file: relative(dirname(path), join(project.root, finding.file)).split(sep).join("/"),
    finding,
  }));
}

function tell(known: number, gone: number, named: string, { err }: Terminal): void {
  if (known > 0) err.write(`${known} known ${known === 1 ? "finding is" : "findings are"} left out.\n`);
  if (gone > 0)
    err.write(
      `${gone} known ${gone === 1 ? "finding is" : "findings are"} gone: eventspec check --write-baseline ${named} takes ${gone === 1 ? "it" : "them"} out.\n`,
    );
}
