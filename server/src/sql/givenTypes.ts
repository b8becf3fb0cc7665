/** The types of rows that stand in for a table, and which texts can be read as them without a loss. */
import type { Column } from "../project/types.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { columnType, type LogicalType } from "./logicalType.ts";
import { readWrittenTime } from "./writtenTime.ts";

/** As the engine spells it: the catalog's own where that was read from the same engine, else what holds its values there. */
export function givenType(dialect: Dialect, column: Column): string {
  if (column.type !== undefined && column.dialect === dialect.name) return column.type;
  const type = columnType(column);
  if (!type) return dialect.types.string;
  switch (type.kind) {
    case "uuid":
    case "bytes":
    case "time":
    case "list":
    case "other":
      return dialect.types.string;
    case "decimal":
      return type.precision === undefined
        ? dialect.types.decimal
        : dialect.decimal(type.precision, type.scale ?? 0);
    default:
      return dialect.types[type.kind];
  }
}

/** Kinds that are only known in the words of the engine that has them. */
const enginesOwn: ReadonlySet<LogicalType["kind"]> = new Set(["list", "other"]);

/**
 * Why a text can't be read as a column's type, as the end of a sentence that begins with the text; `undefined` where it can.
 * In: whether YAML takes it for a text, and not for a number or a boolean.
 */
export function whyNotGiven(
  column: Column,
  text: string,
  isText: boolean,
  dialect: Dialect,
): string | undefined {
  const type = columnType(column);
  if (!type) return isText && !readWrittenTime(text) ? undefined : "has a column of unknown type";
  if (enginesOwn.has(type.kind) && column.dialect !== dialect.name)
    return `has a column of the type ${column.type}, which only ${column.dialect} knows`;
  const isRight = readable[type.kind]?.(text, type) ?? true;
  return isRight ? undefined : (remedies[type.kind] ?? `is no ${column.type ?? type.kind}`);
}

const infinite = /^[-+]?infinity$/i;
const digits = /^[-+]?\d+$/;
const number = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

const readable: Readonly<Partial<Record<LogicalType["kind"], (text: string, type: LogicalType) => boolean>>> =
  {
    integer: (text) => digits.test(text),
    decimal: isDecimal,
    float: (text) => number.test(text) || /^(?:nan|[-+]?inf(?:inity)?)$/i.test(text),
    boolean: (text) => /^(?:true|false)$/i.test(text),
    date: (text) => infinite.test(text) || isMidnight(text),
    timestamp(text) {
      const time = readWrittenTime(text);
      return infinite.test(text) || (time !== undefined && time.offset === undefined);
    },
    instant: (text) => infinite.test(text) || readWrittenTime(text) !== undefined,
    json: isJson,
    list: (text) => /^\s*\[/.test(text) && isJson(text),
    bytes: () => false,
  };

const remedies: Readonly<Partial<Record<LogicalType["kind"], string>>> = {
  timestamp: "is not a time without a zone, such as `2026-01-05 10:00:00`",
  instant: "is not a moment, such as `2026-01-05T10:00:00Z`",
  date: "is not a day, such as `2026-01-05`",
  list: "is not a list, such as `'[1, 2]'`",
  json: "is no JSON",
  bytes: "is for a column of bytes, which can't be given",
};

/** Digits after the point that a type has no room for would be rounded off. */
function isDecimal(text: string, { scale }: LogicalType): boolean {
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return false;
  const fraction = text.split(".")[1]?.replace(/0+$/, "") ?? "";
  return scale === undefined || fraction.length <= scale;
}

function isMidnight(text: string): boolean {
  const time = readWrittenTime(text);
  if (!time || time.offset !== undefined) return false;
  return time.clock % (24 * 3600 * 1000) === 0 && !/[1-9]/.test(time.fraction);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
