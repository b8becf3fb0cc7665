/** The state of whole projects: what each event says of itself, and what was found. */
import { basename } from "node:path";
import { harmlessLine } from "../../../document/harmless.ts";
import type { Finding } from "../../../document/types.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import { lacking } from "../../../rules/completeness.ts";
import { addressOfPage } from "../../../rules/rulePage.ts";
import { preferredFix } from "../../features/actions/fixAll.ts";
import { pathIn, type Workspace, workspaceOf } from "../../session/session.ts";
import { toRange } from "../convert.ts";
import { checkProjectSoon } from "../diagnostics.ts";
import { failuresIn } from "../failedRuns.ts";
import { pathOf, type Server, uriOf } from "../server.ts";
import { rootUri, uncheckedIn } from "../status.ts";
import type {
  GovernanceParams,
  GovernanceResult,
  GovernedEvent,
  GovernedFinding,
  GovernedProject,
} from "./protocol.ts";

/** Answers `eventspec/governance`; projects that nobody has opened a file of are loaded, and checked next. */
export async function listGovernance(
  server: Server,
  { projects: files }: GovernanceParams,
): Promise<GovernanceResult> {
  server.governed = true;
  const found = await Promise.all(files.map((uri) => workspaceOf(server.session, pathOf(uri))));
  const projects = [...new Set(found)].filter(({ isProject }) => isProject);
  for (const workspace of projects) if (!workspace.checked) checkProjectSoon(server, workspace);
  return { projects: projects.map((workspace) => governed(server, workspace)) };
}

function governed(server: Server, workspace: Workspace): GovernedProject {
  const { project, root } = workspace;
  const events = project.events.filter(({ also }) => also === undefined);
  const owners = new Map(events.map(({ name, owner }) => [name, owner?.value]));
  const files = [...project.documents.keys()].sort();
  const unchecked = workspace.checked ? uncheckedIn(workspace) : "It is being checked.";
  return {
    root: rootUri(workspace),
    name: project.file.name?.value ?? basename(root),
    events: events.flatMap((event) => governedEvent(server, workspace, event)),
    findings: files.flatMap((file) => foundIn(server, workspace, file, owners)),
    ...(unchecked !== undefined && { unchecked }),
  };
}

function governedEvent(server: Server, workspace: Workspace, event: ProjectEvent): GovernedEvent[] {
  const document = workspace.project.documents.get(event.file);
  if (!document) return [];
  const { name, owner, definition } = event;
  return [
    {
      name,
      uri: uriOf(server, pathIn(workspace, event.file)),
      range: toRange(document, definition.name.span),
      lacks: lacking(event),
      ...(owner && { owner: owner.value }),
    },
  ];
}

function foundIn(
  server: Server,
  workspace: Workspace,
  file: string,
  owners: ReadonlyMap<string, string | undefined>,
): GovernedFinding[] {
  const document = workspace.project.documents.get(file);
  const found = workspace.findings.get(file) ?? [];
  if (!document) return [];
  const uri = uriOf(server, pathIn(workspace, file));
  const all: Finding[] = [...found, ...failuresIn(server, workspace, file, found)];
  all.sort((a, b) => a.span.start - b.span.start);
  return all.map((finding) => {
    const { rule, severity, message, event } = finding;
    const owner = event === undefined ? undefined : owners.get(event);
    return {
      rule,
      severity,
      message: harmlessLine(message),
      file,
      uri,
      range: toRange(document, finding.span),
      fixable: preferredFix(finding) !== undefined,
      page: addressOfPage(rule),
      ...(event !== undefined && { event }),
      ...(owner !== undefined && { owner }),
    };
  });
}
