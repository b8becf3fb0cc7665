import type { Session } from "../session.ts";

/** One command of the palette. Its title stands in package.json. */
export interface Command {
  /** As in package.json. */
  readonly id: `eventspec.${string}`;
  /** `args`: from code lenses and menus; nothing when run from the palette or by a key. */
  run(session: Session, ...args: readonly unknown[]): unknown;
}
