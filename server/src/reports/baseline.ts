/** Findings that a project has and knows of, so that only new ones are told. */
import type { Finding } from "../document/types.ts";

/**
 * Known findings by what stays when lines move and messages are worded anew: file, rule and the path of keys that leads to the place (the
 * message, where none does). Of several alike it knows how many there are.
 */
export type Baseline = ReadonlyMap<string, number>;

interface BaselineFile {
  readonly version: 1;
  readonly findings: readonly {
    readonly file: string;
    readonly rule: string;
    /** The path of keys, or the message. */
    readonly at: string;
    /** Left out for one. */
    readonly count?: number;
  }[];
}

/** What stays of a finding; `file` as the baseline calls it. */
export interface KnownFinding {
  readonly file: string;
  readonly finding: Finding;
}

/** Reads a baseline; `undefined` for a text that is none. */
export function readBaseline(text: string): Baseline | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isBaseline(content)) return undefined;
  const known = new Map<string, number>();
  for (const { file, rule, at, count = 1 } of content.findings) {
    const key = keyOf(file, rule, at);
    known.set(key, (known.get(key) ?? 0) + count);
  }
  return known;
}

/** The text of a baseline that knows all of these findings, sorted, one a line: it is committed, and merges well. */
export function baselineText(all: readonly KnownFinding[]): string {
  const counted = new Map<string, { file: string; rule: string; at: string; count: number }>();
  for (const { file, finding } of all) {
    const at = atOf(finding);
    const key = keyOf(file, finding.rule, at);
    const entry = counted.get(key) ?? { file, rule: finding.rule, at, count: 0 };
    entry.count++;
    counted.set(key, entry);
  }
  const lines = [...counted.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { count, ...entry }]) => `    ${JSON.stringify(count === 1 ? entry : { ...entry, count })}`);
  return lines.length === 0
    ? '{\n  "version": 1,\n  "findings": []\n}\n'
    : `{\n  "version": 1,\n  "findings": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

export interface Compared {
  readonly news: readonly Finding[];
  /** How many findings are known. */
  readonly known: number;
  /** How many known ones are there no more. */
  readonly gone: number;
}

/** Takes out the findings that a baseline knows; of several alike the first ones. */
export function withoutKnown(all: readonly KnownFinding[], baseline: Baseline): Compared {
  const left = new Map(baseline);
  const news = all.filter(({ file, finding }) => {
    const key = keyOf(file, finding.rule, atOf(finding));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  const gone = [...left.values()].reduce((sum, count) => sum + count, 0);
  return { news: news.map(({ finding }) => finding), known: all.length - news.length, gone };
}

function atOf({ path, message }: Finding): string {
  return path ?? message;
}

function keyOf(file: string, rule: string, at: string): string {
  return JSON.stringify([file, rule, at]);
}

function isBaseline(content: unknown): content is BaselineFile {
  if (!isRecord(content) || content.version !== 1 || !Array.isArray(content.findings)) return false;
  return content.findings.every(
    (entry) =>
      isRecord(entry) &&
      [entry.file, entry.rule, entry.at].every((text) => typeof text === "string") &&
      (entry.count === undefined || (Number.isInteger(entry.count) && Number(entry.count) > 0)),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
