/** What follows from the types of connections: their part of the project file's schema, and the tables of docs/connections.md. */

import {
  type FileOptionDeclaration,
  fileOptions,
} from "../server/src/warehouse/connections/duckdb/optionDeclarations.ts";
import { connectionKinds } from "../server/src/warehouse/open.ts";
import type { ConnectionKind, SettingDeclaration } from "../server/src/warehouse/types.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * `definitions.connection` of project.schema.json. Its `properties` are those of every type, as long as the type is not
 * known; `oneOf` has what each type alone knows.
 */
export function connectionSchema(): Schema {
  const names = [...new Set(connectionKinds.flatMap(({ settings }) => settings.map(({ name }) => name)))];
  return {
    title: "Connection",
    description:
      "A connection to a warehouse: its `type`, and the settings of that type. EventSpec only reads.",
    type: "object",
    required: ["type"],
    properties: {
      type: {
        title: "Kind of warehouse",
        description: "Kind of warehouse.",
        type: "string",
        enum: connectionKinds.map(({ type }) => type),
        enumDescriptions: connectionKinds.map(({ description }) => description),
      },
      ...commonKeys,
      ...Object.fromEntries(names.map((name) => [name, settingOfAll(name)])),
    },
    oneOf: connectionKinds.map(formOf),
    examples: [{ type: "duckdb", path: "shop.duckdb" }],
  };
}

/** Keys that belong to no type. */
const commonKeys: Schema = {
  max_bytes: {
    $ref: "#/definitions/bytes",
    description: "A query that would read more runs only once it is confirmed.",
  },
  maxBytes: { $ref: "#/definitions/bytes", description: "Another spelling of `max_bytes`." },
  functions: {
    description:
      "Functions of your own that SQL may call although EventSpec can't tell that they are harmless: those without a schema, and those that the engine calls volatile.",
    type: ["array", "string"],
    items: { type: "string", description: "A function's name, with its schema where SQL writes one." },
    examples: [["app.norm_email"]],
  },
};

function formOf({ type, settings }: ConnectionKind): Schema {
  const required = settings.flatMap((setting) => (setting.required ? [setting.name] : []));
  return {
    additionalProperties: false,
    required: ["type", ...required],
    properties: {
      type: { const: type },
      ...Object.fromEntries(
        settings.map((setting) => [setting.name, settingSchema(setting, wholeDescription(setting))]),
      ),
      ...commonKeys,
    },
  };
}

/** A setting while the type is not known: what it is for each type that has it. */
function settingOfAll(name: string): Schema {
  const owners = connectionKinds.flatMap(({ title, settings }) => {
    const setting = settings.find((candidate) => candidate.name === name);
    return setting ? [{ title, setting }] : [];
  });
  const meanings = new Map<string, string[]>();
  for (const { title, setting } of owners) {
    const meaning = describe(setting);
    meanings.set(meaning, [...(meanings.get(meaning) ?? []), title]);
  }
  const description = [...meanings].map(
    ([meaning, titles]) => `${listed(titles)}: ${decapitalised(meaning)}`,
  );
  const [first] = owners;
  if (!first) throw new Error(`Nobody has the setting ${name}.`);
  return settingSchema(first.setting, description.join(" "));
}

const definitions: Readonly<Record<SettingDeclaration["type"], string>> = {
  text: "setting",
  path: "setting",
  integer: "wholeNumberSetting",
  flag: "switchSetting",
  files: "files",
  databases: "databases",
};

function settingSchema({ type }: SettingDeclaration, description: string): Schema {
  return { $ref: `#/definitions/${definitions[type]}`, description };
}

function describe({ description, secret }: SettingDeclaration): string {
  return secret ? `${description} Write \`{env: NAME}\`, never the secret itself.` : description;
}

function wholeDescription(setting: SettingDeclaration): string {
  return setting.default === undefined
    ? describe(setting)
    : `${describe(setting)} Default: ${setting.default}.`;
}

function decapitalised(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}

/** `definitions.files` of project.schema.json: a file, a list of them, or a map with options. */
export function filesSchema(): Schema {
  return {
    title: "Files",
    description: "Table → CSV, Parquet or JSON file.",
    type: "object",
    additionalProperties: {
      description: "The file, a pattern of files, a list of them, or a map that says how they are written.",
      anyOf: [
        ...pathForms,
        {
          type: "object",
          additionalProperties: false,
          required: ["path"],
          properties: {
            path: { description: "The file, a pattern of files, or a list of them.", anyOf: pathForms },
            ...Object.fromEntries(fileOptions.map((option) => [option.name, optionSchema(option)])),
          },
        },
      ],
    },
    examples: [
      {
        "shop.orders": "data/orders.csv",
        "raw.*": "data/raw/*.parquet",
        "shop.visits": { path: "data/visits.csv", date_format: "%d/%m/%Y", types: { visit_id: "string" } },
      },
    ],
  };
}

const pathForms = [
  { type: "string" },
  {
    type: "array",
    minItems: 1,
    items: { type: "string", description: "A file, or a pattern of files." },
  },
];

const optionForms: Readonly<Record<FileOptionDeclaration["type"], Schema>> = {
  text: { type: "string" },
  choice: { type: "string" },
  flag: { type: "boolean" },
  texts: { type: ["string", "array"], items: { type: "string", description: "A text that means null." } },
  format: { type: "string" },
  types: {
    type: "object",
    additionalProperties: { $ref: "event-spec.schema.json#/definitions/type" },
  },
};

function optionSchema({ type, values, description, example }: FileOptionDeclaration): Schema {
  return { description, ...optionForms[type], ...(values && { enum: values }), examples: [example] };
}

const start =
  "<!-- From server/src/warehouse/connections/ by scripts/generate.ts: change the descriptions there. -->\n";
const end = "<!-- End of what is generated. -->\n";

/** The text of docs/connections.md with a table of the settings of each type between its marks. */
export function withSettingsTables(page: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error("docs/connections.md has lost the marks of its tables.");
  const tables = connectionKinds.map(settingsTable).join("\n");
  return `${page.slice(0, from)}${start}\n${tables}\n${page.slice(to)}`;
}

const forms: Readonly<Record<SettingDeclaration["type"], string>> = {
  text: "text",
  path: "path",
  integer: "whole number",
  flag: "true or false",
  files: "map: table → file, pattern, list of them, or [map with options](#files-as-tables)",
  databases: "map: database → file",
};

function settingsTable({ type, title, settings }: ConnectionKind): string {
  const rows = settings.map((setting) => {
    const mark = setting.required ? " (required)" : setting.secret ? " (secret)" : "";
    return `| \`${setting.name}\`${mark} | ${forms[setting.type]} | ${wholeDescription(setting)} |`;
  });
  const hasFiles = settings.some((setting) => setting.type === "files");
  return [
    `### ${title}: \`type: ${type}\``,
    "",
    "| setting | value | meaning |",
    "|---|---|---|",
    ...rows,
    "",
    ...(hasFiles ? optionsTable() : []),
  ].join("\n");
}

function optionsTable(): string[] {
  const rows = fileOptions.map(({ name, of, description, example }) => {
    const written = typeof example === "object" ? JSON.stringify(example) : String(example);
    const files = of.map((format) => format.toUpperCase()).join(", ");
    return `| \`${name}\` | ${files} | ${description} | \`${written.replaceAll("|", "\\|")}\` |`;
  });
  return [
    "Options of `files`, beside `path`:",
    "",
    "| option | files | meaning | example |",
    "|---|---|---|---|",
    ...rows.map((row) => row.replace("`|` in", "a bar in")),
    "",
  ];
}
