/** What a query would read, by the server's plan. */
import type { Client } from "pg";
import type { Estimate } from "../../types.ts";

/** https://www.postgresql.org/docs/current/sql-explain.html */
interface PlanNode {
  readonly "Node Type": string;
  readonly "Plan Rows": number;
  readonly "Plan Width": number;
  readonly Schema?: string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that its scans yield; bytes of the tables it reads whole, and of the rows it finds by an index. */
export async function estimateOf(client: Client, sql: string): Promise<Estimate> {
  const explained = await client.query<[readonly { readonly Plan: PlanNode }[]]>({
    text: `explain (format json, verbose) ${sql}`,
    rowMode: "array",
  });
  const plans = explained.rows[0]?.[0] ?? [];
  const scans = plans.flatMap(({ Plan }) => scansOf(Plan));
  const whole = scans.filter((scan) => scan["Node Type"] === "Seq Scan");
  const found = scans.filter((scan) => scan["Node Type"] !== "Seq Scan");
  return {
    rows: scans.reduce((sum, scan) => sum + scan["Plan Rows"], 0),
    bytes:
      (await sizeOf(client, whole)) +
      found.reduce((sum, scan) => sum + scan["Plan Rows"] * scan["Plan Width"], 0),
    billed: false,
    basis: "by the server's plan (explain) and the sizes of the tables it reads whole",
  };
}

function scansOf(node: PlanNode): PlanNode[] {
  const below = (node.Plans ?? []).flatMap(scansOf);
  return node["Relation Name"] === undefined ? below : [node, ...below];
}

async function sizeOf(client: Client, scans: readonly PlanNode[]): Promise<number> {
  const names = scans.map((scan) => [scan.Schema ?? "", scan["Relation Name"] ?? ""].map(quoted).join("."));
  if (names.length === 0) return 0;
  const { rows } = await client.query<[string | null]>({
    text: "select sum(pg_relation_size(to_regclass(name))) from unnest($1::text[]) name",
    values: [names],
    rowMode: "array",
  });
  return Number(rows[0]?.[0] ?? 0);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
