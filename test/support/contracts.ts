import assert from "node:assert/strict";

/** The JSON that commands print, as cli.md promises it. */
export interface Preview {
  readonly version: 1;
  readonly event: string;
  readonly connection: string;
  readonly sql: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly truncated: boolean;
  readonly elapsed_ms: number;
  /** Where moments are not in UTC. */
  readonly zone?: string;
  /** Where rows went, once that was counted. */
  readonly why?: Why;
}

interface Located {
  readonly file: string;
  readonly range: { readonly start: Place; readonly end: Place };
}

interface Why {
  readonly uncounted?: string;
  readonly steps: readonly ({
    readonly step: string;
    readonly label: string;
    readonly rows: number;
  } & Located)[];
  readonly notes: readonly ({
    readonly kind: string;
    readonly message: string;
    readonly rows?: number;
  } & Located)[];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Range {
  readonly start: Place;
  readonly end: Place;
}

export interface CheckReport {
  readonly version: 1;
  readonly root: string;
  readonly files: number;
  readonly events: number;
  readonly findings: readonly {
    readonly file: string;
    readonly rule: string;
    readonly severity: "error" | "warning" | "info";
    readonly message: string;
    readonly hint?: string;
    readonly event?: string;
    readonly path?: string;
    readonly range: Range;
    readonly related?: readonly { readonly file: string; readonly message: string; readonly range: Range }[];
  }[];
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
  readonly checked: { readonly columns: boolean; readonly types: boolean; readonly reason?: string };
}

/** Reads what `preview --format json` printed, and holds it against the contract. */
export function readPreview(text: string): Preview {
  const preview = JSON.parse(text) as Preview;
  const { why, zone: _, ...always } = preview;
  assert.deepEqual(Object.keys(always), [
    "version",
    "event",
    "connection",
    "sql",
    "columns",
    "rows",
    "truncated",
    "elapsed_ms",
  ]);
  assert.equal(preview.version, 1);
  assert.ok(preview.elapsed_ms >= 0);
  for (const { file, range } of [...(why?.steps ?? []), ...(why?.notes ?? [])])
    assert.ok(file !== "" && range.start.line >= 1 && range.end.line >= range.start.line);
  const names = preview.columns.map(({ name }) => name);
  for (const row of preview.rows) assert.deepEqual(Object.keys(row), names);
  return preview;
}

/** Reads what `check --format json` printed, and holds it against the contract. */
export function readCheck(text: string): CheckReport {
  const report = JSON.parse(text) as CheckReport;
  assert.deepEqual(Object.keys(report), [
    "version",
    "root",
    "files",
    "events",
    "findings",
    "counts",
    "checked",
  ]);
  assert.equal(report.version, 1);
  for (const finding of report.findings) {
    const { start, end } = finding.range;
    assert.ok(start.line >= 1 && start.column >= 1, "places count from 1");
    assert.ok(end.line > start.line || (end.line === start.line && end.column >= start.column));
    assert.ok(finding.file && finding.rule && finding.message);
  }
  for (const severity of ["error", "warning", "info"] as const) {
    assert.equal(
      report.counts[severity],
      report.findings.filter((finding) => finding.severity === severity).length,
      `count of ${severity}`,
    );
  }
  return report;
}
