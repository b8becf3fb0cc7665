/** When a run of tests takes place, and which events it looks at. */
import { projectFileName } from "../../project/loadProject.ts";
import type { Project } from "../../project/types.ts";
import { readNow, readWindow } from "../moments.ts";
import type { TestRequest } from "./types.ts";

/** Moments as people write them; see `readMoment`. */
interface AskedMoments {
  readonly now?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export type TestMoments =
  | Pick<TestRequest, "now" | "window">
  /** What can't be read, as a sentence, and what may be written instead. */
  | { readonly problem: string; readonly hint?: string };

/** As asked for, else as the project file says, else now and all events. In: also what messages call what was asked for. */
export function testMoments(
  { file }: Project,
  asked: AskedMoments,
  names: Readonly<Record<keyof AskedMoments, string>>,
): TestMoments {
  const zone = file.timezone?.value ?? "UTC";
  const ownName = (key: string) => `\`test.${key}\` of ${projectFileName}`;
  const moment = readNow(
    asked.now ?? file.test.now?.value,
    asked.now === undefined ? ownName("now") : names.now,
    zone,
  );
  if ("problem" in moment) return moment;
  const { now } = moment;
  const read = readWindow(
    { since: asked.since ?? file.test.since?.value, until: asked.until },
    { since: asked.since === undefined ? ownName("since") : names.since, until: names.until },
    { now: new Date(now), zone },
  );
  return "problem" in read ? read : { now, window: read.window };
}
