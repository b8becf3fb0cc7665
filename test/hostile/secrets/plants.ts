/** Where a secret may come from, as the files of a project that uses it in one setting of one connection. */
import type { ConnectionKind, SettingDeclaration } from "../../../server/src/warehouse/types.ts";

interface Planted {
  readonly kind: ConnectionKind;
  readonly setting: SettingDeclaration;
  /** Where somebody answers HTTP. */
  readonly port: number;
  readonly secret: string;
}

export interface Plant {
  readonly title: string;
  fits(kind: ConnectionKind, setting: SettingDeclaration): boolean;
  files(planted: Planted): {
    readonly files: Readonly<Record<string, string>>;
    readonly env: Readonly<Record<string, string>>;
  };
}

type Values = Readonly<Record<string, unknown>>;

/** What else a connection needs to get as far as asking somebody. */
function othersOf({ kind, port }: Planted): Values {
  const address = { host: "127.0.0.1", port, user: "reader" };
  const byType: Readonly<Record<string, Values>> = {
    trino: { ...address, catalog: "memory", password: "other-word", ssl: false },
    clickhouse: { ...address, password: "other-word", ssl: false },
    postgres: { ...address, database: "shop", sslmode: "disable" },
    redshift: { ...address, database: "shop", sslmode: "disable" },
    databricks: { host: `http://127.0.0.1:${port}`, http_path: "/sql/1.0/warehouses/1", token: "other-word" },
    bigquery: { project: "shop", api_endpoint: `http://127.0.0.1:${port}` },
    snowflake: { account: "shop", user: "reader", password: "other-word", database: "shop" },
    duckdb: { path: "shop.duckdb" },
    dbt: { profile: "shop" },
  };
  return byType[kind.type] ?? {};
}

function projectFile(planted: Planted, own: unknown): string {
  const { kind, setting } = planted;
  const values = { type: kind.type, ...othersOf(planted), ...(own !== undefined && { [setting.name]: own }) };
  return `eventspec: 1\nname: shop\nconnection: dev\nconnections: {dev: ${JSON.stringify(values)}}\n`;
}

const maps = ["files", "databases"];
const isPlain = ({ type }: SettingDeclaration): boolean => !maps.includes(type);

const adapters: Readonly<Record<string, Values>> = {
  postgres: {
    type: "postgres",
    host: "127.0.0.1",
    user: "reader",
    password: "x",
    dbname: "shop",
    schema: "s",
  },
  trino: { type: "trino", method: "ldap", host: "127.0.0.1", user: "reader", password: "x", database: "m" },
  clickhouse: { type: "clickhouse", host: "127.0.0.1", user: "reader", password: "x", schema: "s" },
  databricks: { type: "databricks", host: "127.0.0.1", http_path: "/sql/1.0/warehouses/1", token: "x" },
};
const ofLogin = ["host", "user", "password", "token"];

export const plants: readonly Plant[] = [
  {
    title: "the environment",
    fits: (_, setting) => isPlain(setting),
    files: (planted) => ({
      files: { "eventspec.yml": projectFile(planted, { env: "TOP" }) },
      env: { TOP: planted.secret },
    }),
  },
  {
    title: ".env",
    fits: (_, setting) => isPlain(setting),
    files: (planted) => ({
      files: { "eventspec.yml": projectFile(planted, { env: "TOP" }), ".env": `TOP='${planted.secret}'\n` },
      env: {},
    }),
  },
  {
    title: "eventspec.local.yml",
    fits: (_, { secret }) => secret === true,
    files: (planted) => {
      const local = { connections: { dev: { [planted.setting.name]: planted.secret } } };
      return {
        files: {
          "eventspec.yml": projectFile(planted, undefined),
          "eventspec.local.yml": JSON.stringify(local),
        },
        env: {},
      };
    },
  },
  {
    title: "a key file",
    fits: (_, { type, name }) => type === "path" && /key|cert/.test(name),
    files: (planted) => ({
      files: {
        "eventspec.yml": projectFile(planted, "the.key").replace(
          '"sslmode":"disable"',
          '"sslmode":"verify-ca"',
        ),
        "the.key": `-----BEGIN PRIVATE KEY-----\n${planted.secret}\n-----END PRIVATE KEY-----\n`,
      },
      env: {},
    }),
  },
  {
    title: "a profile",
    fits: ({ type }, { name }) => adapters[type] !== undefined && ofLogin.includes(name),
    files: ({ kind, setting, port, secret }) => {
      const output = { ...adapters[kind.type], port, [setting.name]: secret };
      return {
        files: {
          "eventspec.yml": "eventspec: 1\nconnection: dev\nconnections: {dev: {type: dbt, profile: shop}}\n",
          "profiles.yml": JSON.stringify({ shop: { target: "x", outputs: { x: output } } }),
        },
        env: {},
      };
    },
  },
];
