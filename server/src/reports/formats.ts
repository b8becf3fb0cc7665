/** The formats of reports, the usual one first. Apart from the writers, so that the command line can offer them at no cost. */
export const reportFormats = ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"] as const;
export type ReportFormat = (typeof reportFormats)[number];
