/** Marks in the editor at what has changed since the commit of a review. */
import {
  type DecorationOptions,
  Disposable,
  OverviewRulerLane,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from "vscode";
import type { ReviewedChange } from "../../../server/src/editor/lsp/review/protocol.ts";
import type { ChangeClass } from "../../../server/src/review/types.ts";
import { rangeOf } from "../treePlaces.ts";
import { changeTooltip } from "./items.ts";
import { classes, classWords } from "./nodes.ts";

/** What is written otherwise and means the same needs no mark. */
const colors: Partial<Record<ChangeClass, string>> = {
  breaking: "editorGutter.deletedBackground",
  meaning: "editorWarning.foreground",
  additive: "editorGutter.addedBackground",
  documentation: "editorGutter.modifiedBackground",
};

/** Characters behind a line. */
const longest = 100;

export interface Marks extends Disposable {
  /** Marks changes in every editor that shows their files; those marked before lose their marks. */
  show(changes: readonly ReviewedChange[]): void;
}

export function createMarks(): Marks {
  const types = new Map(classes.flatMap((each) => markType(each)));
  let changes: readonly ReviewedChange[] = [];
  const draw = (editors: readonly TextEditor[]) => {
    for (const editor of editors) {
      if (editor.document.languageId !== "event-spec") continue;
      const here = changes.filter(({ place }) => place?.uri === editor.document.uri.toString());
      for (const [kind, type] of types)
        editor.setDecorations(type, marksOf(here.filter((change) => change.class === kind)));
    }
  };
  const opened = window.onDidChangeVisibleTextEditors(draw);
  return {
    show: (next) => {
      changes = next;
      draw(window.visibleTextEditors);
    },
    dispose: () => Disposable.from(opened, ...types.values()).dispose(),
  };
}

function markType(kind: ChangeClass): [ChangeClass, TextEditorDecorationType][] {
  const name = colors[kind];
  if (name === undefined) return [];
  const color = new ThemeColor(name);
  const type = window.createTextEditorDecorationType({
    isWholeLine: true,
    borderColor: color,
    borderStyle: "solid",
    borderWidth: "0 0 0 3px",
    overviewRulerColor: color,
    overviewRulerLane: OverviewRulerLane.Left,
    after: { color: new ThemeColor("editorCodeLens.foreground"), margin: "0 0 0 2em" },
  });
  return [[kind, type]];
}

/** One mark a line: several changes of one class at one line are told in one hover. */
function marksOf(changes: readonly ReviewedChange[]): DecorationOptions[] {
  const byLine = new Map<number, ReviewedChange[]>();
  for (const change of changes) {
    const line = change.place?.range.start.line ?? 0;
    byLine.set(line, [...(byLine.get(line) ?? []), change]);
  }
  return [...byLine.values()].flatMap((own) => {
    const [first] = own;
    if (!first?.place) return [];
    const { start } = rangeOf(first.place.range);
    return [
      {
        range: rangeOf({ start, end: start }),
        hoverMessage: own.map(changeTooltip),
        renderOptions: { after: { contentText: inWords(own) } },
      },
    ];
  });
}

/** What fits behind a line; the hover has all of it. */
function inWords(changes: readonly ReviewedChange[]): string {
  const [first] = changes;
  if (!first) return "";
  const approved = changes.every(({ approval }) => approval) ? ", approved" : "";
  const text = `${classWords[first.class]}${approved}: ${first.message}`;
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return changes.length > 1 ? `${short} (and ${changes.length - 1} more)` : short;
}
