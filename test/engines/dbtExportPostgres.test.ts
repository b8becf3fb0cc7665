import { dbtExportSuite } from "../support/dbtExportSuite.ts";
import { postgresWarehouse } from "../support/dbtWarehouse.ts";

describe("events in a dbt project, built by dbt-postgres", () => dbtExportSuite(postgresWarehouse));
