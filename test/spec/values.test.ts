import assert from "node:assert/strict";
import {
  isDate,
  isMoment,
  isTimezone,
  parseBytes,
  parseDuration,
  parseShare,
  parseTable,
  parseTolerance,
  valueTypeOf,
} from "../../server/src/spec/values.ts";

/** Asserts what `read` makes of each text; `undefined` where it is none. */
function reads<T>(read: (text: string) => T, expected: Record<string, T>): void {
  for (const [text, value] of Object.entries(expected)) assert.deepEqual(read(text), value, text);
}

describe("values with a syntax of their own", () => {
  it("are types", () =>
    reads(valueTypeOf, {
      integer: { kind: "integer" },
      decimal: { kind: "decimal" },
      "decimal(12,2)": { kind: "decimal", precision: 12, scale: 2 },
      "decimal( 12 , 2 )": { kind: "decimal", precision: 12, scale: 2 },
      "decimal(9)": { kind: "decimal", precision: 9, scale: 0 },
      "list of list of date": { kind: "list", of: { kind: "list", of: { kind: "date" } } },
      "decimal(2,12)": undefined,
      int: undefined,
      "list of": undefined,
      Integer: undefined,
    }));

  it("are lengths of time", () =>
    reads(parseDuration, {
      "3 days": { amount: 3, unit: "day" },
      "1 week": { amount: 1, unit: "week" },
      "24hours": { amount: 24, unit: "hour" },
      "3 months": undefined,
      days: undefined,
      "-1 day": undefined,
    }));

  it("are shares", () =>
    reads(parseShare, {
      "1%": 0.01,
      "0.5 %": 0.005,
      "0.01": 0.01,
      ".25": 0.25,
      "0": 0,
      "200%": undefined,
      "1.5": undefined,
      x: undefined,
    }));

  it("are tolerances: a share, or an amount", () =>
    reads(parseTolerance, {
      "1%": { of: "share", value: 0.01 },
      "0.5 %": { of: "share", value: 0.005 },
      "5": { of: "amount", value: 5 },
      "0.01": { of: "amount", value: 0.01 },
      "0": { of: "amount", value: 0 },
      "-1": undefined,
      x: undefined,
    }));

  it("are amounts of data", () =>
    reads(parseBytes, {
      "1000": 1000,
      "10 GB": 10e9,
      "1.5MB": 1.5e6,
      "1 TiB": 2 ** 40,
      "5 kb": 5000,
      "10 X": undefined,
      "-1": undefined,
    }));

  it("are dates that exist", () => {
    reads(isDate, {
      "2026-02-28": true,
      "2026-02-29": false,
      "2024-02-29": true,
      "2026-1-5": false,
      "2026-13-01": false,
    });
    reads(isMoment, {
      "2026-02-01": true,
      "2026-02-01 10:00": true,
      "2026-02-01T09:00:00Z": true,
      "2026-02-01T09:00:00.123+02:00": true,
      "2026-02-01 24:00": false,
      "2026-02-30 10:00": false,
      yesterday: false,
    });
  });

  it("are zones of the IANA database", () =>
    reads(isTimezone, {
      UTC: true,
      "Europe/Brussels": true,
      "Asia/Calcutta": true,
      "America/Argentina/Buenos_Aires": true,
      "Europe/Brussel": false,
      "+02:00": false,
      "": false,
    }));

  it("are tables", () =>
    reads(parseTable, {
      "shop.orders": { kind: "relation", parts: ["shop", "orders"] },
      '"Order Details"': { kind: "relation", parts: ["Order Details"] },
      'db . "my ""schema""" . t': { kind: "relation", parts: ["db", 'my "schema"', "t"] },
      "`a`.`b-c`": { kind: "relation", parts: ["a", "b-c"] },
      "ref('orders')": { kind: "ref", model: "orders" },
      "ref( 'finance', \"orders\" )": { kind: "ref", package: "finance", model: "orders" },
      "source('shop', 'orders')": { kind: "source", source: "shop", table: "orders" },
      "source('shop')": undefined,
      "a.b.c.d": undefined,
      "select 1": undefined,
      "a.": undefined,
      "": undefined,
    }));
});
