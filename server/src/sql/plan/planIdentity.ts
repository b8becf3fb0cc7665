/** What finds out who an anonymous id was: the plan of its evidence. */
import type { Finding, Located } from "../../document/types.ts";
import { evidenceWords, identityOf, type ResolvedEntity, weakEvidence } from "../../project/identity.ts";
import type { Project } from "../../project/types.ts";
import type { Stream } from "../../spec/projectTypes.ts";
import { secondsOf } from "../../spec/values.ts";
import type { CompileOptions } from "../types.ts";
import { dependsOnOthers } from "./neighbouring.ts";
import type { EventPlan, IdentityPlan, Scan } from "./plan.ts";
import { type Member, membersOf } from "./planMembers.ts";

/** An identity whose events are there. */
export interface KnownIdentity extends ResolvedEntity {
  readonly members: readonly Member[];
}

/**
 * In: a stream, and the entities that its events carry. Out: the identity that resolves them, or why it can't: without its evidence,
 * numbers of the whole stream would be others. Neither where the stream asks for none, or nobody in it is anonymous.
 */
export function knownIdentity(
  project: Project,
  { layout, dialect }: CompileOptions,
  stream: Stream | undefined,
  carried: ReadonlySet<string>,
): { readonly identity?: KnownIdentity; readonly findings: readonly Finding[] } {
  const resolved = stream && identityOf(project.file, stream);
  if (!resolved || !carried.has(resolved.anonymous)) return { findings: [] };
  const findings = [
    ...resolved.identity.by.filter(({ value }) => !project.eventsByName.has(value)).map(unknown),
    ...weakEvidence(project, resolved).map((weak) => atName(weak.name, evidenceWords(weak))),
  ].map((finding): Finding => ({ ...finding, file: project.file.file, severity: "error" }));
  if (findings.length > 0) return { findings };
  const events = resolved.identity.by.map(({ value }) => value);
  const { members } = membersOf(project, { layout, dialect, events }, undefined);
  return { identity: { ...resolved, members }, findings };
}

function unknown(name: Located<string>) {
  const message = `No event is called "${name.value}".`;
  return { ...atName(name, { message, hint: "Declare it, or name another one." }), rule: "unknown-event" };
}

function atName({ span }: Located<string>, words: { readonly message: string; readonly hint: string }) {
  return { rule: "incomplete-evidence", span, ...words };
}

/** In: the events of the identity that have SQL, as scans. */
export function planIdentity(
  { anonymous, entity, identity }: ResolvedEntity,
  evidence: readonly Scan[],
): IdentityPlan {
  const bare = (event: EventPlan): EventPlan => {
    const { revenue: _, currency: __, link: ___, history: ____, ...rest } = event;
    const isOrdered = dependsOnOthers(event);
    const entities = [anonymous, entity].flatMap(
      (name) => event.entities.find((one) => one.name === name) ?? [],
    );
    // What is only planned has proven nothing.
    const order = isOrdered ? {} : { key: [], orderBy: [] };
    return { ...rest, ...order, entities, properties: [], scheduled: false };
  };
  return {
    anonymous,
    entity,
    evidence: evidence.map(({ loadedAt: _, ...scan }) => ({ ...scan, events: scan.events.map(bare) })),
    beforeSeconds: identity.before ? secondsOf(identity.before.value) : 0,
    fromBeginning: identity.first === "beginning",
  };
}
