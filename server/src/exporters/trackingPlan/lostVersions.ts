import type { Loss, TrackingPlan } from "../../spec/trackingPlan.ts";

/** What tools lose that have no versions of events. */
export function lostVersions({ events }: TrackingPlan): Loss[] {
  return events.flatMap(({ name, version = 1 }) =>
    version === 1 ? [] : [{ event: name, message: "Its version is not kept." }],
  );
}
