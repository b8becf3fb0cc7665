/** Event-spec files and what may happen to them: slips, pastes, merges, editors that cut and encode. The same seed makes the same. */

/** A number from 0 up to a bound. */
export type Chance = (below: number) => number;

/** Marsaglia's xorshift: quick, and the same on every machine. */
export function chanceOf(seed: number): Chance {
  let state = (Math.imul(seed, 2_654_435_761) ^ 0x9e3779b9) | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Each has three events, of which the second one is damaged in the tests of the other two. */
export const bases: readonly string[] = [
  `from: shop.orders
key: order_id
events:
  order_placed: {at: ordered_at}
  order_paid:
    at: &a ordered_at
    properties: {p: *a}
  order_sent:
    at: o.shipped_at
`,
  `from: shop.orders
key: order_id
events:
  order_placed: {at: ordered_at}
  order_paid:
    properties:
      p: &a status
      q: |
        x
  order_sent:
    at: o.shipped_at
`,
  `from: shop.orders
as: o
key: o.order_id
events:
  order_placed:
    at: o.ordered_at
    owner: growth

  order_paid:
    at: o.ordered_at
    where: o.status <> 'open'
    properties:
      total: o.total_cents / 100.0
      kind: {sql: o.status, type: string}

  order_sent:
    at: o.shipped_at
    description: It left the house.
`,
  `from: shop.orders
as: o
key: [o.order_id]
entities: {customer: o.customer_id}
events:
  order_placed: {at: o.ordered_at, owner: growth}
  order_paid:
    at: &time o.ordered_at
    description: |
      The money
      arrived.
    properties:
      total: &sum o.total_cents
      again: *sum
    tests:
    - not_null: [total]
    - rows: {where: "total < 0"}
  order_sent:
    at: o.shipped_at
`,
  `# Orders
from: {sql: 'select * from shop.orders', tables: {}}
as: o
key: o.order_id
join:
- {from: shop.customers, as: c, on: c.customer_id = o.customer_id}
lookups: {customer_at_event: {customer: o.customer_id}}
events:
    order_placed:
        at: o.ordered_at
    order_paid: # paid 🦑
        at: >-
            coalesce(o.shipped_at,
              o.ordered_at)
        tags: [a, 'b, c', "d\\n"]
        goals:
        - conversion
        properties: {total: o.total_cents, 'a b': {value: 1}}
    order_sent:
        at: o.shipped_at
`,
];

const pieces: readonly string[] = [
  ..."{}[]:-?'\"#&*!|>%@,`~ \t\nax1\\😀\0\u0007\u2028\u202E\uFEFF\u00a0",
  ...[
    ": ",
    "- ",
    " #",
    "{{",
    "  ",
    "\n  ",
    "\n    ",
    "x: y",
    "''",
    "at",
    "a: b: c",
    "@x",
    "|-",
    ">\n",
    "|2\n",
  ],
  ...[
    "*time ",
    "*sum",
    "&b ",
    "&sum ",
    "!t ",
    "!!str ",
    "<<: *sum",
    "\r\n",
    "\r",
    "\n\t",
    "\n- ",
    "\n  - ",
    "\nx:",
  ],
  ...[
    "\n  x:",
    "\n      x:",
    "? ",
    "- ? ",
    ": :",
    "%YAML 1.2",
    "\n---\n",
    "...",
    "<<: ",
    "events:",
    "at: ",
    "~",
  ],
  ...[
    "null",
    "'9999'",
    "o.nope",
    "order_sent:",
    "description:",
    "description: ''",
    "{{ ref('x') }}",
    "\ud83d",
  ],
  ...[
    "# eventspec-ignore: x",
    "properties:",
    "{sql: ",
    "[[[[",
    "}}}}",
    "null: null",
    "__proto__: 1",
    "$1",
    "::",
  ],
];

/** One to four changes anywhere in a text, or within a part of it. */
export function mutated(text: string, chance: Chance, part = { start: 0, end: text.length }): string {
  let result = text;
  let { end } = part;
  for (let left = 1 + chance(4); left > 0; left--) {
    const changed = changes[chance(changes.length)]?.(result, { start: part.start, end }, chance) ?? result;
    end += changed.length - result.length;
    result = changed;
  }
  return result;
}

type Change = (text: string, part: { start: number; end: number }, chance: Chance) => string;

const within = ({ start, end }: { start: number; end: number }, chance: Chance): number =>
  start + chance(Math.max(1, end - start));

const insert: Change = (text, part, chance) => {
  const at = within(part, chance);
  return text.slice(0, at) + (pieces[chance(pieces.length)] ?? "") + text.slice(at);
};
const remove: Change = (text, part, chance) => {
  const at = within(part, chance);
  return text.slice(0, at) + text.slice(Math.min(part.end, at + 1 + chance(chance(4) === 0 ? 30 : 3)));
};
const replace: Change = (text, part, chance) => remove(insert(text, part, chance), part, chance);
const copy: Change = (text, part, chance) => {
  const from = within(part, chance);
  const copied = text.slice(from, Math.min(part.end, from + 1 + chance(60)));
  const at = within(part, chance);
  return text.slice(0, at) + copied + text.slice(at);
};
const cutTail: Change = (text, part, chance) => text.slice(0, within(part, chance)) + text.slice(part.end);
const indent: Change = (text, part, chance) => {
  const at = text.lastIndexOf("\n", within(part, chance)) + 1;
  if (at < part.start || at > part.end) return text;
  const spaces = /^ */.exec(text.slice(at, part.end))?.[0].length ?? 0;
  const wanted = Math.max(0, spaces + chance(9) - 4);
  return text.slice(0, at) + " ".repeat(wanted) + text.slice(at + spaces);
};
const lineBreaks: Change = (text, part) =>
  text.slice(0, part.start) +
  text.slice(part.start, part.end).replaceAll("\n", "\r\n") +
  text.slice(part.end);

const changes: readonly Change[] = [
  ...[insert, insert, insert, remove, remove, replace, copy, indent, cutTail, lineBreaks],
];
