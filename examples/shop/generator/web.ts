import { csv } from "./csv.ts";
import type { Order } from "./orders.ts";
import type { Random } from "./random.ts";
import { clockTo, day, minute, utcStamp } from "./time.ts";

interface WebEvent {
  readonly event: "checkout_started" | "order_completed";
  readonly receivedAt: number;
  readonly visitor: string;
  readonly customerId: number | undefined;
  readonly orderId: number | undefined;
  readonly browser: string;
  readonly messageId: string;
}

/** Browser, how many use it, and what share of its events never arrives: blockers, refused consent, closed tabs. */
const browsers: readonly (readonly [name: string, share: number, lost: number])[] = [
  ["Chrome", 52, 0.11],
  ["Safari", 25, 0.19],
  ["Firefox", 9, 0.36],
  ["Edge", 8, 0.1],
  ["Samsung Internet", 4, 0.12],
  ["Brave", 2, 0.78],
];

const hex = (random: Random, digits: number): string =>
  Array.from({ length: digits }, () => random.between(0, 15).toString(16)).join("");

/** A visitor is a browser profile; people keep one for a while, not for ever. */
function visitorOf(
  random: Random,
  profiles: Map<number, { visitor: string; browser: string; lost: number }>,
  id: number,
) {
  const kept = profiles.get(id);
  if (kept && random.chance(0.85)) return kept;
  const [browser, , lost] = random.weighted(browsers.map((b) => [b, b[1]] as const));
  const profile = { visitor: hex(random, 8), browser, lost };
  profiles.set(id, profile);
  return profile;
}

/** A release broke the tracker: nothing came for two days. */
const outage = { from: clockTo(2025, 6, 11), until: clockTo(2025, 6, 11) + 2 * day };

/** Who pays by PayPal leaves the shop's pages, and every other one does not come back to the confirmation. */
const staysAway = ({ id, paymentMethod }: Order): boolean => paymentMethod === "paypal" && id % 2 === 1;

/** What the tracker received: orders made on the web and in the app, less what was lost, and a few of them twice. */
export function makeWebEvents(random: Random, orders: readonly Order[]): WebEvent[] {
  const away = new Set(orders.filter(staysAway).map(({ id }) => id));
  return sentEvents(random, orders).filter(
    ({ receivedAt, orderId }) =>
      (receivedAt < outage.from || receivedAt >= outage.until) &&
      (orderId === undefined || !away.has(orderId)),
  );
}

function sentEvents(random: Random, orders: readonly Order[]): WebEvent[] {
  const events: WebEvent[] = [];
  const profiles = new Map<number, { visitor: string; browser: string; lost: number }>();
  for (const order of orders) {
    if (order.channel === "phone" || order.isTest) continue;
    const { visitor, browser, lost } = visitorOf(random, profiles, order.customer.id);
    const orderId = order.id;
    const base = { visitor, browser: order.channel === "app" ? "App" : browser };
    const lossRate = order.channel === "app" ? 0.08 : lost;
    const started = order.orderedAt - random.between(2 * minute, 14 * minute);
    const add = (event: WebEvent["event"], receivedAt: number, isKnown: boolean): void => {
      const ids = event === "order_completed" ? { orderId } : { orderId: undefined };
      const customerId = isKnown ? order.customer.id : undefined;
      events.push({ ...base, ...ids, event, receivedAt, customerId, messageId: hex(random, 8) });
    };
    if (!random.chance(lossRate)) add("checkout_started", started, random.chance(0.7));
    // Some begin, go away, and come back: the first attempt has no order.
    if (random.chance(0.12) && !random.chance(lossRate))
      add("checkout_started", started - random.between(30, 2000) * minute, false);
    if (random.chance(lossRate)) continue;
    const receivedAt = order.orderedAt + random.between(1, 8);
    add("order_completed", receivedAt, true);
    // The confirmation page counts again when it is loaded again.
    if (random.chance(0.018)) add("order_completed", receivedAt + random.between(5, 40 * minute), true);
  }
  return events.sort((a, b) => a.receivedAt - b.receivedAt || (a.messageId < b.messageId ? -1 : 1));
}

export const webEventsCsv = (events: readonly WebEvent[]): string =>
  csv(
    ["message_id", "event", "received_at", "visitor_id", "customer_id", "order_id", "browser"],
    events.map((e) => [
      e.messageId,
      e.event,
      utcStamp(e.receivedAt),
      e.visitor,
      e.customerId,
      e.orderId,
      e.browser,
    ]),
  );
