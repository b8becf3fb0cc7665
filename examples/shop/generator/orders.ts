import { csv } from "./csv.ts";
import type { Customer } from "./customers.ts";
import type { Random } from "./random.ts";
import {
  copiedAt,
  dateStamp,
  day,
  firstDay,
  hour,
  known,
  minute,
  nextWorkingDay,
  onTheClock,
  stamp,
  startOfDay,
  weekday,
} from "./time.ts";

export interface Line {
  readonly product: string;
  readonly category: string;
  readonly quantity: number;
  readonly unitCents: number;
}

export interface Order {
  readonly id: number;
  readonly customer: Customer;
  readonly channel: "web" | "app" | "phone";
  readonly paymentMethod: string;
  readonly coupon: string | undefined;
  readonly isTest: boolean;
  readonly lines: readonly Line[];
  readonly totalCents: number;
  readonly promisedOn: number;
  readonly orderedAt: number;
  readonly paidAt: number | undefined;
  readonly shippedAt: number | undefined;
  readonly deliveredAt: number | undefined;
  readonly cancelledAt: number | undefined;
  readonly refundedAt: number | undefined;
}

const products: readonly (readonly [name: string, category: string, cents: number, weight: number])[] = [
  ["Monstera deliciosa", "indoor", 2990, 12],
  ["Pilea peperomioides", "indoor", 1450, 11],
  ["Calathea orbifolia", "indoor", 2495, 6],
  ["Sansevieria", "indoor", 1990, 8],
  ["Ficus lyrata, 150 cm", "indoor", 8900, 2],
  ["Olive tree", "outdoor", 5450, 4],
  ["Lavender, set of 6", "outdoor", 2370, 7],
  ["Hydrangea", "outdoor", 1895, 5],
  ["Terracotta pot, 18 cm", "pots", 990, 9],
  ["Hanging basket", "pots", 1690, 5],
  ["Glazed pot, 30 cm", "pots", 3450, 3],
  ["Watering can", "tools", 1995, 4],
  ["Pruning shears", "tools", 2650, 3],
  ["Potting soil, 20 l", "tools", 895, 9],
  ["Tomato seeds", "seeds", 345, 6],
  ["Wildflower mix", "seeds", 495, 6],
];

const hours: readonly (readonly [number, number])[] = [
  [0, 1],
  [2, 1],
  [6, 1],
  [7, 3],
  [8, 5],
  [9, 6],
  [10, 7],
  [11, 7],
  [12, 9],
  [13, 7],
  [14, 6],
  [15, 6],
  [16, 7],
  [17, 8],
  [18, 9],
  [19, 12],
  [20, 14],
  [21, 12],
  [22, 7],
  [23, 3],
];

/** Days from 1 January on which people give plants: Valentine's Day, Mother's Day. */
const busyDays: ReadonlyMap<number, number> = new Map([
  [41, 3],
  [42, 5],
  [43, 6],
  [44, 3],
  [127, 3],
  [128, 5],
  [129, 7],
  [130, 2],
]);

function ordersOn(random: Random, date: number): number {
  const dayOfYear = (date - firstDay) / day;
  const weekend = weekday(date) === 0 || weekday(date) === 6 ? 1 : 0;
  return random.between(2, 5) + weekend + Math.floor(dayOfYear / 75) + (busyDays.get(dayOfYear) ?? 0);
}

function makeLines(random: Random): Line[] {
  const lines = new Map<string, Line>();
  const count = random.weighted([
    [1, 48],
    [2, 30],
    [3, 15],
    [4, 7],
  ]);
  for (let i = 0; i < count; i += 1) {
    const [product, category, unitCents] = random.weighted(products.map((p) => [p, p[3]] as const));
    const quantity = random.weighted([
      [1, 78],
      [2, 15],
      [3, 5],
      [6, 2],
    ]);
    lines.set(product, { product, category, quantity, unitCents });
  }
  return [...lines.values()];
}

function total(lines: readonly Line[], coupon: string | undefined): number {
  const goods = lines.reduce((sum, line) => sum + line.quantity * line.unitCents, 0);
  const discount = coupon === "SPRING10" ? Math.round(goods / 10) : coupon === "WELCOME5" ? 500 : 0;
  const shipping = goods >= 5000 ? 0 : 495;
  return Math.max(goods - discount, 0) + shipping;
}

interface Lifecycle {
  readonly paidAt?: number;
  readonly shippedAt?: number;
  readonly deliveredAt?: number;
  readonly cancelledAt?: number;
  readonly refundedAt?: number;
}

/** Invoices are paid after the parcel left; the payment provider's clock is at times a few seconds early. */
function payment(random: Random, orderedAt: number, method: string, shippedAt: number): number {
  if (method === "invoice") return shippedAt + random.between(2 * day, 20 * day);
  return orderedAt + (random.chance(0.006) ? -random.between(1, 4) : random.between(15, 9 * minute));
}

function lifecycle(random: Random, orderedAt: number, method: string): Lifecycle {
  if (method !== "invoice" && random.chance(0.03)) return { cancelledAt: orderedAt + day };
  const shippedAt = nextWorkingDay(orderedAt, 8) + random.between(0, 9 * hour);
  const paidAt = payment(random, orderedAt, method, shippedAt);
  if (random.chance(0.045)) {
    const cancelledAt = orderedAt + random.between(20 * minute, 7 * hour);
    return method === "invoice"
      ? { cancelledAt }
      : { paidAt, cancelledAt, refundedAt: cancelledAt + random.between(hour, 2 * day) };
  }
  // About one parcel in a hundred is lost on the way and refunded.
  if (random.chance(0.01))
    return { paidAt, shippedAt, refundedAt: shippedAt + random.between(15 * day, 25 * day) };
  const slow = random.chance(0.12) ? random.between(3, 6) : random.between(0, 2);
  const deliveredAt = nextWorkingDay(shippedAt + slow * day, 9) + random.between(0, 10 * hour);
  const refunded = random.chance(0.05);
  return {
    paidAt,
    shippedAt,
    deliveredAt,
    ...(refunded ? { refundedAt: Math.max(deliveredAt, paidAt) + random.between(3 * day, 25 * day) } : {}),
  };
}

function couponFor(random: Random, isFirst: boolean, orderedAt: number): string | undefined {
  if (isFirst && random.chance(0.35)) return "WELCOME5";
  const month = new Date(orderedAt * 1000).getUTCMonth();
  return month >= 2 && month <= 4 && random.chance(0.12) ? "SPRING10" : undefined;
}

export function makeOrders(random: Random, customers: readonly Customer[]): Order[] {
  const orders: Order[] = [];
  const buyers = new Set<number>();
  for (let date = firstDay; date < copiedAt; date += day) {
    const times = Array.from({ length: ordersOn(random, date) }, () =>
      onTheClock(date + random.weighted(hours) * hour + random.between(0, hour - 1)),
    ).sort((a, b) => a - b);
    for (const orderedAt of times) {
      const isTest = random.chance(0.02);
      const able = customers.filter((c) => c.signedUpAt + hour < orderedAt && c.id > 1);
      // The newest customers buy most: somebody who signs up usually came for a plant.
      const recent = able.slice(-25);
      const customer = isTest ? customers[0] : random.pick(random.chance(0.45) ? recent : able);
      if (!customer) throw new Error("the shop has no customers");
      orders.push(
        makeOrder(random, 10_001 + orders.length, customer, orderedAt, isTest, !buyers.has(customer.id)),
      );
      buyers.add(customer.id);
    }
  }
  return orders;
}

function makeOrder(
  random: Random,
  id: number,
  customer: Customer,
  orderedAt: number,
  isTest: boolean,
  isFirst: boolean,
): Order {
  const paymentMethod = random.weighted([
    ["bancontact", 44],
    ["card", 26],
    ["ideal", 14],
    ["paypal", 9],
    ["invoice", 7],
  ]);
  const coupon = isTest ? undefined : couponFor(random, isFirst, orderedAt);
  const lines = makeLines(random);
  const life = lifecycle(random, orderedAt, paymentMethod);
  return {
    id,
    customer,
    channel: random.weighted([
      ["web", 71],
      ["app", 26],
      ["phone", 3],
    ]),
    paymentMethod,
    coupon,
    isTest,
    lines,
    totalCents: total(lines, coupon),
    promisedOn: startOfDay(nextWorkingDay(nextWorkingDay(orderedAt, 0), 0)),
    orderedAt,
    paidAt: known(life.paidAt),
    shippedAt: known(life.shippedAt),
    deliveredAt: known(life.deliveredAt),
    cancelledAt: known(life.cancelledAt),
    refundedAt: known(life.refundedAt),
  };
}

function status(order: Order): string {
  if (order.refundedAt !== undefined) return "refunded";
  if (order.cancelledAt !== undefined) return "cancelled";
  if (order.deliveredAt !== undefined) return "delivered";
  if (order.shippedAt !== undefined) return "shipped";
  return order.paidAt === undefined ? "placed" : "paid";
}

/** The shop's back end keeps no null in `cancelled_at`: an order that stands is cancelled at the end of time. */
const never = "9999-12-31 00:00:00";

/** The carrier's report of this parcel has day and month the wrong way round: it came on 5 June, before it was shipped on 6 May. */
const swappedParcel = 10_662;

/** As the carrier reports it. */
function deliveredStamp({ id, deliveredAt }: Order): string {
  const written = stamp(deliveredAt);
  return id === swappedParcel ? written.replace(/-(\d\d)-(\d\d) /, "-$2-$1 ") : written;
}

/** The copy runs every quarter of an hour and takes the rows that changed. */
function syncedAt(order: Order): number {
  const times = [
    order.orderedAt,
    order.paidAt,
    order.shippedAt,
    order.deliveredAt,
    order.cancelledAt,
    order.refundedAt,
  ];
  const last = Math.max(...times.filter((time) => time !== undefined));
  return (Math.floor(last / (15 * minute)) + 1) * 15 * minute + 42;
}

export const ordersCsv = (orders: readonly Order[]): string =>
  csv(
    [
      "order_id",
      "customer_id",
      "status",
      "channel",
      "payment_method",
      "coupon_code",
      "total_cents",
      "promised_on",
      "ordered_at",
      "paid_at",
      "shipped_at",
      "delivered_at",
      "cancelled_at",
      "refunded_at",
      "is_test",
      "_synced_at",
    ],
    orders.map((o) => [
      o.id,
      o.customer.id,
      status(o),
      o.channel,
      o.paymentMethod,
      o.coupon,
      o.totalCents,
      dateStamp(o.promisedOn),
      stamp(o.orderedAt),
      stamp(o.paidAt),
      stamp(o.shippedAt),
      deliveredStamp(o),
      o.cancelledAt === undefined ? never : stamp(o.cancelledAt),
      stamp(o.refundedAt),
      o.isTest,
      stamp(syncedAt(o)),
    ]),
  );

export const orderLinesCsv = (orders: readonly Order[]): string =>
  csv(
    ["order_id", "line_number", "product", "category", "quantity", "unit_price_cents"],
    orders.flatMap((o) =>
      o.lines.map((l, i) => [o.id, i + 1, l.product, l.category, l.quantity, l.unitCents]),
    ),
  );

/** What finance reports: orders and their value by day of the shop, tests left out. */
export function dailyOrdersCsv(orders: readonly Order[]): string {
  const days = new Map<string, { orders: number; cents: number }>();
  for (const order of orders) {
    if (order.isTest) continue;
    const date = dateStamp(order.orderedAt);
    const sum = days.get(date) ?? { orders: 0, cents: 0 };
    days.set(date, { orders: sum.orders + 1, cents: sum.cents + order.totalCents });
  }
  return csv(
    ["day", "orders", "revenue_cents"],
    [...days].map(([date, sum]) => [date, sum.orders, sum.cents]),
  );
}
