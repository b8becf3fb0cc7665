/**
 * Writes the tables of the example shop into data/. The files are committed; run this again after changing the
 * generator: `npx tsx examples/shop/makeData.ts`. The same code gives the same bytes on every machine.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeBilling, planHistoryCsv, subscriptionsCsv } from "./generator/billing.ts";
import { customersCsv, makeCustomers } from "./generator/customers.ts";
import { dailyOrdersCsv, makeOrders, orderLinesCsv, ordersCsv } from "./generator/orders.ts";
import { seeded } from "./generator/random.ts";
import { makeSupport, makeSurvey, surveyCsv, ticketHistoryCsv, ticketsCsv } from "./generator/support.ts";
import { makeWebEvents, webEventsCsv } from "./generator/web.ts";

/** Every table's text by its path below the example's folder. Each part has a seed of its own, so that changing one leaves the others alone. */
export function makeData(): ReadonlyMap<string, string> {
  const customers = makeCustomers(seeded(1));
  const orders = makeOrders(seeded(2), customers);
  const support = makeSupport(seeded(3), orders);
  const billing = makeBilling(seeded(4), customers);
  const web = makeWebEvents(seeded(5), orders);
  return new Map([
    ["data/shop/customers.csv", customersCsv(customers)],
    ["data/shop/orders.csv", ordersCsv(orders)],
    ["data/shop/order_lines.csv", orderLinesCsv(orders)],
    ["data/finance/daily_orders.csv", dailyOrdersCsv(orders)],
    ["data/support/tickets.csv", ticketsCsv(support.tickets)],
    ["data/support/ticket_history.csv", ticketHistoryCsv(support.history)],
    ["data/support/survey.csv", surveyCsv(makeSurvey(seeded(6), support))],
    ["data/billing/subscriptions.csv", subscriptionsCsv(billing.subscriptions)],
    ["data/billing/plan_history.csv", planHistoryCsv(billing.periods)],
    ["data/web/events.csv", webEventsCsv(web)],
  ]);
}

const here = dirname(fileURLToPath(import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of makeData()) {
    await mkdir(dirname(join(here, file)), { recursive: true });
    await writeFile(join(here, file), text);
  }
}
