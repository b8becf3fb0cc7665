/** What whoever keeps a project keeps for its next check; the engine fills it. */
export { type CheckCache, createCheckCache } from "./engine/cache.ts";
