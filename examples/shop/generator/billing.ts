import { csv } from "./csv.ts";
import type { Customer } from "./customers.ts";
import type { Random } from "./random.ts";
import { copiedAt, dateStamp, day, firstDay, hour, known, onTheClock, stamp } from "./time.ts";

/** The plant box: a parcel every month, in three sizes. */
const plans = [
  { name: "sprout", cents: 990 },
  { name: "bloom", cents: 1990 },
  { name: "jungle", cents: 3490 },
];

interface Subscription {
  readonly id: number;
  readonly customer: Customer;
  readonly startedAt: number;
  readonly cancelledAt: number | undefined;
  readonly cancelReason: string | undefined;
}

interface PlanPeriod {
  readonly subscription: Subscription;
  readonly plan: { readonly name: string; readonly cents: number };
  readonly change: "start" | "upgrade" | "downgrade";
  readonly from: number;
  /** Absent while it lasts. */
  readonly to: number | undefined;
}

export interface Billing {
  readonly subscriptions: readonly Subscription[];
  readonly periods: readonly PlanPeriod[];
}

/** A cancelled box still comes until the month that was paid for is over. */
function endOfMonth(time: number | undefined): number | undefined {
  if (time === undefined) return undefined;
  const date = new Date(time * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000;
}

/** A plan holds from one change to the next; the last one until the box stops coming, or on. */
function makePeriods(random: Random, subscription: Subscription): PlanPeriod[] {
  const end = subscription.cancelledAt ?? copiedAt;
  let size = random.weighted([
    [0, 50],
    [1, 38],
    [2, 12],
  ]);
  const starts: { size: number; change: PlanPeriod["change"]; from: number }[] = [
    { size, change: "start", from: subscription.startedAt },
  ];
  let from = onTheClock(subscription.startedAt + random.between(20 * day, 110 * day));
  while (from < end - day && starts.length < 4) {
    const up = size === 0 || (size === 1 && random.chance(0.65));
    size += up ? 1 : -1;
    starts.push({ size, change: up ? "upgrade" : "downgrade", from });
    from = onTheClock(from + random.between(25 * day, 120 * day));
  }
  return starts.map((start, i) => ({
    subscription,
    plan: plans[start.size] ?? { name: "none", cents: 0 },
    change: start.change,
    from: start.from,
    to: starts[i + 1]?.from ?? endOfMonth(subscription.cancelledAt),
  }));
}

export function makeBilling(random: Random, customers: readonly Customer[]): Billing {
  const subscriptions: Subscription[] = [];
  for (const customer of customers) {
    if (customer.id === 1 || !random.chance(0.34)) continue;
    const earliest = Math.max(customer.signedUpAt, firstDay - 120 * day);
    const startedAt = onTheClock(earliest + random.between(2 * hour, 45 * day));
    if (startedAt >= copiedAt) continue;
    const lasts = random.chance(0.42) ? random.between(10 * day, 160 * day) : undefined;
    const cancelledAt = known(lasts === undefined ? undefined : onTheClock(startedAt + lasts));
    subscriptions.push({
      id: 0,
      customer,
      startedAt,
      cancelledAt,
      cancelReason:
        cancelledAt === undefined
          ? undefined
          : random.weighted([
              ["too_expensive", 34],
              ["moving", 14],
              ["plants_died", 22],
              ["enough_plants", 22],
              ["other", 8],
            ]),
    });
  }
  subscriptions.sort((a, b) => a.startedAt - b.startedAt || a.customer.id - b.customer.id);
  const numbered = subscriptions.map((subscription, i) => ({ ...subscription, id: 7001 + i }));
  const periods = numbered.flatMap((subscription) => makePeriods(random, subscription));
  periods.sort((a, b) => a.from - b.from || a.subscription.id - b.subscription.id);
  return { subscriptions: numbered, periods };
}

export const subscriptionsCsv = (subscriptions: readonly Subscription[]): string =>
  csv(
    ["subscription_id", "customer_id", "started_at", "trial_ends_on", "cancelled_at", "cancel_reason"],
    subscriptions.map((s) => [
      s.id,
      s.customer.id,
      stamp(s.startedAt),
      dateStamp(s.startedAt + 14 * day),
      stamp(s.cancelledAt),
      s.cancelReason,
    ]),
  );

export const planHistoryCsv = (periods: readonly PlanPeriod[]): string =>
  csv(
    ["subscription_id", "customer_id", "plan", "monthly_cents", "change", "valid_from", "valid_to"],
    periods.map((p) => [
      p.subscription.id,
      p.subscription.customer.id,
      p.plan.name,
      p.plan.cents,
      p.change,
      stamp(p.from),
      p.to === undefined ? "9999-12-31 00:00:00" : stamp(p.to),
    ]),
  );
