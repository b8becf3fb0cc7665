/**
 * Property tests try the same examples in every run, so that a run says what a change did and not what chance did.
 * FC_SEED=<number> tries others.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
