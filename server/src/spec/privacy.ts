import type { Privacy } from "./types.ts";

/** From what anybody may see to what hardly anybody may. */
const classes: readonly Privacy[] = ["public", "internal", "personal", "sensitive"];

export function isMorePrivate(one: Privacy, other: Privacy): boolean {
  return classes.indexOf(one) > classes.indexOf(other);
}

/** Whether what is classified so is not for everybody's eyes. */
export function isForFewEyes(privacy: Privacy): boolean {
  return privacy === "personal" || privacy === "sensitive";
}
