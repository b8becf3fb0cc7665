/** `_exposures.yml`: who takes events from the warehouse. Its keys: https://docs.getdbt.com/reference/exposure-properties */
import { inline, writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import { destinationsOf } from "../../project/destinationsOf.ts";
import type { Model } from "../../sql/models.ts";
import { withoutJinjaInside } from "./jinja.ts";
import { type DbtScope, eventsOf } from "./scope.ts";

/** The text, without its header; `undefined` where no event is sent anywhere. */
export function exposuresFileText(scope: DbtScope, models: readonly Model[]): string | undefined {
  const { project } = scope;
  const exposures = project.file.destinations.flatMap((destination): YamlData[] => {
    const name = destination.name.value;
    const sent = models.flatMap((model) => {
      const events = eventsOf(scope, model);
      const [event] = events;
      return event && events.some((one) => destinationsOf(one).has(name))
        ? [{ model: model.relation.name, event }]
        : [];
    });
    if (sent.length === 0) return [];
    const owners = [...new Set(sent.flatMap(({ event }) => event.owner?.value ?? []))].sort();
    return [
      withoutJinjaInside({
        name: name.replaceAll(/\W/g, "_"),
        label: name,
        type: "application",
        owner: inline({ name: owners.join(", ") || (project.file.name?.value ?? name) }),
        depends_on: sent.map(({ model }) => `ref('${model}')`),
        config: {
          meta: {
            eventspec: inline({ type: destination.type?.value, privacy: destination.privacy?.value }),
          },
        },
      }),
    ];
  });
  return exposures.length > 0 ? writeYaml({ exposures }) : undefined;
}
