/** A session with Snowflake: opened by the means that its users know, made anew when it is lost. */
import { createMeter } from "../../answerLimits.ts";
import { offsetAt } from "../../places.ts";
import type { Running, Statement } from "../../queryConnection.ts";
import { readKey } from "../../settingFiles.ts";
import type { ResolvedSettings } from "../../settings.ts";
import { type OpenContext, WarehouseError, type WarehouseErrorKind } from "../../types.ts";
import {
  loadSdk,
  type SdkColumn,
  type SdkConnection,
  type SdkError,
  type SdkExecute,
  type SdkStatement,
} from "./sdk.ts";

interface SnowflakeRows {
  readonly columns: readonly SdkColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface SnowflakeSession {
  /** Rejects with `WarehouseError`. */
  ask(statement: Statement, running: Running): Promise<SnowflakeRows>;
  close(): Promise<void>;
}

export async function openSession(
  settings: ResolvedSettings,
  context: OpenContext,
): Promise<SnowflakeSession> {
  const sdk = await loadSdk();
  const options = await optionsOf(settings, context);
  const connect = async (): Promise<SdkConnection> => {
    const made = sdk.createConnection(options);
    await new Promise<void>((resolve, reject) => {
      made.connectAsync((error) => (error ? reject(error) : resolve())).catch(reject);
    }).catch((error: unknown) => {
      throw errorOf(error, { opening: true });
    });
    return made;
  };
  let current = connect();
  await current;
  return {
    async ask(statement, running) {
      if (!(await current).isUp()) current = connect();
      return ask(await current, statement, running).catch((error: SdkError) => {
        throw located(errorOf(error, { opening: false }), statement.sql);
      });
    },
    async close() {
      const connection = await current.catch(() => undefined);
      await new Promise<void>((done) => (connection ? connection.destroy(() => done()) : done()));
    },
  };
}

/** https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver-options */
async function optionsOf(
  settings: ResolvedSettings,
  context: OpenContext,
): Promise<Readonly<Record<string, unknown>>> {
  const privateKey = await privateKeyOf(settings, context);
  const token = settings.text("token");
  const authenticator =
    settings.text("authenticator") ?? (privateKey ? "SNOWFLAKE_JWT" : token ? "OAUTH" : "SNOWFLAKE");
  const given = {
    account: settings.required("account"),
    username: settings.text("user"),
    password: settings.text("password"),
    authenticator,
    privateKey,
    privateKeyPass: settings.text("private_key_passphrase"),
    token,
    role: settings.text("role"),
    warehouse: settings.text("warehouse"),
    database: settings.required("database"),
    schema: settings.text("schema"),
    accessUrl: settings.text("url"),
    application: "eventspec",
    clientSessionKeepAlive: false,
    // By itself it would try for minutes to reach an account that does not exist.
    sfRetryMaxLoginRetries: 1,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

async function privateKeyOf(settings: ResolvedSettings, context: OpenContext): Promise<string | undefined> {
  const key = await readKey(settings, "private_key_path", context);
  return key?.toString("utf8") ?? settings.text("private_key");
}

/** One form of values, whatever the account's settings; the server stops what takes too long. */
const parameters = {
  TIMEZONE: "UTC",
  BINARY_OUTPUT_FORMAT: "HEX",
  TIME_OUTPUT_FORMAT: "HH24:MI:SS.FF9",
  STRICT_JSON_OUTPUT: "true",
};

function ask(connection: SdkConnection, statement: Statement, running: Running): Promise<SnowflakeRows> {
  const { sql, describeOnly, wanted, timeoutMs } = statement;
  return new Promise((resolve, reject) => {
    const options: SdkExecute = {
      sqlText: sql,
      ...(describeOnly && { describeOnly }),
      streamResult: !describeOnly,
      rowMode: "array",
      fetchAsString: ["Number"],
      parameters: {
        ...parameters,
        ...(timeoutMs !== undefined && { STATEMENT_TIMEOUT_IN_SECONDS: Math.ceil(timeoutMs / 1000) + 1 }),
      },
      complete(error, sent) {
        if (error) return reject(error);
        const columns = sent.getColumns() ?? [];
        if (describeOnly) return resolve({ columns, rows: [] });
        readRows(sent, wanted).then((rows) => resolve({ columns, rows }), reject);
      },
    };
    const sent = connection.execute(options);
    running.cancel = () => new Promise((done) => sent.cancel(() => done()));
  });
}

async function readRows(statement: SdkStatement, wanted: number | undefined): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const measure = createMeter(wanted);
  const range = { start: 0, end: (wanted ?? Number.MAX_SAFE_INTEGER) - 1 };
  for await (const row of statement.streamRows(range)) {
    for (const value of row) measure(typeof value === "string" ? value.length : 8);
    rows.push(row);
  }
  return rows;
}

/** The driver's codes: https://github.com/snowflakedb/snowflake-connector-nodejs, `error_code`; the server's have six digits. */
const kindsByCode: Readonly<Record<string, WarehouseErrorKind>> = {
  "390100": "authentication",
  "390101": "authentication",
  "390144": "authentication",
  "390189": "settings",
  "390201": "settings",
  "390114": "lost",
  "390104": "lost",
  "000604": "cancelled",
  "604": "cancelled",
  "000630": "timeout",
  "630": "timeout",
  "401001": "unreachable",
  "407002": "lost",
  "407001": "lost",
};

function errorOf(error: unknown, { opening }: { readonly opening: boolean }): WarehouseError {
  if (error instanceof WarehouseError) return error;
  const thrown = error as SdkError;
  const code = String(thrown.code ?? "");
  const kind =
    kindsByCode[code] ?? (opening ? openingKind(thrown) : thrown.sqlState ? "sql" : networkKind(thrown));
  return new WarehouseError(kind, thrown.message, { cause: error });
}

/** `error line 2 at position 7`: lines from 1, characters from 0. */
function located(error: WarehouseError, sql: string): WarehouseError {
  if (error.kind !== "sql") return error;
  const [, line, position] = /(?:error )?line (\d+) at position (\d+)/.exec(error.message) ?? [];
  const offset = line === undefined ? undefined : offsetAt(sql, Number(line), Number(position) + 1);
  return offset === undefined
    ? error
    : new WarehouseError("sql", error.message, { offset, cause: error.cause });
}

function openingKind({ message }: Error): WarehouseErrorKind {
  return /password|authent|JWT|token|private key|user/i.test(message) ? "authentication" : "unreachable";
}

function networkKind({ message }: Error): WarehouseErrorKind {
  return /network|socket|ECONN|terminated/i.test(message) ? "lost" : "sql";
}
