import { csv } from "./csv.ts";
import type { Order } from "./orders.ts";
import type { Random } from "./random.ts";
import { clockTo, copiedAt, day, hour, known, minute, onTheClock, stamp } from "./time.ts";

interface Ticket {
  readonly id: number;
  readonly order: Order;
  readonly topic: string;
  readonly channel: string;
  readonly priority: string;
  readonly openedAt: number;
  readonly ratedAt: number | undefined;
  readonly rating: number | undefined;
}

interface HistoryRow {
  readonly ticketId: number;
  readonly status: string;
  readonly changedAt: number;
  readonly assignee: string | undefined;
}

const agents = ["Joke", "Ravi", "Camille", "Tom"];

/** Who writes to support, and why: late parcels above all. */
function complaint(random: Random, order: Order): { topic: string; openedAt: number } | undefined {
  if (order.isTest) return undefined;
  const late = order.deliveredAt === undefined || order.deliveredAt > order.promisedOn + day;
  if (order.shippedAt !== undefined && late && random.chance(0.2)) {
    return { topic: "delivery", openedAt: order.promisedOn + day + random.between(9 * hour, 30 * hour) };
  }
  if (order.deliveredAt !== undefined && random.chance(0.04)) {
    return { topic: "damaged", openedAt: order.deliveredAt + random.between(20 * minute, 2 * day) };
  }
  if (order.deliveredAt !== undefined && random.chance(0.04)) {
    return { topic: "care_advice", openedAt: order.deliveredAt + random.between(3 * day, 30 * day) };
  }
  if (random.chance(0.025))
    return { topic: "billing", openedAt: order.orderedAt + random.between(hour, 8 * day) };
  return undefined;
}

/** A ticket is opened, answered, solved; some wait for the customer, some come back; four days later they close. */
function makeHistory(random: Random, id: number, openedAt: number): HistoryRow[] {
  const rows: HistoryRow[] = [{ ticketId: id, status: "new", changedAt: openedAt, assignee: undefined }];
  let assignee = random.pick(agents);
  let time = openedAt;
  const step = (status: string, after: number): void => {
    time = onTheClock(time + after);
    rows.push({ ticketId: id, status, changedAt: time, assignee });
  };
  step("open", random.between(4 * minute, 20 * hour));
  // A ticket handed to a colleague gets a row of its own, with the status it already had.
  if (random.chance(0.25)) {
    assignee = random.pick(agents);
    step("open", random.between(10 * minute, 5 * hour));
  }
  for (let round = 0; round < 3; round += 1) {
    if (random.chance(0.4)) {
      step("pending", random.between(10 * minute, 3 * hour));
      step("open", random.between(hour, 2 * day));
    }
    step("solved", random.between(15 * minute, 9 * hour));
    if (!random.chance(0.16)) break;
    if (random.chance(0.3)) step("closed", 4 * day);
    step("open", random.between(2 * hour, 3 * day));
  }
  if (rows.at(-1)?.status === "solved") step("closed", 4 * day);
  else if (random.chance(0.9)) step("solved", random.between(hour, 2 * day));
  return rows.filter((row) => row.changedAt < copiedAt);
}

export interface Support {
  readonly tickets: readonly Ticket[];
  readonly history: readonly HistoryRow[];
}

export function makeSupport(random: Random, orders: readonly Order[]): Support {
  const opened = orders
    .map((order) => ({ order, what: complaint(random, order) }))
    .flatMap(({ order, what }) => (what && what.openedAt < copiedAt ? [{ order, ...what }] : []))
    .sort((a, b) => a.openedAt - b.openedAt || a.order.id - b.order.id);
  const tickets: Ticket[] = [];
  const history: HistoryRow[] = [];
  for (const { order, topic, openedAt } of opened) {
    const id = 501 + tickets.length;
    const rows = makeHistory(random, id, openedAt);
    const solved = rows.findLast((row) => row.status === "solved");
    const ratedAt =
      solved && random.chance(0.45) ? known(solved.changedAt + random.between(minute, day)) : undefined;
    const rating = random.weighted([
      [5, 46],
      [4, 24],
      [3, 12],
      [2, 8],
      [1, 10],
    ]);
    tickets.push({
      id,
      order,
      topic,
      channel: random.weighted([
        ["email", 55],
        ["chat", 34],
        ["phone", 11],
      ]),
      priority:
        topic === "care_advice"
          ? "low"
          : random.weighted([
              ["normal", 70],
              ["high", 22],
              ["urgent", 8],
            ]),
      openedAt,
      ratedAt,
      rating: ratedAt === undefined ? undefined : rating,
    });
    history.push(...rows);
  }
  history.sort((a, b) => a.changedAt - b.changedAt || a.ticketId - b.ticketId);
  return { tickets, history };
}

export const ticketsCsv = (tickets: readonly Ticket[]): string =>
  csv(
    [
      "ticket_id",
      "customer_id",
      "order_id",
      "topic",
      "channel",
      "priority",
      "opened_at",
      "rated_at",
      "rating",
    ],
    tickets.map((t) => [
      t.id,
      t.order.customer.id,
      t.topic === "care_advice" ? undefined : t.order.id,
      t.topic,
      t.channel,
      t.priority,
      stamp(t.openedAt),
      stamp(t.ratedAt),
      t.rating,
    ]),
  );

export const ticketHistoryCsv = (history: readonly HistoryRow[]): string =>
  csv(
    ["history_id", "ticket_id", "changed_at", "status", "assignee"],
    history.map((row, i) => [i + 1, row.ticketId, stamp(row.changedAt), row.status, row.assignee]),
  );

interface Answer {
  readonly ticketId: number;
  readonly answeredAt: number;
  readonly stars: number;
}

/** Since April those who did not rate their ticket are asked by mail; about one in three answers. */
export function makeSurvey(random: Random, { tickets, history }: Support): Answer[] {
  const start = clockTo(2025, 4, 1);
  return tickets
    .flatMap(({ id, ratedAt }): Answer[] => {
      const solved = history.findLast((row) => row.ticketId === id && row.status === "solved");
      if (!solved || ratedAt !== undefined || solved.changedAt < start || !random.chance(0.35)) return [];
      const answeredAt = onTheClock(solved.changedAt + random.between(day, 6 * day));
      const stars = random.weighted([
        [5, 30],
        [4, 30],
        [3, 16],
        [2, 12],
        [1, 12],
      ]);
      return answeredAt < copiedAt ? [{ ticketId: id, answeredAt, stars }] : [];
    })
    .sort((a, b) => a.answeredAt - b.answeredAt);
}

export const surveyCsv = (answers: readonly Answer[]): string =>
  csv(
    ["ticket_id", "answered_at", "stars"],
    answers.map(({ ticketId, answeredAt, stars }) => [ticketId, stamp(answeredAt), stars]),
  );
