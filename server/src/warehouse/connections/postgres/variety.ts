/** What differs between PostgreSQL and the engines that speak its protocol. */
import type { DialectName } from "../../../sql/types.ts";
import type { CatalogReader, QueryEngine } from "../../queryConnection.ts";
import { postgresCatalog } from "./catalog.ts";
import { estimateOf } from "./estimate.ts";

export interface Variety {
  readonly dialect: Extract<DialectName, "postgres" | "redshift">;
  readonly port: number;
  /** Set for each transaction: times in UTC, and one form of texts. */
  readonly session: readonly string[];
  readonly catalog: CatalogReader;
  readonly estimate: QueryEngine["estimate"];
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
    // What SQL is read for rests on it: else a backslash before a quote would end a text elsewhere.
    "standard_conforming_strings = on",
    // Compiling a query of many expressions takes seconds, where running it takes milliseconds.
    "jit = off",
  ],
  catalog: postgresCatalog,
  estimate: estimateOf,
};
