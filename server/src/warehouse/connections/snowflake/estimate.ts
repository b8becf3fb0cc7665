import type { Asking } from "../../queryConnection.ts";
import type { Estimate } from "../../types.ts";

const head = "explain using json\n";

/** https://docs.snowflake.com/en/sql-reference/sql/explain: what remains after partitions are pruned. */
export async function estimateOf(query: string, { rows }: Asking): Promise<Estimate> {
  const [explained] = await rows(head + query, head.length);
  const plan: { readonly GlobalStats?: { readonly bytesAssigned?: number } } = JSON.parse(
    String(explained?.[0]),
  );
  const bytes = plan.GlobalStats?.bytesAssigned;
  return {
    ...(bytes !== undefined && { bytes }),
    billed: false,
    basis:
      "by the plan (explain): bytes of the partitions that are left after pruning; the warehouse is billed by time",
  };
}
