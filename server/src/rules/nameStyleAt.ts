/** How a project wants its events called, for whoever proposes a name. */
import type { Project } from "../project/types.ts";
import { type EventNameStyle, usualNameStyle } from "../spec/eventNameStyle.ts";
import { allRules } from "./allRules.ts";
import { eventNameStyleOf } from "./engine/nameStyle.ts";
import { ruleBook } from "./engine/ruleBook.ts";
import { settingsResolver } from "./engine/settings.ts";

/** In: the file that an event is to stand in, relative to the project. Out: the usual style where the rule is off there. */
export function nameStyleAt({ file: settings }: Pick<Project, "file">, file: string): EventNameStyle {
  const options = settingsResolver(ruleBook(allRules), settings)({ file }).get("event-name-style")?.options;
  return options ? eventNameStyleOf(options) : usualNameStyle;
}
