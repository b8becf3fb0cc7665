import assert from "node:assert/strict";
import fc from "fast-check";
import { causesAmong, evidence, outages, sumOf } from "../../server/src/proof/twins/causes.ts";
import { clockDifference, quantile } from "../../server/src/proof/twins/clock.ts";
import { wilson } from "../../server/src/proof/twins/interval.ts";
import "../support/randomness.ts";

const counts = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([events, share]) => ({ events, lost: Math.round(events * share) }));

/** The logarithm of a binomial's likelihood, one event after the other. */
function plainly({ events, lost }: { events: number; lost: number }, share: number): number {
  let sum = 0;
  for (let n = 0; n < events; n++) sum += Math.log(n < lost ? share : 1 - share);
  return sum;
}

describe("the interval of a share", () => {
  it("ends where the share is two deviations from what was counted", () => {
    fc.assert(
      fc.property(counts, ({ events, lost }) => {
        const { low, high } = wilson(lost, events);
        assert.ok(low >= 0 && high <= 1 && low <= lost / events + 1e-12 && high >= lost / events - 1e-12);
        for (const share of [low, high]) {
          if (share < 1e-9 || share > 1 - 1e-9) continue;
          const deviation = Math.sqrt((share * (1 - share)) / events);
          assert.ok(Math.abs(Math.abs(lost / events - share) / deviation - 1.96) < 1e-3);
        }
      }),
    );
  });
});

describe("causes of a loss", () => {
  it("are weighed by how much more likely a group of its own is", () => {
    fc.assert(
      fc.property(counts, counts, (group, others) => {
        const all = sumOf([group, others]);
        const found = evidence(group, all);
        const [inside, outside, whole] = [group, others, all].map(({ events, lost }) => lost / events);
        if (inside === undefined || outside === undefined || whole === undefined || inside <= outside) {
          assert.equal(found, 0);
          return;
        }
        const expected = plainly(group, inside) + plainly(others, outside) - plainly(all, whole);
        if (Number.isNaN(expected)) return;
        assert.ok(
          Math.abs(found - expected) < 1e-6 * Math.max(1, Math.abs(expected)),
          `${found} ${expected}`,
        );
      }),
    );
  });

  it("explain what would not be lost if the group lost no more than the others", () => {
    const [cause, ...more] = causesAmong([
      { key: "paypal", events: 100, lost: 60 },
      { key: "card", events: 200, lost: 20 },
      { key: "ideal", events: 200, lost: 20 },
    ]);
    assert.equal(more.length, 0);
    assert.equal(cause?.key, "paypal");
    assert.equal(cause?.explains, (60 - 100 * (40 / 400)) / 100);
    assert.equal(cause?.otherCoverage, 0.9);
  });

  it("are none where all lose alike", () => {
    assert.deepEqual(
      causesAmong([
        { key: "a", events: 500, lost: 52 },
        { key: "b", events: 480, lost: 47 },
      ]),
      [],
    );
    const days = Array.from({ length: 100 }, (_, day) => ({ day: `${day}`, events: 10, lost: day % 3 }));
    assert.deepEqual(outages(days), []);
  });

  it("find stretches of days wherever they are, each by its first and last day", () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 2, max: 8 }));
    fc.assert(
      fc.property(place, fc.integer({ min: 8, max: 40 }), ([start, length], events) => {
        const days = Array.from({ length: 100 }, (_, day) => ({
          day: String(day).padStart(3, "0"),
          events,
          lost: day >= start && day < start + length ? events : day % 2,
        }));
        const [found, ...more] = outages(days);
        assert.deepEqual(more, []);
        assert.deepEqual(
          [Number(found?.key.first), Number(found?.key.last)].map(
            (day, at) => Math.abs(day - (at === 0 ? start : start + length - 1)) <= 0,
          ),
          [true, true],
        );
      }),
    );
  });
});

describe("the clock's difference", () => {
  it("is told by quantiles that part the pairs", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 80 }),
        (seconds) => {
          const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
          const found = clockDifference(seconds.map((second) => [at(0), at(second)]));
          const sorted = [...seconds].sort((a, b) => a - b);
          assert.equal(found?.middle, quantile(sorted, 0.5));
          const below = sorted.filter((second) => second <= (found?.middle ?? 0)).length;
          assert.ok(below >= sorted.length / 2);
          assert.equal(quantile(sorted, 0), sorted[0]);
          assert.equal(quantile(sorted, 1), sorted.at(-1));
        },
      ),
    );
    assert.equal(clockDifference([]), undefined);
  });
});
