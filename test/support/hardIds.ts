/** Keys that a plain text would bring together or lose, with the texts that ids are made of: for each engine that has such values. */
import type { Project } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { projectOf } from "./memoryProject.ts";

interface HardKeys {
  /** As the engine spells it. */
  readonly type: string;
  /** What is cast to the type, and its text; every text is another. */
  readonly values: Readonly<Record<string, string>>;
}

const years = {
  "0044-03-15 10:00:00": "0044-03-15T10:00:00.000000",
  "12000-01-01 00:00:00": "12000-01-01T00:00:00.000000",
  infinity: "infinity",
  "-infinity": "-infinity",
};
const days = {
  "0044-03-15": "0044-03-15",
  "12000-01-01": "12000-01-01",
  infinity: "infinity",
  "-infinity": "-infinity",
};
const zoned = Object.fromEntries(
  Object.entries(years).map(([value, text]) => [
    value.includes(":") ? `${value}+00` : value,
    text.includes("T") ? `${text}Z` : text,
  ]),
);
const floats = { "1.5": "1.5", "2": "2", "-0.0": "0", nan: "nan", infinity: "inf", "-infinity": "-inf" };
const times = {
  "00:00:00": "00:00:00.000000",
  "24:00:00": "24:00:00.000000",
  "23:59:59.999999": "23:59:59.999999",
};
const duckDbYears = {
  "0044-03-15 (BC) 10:00:00": "-43-03-15T10:00:00.000000",
  "0001-03-15 (BC) 10:00:00": "0000-03-15T10:00:00.000000",
};
const postgresYears = {
  "0044-03-15 10:00:00 BC": "-43-03-15T10:00:00.000000",
  "0001-03-15 10:00:00 BC": "0000-03-15T10:00:00.000000",
};

export const hardKeys: Readonly<Partial<Record<DialectName, readonly HardKeys[]>>> = {
  duckdb: [
    { type: "timestamp", values: { ...years, ...duckDbYears } },
    {
      type: "timestamptz",
      values: { ...zoned, "0044-03-15 (BC) 10:00:00+00": "-43-03-15T10:00:00.000000Z" },
    },
    { type: "date", values: { ...days, "0044-03-15 (BC)": "-43-03-15" } },
    { type: "time", values: times },
    { type: "double", values: floats },
    {
      type: "timestamp_ns",
      values: {
        "2026-01-01 00:00:00.123456": "2026-01-01T00:00:00.123456",
        "2026-01-01 00:00:00.123456789": "2026-01-01T00:00:00.123456789",
        "2026-01-01 00:00:00.123456788": "2026-01-01T00:00:00.123456788",
      },
    },
  ],
  postgres: [
    { type: "timestamp", values: { ...years, ...postgresYears } },
    { type: "timestamptz", values: { ...zoned, "0044-03-15 10:00:00+00 BC": "-43-03-15T10:00:00.000000Z" } },
    { type: "date", values: { ...days, "0044-03-15 BC": "-43-03-15" } },
    { type: "time", values: times },
    { type: "double precision", values: floats },
  ],
  trino: [
    {
      type: "timestamp(9)",
      values: {
        "2026-01-01 00:00:00.123456": "2026-01-01T00:00:00.123456",
        "2026-01-01 00:00:00.123456789": "2026-01-01T00:00:00.123456789",
      },
    },
    {
      type: "double",
      values: { "1.5": "1.5", "2": "2", "-0.0": "0", NaN: "nan", Infinity: "inf", "-Infinity": "-inf" },
    },
    {
      type: "timestamp(6)",
      values: {
        "0044-03-15 10:00:00": "0044-03-15T10:00:00.000000",
        "-0043-03-15 10:00:00": "-43-03-15T10:00:00.000000",
        "0000-03-15 10:00:00": "0000-03-15T10:00:00.000000",
      },
    },
    { type: "date", values: { "0044-03-15": "0044-03-15", "-0043-03-15": "-43-03-15" } },
  ],
  clickhouse: [
    {
      type: "DateTime64(9)",
      values: {
        "2026-01-01 00:00:00.123456": "2026-01-01T00:00:00.123456",
        "2026-01-01 00:00:00.123456789": "2026-01-01T00:00:00.123456789",
      },
    },
    { type: "Float64", values: { "1.5": "1.5", "2": "2", nan: "nan", inf: "inf", "-inf": "-inf" } },
  ],
};

/** The table of such keys, and the SQL of an event with each as its key and its entity. */
export async function hardIdsSql({ type, values }: HardKeys, dialect: DialectName) {
  const spec = "from: hard\nas: h\nkey: h.k\nentities: {thing: h.k}\nevents:\n  seen: {at: h.at}\n";
  const plain: Project = await projectOf({
    "eventspec.yml": "eventspec: 1\nname: h\n",
    "a.events.yml": spec,
  });
  const columns = [
    { name: "k", type, dialect },
    { name: "at", type: dialect === "clickhouse" ? "DateTime64(6)" : "timestamp", dialect },
  ];
  const project = withCatalog(plain, { known: true, tables: [{ parts: ["hard"], columns, origin: "test" }] });
  const at =
    dialect === "clickhouse" ? "toDateTime64('2026-01-01 00:00:00', 6)" : "timestamp '2026-01-01 00:00:00'";
  const rows = Object.keys(values).map((value) => `select cast('${value}' as ${type}) as k, ${at} as at`);
  const { relations } = compile(project, { dialect, layout: "narrow", now: "2027-01-01" });
  return { rows: rows.join(" union all "), sql: relations[0]?.sql ?? "" };
}
