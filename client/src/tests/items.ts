/** The items of the Test Explorer: project → file → event → check. Their ids tell where they stand, not their lines. */
import { Range, type TestController, type TestItem, type TestItemCollection, Uri } from "vscode";
import type {
  TestCheck,
  TestedEvent,
  TestFile,
  TestTarget,
} from "../../../server/src/editor/lsp/tests/protocol.ts";

/** What an item stands for: a part of a project. */
export interface Place extends TestTarget {
  /** Address of the project's folder, without a slash at its end. */
  readonly root: string;
}

/** An item is a project, a file, an event or a check, by how deep it lies. */
export function placeOf(item: TestItem): Place {
  const path: string[] = [];
  for (let at: TestItem | undefined = item; at; at = at.parent) path.unshift(at.id);
  const [root = "", file, event, check] = path;
  return {
    root,
    ...(file !== undefined && { file }),
    ...(event !== undefined && { event }),
    ...(check !== undefined && { check }),
  };
}

export function itemAt(
  controller: TestController,
  { root, file, event, check }: Place,
): TestItem | undefined {
  let item = controller.items.get(root);
  for (const id of [file, event, check]) {
    if (id === undefined) return item;
    item = item?.children.get(id);
  }
  return item;
}

/** The project's item, made where there is none yet. `name` when it is known. */
export function putProject(controller: TestController, root: string, name?: string): TestItem {
  const label = name || decodeURIComponent(root.split("/").at(-1) ?? root);
  const known = controller.items.get(root);
  if (known) {
    if (name) known.label = name;
    return known;
  }
  const item = controller.createTestItem(root, label, Uri.parse(`${root}/eventspec.yml`));
  item.canResolveChildren = true;
  controller.items.add(item);
  return item;
}

/** Puts files into their project: those without events go. Items that stay are the same, so that they keep their results. */
export function putFiles(controller: TestController, project: TestItem, files: readonly TestFile[]): void {
  for (const { uri, file, events } of files) {
    if (events.length === 0) {
      project.children.delete(file);
      continue;
    }
    const known = project.children.get(file);
    const item = known ?? controller.createTestItem(file, file, Uri.parse(uri));
    if (!known) project.children.add(item);
    keepOnly(
      item.children,
      events.map((event, index) => eventItem(controller, item, event, index)),
    );
  }
}

function eventItem(
  controller: TestController,
  file: TestItem,
  { name, range }: TestedEvent,
  index: number,
): TestItem {
  const item = file.children.get(name) ?? controller.createTestItem(name, name, file.uri);
  item.canResolveChildren = true;
  return placed(item, range, index);
}

/** Puts an event's checks below it; `all`: those that are not among them go. */
export function putChecks(
  controller: TestController,
  event: TestItem,
  checks: readonly TestCheck[],
  all: boolean,
): void {
  const items = checks.map(({ id, label, uri, range }, index) => {
    const known = event.children.get(id);
    // An address can't be changed.
    const isThere = known?.uri?.toString() === Uri.parse(uri).toString();
    const item = known && isThere ? known : controller.createTestItem(id, label, Uri.parse(uri));
    return placed(item, range, all ? index : Number(known?.sortText ?? index));
  });
  if (all) keepOnly(event.children, items);
  else for (const item of items) event.children.add(item);
}

function placed(item: TestItem, { start, end }: TestCheck["range"], index: number): TestItem {
  item.range = new Range(start.line, start.character, end.line, end.character);
  item.sortText = String(index).padStart(6, "0");
  return item;
}

export function itemsOf(collection: Iterable<[id: string, item: TestItem]>): TestItem[] {
  return [...collection].map(([, item]) => item);
}

function keepOnly(children: TestItemCollection, items: readonly TestItem[]): void {
  const wanted = new Set(items.map(({ id }) => id));
  for (const { id } of itemsOf(children)) if (!wanted.has(id)) children.delete(id);
  for (const item of items) if (children.get(item.id) !== item) children.add(item);
}
