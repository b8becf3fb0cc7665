/** Event-spec files of any size, always the same ones. */

/** One document with `events` events over the source `shop.orders_<n>`; about 11 lines an event. */
export function specText(n: number, events: number): string {
  const head = [
    `from: shop.orders_${n}`,
    "as: o",
    "key: o.order_id",
    "timezone: Europe/Brussels",
    "where: not o.is_test",
    "owner: growth",
    "goals: [conversion]",
    "entities:",
    "  customer: o.customer_id",
    "",
    "events:",
  ];
  return [...head, ...Array.from({ length: events }, (_, i) => eventText(n, i)).flat(), ""].join("\n");
}

function eventText(n: number, i: number): string[] {
  return [
    `  order_${word(n)}_${word(i)}_placed:`,
    "    description: The customer confirmed the checkout; payment may still fail.",
    "    at: o.ordered_at",
    "    properties:",
    "      total:",
    "        sql: o.total_cents / 100.0",
    "        type: decimal(12,2)",
    "        description: Order value with tax, before refunds.",
    "    revenue: o.total_cents / 100.0",
    "    tests:",
    "      - volume: {per: day, min: 1}",
  ];
}

/** A number as letters, so that generated names are ordinary ones. */
function word(n: number): string {
  const letter = String.fromCharCode(97 + (n % 26));
  return n < 26 ? letter : `${word(Math.floor(n / 26) - 1)}${letter}`;
}

export const projectText = [
  "eventspec: 1",
  "name: bench",
  "timezone: UTC",
  "entities:",
  "  customer: {description: A person who can buy., type: integer}",
  "teams:",
  "  growth: {email: growth@shop.example}",
  "goals:",
  "  conversion: {description: Share of visits that end in an order., owner: growth}",
  "",
].join("\n");
