/** Snowflake as fakesnow imitates it (over DuckDB), and the driver that speaks to it. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { driversFolder, installDriver } from "./drivers.ts";
import { freePort } from "./freePort.ts";
import { pythonWith } from "./python.ts";

// Newer connectors have lost a module that fakesnow imports.
const packages = ["fakesnow[server]==0.12.1", "snowflake-connector-python==4.8.1"];
const driver = { name: "snowflake-sdk", version: "3.3.0" };

export interface SnowflakeServer {
  /** Settings of a connection to it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Runs a statement outside of what is tested. */
  sql(text: string): Promise<void>;
  stop(): Promise<void>;
}

export async function provideSnowflake(): Promise<void> {
  await pythonWith(packages);
  await installDriver(driver);
}

export async function startSnowflake(): Promise<SnowflakeServer> {
  await provideSnowflake();
  const port = await freePort();
  const program = join(import.meta.dirname, "fakesnowServer.py");
  const server = spawn(await pythonWith(packages), [program, String(port)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  server.stderr.on("data", (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  });
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  ) {
    if (server.exitCode !== null) throw new Error(`fakesnow ended with ${server.exitCode}: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const settings = {
    account: "fakesnow",
    user: "test",
    password: "test",
    database: "SHOPS",
    schema: "SHOP",
    url,
  };
  const sql = await ownerOf(settings);
  return {
    settings,
    sql,
    async stop() {
      if (server.exitCode !== null) return;
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill();
      await ended;
    },
  };
}

interface OwnConnection {
  connectAsync(): Promise<unknown>;
  execute(options: { sqlText: string; complete(error: Error | undefined): void }): void;
}

/** A session of the test's own, by the same driver. */
async function ownerOf(settings: Readonly<Record<string, string>>): Promise<(text: string) => Promise<void>> {
  const sdk: {
    configure(options: object): void;
    createConnection(options: object): OwnConnection;
  } = createRequire(join(driversFolder, "index.js"))("snowflake-sdk");
  sdk.configure({ logLevel: "OFF", additionalLogToConsole: false });
  const { account, user, password, database, schema, url } = settings;
  const connection = sdk.createConnection({
    account,
    username: user,
    password,
    database,
    schema,
    accessUrl: url,
  });
  await connection.connectAsync();
  return (text) =>
    new Promise((resolve, reject) =>
      connection.execute({
        sqlText: text,
        complete: (error) => (error ? reject(new Error(`${error.message}\n${text}`)) : resolve()),
      }),
    );
}
