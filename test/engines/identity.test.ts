import { open } from "../support/connections.ts";
import { checkIdentities } from "../support/identityCases.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

describe("who it was, on Postgres", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server.stop());

  it("is what a plain computation says, for generated visitors", async () => {
    const { host, port, user, database } = server;
    const connection = await open("postgres", { host, port, user, database });
    await checkIdentities(connection, 3).finally(() => connection.close());
  });
});
