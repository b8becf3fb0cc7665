/** Who may own an event: teams of the project file, and the groups of the dbt project, which are declared there with whom to ask. */
import { plainName } from "../spec/nameWords.ts";
import { type DbtGroup, type DbtOwner, ownerText } from "./dbt/facts.ts";
import type { Project, Table } from "./types.ts";

export interface KnownTeam {
  readonly name: string;
  /** Where to reach it. */
  readonly contact?: string;
  readonly description?: string;
  readonly from: "project" | "dbt";
}

/** In the order of their declarations; of a team and a group that are called the same the team. */
export function knownTeams({ file, dbt }: Pick<Project, "file" | "dbt">): KnownTeam[] {
  const teams = file.teams.map(({ name, email, slack }): KnownTeam => {
    const contact = email?.value ?? slack?.value;
    return { name: name.value, ...(contact !== undefined && { contact }), from: "project" };
  });
  const declared = new Set(teams.map(({ name }) => name));
  return [...teams, ...(dbt?.manifest?.groups ?? []).filter(({ name }) => !declared.has(name)).map(teamOf)];
}

function teamOf({ name, description, owner }: DbtGroup): KnownTeam {
  const contact = owner.email ?? owner.slack ?? ownerText(owner);
  return {
    name,
    ...(contact !== undefined && { contact }),
    ...(description !== undefined && { description }),
    from: "dbt",
  };
}

/**
 * The team that owns a table in dbt: it bears the name or the address of the table's owner there, else the name of its group. `undefined`
 * where dbt names no owner, or one that is no team here.
 */
export function teamOfTable(
  table: Table | undefined,
  project: Pick<Project, "file" | "dbt">,
): KnownTeam | undefined {
  const { owner = {}, group } = table?.dbt ?? {};
  const called = new Set(ownerNames(owner).map(plainName));
  if (called.size === 0 && group === undefined) return undefined;
  const teams = knownTeams(project);
  const answers = ({ name, contact = name }: KnownTeam) =>
    called.has(plainName(name)) || called.has(plainName(contact));
  return teams.find(answers) ?? teams.find(({ name }) => name === group);
}

/** The team that owns what is made of a table, as far as there is no choice: dbt says so, or there is just one. */
export function likelyOwner(
  table: Table | undefined,
  project: Pick<Project, "file" | "dbt">,
): KnownTeam | undefined {
  const teams = knownTeams(project);
  return teamOfTable(table, project) ?? (teams.length === 1 ? teams[0] : undefined);
}

function ownerNames({ name, email, slack }: DbtOwner): string[] {
  return [name, email, slack].flatMap((each) => each ?? []);
}
