/** Names that one definition gives its events, on both sides. */
import type { ProjectEvent } from "../project/types.ts";
import type { Variant } from "../spec/types.ts";
import { textAt } from "./compareFacts.ts";
import type { EventSides } from "./properties.ts";
import type { Change } from "./types.ts";

export function compareVariants(sides: EventSides): Change[] {
  const { before, after } = sides;
  const [old, now] = [variantsOf(before), variantsOf(after)];
  const former = new Set([...now.values()].flatMap((one) => [one.event.value, ...formerOf(one)]));
  const changes: Change[] = [];
  for (const [name, { span }] of old)
    if (!former.has(name)) {
      const place = { file: before.file, span };
      changes.push({
        ...shared(name, after),
        kind: "event-removed",
        class: "breaking",
        message: `\`${name}\` is gone: no value of the column that names the event leads to it.`,
        before: textAt(sides.base, place),
        base: place,
        head: { file: after.file, span: after.definition.variants?.span ?? after.definition.name.span },
        rule: "event-removed",
        hint: "Keep it until nobody reads it; of a renamed one say `formerly` at the variant.",
      });
    }
  for (const [name, variant] of now) {
    const before = old.get(name);
    if (before) {
      changes.push(...sameName(before, variant, sides));
      continue;
    }
    const place = { file: after.file, span: variant.span };
    const was = formerOf(variant).find((one) => old.has(one));
    changes.push({
      ...shared(name, after),
      kind: was === undefined ? "event-added" : "event-renamed",
      class: was === undefined ? "additive" : "documentation",
      message:
        was === undefined ? `\`${name}\` is new.` : `\`${was}\` is now called \`${name}\`; its ids stay.`,
      after: textAt(sides.head, place),
      head: place,
    });
  }
  return changes;
}

/** Of one that both have: its ids are made of the name that it bore first. */
function sameName(was: Variant, is: Variant, { before, after }: EventSides): Change[] {
  const name = is.event.value;
  const told = { base: { file: before.file, span: was.span }, head: { file: after.file, span: is.span } };
  const [old, now] = [formerOf(was)[0] ?? name, formerOf(is)[0] ?? name];
  const changes: Change[] = [];
  if (old !== now)
    changes.push({
      ...{
        ...shared(name, after),
        ...told,
        kind: "event-renamed",
        class: "breaking",
        before: old,
        after: now,
      },
      message: `The ids of \`${name}\` are made of \`${now}\` instead of \`${old}\`: all of them change.`,
      rule: "event-removed",
      hint: `Say what it was called first: \`formerly: [${old}]\`.`,
    });
  const saying = ({ description }: Variant, formerly: readonly string[]) =>
    JSON.stringify([description?.value, formerly.slice(1)]);
  if (saying(was, formerOf(was)) !== saying(is, formerOf(is)))
    changes.push({
      ...{ ...shared(name, after), ...told, kind: "documentation-changed", class: "documentation" },
      message: `What is said of \`${name}\` changed.`,
    });
  return changes;
}

function shared(name: string, after: ProjectEvent): Pick<Change, "event" | "what" | "path"> {
  return { event: name, what: "The event", path: `events.${after.definition.name.value}.variants.names` };
}

const variantsOf = ({ definition: { variants } }: ProjectEvent): Map<string, Variant> =>
  new Map((variants?.names ?? []).map((one) => [one.event.value, one]));

const formerOf = ({ formerly = [] }: Variant): string[] => formerly.map(({ value }) => value);
