import type { Attempt } from "../../support/hostile.ts";
export async function* postgresFaults(): AsyncGenerator<Attempt> {}
