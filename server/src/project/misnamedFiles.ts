/** Files that are meant as event-spec files and called otherwise, such as `orders.event.yml`: nothing would read them. */
import type { TextDocument } from "../document/types.ts";
import type { Project } from "./types.ts";

/** Whether a file's name makes it an event-spec file. */
export function isSpecFile(name: string): boolean {
  return name.endsWith(".events.yml") || name.endsWith(".events.yaml");
}

const nearName = /(?:^|[\\/._-])events?\.ya?ml$/i;

/** Whether a name comes near that of an event-spec file: `events.yml`, `orders.event.yml`, `orders_events.yaml`. */
export function isNearSpecName(name: string): boolean {
  return nearName.test(name) && !isSpecFile(name);
}

/** Whether a file under a near name declares events as the language has them: others have files called `events.yml`, too. */
export function isMeantAsSpec({ documents }: TextDocument): boolean {
  const root = documents[0]?.root;
  if (root?.kind !== "map") return false;
  const keys = root.pairs.map(({ key }) => key.text);
  return keys.includes("events") && keys.some((key) => ["from", "key", "entities"].includes(key));
}

/** The name that a misnamed file should have, its folder left out: `orders.events.yml`. */
export function properName(file: string): string {
  const parts = file.split("/");
  const stem = (parts.at(-1) ?? "").replace(/[._-]?events?\.ya?ml$/i, "");
  return `${stem || parts.at(-2) || "all"}.events.yml`;
}

/** Why a project has no events, as a sentence; `undefined` where it has some. */
export function whyNoEvents({ events, specs, documents }: Project): string | undefined {
  if (events.length > 0) return undefined;
  const [only, ...others] = specs;
  if (only) {
    const files =
      others.length === 0 ? `${only.file} declares` : `the ${specs.length} event-spec files declare`;
    return `0 events: ${files} none below \`events\`.`;
  }
  const misnamed = [...documents.keys()].filter(isNearSpecName);
  const [first] = misnamed;
  const remedy =
    first === undefined
      ? " Event-spec files are called *.events.yml, such as orders.events.yml."
      : ` ${first} is meant as one: rename it to ${properName(first)}.`;
  return `0 events: no file of the project has a name that ends in .events.yml.${remedy}`;
}
