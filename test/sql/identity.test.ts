import { open, temporaryFolder } from "../support/connections.ts";
import { checkIdentities } from "../support/identityCases.ts";

describe("who it was", () => {
  it("is what a plain computation says, for generated visitors on DuckDB", async () => {
    const folder = await temporaryFolder();
    const connection = await open("duckdb", {}, { projectRoot: folder.path });
    try {
      await checkIdentities(connection, 3);
    } finally {
      await connection.close();
      await folder.remove();
    }
  });
});
