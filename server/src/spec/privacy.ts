import type { Privacy } from "./types.ts";

/** From what anybody may see to what hardly anybody may. */
const classes: readonly Privacy[] = ["public", "internal", "personal", "sensitive"];

export function isMorePrivate(one: Privacy, other: Privacy): boolean {
  return classes.indexOf(one) > classes.indexOf(other);
}
