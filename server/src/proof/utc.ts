/** Times of events as engines write them: always in UTC, with the `Z` of a moment or without. */

export const momentText = (text: string): string => (text.endsWith("Z") ? text : `${text}Z`);

/** Milliseconds since 1970; `NaN` for what the calendar of this process doesn't have. */
export const momentOf = (text: string): number => Date.parse(momentText(text));
