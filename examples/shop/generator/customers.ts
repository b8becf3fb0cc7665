import { csv } from "./csv.ts";
import type { Random } from "./random.ts";
import { copiedAt, day, firstDay, hour, stamp } from "./time.ts";

export interface Customer {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly signedUpAt: number;
  readonly newsletter: boolean;
}

const firstNames = [
  "Amélie",
  "Noah",
  "Zoë",
  "Lucas",
  "Fatima",
  "Jef",
  "Chloé",
  "Milan",
  "Inès",
  "Łukasz",
  "Sofie",
  "Yusuf",
  "Elise",
  "Bram",
  "Nora",
  "Théo",
  "Marijke",
  "Sven",
  "Aïcha",
  "Pieter",
  "Léa",
  "Jonas",
  "Hannah",
  "Mehdi",
  "Greta",
  "Finn",
];
const lastNames = [
  "Peeters",
  "Janssens",
  "Dubois",
  "Müller",
  "de Vries",
  "Lambert",
  "Claes",
  "Nowak",
  "Bakker",
  "O'Brien",
  "Lefèvre",
  "Maes",
  "Schmidt",
  "El Amrani",
  "Willems",
  "Rossi",
  "Goossens",
  "Fontaine",
  "Weber",
  "van Dijk",
  "Mertens",
];

const ascii = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll("Ł", "L")
    .replaceAll("ł", "l")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();

/** Customer 1 belongs to the shop's own testers. */
export function makeCustomers(random: Random): Customer[] {
  const customers: Customer[] = [];
  let signedUpAt = firstDay - 300 * day;
  for (let id = 1; signedUpAt < copiedAt - day; id += 1) {
    const first = random.pick(firstNames);
    const last = random.pick(lastNames);
    customers.push({
      id,
      name: id === 1 ? "QA Robot" : `${first} ${last}`,
      email: id === 1 ? "qa@shop.example" : `${ascii(first)}.${ascii(last)}${id}@mail.example`,
      country: random.weighted([
        ["BE", 60],
        ["NL", 18],
        ["FR", 12],
        ["DE", 7],
        ["LU", 3],
      ]),
      signedUpAt,
      newsletter: random.chance(0.42),
    });
    signedUpAt += random.between(3 * hour, 69 * hour);
  }
  return customers;
}

export const customersCsv = (customers: readonly Customer[]): string =>
  csv(
    ["customer_id", "full_name", "email", "country", "signed_up_at", "has_newsletter"],
    customers.map((c) => [c.id, c.name, c.email, c.country, stamp(c.signedUpAt), c.newsletter]),
  );
