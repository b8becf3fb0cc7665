import type { Capabilities } from "./types.ts";

const usual = 4;

/** How many queries a connection runs at the same time; what comes when all are taken waits, within its own time limit. */
export const queriesAtOnce = ({ queries = usual }: Capabilities): number => queries;
