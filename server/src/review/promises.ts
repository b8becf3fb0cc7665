/** What is declared of a property: its type, unit, values, and who may see it. */
import type { Span } from "../document/types.ts";
import type { EventProperty } from "../project/types.ts";
import { isMorePrivate } from "../spec/privacy.ts";
import type { ValueType } from "../spec/types.ts";
import { typeText } from "../spec/typeText.ts";
import type { Change, ChangeClass } from "./types.ts";

/** What is told of a change of a property. */
export interface About {
  readonly how: string;
  readonly class: ChangeClass;
  readonly message: string;
}

type Tell = (about: About, more?: Partial<Change>) => Change;
type Compare = (was: EventProperty, is: EventProperty, tell: Tell) => Change | readonly Change[] | undefined;

export function comparePromises(was: EventProperty, is: EventProperty, tell: Tell): Change[] {
  const compares: readonly Compare[] = [
    typeChange,
    unitChange,
    requiredChange,
    valuesChange,
    privacyChange,
    wordsChange,
  ];
  return compares.flatMap((compare) => compare(was, is, tell) ?? []);
}

/** Where it is written, as far as it is; else the property stands for it. */
function at(property: EventProperty, part: { readonly span: Span } | undefined): Pick<Change, "head"> {
  return part ? { head: { file: property.file, span: part.span } } : {};
}

const typeChange: Compare = (was, is, tell) => {
  const [before, after] = [was.type && typeText(was.type.value), is.type && typeText(is.type.value)];
  if (before === after) return undefined;
  const name = is.name.value;
  const texts = { ...(before && { before }), ...(after && { after }), ...at(is, is.type) };
  if (!was.type || !is.type)
    return tell(
      {
        how: "type-changed",
        class: "meaning",
        message: `Property \`${name}\` ${is.type ? `is now declared as ${after}` : `is no longer declared as ${before}`}: its values may be converted otherwise.`,
      },
      { ...texts, rule: "meaning-changed" },
    );
  const wider = isWider(was.type.value, is.type.value);
  return tell(
    {
      how: "type-changed",
      class: wider ? "additive" : "breaking",
      message: `Property \`${name}\` is ${after} instead of ${before}${wider ? ", which holds all that it held" : ""}.`,
    },
    {
      ...texts,
      ...(!wider && {
        rule: "property-type-changed" as const,
        hint: "Add a property of the new type beside it, or raise `version`.",
      }),
    },
  );
};

/** Whether numbers of the one type all have a place in the other. */
function isWider(from: ValueType, to: ValueType): boolean {
  if (from.kind === "list" || to.kind === "list")
    return from.kind === "list" && to.kind === "list" && isWider(from.of, to.of);
  if (from.kind === "integer") return to.kind === "decimal" && to.precision === undefined;
  if (from.kind !== "decimal" || to.kind !== "decimal") return false;
  if (to.precision === undefined) return from.precision !== undefined;
  if (from.precision === undefined) return false;
  const [scale, newScale] = [from.scale ?? 0, to.scale ?? 0];
  return newScale >= scale && to.precision - newScale >= from.precision - scale;
}

const unitChange: Compare = (was, is, tell) => {
  const [before, after] = [was.unit?.value, is.unit?.value];
  if (before === after) return undefined;
  const isNew = before === undefined;
  return tell(
    {
      how: "unit-changed",
      class: isNew ? "documentation" : "meaning",
      message: isNew
        ? `The unit of \`${is.name.value}\` is now said: ${after}.`
        : `The unit of \`${is.name.value}\` is ${after ?? "no longer said"} instead of ${before}.`,
    },
    {
      ...(before && { before }),
      ...(after && { after }),
      ...(!isNew && { rule: "meaning-changed" as const }),
    },
  );
};

const requiredChange: Compare = (was, is, tell) => {
  const [before, after] = [was.required?.value === true, is.required?.value === true];
  if (before === after) return undefined;
  return after
    ? tell(
        {
          how: "required",
          class: "breaking",
          message: `Property \`${is.name.value}\` is now required: rows without it break the contract.`,
        },
        {
          ...at(is, is.required),
          rule: "property-became-required",
          hint: "Prove that no row lacks it, and raise `version`.",
        },
      )
    : tell(
        {
          how: "optional",
          class: "meaning",
          message: `Property \`${is.name.value}\` is no longer required: it may be null.`,
        },
        { rule: "meaning-changed" },
      );
};

const valuesChange: Compare = (was, is, tell) => {
  const [before, after] = [was.values, is.values].map((values) => values?.map(({ text }) => text));
  const name = is.name.value;
  if (!before || !after) {
    if (before === after) return undefined;
    const message = after
      ? `The values of \`${name}\` are now listed.`
      : `The values of \`${name}\` are no longer listed.`;
    return tell(
      { how: "values-changed", class: "documentation", message },
      after ? {} : { rule: "test-removed" },
    );
  }
  const gone = before.filter((value) => !after.includes(value));
  const fresh = after.filter((value) => !before.includes(value));
  const listed = (values: readonly string[]) => values.map((value) => `\`${value}\``).join(", ");
  const texts = { before: before.join(", "), after: after.join(", "), ...at(is, is.values?.[0]) };
  return [
    ...(gone.length > 0
      ? [
          tell(
            {
              how: "value-removed",
              class: "breaking",
              message: `Property \`${name}\` no longer has ${listed(gone)}.`,
            },
            { ...texts, rule: "value-removed", hint: "Keep the value in the list, or raise `version`." },
          ),
        ]
      : []),
    ...(fresh.length > 0
      ? [
          tell(
            {
              how: "value-added",
              class: "additive",
              message: `Property \`${name}\` may now be ${listed(fresh)}.`,
            },
            texts,
          ),
        ]
      : []),
  ];
};

const privacyChange: Compare = (was, is, tell) => {
  const [before, after] = [was.privacy?.value, is.privacy?.value];
  if (before === after) return undefined;
  const lowered = before !== undefined && (after === undefined || isMorePrivate(before, after));
  const texts = { ...(before && { before }), ...(after && { after }), ...at(is, is.privacy) };
  const message = `Property \`${is.name.value}\` is ${after ?? "not classified"} instead of ${before ?? "not classified"}.`;
  return lowered
    ? tell(
        {
          how: "privacy-lowered",
          class: "breaking",
          message: `${message} More people and tools get to see it.`,
        },
        {
          ...texts,
          rule: "privacy-lowered",
          hint: "Keep its class, or let who answers for privacy accept it: `eventspec diff --accept`.",
        },
      )
    : tell({ how: "privacy-raised", class: "documentation", message }, texts);
};

const wordsChange: Compare = (was, is, tell) => {
  const [before, after] = [was.description?.value, is.description?.value];
  if (before === after) return undefined;
  const message = `The description of \`${is.name.value}\` changed.`;
  const texts = { ...(before && { before }), ...(after && { after }) };
  return tell({ how: "description-changed", class: "documentation", message }, texts);
};
