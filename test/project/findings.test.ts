import assert from "node:assert/strict";
import { projectFindings } from "../../server/src/project/findings.ts";
import { projectOf } from "../support/memoryProject.ts";

const projectFile = `eventspec: 1
connection: dev
connections:
  dev: {type: duckdb}
entities:
  customer: {type: integer}
  visitor: {type: string, anonymous: true}
destinations:
  mixpanel: {type: mixpanel}
switches: {crm_deals: true}
lookups:
  plan_at_event:
    parameters: [account]
    join:
      - from: shop.plans
        as: ph
        on: ph.account_id = param.account
        as_of: {start: ph.valid_from}
`;

/** Reference findings as `rule «text» message`; with the fix's text after an arrow. */
async function found(files: Readonly<Record<string, string>>): Promise<string[]> {
  const project = await projectOf({ "eventspec.yml": projectFile, ...files });
  return projectFindings(project)
    .filter(({ rule }) => /^unknown-(lookup|switch|connection)$|^invalid-reference$/.test(rule))
    .map(({ file, rule, span, message, fixes }) => {
      const text = project.documents.get(file)?.text.slice(span.start, span.end);
      const fix = fixes?.[0]?.edits[0];
      assert.ok(!fix || (fix.span.start === span.start && fix.span.end === span.end));
      return `${rule} «${text}» ${message}${fix ? ` → ${fix.text}` : ""}`;
    });
}

const spec = (head: string, event = "at: o.ordered_at") =>
  found({ "a.events.yml": `from: shop.orders\nas: o\n${head}\nevents:\n  order_placed:\n    ${event}\n` });

describe("references that lead nowhere", () => {
  it("are not found in a project without any", async () => {
    const head = `lookups: {plan_at_event: {account: o.account_id}}
enabled: [crm_deals]
send_to: [mixpanel]
join:
  - {from: shop.customers, as: c, on: c.id = o.customer_id}`;
    assert.deepEqual(await spec(head, "at: coalesce(o.ordered_at, c.at, 'ph.x') -- ph.at"), []);
  });

  it("lookups and their parameters", async () => {
    assert.deepEqual(await spec("lookups: {plan_at_evnt: {account: o.id}}"), [
      'unknown-lookup «plan_at_evnt» No lookup is called "plan_at_evnt". → plan_at_event',
    ]);
    assert.deepEqual(await spec("lookups: {plan_at_event: {}}"), [
      'invalid-reference «plan_at_event» The lookup "plan_at_event" needs its parameter "account".',
    ]);
    assert.deepEqual(await spec("lookups: {plan_at_event: {acount: o.id}}"), [
      'invalid-reference «acount» The lookup "plan_at_event" has no parameter "acount". → account',
    ]);
    assert.deepEqual(await spec("lookups: {plan_at_event: {account: o.id, more: o.x}}"), [
      'invalid-reference «more» The lookup "plan_at_event" has no parameter "more".',
    ]);
  });

  it("switches and destinations", async () => {
    assert.deepEqual(await spec("enabled: [crm_deal]", "send_to: {mixpannel: Order Placed}"), [
      'unknown-switch «crm_deal» No switch is called "crm_deal". → crm_deals',
      'invalid-reference «mixpannel» No destination is called "mixpannel". → mixpanel',
    ]);
  });

  it("names that stand for two things", async () => {
    const join = (alias: string) => `join:\n  - {from: shop.customers, as: ${alias}, on: true}`;
    const message = (name: string) => `The name "${name}" stands for two things here.`;
    assert.deepEqual(await spec(join("O")), [`invalid-reference «O» ${message("O")}`]);
    assert.deepEqual(await spec("join:\n  - {from: shop.o, on: true}"), [
      `invalid-reference «shop.o» ${message("o")}`,
    ]);
    assert.deepEqual(await spec(`${join("ph")}\nlookups: {plan_at_event: {account: o.id}}`), [
      `invalid-reference «plan_at_event» ${message("ph")}`,
    ]);
    assert.deepEqual(await spec("", "for_each: {item: o, in: o.lines}"), [
      `invalid-reference «o» ${message("o")}`,
    ]);
    assert.deepEqual(await spec("for_each: {item: x, in: o.a, position: X}"), [
      `invalid-reference «X» ${message("X")}`,
    ]);
  });

  it("a time that comes from what is joined by it", async () => {
    const message = 'can\'t come from "ph", which is joined by that time.';
    assert.deepEqual(
      await spec(
        "lookups: {plan_at_event: {account: o.id}}\nfor_each: {item: x, in: ph.parts}",
        "at: |\n      coalesce(o.at,\n        PH.valid_from)",
      ),
      [
        `invalid-reference «ph» The list of \`for_each\` ${message}`,
        `invalid-reference «PH» The time of an event ${message}`,
      ],
    );
  });

  it("dbt's references without dbt", async () => {
    assert.deepEqual(await found({ "a.events.yml": "from: ref('orders')\nevents: {a: {at: orders.at}}\n" }), [
      "invalid-reference «ref('orders')» `ref()` asks dbt, and no dbt project is named.",
    ]);
    assert.deepEqual(await found({ "eventspec.yml": "eventspec: 1\ndbt: {project: ../analytics}\n" }), [
      "invalid-reference «../analytics» There is no dbt manifest in ../analytics/target.",
    ]);
  });

  it("connections, and their files outside of the project", async () => {
    const connections = `connections:
  dev:
    type: duckdb
    files:
      a: data/a.csv
      b: ../b.csv
      c: [/etc/passwd, 'data/../../c.csv', "C:\\\\x.csv"]
`;
    const outside = (path: string, written = path) =>
      `invalid-reference «${written}» "${path}" lies outside of the project.`;
    assert.deepEqual(await found({ "eventspec.yml": `eventspec: 1\nconnection: dve\n${connections}` }), [
      'unknown-connection «dve» No connection is called "dve". → dev',
      outside("../b.csv"),
      outside("/etc/passwd"),
      outside("data/../../c.csv", "'data/../../c.csv'"),
      outside("C:\\x.csv", '"C:\\\\x.csv"'),
    ]);
    assert.deepEqual(
      await found({
        "eventspec.yml": "eventspec: 1\nconnection: mine\n",
        "eventspec.local.yml": "connections: {mine: {type: duckdb}}\n",
      }),
      [],
    );
    assert.deepEqual(await found({ "eventspec.local.yml": "connection: nowhere\n" }), [
      'unknown-connection «nowhere» No connection is called "nowhere".',
    ]);
  });

  it("entities that resolve to themselves, in a circle, or to nobody", async () => {
    const entities = `eventspec: 1
entities:
  customer: {resolves_to: {entity: customer, by: [a]}}
  visitor: {anonymous: true, resolves_to: {entity: device, by: a}}
  device: {anonymous: true, resolves_to: {entity: browser, by: a}}
  browser: {anonymous: true, resolves_to: {entity: device, by: a}}
  account: {resolves_to: {entity: person, by: a}}
  person: ~
  guest: {anonymous: true, resolves_to: ~}
`;
    const circle = (names: string) => `Entities resolve to each other in a circle: ${names}.`;
    assert.deepEqual(await found({ "eventspec.yml": entities }), [
      'invalid-reference «customer» The entity "customer" resolves to itself.',
      `invalid-reference «browser» ${circle("device → browser → device")}`,
      `invalid-reference «device» ${circle("browser → device → browser")}`,
      'invalid-reference «account» The entity "account" is not one of anonymous visitors, so there is nobody to resolve.',
    ]);
  });

  it("streams without an anonymous entity", async () => {
    const streams = `${projectFile}streams:
  a: {entity: customer, anonymous: visitor}
  b: {entity: customer, anonymous: customer}
`;
    assert.deepEqual(await found({ "eventspec.yml": streams }), [
      'invalid-reference «customer» The entity "customer" is not one of anonymous visitors.',
    ]);
  });
});
