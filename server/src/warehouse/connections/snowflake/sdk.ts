/** The part of `snowflake-sdk` that is used. https://docs.snowflake.com/en/developer-guide/node-js/nodejs-driver */
import { loadDriver } from "../driver.ts";

export interface SdkColumn {
  getName(): string;
  /** `fixed`, `real`, `text`, `timestamp_ntz` … */
  getType(): string;
  getPrecision(): number | null | undefined;
  getScale(): number | null | undefined;
}

export interface SdkStatement {
  getColumns(): readonly SdkColumn[] | undefined;
  streamRows(range: {
    readonly start: number;
    readonly end: number;
  }): NodeJS.ReadableStream & AsyncIterable<unknown[]>;
  cancel(done: (error: Error | undefined) => void): void;
}

export interface SdkExecute {
  readonly sqlText: string;
  readonly describeOnly?: boolean;
  readonly streamResult?: boolean;
  readonly rowMode: "array";
  readonly fetchAsString?: readonly ("Number" | "Date" | "JSON" | "Buffer" | "Boolean")[];
  readonly parameters?: Readonly<Record<string, string | number>>;
  complete(error: SdkError | undefined, statement: SdkStatement, rows: unknown[][] | undefined): void;
}

export interface SdkError extends Error {
  readonly code?: string | number;
  readonly sqlState?: string;
  readonly isFatal?: boolean;
}

export interface SdkConnection {
  /** Failures come by `done`; the promise ends either way. */
  connectAsync(done: (error: SdkError | undefined) => void): Promise<unknown>;
  execute(options: SdkExecute): SdkStatement;
  destroy(done: (error: Error | undefined) => void): void;
  isUp(): boolean;
}

interface Sdk {
  configure(options: Readonly<Record<string, unknown>>): void;
  createConnection(options: Readonly<Record<string, unknown>>): SdkConnection;
}

const version = "3.3.0";

/** Silent: it would write a log file into the working folder. */
export async function loadSdk(): Promise<Sdk> {
  const sdk = (await loadDriver("snowflake", "snowflake-sdk", version)) as Sdk;
  sdk.configure({
    logLevel: "OFF",
    additionalLogToConsole: false,
    // Texts stay texts. The driver's own parser evaluates as code what is not JSON.
    jsonColumnVariantParser: (text: string) => text,
    xmlColumnVariantParser: (text: string) => text,
  });
  return sdk;
}
