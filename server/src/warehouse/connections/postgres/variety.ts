/** What differs between PostgreSQL and the engines that speak its protocol. */
import type { Client } from "pg";
import type { DialectName } from "../../../sql/types.ts";
import type { DescribedTable, Estimate, TableName } from "../../types.ts";
import { describeTables, listTables } from "./catalog.ts";
import { estimateOf } from "./estimate.ts";

export interface Variety {
  readonly dialect: Extract<DialectName, "postgres" | "redshift">;
  readonly port: number;
  /** Set for each transaction: times in UTC, and one form of texts. */
  readonly session: readonly string[];
  listTables(client: Client): Promise<readonly TableName[]>;
  /** Every table with its columns, or the one that `parts` means first. */
  describeTables(client: Client, parts?: readonly string[]): Promise<readonly DescribedTable[]>;
  estimateOf(client: Client, sql: string): Promise<Estimate>;
}

export const postgresVariety: Variety = {
  dialect: "postgres",
  port: 5432,
  session: [
    "timezone = 'UTC'",
    "datestyle = 'ISO, YMD'",
    "intervalstyle = 'postgres'",
    "bytea_output = 'hex'",
    "extra_float_digits = 1",
  ],
  listTables,
  describeTables,
  estimateOf,
};
