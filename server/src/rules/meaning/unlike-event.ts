import type { RelatedPlace } from "../../document/types.ts";
import { areTogether } from "../../project/givenTogether.ts";
import type { EventProperty, ProjectEvent } from "../../project/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { familyOfType, inWordsOf } from "../engine/typeFamilies.ts";
import { typeOfProperty } from "../engine/typeOf.ts";
import type { Report, RuleContext } from "../types.ts";

type Said = { readonly message: string };

export const unlikeEvent = defineRule<Said>({
  name: "unlike-event",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "An event that a second document gives must be the one that the first declares.",
  message: ({ message }) => message,
  event(event, report, context) {
    const { also } = event.definition;
    if (event.also === undefined || !also) return;
    const bearers = (context.project.eventsByName.get(event.name) ?? []).filter(
      ({ name }) => name === event.name,
    );
    const first = bearers.find((one) => one.also === undefined);
    if (!first)
      report(
        also,
        { message: `No document declares the event "${event.name}", so this can't give it, too.` },
        { hint: "Take `also` out where the event is declared." },
      );
    else if (areTogether(bearers)) compare(event, first, report, context);
  },
});

function compare(event: ProjectEvent, first: ProjectEvent, report: Report<Said>, context: RuleContext): void {
  const related: RelatedPlace[] = [
    { file: first.file, span: first.definition.name.span, message: "It is declared here." },
  ];
  const tell = (span: { start: number; end: number }, message: string, hint: string) =>
    report(span, { message }, { hint, related });
  const here = event.definition.name.span;
  const name = `"${event.name}"`;
  for (const [what, own, others] of [
    ["entity", named(event.entities), named(first.entities)],
    ["property", named(event.properties), named(first.properties)],
  ] as const) {
    for (const missing of others.filter((one) => !own.includes(one)))
      tell(
        here,
        `The ${what} "${missing}" of event ${name} is missing here.`,
        "Both documents give the same.",
      );
    for (const more of own.filter((one) => !others.includes(one)))
      tell(
        placeOf(event, what, more) ?? here,
        `The event ${name} has no ${what} "${more}" where it is declared.`,
        "Add it there, or take it out here.",
      );
  }
  for (const property of event.properties) {
    const other = first.properties.find((one) => one.name.value === property.name.value);
    const [own, its] = [typeIn(event, property, context), other && typeIn(first, other, context)];
    if (own && its && own !== its)
      tell(
        placeOf(event, "property", property.name.value) ?? here,
        `Property "${property.name.value}" is ${inWordsOf(own)} here and ${inWordsOf(its)} where event ${name} is declared.`,
        "Give both the same type.",
      );
  }
  for (const [key, own, its] of settings(event, first))
    if (JSON.stringify(own) !== JSON.stringify(its))
      tell(
        here,
        `The \`${key}\` of event ${name} is another where it is declared.`,
        "Both documents say the same.",
      );
}

const named = (all: readonly { readonly name: { readonly value: string } }[]): string[] =>
  all.map(({ name }) => name.value);

/** What tells which events a stream has, and of what they are. */
function settings(event: ProjectEvent, first: ProjectEvent): [key: string, own: unknown, its: unknown][] {
  const kept = (one: ProjectEvent) => ({
    version: one.version,
    tier: one.tier,
    origin: one.origin,
    owner: one.owner?.value,
    tags: one.tags.map(({ value }) => value).sort(),
    history: one.history && [one.history.from?.value, one.history.last?.value, one.history.until?.value],
  });
  const its = new Map(Object.entries(kept(first)));
  return Object.entries(kept(event)).map(([key, own]) => [key, own, its.get(key)]);
}

function placeOf(event: ProjectEvent, what: "entity" | "property", name: string) {
  const all: readonly { name: EventProperty["name"]; file?: string }[] =
    what === "entity" ? event.entities : event.properties;
  const found = all.find((one) => one.name.value === name);
  return found && (found.file ?? event.file) === event.file ? found.name.span : undefined;
}

function typeIn(event: ProjectEvent, property: EventProperty, context: RuleContext) {
  return property.type ? familyOfType(property.type.value) : typeOfProperty(event, property, context);
}
