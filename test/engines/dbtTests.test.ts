import { dbtTestSuite } from "../support/dbtTestSuite.ts";
import { duckDbWarehouse } from "../support/dbtWarehouse.ts";

describe("tests of events in a dbt project, run by dbt-duckdb", () => dbtTestSuite(duckDbWarehouse));
