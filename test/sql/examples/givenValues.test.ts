import { open } from "../../support/connections.ts";
import { allComeBack } from "../../support/givenValues.ts";

describe("rows that stand in for a table", function () {
  this.timeout(60_000);

  it("give back every value of every type on DuckDB", async () => {
    const connection = await open("duckdb", {});
    await allComeBack(connection, 300).finally(() => connection.close());
  });
});
