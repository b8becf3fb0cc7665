import { dbtTestSuite } from "../support/dbtTestSuite.ts";
import { postgresWarehouse } from "../support/dbtWarehouse.ts";

describe("tests of events in a dbt project, run by dbt-postgres", () => dbtTestSuite(postgresWarehouse));
