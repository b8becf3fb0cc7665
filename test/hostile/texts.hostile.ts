/** Texts of event-spec files, damaged by chance: nothing throws, and what is said of them holds. */
import { updateFile } from "../../server/src/project/updateFile.ts";
import { sqlParser } from "../rules/findingsOf.ts";
import { shopWith } from "../rules/shop.ts";
import type { Attempt, HostileSuite } from "../support/hostile.ts";
import { type Ground, violation } from "./texts/invariants.ts";
import { bases, type Chance, chanceOf, mutated } from "./texts/mutations.ts";

const file = "orders.events.yml";

const wholeFrom = 20_000;

export const suite: HostileSuite = {
  title: "Texts of event-spec files, damaged",
  wholeFrom,
  async *attempts({ size, seed, count = size === "full" ? wholeFrom : 400 }) {
    const chance = chanceOf(seed);
    const grounds = await Promise.all(bases.map(groundOf));
    for (let n = 0; n < count; n++) {
      // The first two are the smallest: most of what breaks a reader fits into them.
      const which = chance(8) > 0 ? chance(2) : chance(bases.length);
      const [base = "", ground] = [bases[which], grounds[which]];
      if (ground) yield n % 2 === 0 ? anywhere(ground, base, chance) : insideOne(ground, base, chance);
    }
  },
};

async function groundOf(text: string): Promise<Ground> {
  const project = updateFile(await shopWith({}), file, text);
  return { project, file, knowledge: { dialect: "duckdb", parser: await sqlParser() } };
}

function anywhere(ground: Ground, base: string, chance: Chance): Attempt {
  const text = mutated(base, chance);
  const wrong = violation(ground, text, [], chance);
  return {
    group: "damage anywhere",
    tried: text,
    ended: "held",
    ...(wrong !== undefined && { gotThrough: wrong }),
  };
}

/** Damage on one line of the second event, as somebody types it. */
function insideOne(ground: Ground, base: string, chance: Chance): Attempt {
  const start = base.indexOf("\n", base.indexOf("order_paid")) + 1;
  const lines = base.slice(start, base.indexOf("order_sent")).trimEnd().split("\n");
  const at = chance(lines.length);
  const before = start + lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
  const indent = /^ */.exec(lines[at] ?? "")?.[0].length ?? 0;
  const part = { start: before + indent, end: before + (lines[at] ?? "").length };
  const text = mutated(base, chance, part);
  const typed = text.slice(part.start, text.length - (base.length - part.end));
  const isOneLine = !/[\n\r\u2028]|^(?:---|\.\.\.)/.test(typed);
  const wrong = violation(ground, text, isOneLine ? ["order_placed", "order_sent"] : [], chance);
  return {
    group: "damage inside one event",
    tried: text,
    ended: "held",
    ...(wrong !== undefined && { gotThrough: wrong }),
  };
}
