/** What client and server say to each other about the state of whole projects. The client imports nothing else of it but types. */
import type { Severity } from "../../../document/types.ts";
import type { Aspect } from "../../../rules/completeness.ts";
import type { ProtocolRange } from "../protocol.ts";

/** `eventspec/governance`: what is said and what is wrong in whole projects. `eventspec/governanceChanged` tells from then on when to ask again. */
export interface GovernanceParams {
  /** Addresses of their project files. */
  readonly projects: readonly string[];
}

export interface GovernanceResult {
  readonly projects: readonly GovernedProject[];
}

export interface GovernedProject {
  /** Address of its folder, without a slash at its end. */
  readonly root: string;
  readonly name: string;
  readonly events: readonly GovernedEvent[];
  /** Sorted by file and place. */
  readonly findings: readonly GovernedFinding[];
  /** What was not looked at, in words; absent where that is nothing. */
  readonly unchecked?: string;
}

interface Placed {
  readonly uri: string;
  readonly range: ProtocolRange;
}

export interface GovernedEvent extends Placed {
  readonly name: string;
  readonly owner?: string;
  /** What it should say and does not. */
  readonly lacks: readonly Aspect[];
}

export interface GovernedFinding extends Placed {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  readonly event?: string;
  /** Of its event. */
  readonly owner?: string;
  /** Whether it can be fixed without a decision. */
  readonly fixable: boolean;
  /** Address of the rule's page. */
  readonly page: string;
}

/** `eventspec/fixAll`: all findings of one rule in a project, or in one file of it. */
export interface FixAllParams {
  readonly root: string;
  readonly rule: string;
  /** Address of the file; absent: the whole project. */
  readonly uri?: string;
}

export interface FixAllResult {
  /** By address of the file; each with the version of the text that it is for, `null` for a file that is not open. */
  readonly files: readonly {
    readonly uri: string;
    readonly version: number | null;
    readonly edits: readonly { readonly range: ProtocolRange; readonly newText: string }[];
  }[];
  readonly fixed: number;
  /** Those that need a decision. */
  readonly left: number;
}
