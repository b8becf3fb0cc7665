/** What can be tested of a project: the tree that a client shows, kept current. */
import { basename } from "node:path";
import { harmlessLine } from "../../../document/harmless.ts";
import { eventsIn } from "../../../project/assemble.ts";
import { labelInFile } from "../../../project/givenTogether.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import { type Check, checksOf } from "../../../proof/checks.ts";
import { type LostEvent, lostEvents } from "../../names/lostEvents.ts";
import { type FileView, fileView } from "../../session/fileView.ts";
import { isStale } from "../../session/keptTests.ts";
import { pathIn, type Workspace, workspaceOf } from "../../session/session.ts";
import { toRange } from "../convert.ts";
import { notifications } from "../protocol.ts";
import { fileOf, pathOf, type Server, uriOf } from "../server.ts";
import { rootUri } from "../status.ts";
import type {
  ChecksParams,
  TestCheck,
  TestedEvent,
  TestFile,
  TestsChanged,
  TestsParams,
  TestsResult,
} from "./protocol.ts";

/** Answers `eventspec/tests`. */
export async function listTests(server: Server, { uri }: TestsParams): Promise<TestsResult | null> {
  const workspace = await workspaceOf(server.session, pathOf(uri));
  if (!workspace.isProject) return null;
  const name = nameOf(workspace);
  const files = testFiles(server, workspace);
  const told = new Map(files.map((file) => [file.file, JSON.stringify(file)]));
  server.testsTold.set(workspace.root, { name, files: told });
  return { root: rootUri(workspace), name, files: files.filter(({ events }) => events.length > 0) };
}

function nameOf({ project, root }: Workspace): string {
  return project.file.name?.value ?? basename(root);
}

/** Answers `eventspec/checks`. */
export async function listChecks(server: Server, { uri, events }: ChecksParams): Promise<TestCheck[]> {
  const at = await fileOf(server, uri);
  if (!at) return [];
  const { project } = at.workspace;
  const wanted = project.events.filter(
    (event) => event.file === at.file && events.includes(labelInFile(event, project)),
  );
  return wanted.flatMap((event) =>
    checksOf(project, event).flatMap((check) => testCheck(server, at.workspace, check)),
  );
}

/** Tells the client what has changed of a project's tests, if it has asked for them. */
export function tellTests(server: Server, workspace: Workspace): void {
  const told = server.testsTold.get(workspace.root);
  if (!told || !workspace.isProject) return;
  const name = nameOf(workspace);
  const now = testFiles(server, workspace);
  const present = new Set(now.map(({ file }) => file));
  const gone = [...told.files.keys()].filter((file) => !present.has(file));
  const without = gone.map((file) => ({ uri: uriOf(server, pathIn(workspace, file)), file, events: [] }));
  const files = [...now, ...without].filter((file) => told.files.get(file.file) !== JSON.stringify(file));
  if (files.length === 0 && told.name === name) return;
  told.name = name;
  for (const file of files) told.files.set(file.file, JSON.stringify(file));
  for (const file of gone) told.files.delete(file);
  send(server, { root: rootUri(workspace), name, files });
}

/** Takes back what was told of a project that is none any more. Should it come back, the client is told so. */
export function tellTestsGone(server: Server, workspace: Workspace): void {
  const told = server.testsTold.get(workspace.root);
  // A folder that only now becomes a project has had nothing to take back.
  if (!told || !workspace.isProject) return;
  told.name = "";
  told.files.clear();
  send(server, { root: rootUri(workspace), name: "", gone: true, files: [] });
}

function send(server: Server, changed: TestsChanged): void {
  void server.connection.sendNotification(notifications.testsChanged, changed);
}

/** Every spec of the project; events that only a damaged text hides stay. */
function testFiles(server: Server, workspace: Workspace): TestFile[] {
  const { project } = workspace;
  return project.specs.flatMap(({ file }) => {
    const view = fileView(workspace, file, 0);
    if (!view) return [];
    const uri = uriOf(server, pathIn(workspace, file));
    return [{ uri, file, events: testedEvents(workspace, view, eventsIn(project, file)) }];
  });
}

function testedEvents(workspace: Workspace, view: FileView, events: readonly ProjectEvent[]): TestedEvent[] {
  const present = events.map((event): LostEvent => ({ event, span: event.definition.name.span }));
  const found = [...present, ...lostEvents(view)].filter(({ event }) => hasChecks(event));
  // What is half typed has not changed yet.
  const settled = { ...workspace, project: view.before ?? view.project };
  const named = found.map(({ event, span }) => ({ name: labelInFile(event, settled.project), event, span }));
  return [...new Map(named.map((one) => [one.name, one])).values()]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ name, event, span }) => {
      const known = settled.project.eventsByName
        .get(event.name)
        ?.find(({ file, also }) => file === view.file && also === event.also);
      const stale = known !== undefined && isStale(settled, known);
      return { name, range: toRange(view.document, span), ...(stale && { stale }) };
    });
}

function hasChecks({ definition, enabled }: LostEvent["event"]): boolean {
  return enabled && !definition.proposed;
}

/** What nobody has declared says itself what it is. */
function labelOf({ part, name, subject }: Check): string {
  return part === "checks" ? name : `${subject.kind}: ${name}`;
}

/** A check as the protocol has it; none where its file is not of the project. */
export function testCheck(
  server: Server,
  workspace: Pick<Workspace, "project" | "root">,
  check: Check,
): TestCheck[] {
  const document = workspace.project.documents.get(check.file);
  if (!document) return [];
  const { id, event, span } = check;
  return [
    {
      id,
      file: event.file,
      event: labelInFile(event, workspace.project),
      label: harmlessLine(labelOf(check)),
      uri: uriOf(server, pathIn(workspace, check.file)),
      range: toRange(document, span),
    },
  ];
}
