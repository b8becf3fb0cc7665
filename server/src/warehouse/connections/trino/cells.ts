import { floatCell, integerTextCell } from "../../cells.ts";
import type { Cell } from "../../types.ts";
import type { TypeSignature } from "./protocol.ts";

/** A value of Trino's protocol as plain JSON; the session's zone is UTC. */
export function cellOf(value: unknown, type: TypeSignature): Cell {
  if (value === null || value === undefined) return null;
  switch (type.rawType) {
    case "boolean":
      return value === true;
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return integerTextCell(String(value));
    case "real":
    case "double":
      return floatCell(Number(value));
    case "varbinary":
      return Buffer.from(String(value), "base64").toString("hex");
    case "timestamp":
      return isoTimestamp(String(value));
    case "timestamp with time zone":
      return isoInstant(String(value));
    case "array":
      return Array.isArray(value) ? value.map((item) => cellOf(item, typeArgument(type, 0))) : null;
    case "map":
      return mapCell(value, typeArgument(type, 1));
    case "row":
      return rowCell(value, type);
    default:
      return String(value);
  }
}

/** The type that a list's items, or a map's keys and values, have. */
function typeArgument(type: TypeSignature, index: number): TypeSignature {
  return signatureOf(type.arguments[index]?.value) ?? { rawType: "varchar", arguments: [] };
}

function signatureOf(value: unknown): TypeSignature | undefined {
  return typeof value === "object" && value !== null && "rawType" in value
    ? (value as TypeSignature)
    : undefined;
}

function mapCell(value: unknown, type: TypeSignature): Cell {
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.map(([key, item]) => [key, cellOf(item, type)]));
}

/** A row's fields may be without names: then they are called by their place. */
function rowCell(value: unknown, type: TypeSignature): Cell {
  const items = Array.isArray(value) ? value : [];
  return Object.fromEntries(
    items.map((item, i) => {
      const field = type.arguments[i]?.value as
        | { readonly fieldName?: { readonly name?: string }; readonly typeSignature?: unknown }
        | undefined;
      const signature = signatureOf(field?.typeSignature) ?? { rawType: "varchar", arguments: [] };
      return [field?.fieldName?.name ?? `field${i}`, cellOf(item, signature)];
    }),
  );
}

/** `2026-03-29 02:30:00.500000` → `2026-03-29T02:30:00.5` */
function isoTimestamp(text: string): string {
  return text
    .replace(" ", "T")
    .replace(/(\.\d*?)0*$/, (_, fraction: string) => (fraction === "." ? "" : fraction));
}

/** A moment carries the zone that it was made in; it is told in UTC. */
function isoInstant(text: string): string {
  const match = /^(\S+ [\d:.]+) (.+)$/.exec(text);
  if (!match) return text;
  const [, clock = "", zone = ""] = match;
  if (zone === "UTC") return `${isoTimestamp(clock)}Z`;
  const [whole = "", fraction = ""] = clock.split(".");
  const local = Date.parse(`${whole.replace(" ", "T")}Z`);
  const moment = new Date(local - offsetMs(zone, local)).toISOString().slice(0, 19);
  return `${isoTimestamp(fraction === "" ? moment : `${moment}.${fraction}`)}Z`;
}

/** How far a zone's clock is before UTC when it shows `local`. */
function offsetMs(zone: string, local: number): number {
  const fixed = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (fixed) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
  const shown = (moment: number) =>
    Date.parse(`${new Date(moment).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`) - moment;
  return shown(local - shown(local));
}
