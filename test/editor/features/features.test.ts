import assert from "node:assert/strict";
import { boundKey } from "../../../server/src/binding/boundKey.ts";
import type { BoundProject } from "../../../server/src/binding/types.ts";
import { codeActions } from "../../../server/src/editor/features/codeActions.ts";
import { codeLenses } from "../../../server/src/editor/features/codeLenses.ts";
import { definition, references } from "../../../server/src/editor/features/definition.ts";
import { documentSymbols } from "../../../server/src/editor/features/documentSymbols.ts";
import { hover } from "../../../server/src/editor/features/hover.ts";
import { inlayHints } from "../../../server/src/editor/features/inlayHints.ts";
import type { Outline } from "../../../server/src/editor/features/model.ts";
import { rename } from "../../../server/src/editor/features/rename.ts";
import { foldingRanges, selectionSpans } from "../../../server/src/editor/features/selectionRanges.ts";
import { signatureHelp } from "../../../server/src/editor/features/signatureHelp.ts";
import { columnLogic, factsKey, type KeptFacts, logicOf } from "../../../server/src/editor/session/facts.ts";
import type { Project, ProjectEvent } from "../../../server/src/project/types.ts";
import { checkFile } from "../../../server/src/rules/checkProject.ts";
import { ordersSpec, projectOf } from "../../support/editorProject.ts";
import { viewOf } from "../../support/fileView.ts";
import { mark, marked } from "../../support/markers.ts";

const file = "orders.events.yml";
const now = Date.parse("2026-02-01T12:00:00Z");

async function opened(input: string, others: Record<string, string> = {}) {
  const { text, cursor, ranges } = marked(input);
  return { project: await projectOf({ [file]: text, ...others }), text, cursor, ranges };
}

function factsOf(project: Project, event: ProjectEvent): KeptFacts {
  const samples = new Map([
    ["total", ["12.50", "99.00"]],
    ["customer_id", ["7"]],
  ]);
  const columns = columnLogic(project, event);
  return { count: 12431, lastAt: "2026-02-01T10:00:00Z", samples, logic: logicOf(project, event), columns };
}

/** Facts of all events, or of those that are named. */
function factsIn(project: Project, names?: readonly string[]): Map<string, KeptFacts> {
  const known = project.events.filter(({ name }) => names?.includes(name) ?? true);
  return new Map(known.map((event) => [factsKey(event), factsOf(project, event)]));
}

describe("hover", () => {
  async function hovered(
    input: string,
    factsFrom: (project: Project) => Map<string, KeptFacts> = () => new Map(),
  ) {
    const { project, text, cursor } = await opened(input);
    const found = hover(viewOf(project, file, { facts: factsFrom(project), now }), cursor);
    return found && { markdown: found.markdown, text: text.slice(found.span.start, found.span.end) };
  }

  it("explains keys and the words of the schema", async () => {
    const key = await hovered(
      ordersSpec
        .replace("  order_shipped:", "  order_shipped:")
        .replace("where: o.status", "wh‸ere: o.status"),
    );
    assert.equal(key?.text, "where");
    assert.match(key?.markdown ?? "", /null counts as no/);
    const word = await hovered(ordersSpec.replace("owner: growth", "owner: growth\ntier: co‸re"));
    assert.match(word?.markdown ?? "", /strictest/);
  });

  it("shows a column's type, description and origin", async () => {
    const column = await hovered(ordersSpec.replace("at: o.ordered_at", "at: o.orde‸red_at"));
    assert.equal(column?.text, "ordered_at");
    assert.match(column?.markdown ?? "", /TIMESTAMP[\s\S]*checkout was confirmed[\s\S]*shop\.orders/);
  });

  it("shows quoted columns, aliases, functions, and the event's own columns in tests", async () => {
    assert.match(
      (await hovered(ordersSpec.replace('o."Coupon Code"', 'o."Cou‸pon Code"')))?.markdown ?? "",
      /Coupon Code/,
    );
    assert.match(
      (await hovered(ordersSpec.replace("at: o.ordered_at", "at: ‸o.ordered_at")))?.markdown ?? "",
      /shop\.orders[\s\S]*order_id/,
    );
    assert.match(
      (await hovered(ordersSpec.replace("at: o.ordered_at", "at: coal‸esce(o.ordered_at, null)")))
        ?.markdown ?? "",
      /not null/,
    );
    assert.match(
      (await hovered(ordersSpec.replace("where: total < 0", "where: tot‸al < 0")))?.markdown ?? "",
      /decimal\(12,2\)/,
    );
  });

  it("lists a table's columns", async () => {
    const table = await hovered(ordersSpec.replace("from: shop.orders", "from: shop.or‸ders"));
    assert.match(table?.markdown ?? "", /Orders of the web shop[\s\S]*total_cents/);
  });

  it("tells of an event its meaning, its owner and, once previewed, its rows", async () => {
    const event = await hovered(
      ordersSpec.replace("follows: {event: order_placed}", "follows: {event: order_pl‸aced}"),
      factsIn,
    );
    assert.match(
      event?.markdown ?? "",
      /confirmed the checkout[\s\S]*owner growth[\s\S]*12,431 events · last 2 h ago[\s\S]*`12\.50`/,
    );
  });

  it("shows an event's samples as long as their SQL stands, and its count as long as its rows do", async () => {
    const { project } = await opened(ordersSpec);
    const facts = factsIn(project);
    const shown = async (from: string, to: string) => {
      const changed = ordersSpec.replace("follows: {event: order_placed}", "follows: {event: order_pl‸aced}");
      return (await hovered(changed.replace(from, to), () => facts))?.markdown ?? "";
    };
    const otherColumn = await shown("sql: o.total_cents / 100.0", "sql: o.total_cents");
    assert.match(otherColumn, /12,431 events/);
    assert.doesNotMatch(otherColumn, /`12\.50`/);
    const otherRows = await shown("at: o.ordered_at", "at: o.shipped_at");
    assert.doesNotMatch(otherRows, /12,431 events/);
    assert.match(otherRows, /`12\.50`/);
  });

  it("tells of teams and entities what the project file says", async () => {
    assert.match(
      (await hovered(ordersSpec.replace("owner: growth", "owner: gro‸wth")))?.markdown ?? "",
      /growth@shop\.example/,
    );
    assert.match(
      (await hovered(ordersSpec.replace("  customer: o.customer_id", "  cust‸omer: o.customer_id")))
        ?.markdown ?? "",
      /can buy/,
    );
  });

  it("is silent where there is nothing to say", async () => {
    assert.equal(await hovered(ordersSpec.replace("description: The", "description: T‸he")), undefined);
  });
});

describe("signature help", () => {
  async function helped(input: string) {
    const { project, cursor } = await opened(input);
    const found = signatureHelp(viewOf(project, file), cursor);
    const [start = 0, end = 0] = found?.parameters[found.active] ?? [];
    return (
      found && `${found.label.slice(0, start)}⟦${found.label.slice(start, end)}⟧${found.label.slice(end)}`
    );
  }

  it("shows the argument that is being typed", async () => {
    const at = (sql: string): string => ordersSpec.replace("at: o.ordered_at", `at: ${sql}`);
    assert.equal(await helped(at("date_trunc('day', ‸)")), "date_trunc(part, ⟦time⟧) → timestamp");
    assert.equal(await helped(at("coalesce(lower(o.a), b, c, ‸")), "coalesce(value, ⟦…⟧) → value");
    assert.equal(await helped(at("coalesce(lower(‸")), "lower(⟦text⟧) → text");
    assert.equal(await helped(at("o.status = 'coalesce(‸'")), undefined);
    assert.equal(await helped(ordersSpec.replace("confirmed the", "confirmed lower(‸the")), undefined);
  });
});

describe("code lenses", () => {
  it("stand above each event, with what is known of its rows", async () => {
    const { project } = await opened(ordersSpec);
    const view = viewOf(project, file, { facts: factsIn(project, ["order_placed"]), now });
    const titles = codeLenses(view).map(({ title, event }) => `${event} ${title}`);
    assert.deepEqual(titles, [
      "order_placed Preview",
      "order_placed SQL",
      "order_placed 12,431 events · last 2 h ago",
      "order_shipped Preview",
      "order_shipped SQL",
    ]);
  });

  it("forget the count once the logic is another one, not when its description is", async () => {
    const { project } = await opened(ordersSpec);
    const facts = factsIn(project, ["order_placed"]);
    const lensesAfter = async (text: string) =>
      codeLenses(viewOf((await opened(text)).project, file, { facts, now })).length;
    assert.equal(await lensesAfter(ordersSpec.replace("confirmed the checkout", "paid")), 5);
    assert.equal(await lensesAfter(ordersSpec.replace("at: o.ordered_at", "at: o.shipped_at")), 4);
    const ordered = ordersSpec.replace(
      "    at: o.ordered_at",
      "    order_by: o.total_cents\n    at: o.ordered_at",
    );
    assert.notEqual(ordered, ordersSpec);
    assert.equal(await lensesAfter(ordered), 4);
  });
});

describe("inlay hints", () => {
  const boundTo = (project: Project): BoundProject => {
    const types = new Map([['o."Coupon Code"', "VARCHAR"]]);
    const bound = { file, question: "", types, failures: [] };
    const events = project.events.map(
      ({ name }) => [boundKey(file, name), { event: name, ...bound }] as const,
    );
    return { connection: "dev", dialect: "duckdb", events: new Map(events) };
  };

  async function hinted(spec: string, names?: string[], options = { types: true, samples: true }) {
    const { project, text } = await opened(spec);
    const view = viewOf(project, file, { facts: factsIn(project, names), bound: boundTo(project) });
    const hints = inlayHints(view, { start: 0, end: text.length }, options);
    return hints
      .toSorted((a, b) => a.offset - b.offset)
      .map(
        ({ offset, label }) =>
          `${text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim()} ⟶ ${label}`,
      );
  }

  it("show samples beside properties, the count beside the event, and types that are not written", async () => {
    assert.deepEqual(await hinted(ordersSpec, ["order_placed"]), [
      "customer: o.customer_id ⟶ 7",
      "order_placed: ⟶ 12,431 rows",
      "sql: o.total_cents / 100.0 ⟶ 12.50, 99.00",
      'coupon: o."Coupon Code" ⟶ VARCHAR',
    ]);
  });

  it("can be turned off", async () => {
    assert.deepEqual(await hinted(ordersSpec, undefined, { types: false, samples: false }), []);
  });
});

describe("document symbols", () => {
  const names = (outlines: readonly Outline[]): unknown[] =>
    outlines.map(({ name, children }) => (children.length > 0 ? [name, names(children)] : name));

  it("are a spec's events with their properties", async () => {
    const { project } = await opened(ordersSpec);
    assert.deepEqual(names(documentSymbols(viewOf(project, file))), [
      ["order_placed", ["total", "coupon"]],
      "order_shipped",
    ]);
  });

  it("are grouped by source where a file has several, and by kind in the project file", async () => {
    const { project } = await opened(
      `${ordersSpec}---\nfrom: shop.customers\nevents:\n  customer_joined: {at: x}\n`,
    );
    assert.deepEqual(
      documentSymbols(viewOf(project, file)).map(({ name }) => name),
      ["shop.orders", "shop.customers"],
    );
    assert.deepEqual(
      documentSymbols(viewOf(project, "eventspec.yml")).map(({ name }) => name),
      ["connections", "entities", "teams", "goals", "lookups"],
    );
  });

  it("hold their names, and their children", async () => {
    const { project } = await opened(ordersSpec);
    const visit = (outlines: readonly Outline[]): void => {
      for (const { span, nameSpan, children } of outlines) {
        assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end);
        for (const child of children) assert.ok(span.start <= child.span.start && child.span.end <= span.end);
        visit(children);
      }
    };
    visit(documentSymbols(viewOf(project, file)));
    visit(documentSymbols(viewOf(project, "eventspec.yml")));
  });
});

describe("folding and selection", () => {
  it("fold what has several lines", async () => {
    const { project, text } = await opened(ordersSpec);
    const folded = foldingRanges(viewOf(project, file)).map(({ start }) => text.slice(start).split("\n")[0]);
    assert.ok(
      ["events:", "order_placed:", "properties:", "total:"].every((line) => folded.includes(line)),
      folded.join(),
    );
  });

  it("select ever more", async () => {
    const { project, text, cursor } = await opened(
      ordersSpec.replace("at: o.ordered_at", "at: o.ord‸ered_at"),
    );
    const spans = selectionSpans(viewOf(project, file), cursor);
    const selected = spans.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(selected.slice(0, 3), ["ordered_at", "o.ordered_at", "at: o.ordered_at"]);
    assert.equal(selected.at(-1), text);
  });
});

describe("names", () => {
  const placesOf = (
    project: Project,
    places: readonly { file: string; span: { start: number; end: number } }[],
  ) =>
    places.map((place) => {
      const text = project.documents.get(place.file)?.text ?? "";
      return `${place.file}: ${mark(text, [place.span])
        .split("\n")
        .find((line) => line.includes("⟦"))
        ?.trim()}`;
    });

  it("lead to their declaration, in other files, too", async () => {
    const event = await opened(ordersSpec.replace("{event: order_placed}", "{event: order_‸placed}"));
    assert.deepEqual(placesOf(event.project, definition(viewOf(event.project, file), event.cursor)), [
      "orders.events.yml: ⟦order_placed⟧:",
    ]);
    const team = await opened(ordersSpec.replace("owner: growth", "owner: gro‸wth"));
    assert.deepEqual(placesOf(team.project, definition(viewOf(team.project, file), team.cursor)), [
      "eventspec.yml: ⟦growth⟧: {email: growth@shop.example}",
    ]);
  });

  it("lead from an alias to its table, and from a test to the property", async () => {
    const alias = await opened(ordersSpec.replace("at: o.ordered_at", "at: ‸c.email"));
    assert.deepEqual(placesOf(alias.project, definition(viewOf(alias.project, file), alias.cursor)), [
      "orders.events.yml: as: ⟦c⟧",
    ]);
    const column = await opened(ordersSpec.replace("[customer_id, total]", "[customer_id, to‸tal]"));
    assert.deepEqual(placesOf(column.project, definition(viewOf(column.project, file), column.cursor)), [
      "orders.events.yml: ⟦total⟧:",
    ]);
  });

  it("are found everywhere", async () => {
    const { project, cursor } = await opened(ordersSpec.replace("  order_placed:", "  order_‸placed:"));
    assert.equal(references(viewOf(project, file), cursor, true).length, 2);
    assert.equal(references(viewOf(project, file), cursor, false).length, 1);
  });

  it("are renamed everywhere", async () => {
    const { project, text, cursor } = await opened(
      ordersSpec.replace("  customer: o.customer_id", "  cust‸omer: o.customer_id"),
    );
    const edits = rename(viewOf(project, file), cursor, "buyer");
    assert.ok(typeof edits !== "string");
    assert.deepEqual(
      edits.map((edit) => edit.file),
      ["eventspec.yml", file],
    );
    const own = edits.filter((edit) => edit.file === file).map((edit) => edit.span);
    assert.match(mark(text, own), /⟦customer⟧: o\.customer_id/);
  });

  it("are not renamed to what is taken or can't be written", async () => {
    const { project, cursor } = await opened(ordersSpec.replace("  order_placed:", "  order_‸placed:"));
    assert.match(String(rename(viewOf(project, file), cursor, "order_shipped")), /already/);
    assert.match(String(rename(viewOf(project, file), cursor, "a: b")), /letters/);
  });
});

describe("code actions", () => {
  async function actionsAt(input: string) {
    const { project, text, ranges } = await opened(input);
    assert.ok(ranges[0]);
    const findings = new Map([[file, checkFile(project, file, { dialect: "duckdb" })]]);
    const found = codeActions(viewOf(project, file, { findings }), ranges[0]);
    return found.map(({ title, edits, preferred }) => ({
      title,
      preferred,
      text: edits
        .toSorted((a, b) => b.span.start - a.span.start)
        .reduce((t, { span, text: put }) => t.slice(0, span.start) + put + t.slice(span.end), text),
    }));
  }

  it("mend what was found, then offer to silence it", async () => {
    const found = await actionsAt(ordersSpec.replace("owner: growth", "owner: ⟦grwth⟧"));
    assert.equal(found[0]?.preferred, true);
    assert.ok(found[0]?.text.includes("owner: growth\n"));
    assert.ok(found.at(-1)?.text.includes("# eventspec-ignore: unknown-owner — say why\nowner: grwth\n"));
  });

  it("put the comment above the key of a block scalar, where it silences the finding", async () => {
    const spec = ordersSpec
      .replace("    where: o.status <> 'cancelled'\n", "")
      .replace(/ {2}order_shipped:\n.*\n/, "  order_shipped:\n");
    const found = await actionsAt(spec.replace("order_shipped:", "⟦order_shipped⟧:"));
    const silence = found.find(({ title }) => title.startsWith("Suppress event-without-description"));
    assert.ok(silence, found.map(({ title }) => title).join());
    const { project } = await opened(silence.text);
    const left = checkFile(project, file, { dialect: "duckdb" }).filter(
      ({ rule }) => rule === "event-without-description",
    );
    assert.deepEqual(left, []);
  });
});
