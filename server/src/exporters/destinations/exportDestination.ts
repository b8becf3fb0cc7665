/** What a tool imports of a project's events: their rows as SQL, and the file of its own that describes them. */
import type { Finding } from "../../document/types.ts";
import { destinationsOf } from "../../project/destinationsOf.ts";
import { columnsBeside, eventsFor, hasUser, heldBack, type Users } from "../../project/sentTo.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { type DestinationTool, toolLimits } from "../../spec/destinationTools.ts";
import type { DestinationSettings } from "../../spec/projectTypes.ts";
import type { Loss, TrackingPlan } from "../../spec/trackingPlan.ts";
import { payload } from "../../sql/payload.ts";
import type { CompileOptions } from "../../sql/types.ts";
import { lostVersions } from "../trackingPlan/lostVersions.ts";
import { planOfProject, type TypeOf } from "../trackingPlan/planOfProject.ts";
import { type About, aboutEvents } from "./about.ts";
import { amplitudeLosses, amplitudePlan } from "./amplitudePlan.ts";
import { mixpanelLexicon } from "./mixpanelLexicon.ts";
import { hasRevenueColumn, payloadSteps } from "./payloadSteps.ts";

export interface DestinationExport {
  /** One statement; absent where no event has SQL. */
  readonly sql?: string;
  /** What the tool reads of events and properties, where it reads files. */
  readonly plan?: { readonly ending: string; readonly text: string };
  /** Names of the events that are sent. */
  readonly events: readonly string[];
  readonly losses: readonly Loss[];
  readonly findings: readonly Finding[];
}

export interface Wanted extends Pick<CompileOptions, "dialect" | "types"> {
  readonly tool: DestinationTool;
  readonly destination: DestinationSettings;
  readonly users: Users;
  readonly typeOf: TypeOf;
}

interface PlanFile {
  readonly ending: string;
  write(plan: TrackingPlan, about: ReadonlyMap<string, About>): string;
  lossesOf?(plan: TrackingPlan, about: ReadonlyMap<string, About>): readonly Loss[];
}

const plans: Readonly<Partial<Record<DestinationTool, PlanFile>>> = {
  mixpanel: { ending: "lexicon.json", write: mixpanelLexicon },
  amplitude: { ending: "plan.csv", write: amplitudePlan, lossesOf: amplitudeLosses },
};

/** In: a destination and who its users are. Out: what the tool may have of the events that are meant for it, and what it doesn't get. */
export function exportDestination(project: Project, wanted: Wanted): DestinationExport {
  const { tool, destination, users, typeOf, ...options } = wanted;
  const { events, losses } = sendable(project, wanted);
  const isSent = (event: ProjectEvent) => events.includes(event);
  const names = [...new Set(events.map(({ name }) => name))];
  const { sql, findings } = payload(project, {
    ...options,
    events: names,
    entities: [users.known, users.anonymous].filter((one) => one !== undefined),
    keysOf: (name) => keysOf(events, name, wanted),
    steps: (dialect) =>
      payloadSteps(dialect, {
        tool,
        users,
        names: namesThere(events, destination),
        hasRevenue: hasRevenueColumn(tool) && events.some(({ definition }) => definition.revenue),
      }),
  });
  const described = planOfProject(project, destination, {
    typeOf,
    users,
    called: (name) => name,
    isSent,
    beside: (event) => beside(event, wanted),
  });
  const plan = plans[tool];
  const about = aboutEvents(project, events, destination);
  return {
    ...(sql !== undefined && { sql }),
    ...(plan && {
      plan: {
        ending: plan.ending,
        text: plan.write(described.plan, about),
      },
    }),
    events: names,
    losses: [
      ...losses,
      ...(plan ? described.losses : described.losses.filter(isLeftOut)),
      ...(plan ? lostVersions(described.plan) : []),
      ...(plan?.lossesOf?.(described.plan, about) ?? []),
    ],
    findings,
  };
}

/** What concerns rows, and not only their description. */
const isLeftOut = ({ message }: Loss): boolean => message.startsWith("It is left out");

function sendable(project: Project, { tool, destination, users }: Wanted) {
  const { title } = toolLimits[tool];
  const losses: Loss[] = [];
  const events = eventsFor(project, destination).filter((event) => {
    const lost = (message: string) => losses.push({ event: event.name, message });
    if (event.definition.proposed) lost("It is left out: it is proposed, and has no rows.");
    else if (!event.enabled) lost("It is left out: it is switched off.");
    else if (!hasUser(event, users)) lost(`It is left out: ${title} takes events of users, and it has none.`);
    else {
      if (!event.document.loadedAt)
        lost(
          "Its late rows are not noticed: no `loaded_at` tells when they came, so `updated_at` is its time.",
        );
      return true;
    }
    return false;
  });
  return { events, losses };
}

/** In: an event's name, which several documents may give: what one of them keeps back stays here. */
function keysOf(events: readonly ProjectEvent[], name: string, wanted: Wanted): readonly string[] {
  const { destination, users } = wanted;
  const own = events.filter((event) => event.name === name);
  const held = new Set(
    own.flatMap((event) => heldBack(event, destination, users).map(({ property }) => property.name.value)),
  );
  const properties = own.flatMap((event) => event.properties.map((property) => property.name.value));
  const others = own.flatMap((event) => beside(event, wanted));
  return [...new Set([...properties.filter((one) => !held.has(one)), ...others])];
}

/** What else stands among an event's properties there. */
function beside(event: ProjectEvent, { tool, users }: Wanted): readonly string[] {
  const columns = columnsBeside(event, users);
  return hasRevenueColumn(tool) ? columns.filter((name) => name !== "revenue") : columns;
}

/** The names that an event's rows bear here, its variants' included, where it has another one there. */
function namesThere(events: readonly ProjectEvent[], { name }: DestinationSettings): Map<string, string> {
  return new Map(
    events.flatMap((event) => {
      const there = destinationsOf(event).get(name.value);
      return there === undefined
        ? []
        : event.names.filter((own) => own !== there).map((own) => [own, there] as const);
    }),
  );
}
