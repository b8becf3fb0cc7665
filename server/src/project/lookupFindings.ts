import type { Finding } from "../document/types.ts";
import type { LookupUse, SpecDocument } from "../spec/types.ts";
import { lookupsUsed } from "./lookupsUsed.ts";
import { findingAt, unknownName } from "./reference.ts";
import type { Project } from "./types.ts";

/** Parameters of a project's lookups that no document could give. */
export function parameterFindings({ file }: Pick<Project, "file">): Finding[] {
  const parameters = file.lookups.flatMap((lookup) => lookup.parameters);
  return parameters
    .filter(({ value }) => value === "use")
    .map(({ span }) => {
      const message =
        "No document can give a parameter that is called `use`: there it says which lookup is used.";
      const remedy = "Call it by what it is, such as `usage_id`, in the lookup's SQL too: `param.usage_id`.";
      return findingAt(file.file, "invalid-reference", span, message, remedy);
    });
}

/** What a document says of lookups that does not fit them. */
export function lookupFindings(project: Project, file: string, document: SpecDocument): Finding[] {
  return [
    ...document.lookups.flatMap((use) => useFindings(project, file, use)),
    ...repeatedProperties(project, file, document),
  ];
}

function useFindings(project: Project, file: string, use: LookupUse): Finding[] {
  const name = use.lookup ?? use.name;
  const lookup = project.lookups.get(name.value);
  if (!lookup) {
    const message = `No lookup is called "${name.value}".`;
    const known = [...project.lookups.keys()];
    const whereDeclared = "Declare it below `lookups` in eventspec.yml.";
    return [unknownName(file, "unknown-lookup", { name, message, known, whereDeclared })];
  }
  const wanted = lookup.parameters.map(({ value }) => value);
  const given = new Set(use.parameters.map((one) => one.name.value));
  const missing = wanted.filter((one) => !given.has(one));
  const unknown = use.parameters.filter((one) => !wanted.includes(one.name.value));
  return [
    ...unknown.map((one) => {
      const message = `The lookup "${name.value}" has no parameter "${one.name.value}".`;
      const whereDeclared = "It takes nothing else.";
      return unknownName(file, "invalid-reference", { ...one, message, known: missing, whereDeclared });
    }),
    // A misspelt parameter is one mistake, not two.
    ...missing.slice(unknown.length).map((one) => {
      const message = `The lookup "${name.value}" needs its parameter "${one}".`;
      const remedy = `Add \`${one}:\` with the SQL that gives it.`;
      return findingAt(file, "invalid-reference", use.name.span, message, remedy);
    }),
  ];
}

/** Properties that two lookups give, unless the document has its own of that name, which wins. */
function repeatedProperties(
  { lookups }: Pick<Project, "lookups">,
  file: string,
  document: SpecDocument,
): Finding[] {
  const own = new Set(document.defaults.properties.map(({ name }) => name.value));
  const givers = new Map<string, string>();
  return lookupsUsed(document, lookups).flatMap(({ use, properties }) =>
    properties.flatMap((property) => {
      const name = property.name.value;
      const giver = givers.get(name);
      givers.set(name, giver ?? use.name.value);
      if (giver === undefined || own.has(name)) return [];
      const message = `The lookups "${giver}" and "${use.name.value}" both give the property "${name}".`;
      const remedy = `Use one of them under another name, which its properties then begin with: \`author: {use: user, …}\`. Or say here what "${name}" is.`;
      return [findingAt(file, "invalid-reference", use.name.span, message, remedy)];
    }),
  );
}
