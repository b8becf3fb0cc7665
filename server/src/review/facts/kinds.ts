/** What a change of each kind of fact means. */
import type { ChangeClass } from "../types.ts";
import type { FactKind } from "./types.ts";

interface KindMeans {
  readonly changed: ChangeClass;
  readonly added: ChangeClass;
  readonly removed: ChangeClass;
  /** What it does to rows, as a sentence. */
  readonly effect?: string;
}

const rows = (effect: string): KindMeans => ({
  changed: "meaning",
  added: "meaning",
  removed: "meaning",
  effect,
});
const column = (effect: string): KindMeans => ({
  changed: "meaning",
  added: "additive",
  removed: "breaking",
  effect,
});
const documentation: KindMeans = {
  changed: "documentation",
  added: "documentation",
  removed: "documentation",
};

export const kindMeans: Readonly<Record<FactKind, KindMeans>> = {
  source: rows("The rows come from elsewhere."),
  join: rows("It decides which rows there are, or what is read beside them."),
  list: rows("One row becomes other rows."),
  lookup: rows("What the lookup finds may be something else."),
  filter: rows("Other rows count."),
  key: rows("All ids of the event change."),
  time: rows("The events happen at other times."),
  zone: rows("Times without a zone are read by other clocks, so moments shift."),
  "null-values": rows("Other values count as none."),
  scheduled: rows("Rows with a time in the future are kept, or no longer."),
  order: rows("Rows of one moment follow each other in another order."),
  sequence: rows("Other rows belong together."),
  changes: rows("Other rows count as a change."),
  variants: rows("Rows get other names."),
  "once-per": rows("Another one of several rows is the event."),
  "loaded-at": rows("Late rows are told by another time."),
  origin: rows("Streams take events by their origin."),
  history: rows("There are events of another period."),
  entity: column("The ids of the entity are others."),
  revenue: column("The revenue is another."),
  currency: column("The revenue is in another currency."),
  link: column("The links lead elsewhere."),
  destination: {
    changed: "meaning",
    added: "additive",
    removed: "breaking",
    effect: "It has another name there.",
  },
  owner: documentation,
  documentation,
};
