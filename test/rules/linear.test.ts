import assert from "node:assert/strict";
import type { ProjectEvent } from "../../server/src/project/types.ts";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { projectOf } from "../support/memoryProject.ts";
import { sqlParser } from "./findingsOf.ts";

/** Two events; of all files alike but for their names, so that whatever is compared is compared with all. */
function specOf(word: string): string {
  const event = (name: string) => `
  ${name}:
    at: o.ordered_at
    where: o.total > 0
    for_each: [{item: i, in: o.items}]
    properties:
      total: {sql: o.total, type: integer, tests: [not_null]}
      kind: {value: web}
    tests:
      - unique: [total]
      - follows: {event: order_${word}_placed, by: customer}`;
  const events = [`order_${word}_placed`, `order_${word}_paid`].map(event).join("");
  return `from: shop.orders\nas: o\nkey: o.order_id\nwhere: i.x = 1\nentities: {customer: o.customer_id}\nevents:${events}\n`;
}

/** How often a check looks at something of an event, for each event. */
async function looksPerEvent(files: number): Promise<number> {
  const names = Array.from({ length: files }, (_, n) =>
    String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26)),
  );
  const texts = names.map((name) => [`${name}.events.yml`, specOf(name)]);
  const project = await projectOf({ "eventspec.yml": "eventspec: 1\n", ...Object.fromEntries(texts) });
  let looks = 0;
  const watched = new Map<ProjectEvent, ProjectEvent>();
  for (const event of project.events)
    watched.set(
      event,
      new Proxy(event, {
        get(target, key) {
          looks++;
          return Reflect.get(target, key);
        },
      }),
    );
  const watching = (event: ProjectEvent) => watched.get(event) ?? event;
  const eventsByName = new Map([...project.eventsByName].map(([name, all]) => [name, all.map(watching)]));
  const seen = { ...project, events: project.events.map(watching), eventsByName };
  const findings = checkProject(seen, { dialect: "duckdb", parser: await sqlParser() });
  assert.ok(findings.length > 0);
  return looks / watched.size;
}

describe("a check", () => {
  it("takes time by the size of a project, not by its square", async () => {
    const few = await looksPerEvent(20);
    const many = await looksPerEvent(200);
    // Places in lists that are ordered by file are found by halving.
    assert.ok(
      many < 1.5 * few,
      `${few.toFixed(0)} looks at each of 40 events, ${many.toFixed(0)} at each of 400`,
    );
  });
});
