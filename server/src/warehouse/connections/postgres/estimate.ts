/** What a query would read, by the server's plan. */
import { postgres } from "../../../sql/dialects/postgres.ts";
import type { Asking } from "../../queryConnection.ts";
import { quoted } from "../../sqlCatalog.ts";
import type { Estimate } from "../../types.ts";

/** https://www.postgresql.org/docs/current/sql-explain.html */
interface PostgresPlan {
  readonly "Node Type": string;
  readonly "Plan Rows": number;
  readonly "Plan Width": number;
  readonly Schema?: string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly PostgresPlan[];
}

const head = "explain (format json, verbose) ";

/** Rows that its scans yield; bytes of the tables it reads whole, and of the rows it finds by an index. */
export async function estimateOf(query: string, { rows }: Asking): Promise<Estimate> {
  const [explained] = await rows(head + query, head.length);
  const plans: readonly { readonly Plan: PostgresPlan }[] = JSON.parse(String(explained?.[0] ?? "[]"));
  const scans = plans.flatMap(({ Plan }) => scansOf(Plan));
  const whole = scans.filter((scan) => scan["Node Type"] === "Seq Scan");
  const found = scans.filter((scan) => scan["Node Type"] !== "Seq Scan");
  return {
    rows: scans.reduce((sum, scan) => sum + scan["Plan Rows"], 0),
    bytes:
      (await sizeOf(whole, rows)) +
      found.reduce((sum, scan) => sum + scan["Plan Rows"] * scan["Plan Width"], 0),
    billed: false,
    basis: "by the server's plan (explain) and the sizes of the tables it reads whole",
  };
}

function scansOf(node: PostgresPlan): PostgresPlan[] {
  const below = (node.Plans ?? []).flatMap(scansOf);
  return node["Relation Name"] === undefined ? below : [node, ...below];
}

async function sizeOf(scans: readonly PostgresPlan[], rows: Asking["rows"]): Promise<number> {
  const names = scans.map((scan) =>
    [scan.Schema ?? "", scan["Relation Name"] ?? ""].map((name) => quoted(postgres, name)).join("."),
  );
  if (names.length === 0) return 0;
  const [sizes] = await rows(
    `select sum(pg_relation_size(to_regclass(name))) from unnest(array[${names.map(postgres.literal).join(", ")}]) name`,
  );
  return Number(sizes?.[0] ?? 0);
}
