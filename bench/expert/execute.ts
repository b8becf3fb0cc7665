/** Whether both texts of a spec give the same rows, with as many scans. */
import { isDeepStrictEqual } from "node:util";
import type { Project } from "../../server/src/project/types.ts";
import type { ExpertEngine } from "./engines.ts";
import { byHand, type ExpertSpec, generated } from "./specs.ts";

export interface Execution {
  readonly rows: number;
  /** What is not the same, in words; empty where nothing differs. */
  readonly problems: readonly string[];
}

/** `undefined` where nobody wrote the spec by hand for this engine. */
export async function execute(
  project: Project,
  spec: ExpertSpec,
  engine: ExpertEngine,
): Promise<Execution | undefined> {
  const hand = byHand(spec, engine.dialect);
  if (hand === undefined) return undefined;
  const { sql } = generated(project, spec, engine.dialect);
  const [ours, theirs] = [inOrder(await engine.rows(sql)), inOrder(await engine.rows(hand))];
  const [scans, fewest] = [await engine.scans(sql), await engine.scans(hand)];
  return {
    rows: theirs.length,
    problems: [
      ...(isDeepStrictEqual(ours, theirs) ? [] : [`other rows: ${firstDifference(ours, theirs)}`]),
      ...(scans > fewest ? [`${scans} scans instead of ${fewest}`] : []),
    ],
  };
}

type Row = Readonly<Record<string, unknown>>;

/** In an order of their own, JSON read: how an object is spaced is the engine's business. */
function inOrder(rows: readonly Row[]): Row[] {
  const read = rows.map(
    (row): Row =>
      typeof row.properties === "string" ? { ...row, properties: JSON.parse(row.properties) } : row,
  );
  return read.sort((a, b) => (String(a.event_id) < String(b.event_id) ? -1 : 1));
}

function firstDifference(ours: readonly Row[], theirs: readonly Row[]): string {
  if (ours.length !== theirs.length) return `${ours.length}, not ${theirs.length}`;
  const at = ours.findIndex((row, index) => !isDeepStrictEqual(row, theirs[index]));
  return `${JSON.stringify(ours[at])} is not ${JSON.stringify(theirs[at])}`;
}
