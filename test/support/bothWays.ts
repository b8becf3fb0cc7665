/** An event of a real file, and what a query by hand says of the same rows. */
import assert from "node:assert/strict";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "./cli.ts";
import { never, open, temporaryFolder } from "./connections.ts";
import { readPreview } from "./contracts.ts";

interface Case {
  readonly source: string;
  /** By the names of the tables. */
  readonly files: Readonly<Record<string, string>>;
  readonly spec: string;
  readonly event: string;
  /** Columns of the event, in the order of the query by hand. */
  readonly columns: readonly string[];
  /** What somebody would write who knows the table and has no event specs. */
  readonly byHand: string;
}

/** The event's rows and those of the query, as texts. */
export async function bothWays({ source, files, spec, event, columns, byHand }: Case) {
  const folder = await temporaryFolder();
  try {
    for (const file of Object.values(files)) await copyFile(join(source, file), join(folder.path, file));
    const project = `eventspec: 1\nname: real\nconnection: files\nconnections:\n  files: {type: duckdb, files: ${JSON.stringify(files)}}\nentities: {ticket: {type: integer}}\nrules: {extends: minimal}\n`;
    await writeFile(join(folder.path, "eventspec.yml"), project);
    await writeFile(join(folder.path, "a.events.yml"), spec);
    const checked = await runHere(["check"], { cwd: folder.path });
    assert.equal(checked.code, 0, checked.stdout + checked.stderr);
    const args = ["preview", event, "--format", "json", "--limit", "10000"];
    const { code, stdout, stderr } = await runHere(args, { cwd: folder.path });
    assert.equal(code, 0, stderr);
    const rows = readPreview(stdout).rows.map((row) => columns.map((column) => String(row[column])));
    const connection = await open("duckdb", { files }, { projectRoot: folder.path });
    try {
      const answer = await connection.run(byHand, { limit: 10_000, timeoutMs: 20_000 }, never());
      return { rows: rows.sort(), hand: answer.rows.map((row) => row.map(String)).sort() };
    } finally {
      await connection.close();
    }
  } finally {
    await folder.remove();
  }
}
