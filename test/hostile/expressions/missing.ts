import { type EngineName, provide } from "../../engines/provide.ts";

/** Why an engine can't be had; `undefined` where it can. */
export function missing(engine: EngineName): Promise<string | undefined> {
  return provide(engine).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
