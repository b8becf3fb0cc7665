import { dbtExportSuite } from "../support/dbtExportSuite.ts";
import { duckDbWarehouse } from "../support/dbtWarehouse.ts";

describe("events in a dbt project, built by dbt-duckdb", () => dbtExportSuite(duckDbWarehouse));
