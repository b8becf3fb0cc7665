/** The grid of rows: sorted from its headers, walked with the arrow keys, copied with Ctrl/Cmd+C, opened with Enter. */
import {
  type CellComponent,
  type ColumnDefinition,
  FilterModule,
  FormatModule,
  FrozenColumnsModule,
  InteractionModule,
  KeybindingsModule,
  ResizeColumnsModule,
  ResizeTableModule,
  SelectRangeModule,
  SortModule,
  Tabulator,
} from "tabulator-tables";
import type { Cell } from "../../../server/src/warehouse/types.ts";
import type { RowTable } from "../panels/messages.ts";
import { asText, cellKind, compareCells } from "./cells.ts";
import { element } from "./dom.ts";

Tabulator.registerModule([
  FilterModule,
  FormatModule,
  // Nothing is frozen, but selecting ranges asks for it.
  FrozenColumnsModule,
  InteractionModule,
  KeybindingsModule,
  ResizeColumnsModule,
  ResizeTableModule,
  SelectRangeModule,
  SortModule,
]);

/** Options that the library has and its types lack. */
const widthAtFirst = { maxInitialWidth: 240 };
const selection = { selectableRange: 1, selectableRangeAutoFocus: false };

type Row = Readonly<Record<string, Cell>>;

export interface Grid {
  /** The selected cells as lines of cells separated by tabs; empty when nothing is selected. */
  selectedText(): string;
  /** Of the selected cell, in the table; `undefined` where none is selected. */
  selectedRow(): number | undefined;
  /** Shows only rows with a cell that contains the text, in any case; all of them for an empty one. */
  search(text: string): void;
  destroy(): void;
}

/** Where a cell stands in the result, whatever the order on the screen. */
export interface CellPlace {
  readonly column: RowTable["columns"][number];
  readonly value: Cell;
}

interface GridRows {
  readonly table: RowTable;
  readonly zone: Zone | undefined;
  /** Said where there are no rows. */
  readonly empty: string;
  /** Whether columns that only machines read are drawn. */
  readonly technicalShown: boolean;
  /** What is searched for at first. */
  readonly search: string;
}

/** The time zone whose clocks moments are shown by; UTC when absent. */
interface Zone {
  readonly name: string;
  /** Names of the columns that hold moments. */
  readonly moments: readonly string[];
}

interface GridActions {
  /** Enter or a double click on a cell. */
  onOpen(place: CellPlace): void;
  /** `e` on a cell of an event. */
  onExample(row: number): void;
}

/** Draws the rows into `host`, which gives the height. */
export function createGrid(
  host: HTMLElement,
  { table, zone, empty, technicalShown, search: searched }: GridRows,
  { onOpen, onExample }: GridActions,
): Grid {
  const place = (cell: CellComponent): CellPlace | undefined => {
    const column = table.columns[columnIndex(cell.getField())];
    return column && { column, value: cell.getValue() as Cell };
  };
  const open = (cell: CellComponent | undefined) => {
    const found = cell && place(cell);
    if (found) onOpen(found);
  };
  const grid = new Tabulator(host, {
    data: table.rows.map(rowData),
    columns: table.columns.flatMap((column, index) =>
      technicalShown || !column.technical ? [columnDefinition(column, index, zone)] : [],
    ),
    columnDefaults: { resizable: "header", minWidth: 56, headerSortTristate: true, ...widthAtFirst },
    height: "100%",
    layout: "fitData",
    nestedFieldSeparator: false,
    placeholder: () => element("p", { class: "placeholder" }, empty),
    ...selection,
  });
  grid.on("cellDblClick", (_, cell) => open(cell));
  const search = (text: string) => {
    const wanted = text.trim().toLowerCase();
    const holds = (cell: Cell) => cell !== null && asText(cell).toLowerCase().includes(wanted);
    grid.setFilter(({ id, ...cells }: Row) => wanted === "" || Object.values(cells).some(holds));
  };
  grid.on("tableBuilt", () => {
    makeHeadersReachable(host);
    if (searched !== "") search(searched);
  });
  // The grid's own Enter would edit the cell.
  host.addEventListener(
    "keydown",
    (event) => {
      if (isHeader(event.target)) return;
      const [cell] = selectedCells(grid)[0] ?? [];
      const row = rowOf(cell);
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === "e" && isPlain && row !== undefined) onExample(row);
      if (event.key !== "Enter") return;
      event.stopPropagation();
      open(cell);
    },
    true,
  );
  return {
    selectedText: () =>
      selectedCells(grid)
        .map((cells) => cells.map((cell) => shownText(cell.getValue() as Cell)).join("\t"))
        .join("\n"),
    selectedRow: () => rowOf(selectedCells(grid)[0]?.[0]),
    search,
    destroy: () => grid.destroy(),
  };
}

function rowOf(cell: CellComponent | undefined): number | undefined {
  return (cell?.getData() as { id: number } | undefined)?.id;
}

function selectedCells(table: Tabulator): CellComponent[][] {
  const [range] = table.getRanges();
  return range ? (range.getStructuredCells() as unknown as CellComponent[][]) : [];
}

const field = (index: number) => `c${index}`;
const columnIndex = (name: string) => Number(name.slice(1));

function rowData(cells: readonly Cell[], row: number): Row {
  const entries = cells.map((cell, index) => [field(index), cell] as const);
  return { id: row, ...Object.fromEntries(entries) };
}

function columnDefinition(
  column: RowTable["columns"][number],
  index: number,
  zone: Zone | undefined,
): ColumnDefinition {
  const kind = cellKind(column);
  return {
    field: field(index),
    title: column.name,
    titleFormatter: () => header(column, zone),
    formatter: (cell) => cellNode(cell, index, column.personal),
    sorter: (a, b, ...[, , , direction]) => compareSorted(a, b, kind, direction),
    hozAlign: kind === "number" ? "right" : "left",
    headerHozAlign: kind === "number" ? "right" : "left",
    cssClass: column.personal ? `${kind} personal` : kind,
  };
}

/** Nulls stay last in both directions; the grid turns the sign for a descending order. */
function compareSorted(a: Cell, b: Cell, kind: ReturnType<typeof cellKind>, direction: string): number {
  const order = compareCells(a ?? null, b ?? null, kind);
  return direction === "desc" && (a === null) !== (b === null) ? -order : order;
}

function header(column: RowTable["columns"][number], zone: Zone | undefined): HTMLElement {
  const type = zone?.moments.includes(column.name) ? zone.name : column.typeInWords;
  return element(
    "span",
    { class: "header", title: `${column.name}: ${column.type}` },
    element("span", { class: "name" }, column.name),
    element("span", { class: "type" }, [type, column.nulls].filter(Boolean).join(" · ")),
  );
}

/** VS Code reads `data-vscode-context` for its context menu; its commands find the cell by row and column. */
function cellNode(cell: CellComponent, column: number, personal: boolean): HTMLElement {
  const value = cell.getValue() as Cell | undefined;
  const row = (cell.getData() as { id: number }).id;
  const context = { webviewSection: "cell", row, column, preventDefaultContextMenuItems: true };
  cell.getElement().setAttribute("data-vscode-context", JSON.stringify(context));
  if (value === null || value === undefined) return element("span", { class: "null" }, "null");
  const text = asText(value);
  return element("span", { class: personal ? "value masked" : "value", title: text }, oneLine(text));
}

/** A cell of the grid shows one line; the whole text opens with Enter. */
function oneLine(text: string): string {
  const shortened = text.length > 400 ? `${text.slice(0, 400)}…` : text;
  return shortened.replace(/\r?\n/g, "⏎");
}

function shownText(value: Cell): string {
  return value === null ? "" : asText(value);
}

function isHeader(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".tabulator-header") !== null;
}

/** The grid sorts on clicks only: this adds the keyboard. */
function makeHeadersReachable(host: HTMLElement): void {
  for (const column of host.querySelectorAll<HTMLElement>(".tabulator-col")) {
    column.tabIndex = 0;
    column.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      column.click();
    });
  }
}
