import assert from "node:assert/strict";
import { readMoment, readWindow } from "../../server/src/tasks/moments.ts";

const zone = "America/Sao_Paulo";
const now = new Date("2025-03-31T01:30:00Z"); // the evening of the 30th in São Paulo

describe("moments of a window", () => {
  const read: readonly (readonly [string, string])[] = [
    ["2025-01-01", "2025-01-01T03:00:00.000Z"],
    ["2025-01-01T10:00", "2025-01-01T13:00:00.000Z"],
    ["2025-01-01 10:00:30.5", "2025-01-01T13:00:30.500Z"],
    ["2025-01-01T10:00Z", "2025-01-01T10:00:00.000Z"],
    ["2025-01-01T10:00+00", "2025-01-01T10:00:00.000Z"],
    ["2025-01-01T10:00+0530", "2025-01-01T04:30:00.000Z"],
    ["2025-01-01T10:00-03:30", "2025-01-01T13:30:00.000Z"],
    ["2025-01-01 10:00:00 +01", "2025-01-01T09:00:00.000Z"],
    ["now", "2025-03-31T01:30:00.000Z"],
    ["today", "2025-03-30T03:00:00.000Z"],
    ["Yesterday", "2025-03-29T03:00:00.000Z"],
    ["tomorrow", "2025-03-31T03:00:00.000Z"],
    ["7d", "2025-03-24T01:30:00.000Z"],
    ["7 days", "2025-03-24T01:30:00.000Z"],
    [" 2 weeks ago ", "2025-03-17T01:30:00.000Z"],
    ["12h", "2025-03-30T13:30:00.000Z"],
    ["90 min", "2025-03-31T00:00:00.000Z"],
    // By the calendar of the zone: the 30th of March, a month ago, is the last of February.
    ["1 month", "2025-03-01T01:30:00.000Z"],
    ["3 months", "2024-12-31T01:30:00.000Z"],
    ["1y", "2024-03-31T01:30:00.000Z"],
  ];
  for (const [text, moment] of read)
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.equal(readMoment(text, { now, zone }), moment);
    });

  const unreadable = [
    "",
    "2025-02-30",
    "2025-1-1",
    "3m",
    "last week",
    "7",
    "2025-01-01T25:00",
    "-7d",
    "1e3 days",
  ];
  for (const text of unreadable)
    it(`does not guess at ${JSON.stringify(text)}`, () => {
      assert.equal(readMoment(text, { now, zone }), undefined);
    });

  it("takes an hour that clocks show twice for the later one, and counts on where one is skipped", () => {
    const brussels = { now, zone: "Europe/Brussels" };
    assert.equal(readMoment("2025-10-26T02:30", brussels), "2025-10-26T01:30:00.000Z");
    assert.equal(readMoment("2025-03-30T02:30", brussels), "2025-03-30T01:30:00.000Z");
  });

  it("says which end can't be read, and all that can be", () => {
    const names = { since: "--since", until: "--until" };
    const read = readWindow({ since: "soon" }, names, { now, zone });
    assert.ok("problem" in read);
    assert.equal(read.problem, '--since can\'t be read: "soon".');
    for (const form of ["2025-01-31T18:00", zone, "yesterday", "7d", "3 months"])
      assert.ok(read.hint?.includes(form), form);
    assert.deepEqual(readWindow({ since: "today", until: "yesterday" }, names, { now, zone }), {
      problem: "--since must be before --until.",
    });
  });
});
