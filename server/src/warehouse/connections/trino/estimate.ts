import type { Asking } from "../../queryConnection.ts";
import type { Estimate } from "../../types.ts";

/** https://trino.io/docs/current/sql/explain.html, `type io`; figures that the connector doesn't know are the text `NaN`. */
interface InputsAndOutputs {
  readonly inputTableColumnInfos?: readonly {
    readonly estimate?: {
      readonly outputRowCount?: number | string;
      readonly outputSizeInBytes?: number | string;
    };
  }[];
}

const head = "explain (type io, format json)\n";

/** Rows and bytes of the tables that a query reads, by the planner's statistics. */
export async function estimateOf(query: string, { rows }: Asking): Promise<Estimate> {
  const [explained] = await rows(head + query, head.length);
  const plan: InputsAndOutputs = JSON.parse(String(explained?.[0] ?? "{}"));
  const inputs = plan.inputTableColumnInfos ?? [];
  const sum = (field: "outputRowCount" | "outputSizeInBytes"): number | undefined => {
    const figures = inputs.map(({ estimate }) => Number(estimate?.[field] ?? Number.NaN));
    return figures.every(Number.isFinite) ? figures.reduce((total, figure) => total + figure, 0) : undefined;
  };
  const [count, bytes] = [sum("outputRowCount"), sum("outputSizeInBytes")];
  return {
    ...(count !== undefined && { rows: count }),
    ...(bytes !== undefined && { bytes }),
    billed: false,
    basis: "by the planner's statistics of the tables it reads (explain)",
  };
}
