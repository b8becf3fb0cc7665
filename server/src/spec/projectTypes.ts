/** What `eventspec.yml` says, as plain located data: no reference resolved. Keys are explained in schemas/. */
import type { Finding, Located, Severity, Span } from "../document/types.ts";
import type { History } from "./historyTypes.ts";
import type { Duration, Join, Origin, Privacy, Property, TableReference, Tier, ValueType } from "./types.ts";

/** A setting as written; `{env: NAME}` is kept so that no secret is read before it is needed. */
export type Setting =
  | ({ readonly kind: "value"; readonly value: unknown } & SettingOrigin)
  | ({ readonly kind: "env"; readonly name: string } & SettingOrigin);

interface SettingOrigin {
  readonly span: Span;
  /** Whether a file of the user's own gives it, such as `eventspec.local.yml`, and not the project. */
  readonly own?: true;
}

export interface ConnectionSettings {
  readonly name: Located<string>;
  readonly type: Located<string>;
  readonly settings: ReadonlyMap<string, Setting>;
  /** Bytes. */
  readonly maxBytes?: number;
  /** Functions that its SQL may call though nobody knows them for harmless, as written. */
  readonly functions: readonly Located<string>[];
  readonly span: Span;
}

export interface Entity {
  readonly name: Located<string>;
  readonly description?: Located<string>;
  readonly type?: Located<ValueType>;
  readonly anonymous: boolean;
  readonly resolvesTo?: Identity;
  readonly span: Span;
}

/** Who an anonymous entity was. */
export interface Identity {
  readonly entity?: Located<string>;
  /** Events that carry both. */
  readonly by: readonly Located<string>[];
  readonly before?: Located<Duration>;
  readonly first: "evidence" | "beginning";
  readonly span: Span;
}

export interface Team {
  readonly name: Located<string>;
  readonly email?: Located<string>;
  readonly slack?: Located<string>;
  readonly span: Span;
}

export interface Goal {
  readonly name: Located<string>;
  readonly description?: Located<string>;
  readonly owner?: Located<string>;
  readonly span: Span;
}

export interface DestinationSettings {
  readonly name: Located<string>;
  readonly type?: Located<string>;
  readonly privacy?: Located<Privacy>;
  /** Its users. */
  readonly entity?: Located<string>;
  /** Who they are before they are known. */
  readonly anonymous?: Located<string>;
  readonly span: Span;
}

export interface Lookup {
  readonly name: Located<string>;
  readonly parameters: readonly Located<string>[];
  readonly joins: readonly Join[];
  readonly properties: readonly Property[];
  readonly span: Span;
}

export const layoutNames = ["narrow", "wide", "per_event", "activity_schema"] as const;
export type LayoutName = (typeof layoutNames)[number];

/** What narrows a selection of events; every list given must match, any of its items does. */
export interface EventFilter {
  readonly tier?: readonly Located<Tier>[];
  readonly tag?: readonly Located<string>[];
  readonly owner?: readonly Located<string>[];
  readonly origin?: readonly Located<Origin>[];
  /** Name patterns with `*`. */
  readonly name?: readonly Located<string>[];
}

export interface Stream {
  readonly name: Located<string>;
  readonly layout: Located<LayoutName>;
  readonly entity?: Located<string>;
  readonly anonymous?: Located<string>;
  readonly events: EventFilter;
  readonly relation?: TableReference;
  readonly occurrence: "none" | "entity" | "entity_and_event";
  readonly firstAt?: Located<boolean>;
  readonly span: Span;
}

export type RuleLevel = "off" | Severity;

export interface RuleSetting {
  readonly rule: Located<string>;
  readonly level: RuleLevel;
  /** The rule's own options, when written as `{severity: …, option: …}`. */
  readonly options: Readonly<Record<string, unknown>>;
}

export const presetNames = ["minimal", "recommended", "strict"] as const;
export type Preset = (typeof presetNames)[number];

export interface RuleOverride {
  readonly files?: Located<string>;
  readonly tier?: Located<Tier>;
  readonly event?: Located<string>;
  readonly extends?: Located<Preset>;
  readonly rules: readonly RuleSetting[];
  readonly span: Span;
}

export interface RuleSettings {
  /** A preset, or what names a policy: a file of the project, or a package. */
  readonly extends?: Located<string>;
  readonly rules: readonly RuleSetting[];
  readonly overrides: readonly RuleOverride[];
}

/** Settings of rules that several projects share. */
export interface Policy {
  /** Path relative to the project, with `/`. */
  readonly file: string;
  readonly rules: RuleSettings;
}

/** What runs of tests assume; texts as people write moments. */
interface TestSettings {
  readonly since?: Located<string>;
  readonly now?: Located<string>;
}

/** How dbt keeps events. */
export const materializations = ["incremental", "table", "view"] as const;
export type Materialized = (typeof materializations)[number];

export interface ProjectFile {
  readonly file: string;
  readonly version?: Located<number>;
  readonly name?: Located<string>;
  readonly timezone?: Located<string>;
  readonly history?: History;
  readonly connection?: Located<string>;
  readonly connections: readonly ConnectionSettings[];
  readonly dbt?: {
    readonly project: Located<string>;
    readonly artifacts?: Located<string>;
    /** The folder of the models that are made of events, relative to the dbt project's. */
    readonly models?: Located<string>;
    readonly materialized?: Located<Materialized>;
    readonly metrics?: Located<boolean>;
    readonly span: Span;
  };
  readonly entities: readonly Entity[];
  readonly teams: readonly Team[];
  readonly goals: readonly Goal[];
  readonly destinations: readonly DestinationSettings[];
  readonly switches: readonly { readonly name: Located<string>; readonly on: boolean }[];
  readonly lookups: readonly Lookup[];
  readonly streams: readonly Stream[];
  readonly test: TestSettings;
  readonly rules: RuleSettings;
  /** Those that `rules` extends, the nearest first; each extends the next one. */
  readonly policies: readonly Policy[];
  /** What is wrong with policies, or keeps them from being read. */
  readonly policyFindings: readonly Finding[];
  readonly findings: readonly Finding[];
}
