/** How the files of one table are read: the long form of a value of the setting `files`. */
import { didYouMean } from "../../../document/didYouMean.ts";
import type { ValueType } from "../../../spec/types.ts";
import { valueTypeOf } from "../../../spec/values.ts";
import { type FileOptionDeclaration, fileOptions } from "./optionDeclarations.ts";

export type FileFormat = "csv" | "json" | "parquet";

/** What `optionDeclarations.ts` declares, read; absent: not said. */
export interface FileOptions {
  readonly delim?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly encoding?: string;
  readonly header?: boolean;
  readonly null_padding?: boolean;
  readonly null_values?: readonly string[];
  readonly decimal_separator?: string;
  readonly date_format?: string;
  readonly timestamp_format?: string;
  readonly types?: Readonly<Record<string, ValueType>>;
}

/** What is wrong with one key of `files`, as a sentence. */
export class KeyFault extends Error {}

export interface FileSetting {
  readonly patterns: readonly string[];
  readonly options: FileOptions;
}

/** How the value of an option is read, by the kind of option. Throws a `KeyFault` that goes on from the option's name. */
const readers: Readonly<
  Record<FileOptionDeclaration["type"], (value: unknown, option: FileOptionDeclaration) => unknown>
> = {
  text: (value, { most = 1, name }) => characters(value, most, name !== "delim"),
  choice: (value, { values = [] }) => oneOf(value, values),
  flag,
  texts,
  format: timeFormat,
  types: columnTypes,
};

/** Reads a value of `files`: a path, a list of them, or a map with `path`. Throws a `KeyFault` for any other. */
export function readFileSetting(value: unknown): FileSetting {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { patterns: patternsOf(value), options: {} };
  const { path, ...given } = value as Readonly<Record<string, unknown>>;
  if (path === undefined) throw new KeyFault("It needs `path`: a file, a pattern, or a list of them");
  const read = Object.entries(given).map(([name, setting]) => [name, readOption(name, setting)]);
  return { patterns: patternsOf(path), options: Object.fromEntries(read) };
}

/** Throws a `KeyFault` for an option that says nothing about files of this format. */
export function refuseOptions(given: FileOptions, format: FileFormat): void {
  const fits = ({ name, of }: FileOptionDeclaration) =>
    !Object.hasOwn(given, name) || of.some((one) => one === format);
  const unfit = fileOptions.find((option) => !fits(option));
  if (unfit) throw new KeyFault(`\`${unfit.name}\` says nothing about ${formatNames[format]}`);
}

const formatNames: Readonly<Record<FileFormat, string>> = {
  csv: "CSV files",
  json: "JSON files, whose texts are UTF-8 and whose values have types",
  parquet: "Parquet files, which know their types",
};

function patternsOf(value: unknown): string[] {
  const patterns: unknown = typeof value === "string" ? [value] : value;
  if (Array.isArray(patterns) && patterns.every((pattern) => typeof pattern === "string")) return patterns;
  throw new KeyFault("It must be a file, a pattern, a list of them, or a map with `path`");
}

function readOption(name: string, value: unknown): unknown {
  const option = fileOptions.find((declared) => declared.name === name);
  if (!option) {
    const names = ["path", ...fileOptions.map((declared) => declared.name)];
    const meant = didYouMean(name, names);
    const hint = meant ? `did you mean \`${meant}\`?` : `there are ${names.join(", ")}`;
    throw new KeyFault(`There is no option \`${name}\`; ${hint}`);
  }
  try {
    return readers[option.type](value, option);
  } catch (error) {
    if (error instanceof KeyFault) throw new KeyFault(`\`${name}\` ${error.message}`);
    throw error;
  }
}

function characters(value: unknown, most: number, mayBeNone: boolean): string {
  const isFit = typeof value === "string" && Buffer.byteLength(value) <= most && (mayBeNone || value !== "");
  if (isFit && !/[\r\n]/.test(value)) return value;
  throw new KeyFault(most === 1 ? "must be one character" : `must be a text of at most ${most} characters`);
}

function oneOf(value: unknown, known: readonly string[]): string {
  if (typeof value === "string" && known.includes(value)) return value;
  throw new KeyFault(`must be one of ${known.map((name) => `\`${name}\``).join(", ")}`);
}

function flag(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new KeyFault("must be true or false");
}

function texts(value: unknown): string[] {
  const all: unknown = typeof value === "string" ? [value] : value;
  if (Array.isArray(all) && all.every((text) => typeof text === "string")) return all;
  throw new KeyFault("must be a text, or a list of texts");
}

function timeFormat(value: unknown): string {
  if (typeof value === "string" && value.includes("%") && value.length <= 100) return value;
  throw new KeyFault("must be a format such as `%d/%m/%Y` or `%Y-%m-%d %H:%M:%S`");
}

function columnTypes(value: unknown): Record<string, ValueType> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new KeyFault("must be a map of columns to types");
  return Object.fromEntries(
    Object.entries(value).map(([column, written]) => {
      const type = typeof written === "string" ? valueTypeOf(written) : undefined;
      if (!type || type.kind === "list")
        throw new KeyFault(`gives \`${column}\` no type; write \`string\`, \`integer\`, \`decimal(12,2)\` …`);
      return [column, type];
    }),
  );
}
